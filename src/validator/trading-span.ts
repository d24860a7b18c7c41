import type { Calendar } from "../domain/calendar/calendar.ts";
import { type Session, type Stretch, stretchesOf } from "../domain/calendar/session.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { Listing, SpecSubject } from "./subject.ts";

/** What of the venues' calendars lies in a range of dates. */
export interface TradingSpan {
  /** Dates on which at least one of the venues trades. */
  readonly tradingDays: number;
  /** Distinct times at which daily bars end: one slice each. */
  readonly slices: number;
  /** Time during which at least one of the venues is open, in nanoseconds. */
  readonly openNs: () => bigint;
}

/** The span of a subject whose dates lie within the data. */
export function tradingSpanOf(
  { listings }: SpecSubject,
  from: TradingDate,
  to: TradingDate,
): TradingSpan {
  const byCalendar = Map.groupBy(listings, ({ calendar }) => calendar);
  const venues = [...byCalendar].map(([calendar, group]) => venueOf(calendar, group, from, to));
  const sessions = venues.map((venue) => venue.sessions);
  const withBars = venues.map((venue) => venue.withBars);
  return {
    tradingDays: countDistinct(sessions, ({ date }) => date),
    slices: countDistinct(withBars, ({ closeNs }) => closeNs),
    openNs: () => {
      const stretches = sessions.map((list) => list.flatMap(stretchesOf));
      return unionNs(mergeAll(stretches, ({ openNs }) => openNs));
    },
  };
}

interface Venue {
  readonly sessions: readonly Session[];
  /** Those on which at least one of the symbols has a bar. */
  readonly withBars: readonly Session[];
}

function venueOf(
  calendar: Calendar,
  group: readonly Listing[],
  from: TradingDate,
  to: TradingDate,
): Venue {
  const sessions = calendar.sessionsBetween(from, to);
  const gaps = group.map(({ range }) => new Set(missingBetween(range.missingDates, from, to)));
  const isEmpty = ({ date }: Session) => gaps.every((gap) => gap.has(date));
  // Most data has no gaps, and then no day has to be looked at.
  const withBars = gaps.every((gap) => gap.size > 0)
    ? sessions.filter((session) => !isEmpty(session))
    : sessions;
  return { sessions, withBars };
}

/** The dates of a sorted list that lie between two dates, both included. */
export function missingBetween(
  missing: readonly TradingDate[],
  from: TradingDate,
  to: TradingDate,
): readonly TradingDate[] {
  const start = firstFrom(missing, from);
  return missing.slice(start, firstFrom(missing, to + 1, start));
}

/** How many dates of a sorted list are before one. */
function firstFrom(dates: readonly TradingDate[], date: TradingDate, from = 0): number {
  let [low, high] = [from, dates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] ?? date) < date) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Key<Item> = (item: Item) => number | bigint;

function countDistinct(lists: readonly (readonly Session[])[], key: Key<Session>): number {
  const [only = []] = lists;
  // A venue has one session a day, each with a close of its own.
  if (lists.length === 1) return only.length;
  let count = 0;
  let last: number | bigint | undefined;
  for (const session of mergeAll(lists, key)) {
    const value = key(session);
    if (value !== last) count += 1;
    last = value;
  }
  return count;
}

/** One ascending list of lists that ascend: within a venue, dates, openings and closes all do. */
function mergeAll<Item>(lists: readonly (readonly Item[])[], key: Key<Item>): readonly Item[] {
  const [first = [], ...others] = lists;
  return others.reduce((merged, list) => merge(merged, list, key), first);
}

function merge<Item>(
  left: readonly Item[],
  right: readonly Item[],
  key: Key<Item>,
): readonly Item[] {
  const merged: Item[] = [];
  let next = 0;
  for (const session of left) {
    let other = right[next];
    while (other !== undefined && key(other) < key(session)) {
      merged.push(other);
      next += 1;
      other = right[next];
    }
    merged.push(session);
  }
  return merged.concat(right.slice(next));
}

/** Time covered by stretches that are sorted by their opening, each moment counted once. */
function unionNs(stretches: readonly Stretch[]): bigint {
  let [total, end] = [0n, 0n];
  for (const { openNs, closeNs } of stretches) {
    if (closeNs <= end) continue;
    total += closeNs - (openNs > end ? openNs : end);
    end = closeNs;
  }
  return total;
}
