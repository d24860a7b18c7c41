import type { Calendar } from "../domain/calendar/calendar.ts";
import { epochDayOf, type TradingDate, tradingDateOf } from "../domain/trading-date.ts";

/**
 * Whether the venue trades from a date up to, not including, the first date of something: nothing
 * is missing between Saturday, 1 January 2000 and what begins on the Monday after it.
 */
export function hasSessionBefore(
  calendar: Calendar,
  date: TradingDate,
  firstDate: TradingDate,
): boolean {
  return date < firstDate && hasSession(calendar, date, daysAfter(firstDate, -1));
}

/** Whether the venue trades after the last date of something, up to and including a date. */
export function hasSessionAfter(
  calendar: Calendar,
  date: TradingDate,
  lastDate: TradingDate,
): boolean {
  return date > lastDate && hasSession(calendar, daysAfter(lastDate, 1), date);
}

/** What a calendar does not know may hold a session. */
function hasSession(calendar: Calendar, from: TradingDate, to: TradingDate): boolean {
  return !calendar.covers(from) || !calendar.covers(to) || calendar.countSessions(from, to) > 0;
}

function daysAfter(date: TradingDate, days: number): TradingDate {
  return tradingDateOf(epochDayOf(date) + days);
}
