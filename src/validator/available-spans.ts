import type { Calendar } from "../domain/calendar/calendar.ts";
import {
  epochDayOf,
  formatTradingDate,
  parseTradingDate,
  type TradingDate,
} from "../domain/trading-date.ts";
import type { Instrument } from "../market/instrument.ts";
import type { DataRange } from "./data-range.ts";

/** Dates from one to another, both included. */
export interface DateSpan {
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
}

/** Sessions in a row without a bar. */
export interface DataHole extends DateSpan {
  readonly sessions: number;
}

/** A hole of more sessions than these parts the data in two: about a month of trading. */
const gapSessionsMost = 20;

/**
 * When a session can run on an instrument, ascending: between its first and last bar, while it was
 * listed, and not over a long hole. Bars from before a listing are another company's.
 */
export function availableSpans(
  instrument: Instrument,
  calendar: Calendar,
  range: DataRange,
): readonly DateSpan[] {
  const { listed, delisted } = listingDates(instrument);
  const first = Math.max(range.firstDate, listed ?? 0);
  const last = Math.min(range.lastDate, delisted ?? range.lastDate);
  const spans: DateSpan[] = [];
  let from = first;
  for (const hole of longHoles(calendar, range.missingDates)) {
    if (hole.lastDate < from) continue;
    if (hole.firstDate > last) break;
    const before = calendar.previousSession(hole.firstDate)?.date ?? hole.firstDate;
    if (from <= before) spans.push({ firstDate: from, lastDate: before });
    from = calendar.nextSession(hole.lastDate)?.date ?? last + 1;
  }
  if (from <= last) spans.push({ firstDate: from, lastDate: last });
  return spans;
}

/** When an instrument was first and last traded, as far as its catalog says. */
export interface ListingDates {
  readonly listed: TradingDate | undefined;
  readonly delisted: TradingDate | undefined;
}

/** Instruments never change, and several rules ask about each. */
const knownDates = new WeakMap<Instrument, ListingDates>();

/** Reads the listing dates of an instrument. */
export function listingDates(instrument: Instrument): ListingDates {
  const known = knownDates.get(instrument);
  if (known !== undefined) return known;
  const { listed, delisted } = instrument;
  const dates = {
    listed: listed === undefined ? undefined : parseTradingDate(listed),
    delisted: delisted === undefined ? undefined : parseTradingDate(delisted),
  };
  knownDates.set(instrument, dates);
  return dates;
}

/** The lists of a catalog never change, and the holes of one are asked for with every session. */
const knownHoles = new WeakMap<readonly TradingDate[], readonly DataHole[]>();

/** The long holes of data, ascending. @param missing sessions without a bar, ascending. */
export function longHoles(
  calendar: Calendar,
  missing: readonly TradingDate[],
): readonly DataHole[] {
  const known = knownHoles.get(missing);
  if (known !== undefined) return known;
  const found = [...holes(calendar, missing)].filter(isLong);
  knownHoles.set(missing, found);
  return found;
}

function isLong({ sessions }: DataHole): boolean {
  return sessions > gapSessionsMost;
}

function* holes(calendar: Calendar, missing: readonly TradingDate[]): Generator<DataHole> {
  let hole: DataHole | undefined;
  for (const date of missing) {
    if (hole !== undefined && calendar.previousSession(date)?.date === hole.lastDate) {
      hole = { firstDate: hole.firstDate, lastDate: date, sessions: hole.sessions + 1 };
      continue;
    }
    if (hole !== undefined) yield hole;
    hole = { firstDate: date, lastDate: date, sessions: 1 };
  }
  if (hole !== undefined) yield hole;
}

/** The dates that lie in a span of each of several lists; all of them ascend. */
export function commonSpans(lists: readonly (readonly DateSpan[])[]): readonly DateSpan[] {
  const [first = [], ...others] = lists;
  return others.reduce((common, spans) => common.flatMap((one) => overlaps(one, spans)), first);
}

function overlaps(one: DateSpan, spans: readonly DateSpan[]): readonly DateSpan[] {
  return spans.flatMap((other) => {
    const firstDate = Math.max(one.firstDate, other.firstDate);
    const lastDate = Math.min(one.lastDate, other.lastDate);
    return firstDate <= lastDate ? [{ firstDate, lastDate }] : [];
  });
}

/**
 * The span that holds most of the dates that were asked for, or is nearest to them; the longest
 * where nothing is asked for. The earlier wins where two are equal.
 */
export function nearestSpan(
  spans: readonly DateSpan[],
  startDate: TradingDate | undefined,
  endDate: TradingDate | undefined,
): DateSpan | undefined {
  const [from = 10_000_101, to = 99_991_231] = [startDate ?? endDate, endDate ?? startDate];
  const [early, late] = from <= to ? [from, to] : [to, from];
  let [nearest, most]: [DateSpan | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
  for (const span of spans) {
    // Days in common; where there are none, less than 0 by the days between.
    const first = epochDayOf(Math.max(early, span.firstDate));
    const days = epochDayOf(Math.min(late, span.lastDate)) - first;
    if (days > most) [nearest, most] = [span, days];
  }
  return nearest;
}

/** A span for people, as `2000-01-03 to 2020-04-30`. */
export function spanText({ firstDate, lastDate }: DateSpan): string {
  return `${formatTradingDate(firstDate)} to ${formatTradingDate(lastDate)}`;
}
