/** A calendar's answers in the notation of the lists that exchanges publish. */
import type { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import { findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import type { HoursKind } from "../../../../src/domain/calendar/venue-hours.ts";

/** The calendar with an identifier. */
export function calendarOf(id: string, kind: HoursKind = "regular"): Calendar {
  const calendar = findCalendar(id, kind);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

/** `2024-02-29` as 20240229. */
export const dateOf = (text: string) => Number(text.replaceAll("-", ""));

/** The nanoseconds of an ISO time. */
export const instantOf = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;

/** Monday to Friday dates of a year without a session, as `MM-DD`, by the host's calendar. */
export function closedWeekdays(calendar: Calendar, year: number): string {
  return weekdays(year)
    .filter((text) => calendar.session(dateOf(text)) === undefined)
    .map((text) => text.slice(5))
    .join(" ");
}

/** The dates of a year whose sessions are shorter than regular ones, with their local hours. */
export function specialSessions(calendar: Calendar, year: number): string[] {
  return weekdays(year)
    .filter((text) => {
      const session = calendar.session(dateOf(text));
      return session?.earlyClose || session?.lateOpen;
    })
    .map((text) => `${text.slice(5)} ${localHours(calendar, text)}`);
}

/**
 * The hours of a session on the clocks of its venue, as the host's time-zone data has them:
 * `09:00-11:30 12:30-15:30`; a time on the day before begins with `-1d `. `closed` without one.
 */
export function localHours(calendar: Calendar, text: string): string {
  const session = calendar.session(dateOf(text));
  if (session === undefined) return "closed";
  const clock = (instant: bigint) => {
    const ms = Number(instant / 1_000_000n);
    const zone = { timeZone: calendar.timeZone, hourCycle: "h23" } as const;
    const date = new Intl.DateTimeFormat("sv-SE", zone).format(ms);
    const time = new Intl.DateTimeFormat("sv-SE", { ...zone, timeStyle: "short" }).format(ms);
    return date < text ? `-1d ${time}` : date > text ? `${time} later` : time;
  };
  const { openNs, closeNs, break: pause } = session;
  if (pause === undefined) return `${clock(openNs)}-${clock(closeNs)}`;
  return `${clock(openNs)}-${clock(pause.startNs)} ${clock(pause.endNs)}-${clock(closeNs)}`;
}

function weekdays(year: number): string[] {
  const dates: string[] = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000) {
    const day = new Date(ms);
    if (day.getUTCDay() % 6 !== 0) dates.push(day.toISOString().slice(0, 10));
  }
  return dates;
}
