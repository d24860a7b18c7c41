/** Rows of a catalog as a session sees them: of its dates, within its hours, each with its date. */
import type { Calendar } from "../domain/calendar/calendar.ts";
import { type Stretch, stretchesOf } from "../domain/calendar/session.ts";
import { type Instant, NS_PER_DAY } from "../domain/instant.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { FeedBatch } from "../engine/market-feed.ts";
import { followsDates, parseInterval } from "../market/interval.ts";
import type { Adjustment, ReadOptions, SeriesCatalog } from "../market/series-catalog.ts";
import type { SeriesKey } from "../market/series-kind.ts";
import { firstFrom, VenueDates } from "../market/venue-dates.ts";
import { viewSeries } from "../market/view-series.ts";

/** Which rows of a series are meant. */
export interface RowSelection {
  /** The venue's dates, both included. */
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  /** The calendar by which rows have their dates. */
  readonly calendar: Calendar;
  /**
   * Trading that shorter bars and ticks have to begin in, ascending; undefined for all rows. Bars
   * of a day or a week are taken by their date: they hold a session, whatever it was.
   */
  readonly stretches: readonly Stretch[] | undefined;
  readonly adjustment: Adjustment;
  /** Rows that are known later than this only. */
  readonly afterNs?: Instant | undefined;
}

/** The part of a catalog that rows are read from. */
export type RowCatalog = Pick<SeriesCatalog, "readSeries">;

/**
 * The rows of a series that a session sees, ascending, in batches that are not empty.
 * @throws CatalogError as `readSeries` does.
 */
export async function* sessionRows(
  catalog: RowCatalog,
  key: SeriesKey,
  selection: RowSelection,
): AsyncGenerator<FeedBatch> {
  const dates = new VenueDates(selection.calendar);
  const span = instantsOf(key, selection, dates);
  const isByDate = spansDates(key);
  for await (const read of catalog.readSeries(key, optionsOf(span, selection))) {
    const dated = read.date.length > 0 ? read : { ...read, date: dates.of(read.timeNs) };
    const rows = pick(dated, withinDates(dated, selection, span.endNs));
    if (rows === undefined) continue;
    const { stretches } = selection;
    const open =
      isByDate || stretches === undefined ? rows : pick(rows, withinHours(rows, stretches));
    if (open !== undefined) yield open;
  }
}

/** The trading of a calendar on some dates, ascending, without pauses. */
export function tradingOn(
  calendar: Calendar,
  firstDate: TradingDate,
  lastDate: TradingDate,
): readonly Stretch[] {
  const first = Math.max(firstDate, calendar.firstDate);
  const last = Math.min(lastDate, calendar.lastDate);
  return first > last ? [] : calendar.sessionsBetween(first, last).flatMap(stretchesOf);
}

interface ReadSpan {
  readonly fromNs: Instant;
  readonly toNs: Instant;
  /** What is known later belongs to no date of the session. */
  readonly endNs: Instant | undefined;
}

function instantsOf(
  key: SeriesKey,
  { firstDate, lastDate, calendar }: RowSelection,
  dates: VenueDates,
): ReadSpan {
  const span = dates.spanOf(firstDate, lastDate);
  if (!spansDates(key)) return { ...span, endNs: undefined };
  // Such a bar begins with its session, or at midnight on the clock of where it came from.
  return {
    fromNs: span.fromNs - 2n * NS_PER_DAY,
    toNs: span.toNs + 2n * NS_PER_DAY,
    endNs:
      parseInterval(key.interval)?.unit === "day" ? undefined : nextOpening(calendar, lastDate),
  };
}

/** A week in which there is trading after the last date is not over with it. */
function nextOpening(calendar: Calendar, date: TradingDate): Instant | undefined {
  return calendar.covers(date) ? calendar.nextSession(date)?.openNs : undefined;
}

function optionsOf({ fromNs, toNs }: ReadSpan, { adjustment, afterNs }: RowSelection): ReadOptions {
  return { fromNs, toNs, adjustment, ...(afterNs === undefined ? {} : { knownAfterNs: afterNs }) };
}

function spansDates({ interval }: SeriesKey): boolean {
  const length = parseInterval(interval);
  return length !== undefined && followsDates(length);
}

/** Rows from one up to, not including, another. */
type Run = readonly [from: number, to: number];

function withinDates(
  { date, knownNs, length }: FeedBatch,
  { firstDate, lastDate }: RowSelection,
  endNs: Instant | undefined,
): readonly Run[] {
  let [from, to] = [0, length];
  while (from < to && (date[from] ?? 0) < firstDate) from++;
  while (to > from && (date[to - 1] ?? 0) > lastDate) to--;
  while (endNs !== undefined && to > from && (knownNs[to - 1] ?? 0n) > endNs) to--;
  return from < to ? [[from, to]] : [];
}

/** The rows that begin in a stretch. */
function withinHours({ timeNs, length }: FeedBatch, stretches: readonly Stretch[]): readonly Run[] {
  const runs: [number, number][] = [];
  for (let at = stretchEndingAfter(stretches, timeNs[0] ?? 0n); at < stretches.length; at++) {
    const stretch = stretches[at];
    if (stretch === undefined) break;
    const from = firstFrom(timeNs, stretch.openNs, runs.at(-1)?.[1] ?? 0);
    if (from === length) break;
    const to = firstFrom(timeNs, stretch.closeNs, from);
    if (from === to) continue;
    const last = runs.at(-1);
    if (last?.[1] === from) last[1] = to;
    else runs.push([from, to]);
  }
  return runs;
}

function stretchEndingAfter(stretches: readonly Stretch[], instant: Instant): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.closeNs ?? 0n) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of some runs, as they are where that is one run; undefined where it is none. */
function pick(batch: FeedBatch, runs: readonly Run[]): FeedBatch | undefined {
  const [first, ...others] = runs;
  if (first === undefined) return undefined;
  // What lies together in the columns that all sessions share stays there.
  if (others.length === 0) return viewSeries(batch, ...first);
  const length = runs.reduce((sum, [from, to]) => sum + to - from, 0);
  const wide = (column: BigInt64Array) => joined(column, runs, new BigInt64Array(length));
  const exact = (column: Float64Array) => joined(column, runs, new Float64Array(length));
  const narrow = (column: Int32Array) =>
    column.length === 0 ? column : joined(column, runs, new Int32Array(length));
  const timeNs = wide(batch.timeNs);
  return {
    kind: batch.kind,
    length,
    timeNs,
    knownNs: batch.knownNs === batch.timeNs ? timeNs : wide(batch.knownNs),
    date: narrow(batch.date),
    prices: batch.prices.map(exact),
    quantities: batch.quantities.map(exact),
    sides: narrow(batch.sides),
  };
}

/** Columns of any width. */
interface Column<Self> {
  subarray(from: number, to: number): Self;
  set(source: Self, at: number): void;
}

function joined<Self extends Column<Self>>(column: Self, runs: readonly Run[], into: Self): Self {
  let at = 0;
  for (const [from, to] of runs) {
    into.set(column.subarray(from, to), at);
    at += to - from;
  }
  return into;
}
