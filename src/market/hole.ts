import type { Calendar } from "../domain/calendar/calendar.ts";
import type { Instant } from "../domain/instant.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { Interval } from "./interval.ts";

/** Trading time of the calendar between two rows in which a series has none. */
export interface Hole {
  /** Where the first stretch of trading without a row begins. */
  readonly fromNs: Instant;
  /** Where the last one ends. */
  readonly toNs: Instant;
}

/** Rest without a row that says nothing: quiet minutes and seconds without a trade are no hole. */
const quietMinutes = 30;

/**
 * The hole between two rows of a series; undefined when there is none. Between daily bars it is one
 * or more whole sessions; between shorter bars and between ticks it is at least half an hour of
 * trading, or one bar where bars are longer. Weekly and monthly bars have no holes. What the
 * calendar does not cover is never a hole.
 *
 * @param fromNs the end of the row before.
 * @param toNs the start of the row after.
 * @param interval undefined for ticks.
 */
export function holeBetween(
  calendar: Calendar,
  interval: Interval | undefined,
  fromNs: Instant,
  toNs: Instant,
): Hole | undefined {
  if (interval?.unit === "week" || interval?.unit === "month") return undefined;
  const span = within(calendar, fromNs, toNs);
  if (span === undefined) return undefined;
  if (interval?.unit === "day") return missingSessions(calendar, ...span);
  const intervalMinutes = interval === undefined ? 0 : Number(interval.ns) / 6e10;
  const leastMinutes = Math.max(quietMinutes, intervalMinutes);
  if (Number(span[1] - span[0]) / 6e10 < leastMinutes) return undefined;
  if (calendar.minutesBetween(...span) < leastMinutes) return undefined;
  return tradingWithin(calendar, ...span);
}

/** The dates of the sessions that a hole of daily bars holds. */
export function missingDatesOf(calendar: Calendar, { fromNs, toNs }: Hole): readonly TradingDate[] {
  const first = calendar.sessionAt(fromNs);
  const last = calendar.sessionAt(toNs - 1n);
  if (first === undefined || last === undefined) return [];
  return calendar.sessionsBetween(first.date, last.date).map(({ date }) => date);
}

/** The part of a span that the calendar knows; the ends of what it covers belong to no session. */
function within(
  calendar: Calendar,
  fromNs: Instant,
  toNs: Instant,
): [Instant, Instant] | undefined {
  const first = calendar.session(calendar.firstDate) ?? calendar.nextSession(calendar.firstDate);
  const last = calendar.session(calendar.lastDate) ?? calendar.previousSession(calendar.lastDate);
  if (first === undefined || last === undefined) return undefined;
  const from = fromNs > first.openNs ? fromNs : first.openNs;
  const to = toNs < last.closeNs ? toNs : last.closeNs;
  return from < to ? [from, to] : undefined;
}

function tradingWithin(calendar: Calendar, fromNs: Instant, toNs: Instant): Hole {
  const isOpen = calendar.isOpen(fromNs);
  const from = isOpen ? fromNs : (calendar.nextOpen(fromNs) ?? fromNs);
  // The end is a close where the row after comes after hours, and the row itself where it does not.
  if (calendar.isOpen(toNs - 1n)) return { fromNs: from, toNs };
  let close = calendar.nextClose(from) ?? toNs;
  for (let next: Instant | undefined = close; next !== undefined && next <= toNs; ) {
    close = next;
    next = calendar.nextClose(next);
  }
  return { fromNs: from, toNs: close };
}

/** Whole sessions between two daily bars. A bar ends within its session, or with its clock day. */
function missingSessions(calendar: Calendar, fromNs: Instant, toNs: Instant): Hole | undefined {
  const start = calendar.sessionAt(fromNs) === undefined ? fromNs : afterSession(calendar, fromNs);
  const open = openAtOrAfter(calendar, start);
  if (open === undefined) return undefined;
  let session = calendar.sessionAt(open);
  let last: Hole | undefined;
  while (session !== undefined && session.closeNs <= toNs) {
    last = { fromNs: last?.fromNs ?? session.openNs, toNs: session.closeNs };
    session = calendar.nextSession(session.date);
  }
  return last;
}

function afterSession(calendar: Calendar, instant: Instant): Instant {
  const session = calendar.sessionAt(instant);
  return session === undefined || session.openNs === instant ? instant : session.closeNs;
}

function openAtOrAfter(calendar: Calendar, instant: Instant): Instant | undefined {
  return calendar.sessionAt(instant)?.openNs === instant ? instant : calendar.nextOpen(instant);
}
