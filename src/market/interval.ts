import { NS_PER_DAY, NS_PER_SECOND } from "../domain/instant.ts";

/** What stands in the place of an interval where rows are single trades or quotes. */
export const TICK = "tick";

/** How a bar's length is counted. */
export type IntervalUnit = "second" | "minute" | "hour" | "day" | "week" | "month";

/** The length of a bar. */
export interface Interval {
  /** The one spelling: `1s`, `5m`, `4h`, `1d`, `1w`, `1mo`. */
  readonly text: string;
  readonly unit: IntervalUnit;
  /** Length in nanoseconds; of a day, week or month the usual one, for their bars follow dates. */
  readonly ns: bigint;
}

/** What an interval looks like, for messages. */
export const intervalForm =
  "seconds, minutes or hours that divide a day (1s, 5m, 4h), 1d, 1w or 1mo";

const clockUnits = {
  s: { unit: "second", ns: NS_PER_SECOND },
  m: { unit: "minute", ns: 60n * NS_PER_SECOND },
  h: { unit: "hour", ns: 3_600n * NS_PER_SECOND },
} as const;

const dateUnits: Readonly<Record<string, Interval>> = {
  "1d": { text: "1d", unit: "day", ns: NS_PER_DAY },
  "1w": { text: "1w", unit: "week", ns: 7n * NS_PER_DAY },
  "1mo": { text: "1mo", unit: "month", ns: 30n * NS_PER_DAY },
};

/**
 * Reads the length of a bar; undefined when it is none. A length that another unit says shorter
 * gets that spelling (`60m` is `1h`), so that a series has one name.
 */
export function parseInterval(text: string): Interval | undefined {
  const byDate = dateUnits[text];
  if (byDate !== undefined) return byDate;
  const match = /^([1-9]\d{0,4})([smh])$/.exec(text);
  if (match === null) return undefined;
  const ns = BigInt(match[1] ?? "") * clockUnits[match[2] as keyof typeof clockUnits].ns;
  if (ns >= NS_PER_DAY) return ns === NS_PER_DAY ? dateUnits["1d"] : undefined;
  if (NS_PER_DAY % ns !== 0n) return undefined;
  const letter = (["h", "m", "s"] as const).find((each) => ns % clockUnits[each].ns === 0n) ?? "s";
  const { unit, ns: unitNs } = clockUnits[letter];
  return { text: `${ns / unitNs}${letter}`, unit, ns };
}

/** Whether bars of this length follow dates, not the clock. */
export function followsDates({ unit }: Interval): boolean {
  return unit === "day" || unit === "week" || unit === "month";
}
