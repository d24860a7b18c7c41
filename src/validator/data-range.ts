/** From when to when a session can see data of a symbol, by the dates of its venue. */
import type { Calendar } from "../domain/calendar/calendar.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { BarRange } from "../market/catalog.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import { VenueDates } from "../market/venue-dates.ts";

/** Dates of a series, and its sessions without any row: ascending. */
export type DataRange = Pick<BarRange, "firstDate" | "lastDate" | "missingDates">;

/** What a catalog knows of a series never changes, and every session asks for its dates. */
const knownRanges = new WeakMap<SeriesInfo, DataRange>();

/** The dates of a series; what is older than the calendar cannot be replayed and does not count. */
export function rangeOfSeries(info: SeriesInfo, calendar: Calendar): DataRange | undefined {
  const known = knownRanges.get(info);
  if (known !== undefined) return known;
  const range = datesOf(info, calendar);
  if (range === undefined) return undefined;
  knownRanges.set(info, range);
  return range;
}

function datesOf(info: SeriesInfo, calendar: Calendar): DataRange | undefined {
  const dates = new VenueDates(calendar);
  const [tickFirst = 0, tickLast = 0] = dates.of(BigInt64Array.of(info.firstNs, info.lastNs));
  const [first, last] = [info.firstDate ?? tickFirst, info.lastDate ?? tickLast];
  const opening = calendar.session(calendar.firstDate) ?? calendar.nextSession(calendar.firstDate);
  const firstDate = Math.max(first, opening?.date ?? first);
  if (last < firstDate) return undefined;
  return { firstDate, lastDate: last, missingDates: missingDates(info, calendar, dates) };
}

/** The sessions that lie in a hole from their open to their close. */
function missingDates(
  { holes }: SeriesInfo,
  calendar: Calendar,
  dates: VenueDates,
): readonly TradingDate[] {
  return holes.flatMap(({ fromNs, toNs }) => {
    const [from = 0, to = 0] = dates.of(BigInt64Array.of(fromNs, toNs));
    if (!calendar.covers(from) || !calendar.covers(to)) return [];
    return calendar
      .sessionsBetween(from, to)
      .filter((session) => session.openNs >= fromNs && session.closeNs <= toNs)
      .map(({ date }) => date);
  });
}

/** The dates on which all of several series have data; undefined where there is none. */
export function commonRange(ranges: readonly DataRange[]): DataRange | undefined {
  const [first, ...others] = ranges;
  if (first === undefined || others.length === 0) return first;
  return {
    firstDate: Math.max(...ranges.map(({ firstDate }) => firstDate)),
    lastDate: Math.min(...ranges.map(({ lastDate }) => lastDate)),
    missingDates: inAny(ranges.map((range) => range.missingDates)),
  };
}

/** Most series have no holes: then a list stays the one that others have worked on before. */
function inAny(lists: readonly (readonly TradingDate[])[]): readonly TradingDate[] {
  const [first = [], ...others] = lists.filter((list) => list.length > 0);
  if (others.length === 0) return first;
  return [...new Set([...first, ...others.flat()])].sort((left, right) => left - right);
}
