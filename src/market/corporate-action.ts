import { z } from "zod";
import { type Decimal, decimalOf, parseDecimal } from "../domain/decimal.ts";
import { type Instant, NS_PER_SECOND } from "../domain/instant.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { LocalClock } from "./local-clock.ts";

const exDate = z
  .string()
  .refine((text) => parseTradingDate(text) !== undefined, {
    error: "expected a date as YYYY-MM-DD",
  })
  .refine((text) => text !== "1970-01-01" && text >= "1900" && text < "2100", {
    error: "expected a date between 1900 and 2099; 1970-01-01 is what a missing one becomes",
  });
const positive = z.string().refine(
  (text) => {
    const parsed = parseDecimal(text);
    return parsed.ok && parsed.value.units > decimalOf(0n, 0).units;
  },
  { error: 'expected a positive decimal in quotes, for example "0.23"' },
);

/** How an action stands in a file. */
export const corporateActionSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("split"),
    /** First date on which the share trades divided. */
    ex_date: exDate,
    /** New shares for one old share: "4", or "0.1" where ten become one. */
    value: positive,
  }),
  z.strictObject({
    type: z.literal("dividend"),
    /** First date on which the share trades without the dividend. */
    ex_date: exDate,
    /** Cash for one share as it was on that date, in the currency of its prices. */
    value: positive,
  }),
]);

/** A split or a dividend. Prices are stored raw; actions are applied when they are read. */
export type CorporateAction = Readonly<z.infer<typeof corporateActionSchema>>;

/** Actions in the order of their dates, splits first: the one order that a catalog keeps. */
export function inOrder(actions: readonly CorporateAction[]): readonly CorporateAction[] {
  const rank = ({ ex_date, type }: CorporateAction) => `${ex_date} ${type === "split" ? 0 : 1}`;
  return [...actions].sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}

/** An action as a simulation applies it: when, and exact. */
export interface DatedAction {
  /** Canonical symbol of the instrument. */
  readonly symbol: string;
  readonly type: CorporateAction["type"];
  readonly exDate: TradingDate;
  /** Midnight at the venue at which the ex-date begins: every later row shows the action. */
  readonly atNs: Instant;
  /**
   * Positive. Of a split the new shares for one old share; of a dividend the cash for one share as
   * it was on that date, after a split of the same date, in the currency of its prices.
   */
  readonly value: Decimal;
}

/** An instrument's actions with their instants, in the order in which they are applied. */
export function datedActions(
  symbol: string,
  actions: readonly CorporateAction[],
  clock: LocalClock,
): readonly DatedAction[] {
  return actions.map(({ type, ex_date, value: text }) => {
    const value = parseDecimal(text);
    if (!value.ok) throw new RangeError(`"${text}" is no decimal`);
    const atNs = exInstant(ex_date, clock);
    return { symbol, type, exDate: dateOf(ex_date), atNs, value: value.value };
  });
}

/** Midnight at the venue at which an ex-date begins. @throws RangeError for what is no date. */
export function exInstant(exDate: string, clock: LocalClock): Instant {
  return BigInt(clock.startOf(dateOf(exDate))) * NS_PER_SECOND;
}

function dateOf(text: string): TradingDate {
  const date = parseTradingDate(text);
  if (date === undefined) throw new RangeError(`${text} is no date`);
  return date;
}
