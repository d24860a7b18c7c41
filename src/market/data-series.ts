/** Which series of a catalog stand behind the data that a spec asks for. */
import { BarPrice, type DataSelection } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Interval, parseInterval, TICK } from "./interval.ts";
import { isBarKind, type SeriesKey, type SeriesKind } from "./series-kind.ts";

/** A series of any symbol. */
export type DataSeries = Pick<SeriesKey, "kind" | "interval">;

/** Daily bars of trades: what a session sees that asks for nothing. */
export const dailyBars: DataSeries = { kind: "bars", interval: "1d" };

const weekSeconds = 604_800n;

/**
 * The length of a bar of so many seconds; undefined when there are no such bars. A day is one
 * trading session and seven days are one calendar week; months have no length in seconds.
 */
export function intervalOfSeconds(seconds: bigint): Interval | undefined {
  return parseInterval(seconds === weekSeconds ? "1w" : `${seconds}s`);
}

/** The length in seconds by which an interval is asked for; undefined for months and ticks. */
export function secondsOfInterval(interval: string): bigint | undefined {
  const parsed = parseInterval(interval);
  if (parsed === undefined || parsed.unit === "month") return undefined;
  return parsed.ns / 1_000_000_000n;
}

/** The series that an entry asks for; undefined when it names no kind, or no length of a bar. */
export function seriesOfSelection({ kind }: DataSelection): DataSeries | undefined {
  if (kind.case === "trades" || kind.case === "quotes") return { kind: kind.case, interval: TICK };
  if (kind.case !== "bars") return undefined;
  const { interval: length, price } = kind.value;
  if (length !== undefined && length.nanos !== 0) return undefined;
  const interval = length === undefined ? "1d" : intervalOfSeconds(length.seconds)?.text;
  if (interval === undefined) return undefined;
  return { kind: price === BarPrice.BID_ASK ? "quote_bars" : "bars", interval };
}

/** The series of a whole selection, the finest first; what it asks for in vain is left out. */
export function seriesOfData(data: readonly DataSelection[]): readonly DataSeries[] {
  if (data.length === 0) return [dailyBars];
  const series = data.flatMap((each) => seriesOfSelection(each) ?? []);
  return series.sort((left, right) => (isFiner(left, right) ? -1 : 1));
}

const ranks: Readonly<Record<SeriesKind, number>> = {
  quotes: 0,
  trades: 1,
  quote_bars: 2,
  bars: 3,
};

/**
 * Whether a series says more of a market than another: quotes before trades, trades before bars of
 * bid and ask, those before bars of trades; of one kind the shorter bars.
 */
function isFiner(left: DataSeries, right: DataSeries): boolean {
  if (left.kind !== right.kind) return ranks[left.kind] < ranks[right.kind];
  return lengthOf(left) < lengthOf(right);
}

function lengthOf({ interval }: DataSeries): bigint {
  return parseInterval(interval)?.ns ?? 0n;
}

/** Spells a series without its symbol: `bars 1d`, `quotes`. */
export function formatDataSeries({ kind, interval }: DataSeries): string {
  return isBarKind(kind) ? `${kind} ${interval}` : kind;
}
