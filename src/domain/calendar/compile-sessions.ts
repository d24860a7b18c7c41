import { NS_PER_SECOND } from "../instant.ts";
import { epochDayOf, parseTradingDate, tradingDateOf, weekdayOf } from "../trading-date.ts";
import { dayInYear } from "./day-rule.ts";
import type { Session } from "./session.ts";
import type { DayRule, LocalTime, OneOffDay, VenueDefinition } from "./venue-definition.ts";
import { ZoneOffsets } from "./zone-offsets.ts";

/** Everything a calendar answers from, worked out once from a venue's definition. */
export interface CompiledSessions {
  /** First day covered, in days from 1970-01-01. */
  readonly firstDay: number;
  /** Last day covered. */
  readonly lastDay: number;
  /** Start of the first day and end of the last one in the venue's zone, ns since 1970. */
  readonly startNs: bigint;
  readonly endNs: bigint;
  /** All sessions, ascending; they do not overlap. */
  readonly sessions: readonly Session[];
  /** Names of the days without a session that have one, by day from 1970-01-01. */
  readonly closedDays: ReadonlyMap<number, string>;
}

/**
 * Works out every session of a venue.
 * @throws Error when the definition contradicts itself (a date that does not exist, a session that
 * ends before it begins): a mistake in the data file, not in a request.
 */
export function compileSessions(venue: VenueDefinition): CompiledSessions {
  const firstDay = definedDay(venue, venue.firstDate);
  const lastDay = definedDay(venue, venue.lastDate);
  // Two days more on either side: a session may begin before its date, and a local time is
  // converted by looking a day around it.
  const offsets = new ZoneOffsets(venue.timeZone, (firstDay - 2) * 86_400, (lastDay + 3) * 86_400);
  const toNs = (day: number, minutes: number) =>
    BigInt(offsets.utcOfLocal(day * 86_400 + minutes * 60)) * NS_PER_SECOND;

  const closedDays = namedDays(venue, venue.holidays, venue.closures, (entry) => entry.name);
  const earlyCloses = namedDays(venue, venue.earlyCloses, venue.oneOffEarlyCloses, (entry) =>
    minutesOf(entry.close),
  );
  const open = minutesOf(venue.hours.open);
  const regularClose = minutesOf(venue.hours.close);
  const sessions: Session[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    if (!venue.weekdays.includes(weekdayOf(day)) || closedDays.has(day)) continue;
    const close = earlyCloses.get(day) ?? regularClose;
    const date = tradingDateOf(day);
    if (close <= open) throw new Error(`${venue.id}: session ${date} ends before it begins`);
    const earlyClose = earlyCloses.has(day);
    sessions.push({ date, openNs: toNs(day, open), closeNs: toNs(day, close), earlyClose });
  }
  return {
    firstDay,
    lastDay,
    startNs: toNs(firstDay, 0),
    endNs: toNs(lastDay + 1, 0),
    sessions,
    closedDays,
  };
}

/** Days of annual rules and one-off entries, each with the value taken from its entry. */
function namedDays<Rule extends DayRule, OneOff extends OneOffDay, Value>(
  venue: VenueDefinition,
  rules: readonly Rule[],
  oneOffs: readonly OneOff[],
  takeValue: (entry: Rule | OneOff) => Value,
): Map<number, Value> {
  const days = new Map<number, Value>();
  // A day observed in the year before or after its own belongs to a neighbouring year's rule.
  const firstYear = Number(venue.firstDate.slice(0, 4)) - 1;
  const lastYear = Number(venue.lastDate.slice(0, 4)) + 1;
  for (const rule of rules) {
    for (let year = firstYear; year <= lastYear; year++) {
      const day = dayInYear(rule, year);
      if (day !== undefined) days.set(day, takeValue(rule));
    }
  }
  for (const entry of oneOffs) days.set(definedDay(venue, entry.date), takeValue(entry));
  return days;
}

function definedDay(venue: VenueDefinition, text: string): number {
  const date = parseTradingDate(text);
  if (date === undefined) throw new Error(`${venue.id}: "${text}" is not a date (YYYY-MM-DD)`);
  return epochDayOf(date);
}

function minutesOf(time: LocalTime): number {
  const match = /^(\d{2}):([0-5]\d)$/.exec(time);
  if (match === null) throw new Error(`"${time}" is not a local time (HH:MM)`);
  return Number(match[1]) * 60 + Number(match[2]);
}
