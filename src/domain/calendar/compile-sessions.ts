import { NS_PER_SECOND } from "../instant.ts";
import { tradingDateOf, weekdayOf } from "../trading-date.ts";
import { type DayRule, dayInYear, definedDay, type OneOffDay } from "./day-rule.ts";
import type { Session } from "./session.ts";
import type { VenueDefinition } from "./venue-definition.ts";
import { type HoursKind, type SessionTimes, VenueHours } from "./venue-hours.ts";
import { ZoneOffsets } from "./zone-offsets.ts";

/** Everything a calendar answers from, worked out once from a venue's definition. */
export interface CompiledSessions {
  /** First day covered, in days from 1970-01-01. */
  readonly firstDay: number;
  /** Last day covered. */
  readonly lastDay: number;
  /**
   * The instants covered, ns since 1970, the end not included: the first day and the last one in
   * the venue's zone. Where a session opens on the day before, the first begins and the last ends
   * at that hour, because nothing is known of the session that would open there.
   */
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
export function compileSessions(venue: VenueDefinition, kind: HoursKind): CompiledSessions {
  try {
    return compile(venue, kind);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    throw new Error(`${venue.id}: ${error.message}`, { cause: error });
  }
}

function compile(venue: VenueDefinition, kind: HoursKind): CompiledSessions {
  const firstDay = definedDay(venue.firstDate);
  const lastDay = definedDay(venue.lastDate);
  // Two days more on either side: a session may begin before its date, and a local time is
  // converted by looking a day around it.
  const offsets = new ZoneOffsets(venue.timeZone, (firstDay - 2) * 86_400, (lastDay + 3) * 86_400);
  const toNs = (day: number, minutes: number) =>
    BigInt(offsets.utcOfLocal(day * 86_400 + minutes * 60)) * NS_PER_SECOND;

  const days = specialDays(venue);
  const hours = new VenueHours(venue, kind);
  const sessions: Session[] = [];
  let fullDay: number | undefined;
  for (let day = firstDay; day <= lastDay; day++) {
    if (!days.hasSession(day)) continue;
    const earlyClose = days.earlyCloses.get(day);
    const lateOpen = days.lateOpens.get(day);
    const times = hours.on(day, { earlyClose, lateOpen, followsFullSession: fullDay === day - 1 });
    checkTimes(times, day);
    const openNs = toNs(day, times.open);
    if (openNs < (sessions.at(-1)?.closeNs ?? openNs)) {
      throw new Error(`session ${tradingDateOf(day)} begins before the one before it ends`);
    }
    sessions.push({
      date: tradingDateOf(day),
      openNs,
      closeNs: toNs(day, times.close),
      break: times.break && {
        startNs: toNs(day, times.break[0]),
        endNs: toNs(day, times.break[1]),
      },
      earlyClose: earlyClose !== undefined,
      lateOpen: lateOpen !== undefined,
    });
    if (earlyClose === undefined) fullDay = day;
  }
  const edge = (day: number) => {
    const regular = { earlyClose: undefined, lateOpen: undefined, followsFullSession: true };
    return toNs(day, Math.min(0, hours.on(day, regular).open));
  };
  const { closedDays } = days;
  const span = { startNs: edge(firstDay), endNs: edge(lastDay + 1) };
  return { firstDay, lastDay, ...span, sessions, closedDays };
}

function checkTimes({ open, close, break: pause }: SessionTimes, day: number): void {
  const session = `session ${tradingDateOf(day)}`;
  if (close <= open) throw new Error(`${session} ends before it begins`);
  if (pause === undefined) return;
  if (pause[0] <= open || pause[1] <= pause[0] || close <= pause[1]) {
    throw new Error(`the break of ${session} is not within it`);
  }
}

/** The days of a venue that differ from others, by day from 1970-01-01. */
function specialDays(venue: VenueDefinition) {
  const anyDay = () => true;
  const unscheduled = venue.unscheduled ?? {};
  const closures = [...venue.closures, ...(unscheduled.closures ?? [])];
  const earlyCloses = [...venue.oneOffEarlyCloses, ...(unscheduled.earlyCloses ?? [])];
  const closedDays = daysOf(venue, venue.holidays, closures, anyDay);
  const hasSession = (day: number) =>
    venue.weekdays.includes(weekdayOf(day)) && !closedDays.has(day);
  const early = daysOf(venue, venue.earlyCloses, earlyCloses, hasSession);
  const late = daysOf(venue, [], unscheduled.lateOpens ?? [], hasSession);
  return {
    hasSession,
    closedDays: mapValues(closedDays, ({ name }) => name),
    earlyCloses: mapValues(early, ({ close }) => close),
    lateOpens: mapValues(late, ({ open }) => open),
  };
}

function mapValues<From, To>(map: ReadonlyMap<number, From>, take: (value: From) => To) {
  return new Map(Array.from(map, ([day, value]): [number, To] => [day, take(value)]));
}

/** Days of annual rules and one-off entries, each with its entry; a one-off entry has the say. */
function daysOf<Rule extends DayRule, OneOff extends OneOffDay>(
  venue: VenueDefinition,
  rules: readonly Rule[],
  oneOffs: readonly OneOff[],
  hasSession: (day: number) => boolean,
): Map<number, Rule | OneOff> {
  const days = new Map<number, Rule | OneOff>();
  // A day observed in the year before or after its own belongs to a neighbouring year's rule.
  const firstYear = Number(venue.firstDate.slice(0, 4)) - 1;
  const lastYear = Number(venue.lastDate.slice(0, 4)) + 1;
  for (const rule of rules) {
    for (let year = firstYear; year <= lastYear; year++) {
      let day = dayInYear(rule, year);
      while (day !== undefined && rule.orSessionBefore && !hasSession(day)) day -= 1;
      if (day !== undefined) days.set(day, rule);
    }
  }
  for (const entry of oneOffs) days.set(definedDay(entry.date), entry);
  return days;
}
