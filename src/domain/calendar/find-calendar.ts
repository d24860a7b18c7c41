import { formatTradingDate, type TradingDate } from "../trading-date.ts";
import { Calendar } from "./calendar.ts";
import type { OneOffDay } from "./day-rule.ts";
import type { UnscheduledDays } from "./venue-definition.ts";
import type { HoursKind } from "./venue-hours.ts";
import { venues } from "./venues.ts";

const definitions = new Map(venues.map((venue) => [venue.id, venue]));
/** Building a calendar takes milliseconds and its answers never change, so it is built once. */
const built = new Map<string, Calendar>();

/** The identifiers of all calendars, in the order in which they are listed. */
export function calendarIds(): readonly string[] {
  return [...definitions.keys()];
}

/**
 * The calendar with an identifier, for example `XNYS` or `24x7`; undefined when there is none.
 * With `extended` its sessions take in pre-market and post-market trading; a venue without either
 * has the same hours both ways.
 */
export function findCalendar(id: string, kind: HoursKind = "regular"): Calendar | undefined {
  return find(id, kind);
}

/**
 * The calendar as it was known on a date: of the storms, failures and days of mourning that nobody
 * could plan with, it holds those of the days before. It is what may be shown to somebody who must
 * not know the future; without a date it holds none of them.
 */
export function findAnnouncedCalendar(
  id: string,
  kind: HoursKind = "regular",
  knownOn: TradingDate = 10_000_101,
): Calendar | undefined {
  const unscheduled = definitions.get(id)?.unscheduled;
  const today = formatTradingDate(knownOn);
  const isKnown = ({ date }: OneOffDay) => date < today;
  return find(id, kind, {
    closures: unscheduled?.closures?.filter(isKnown) ?? [],
    earlyCloses: unscheduled?.earlyCloses?.filter(isKnown) ?? [],
    lateOpens: unscheduled?.lateOpens?.filter(isKnown) ?? [],
  });
}

/** `known`: the unscheduled days that count; undefined for all of them. */
function find(id: string, kind: HoursKind, known?: Required<UnscheduledDays>) {
  const venue = definitions.get(id);
  if (venue === undefined) return undefined;
  const hours = venue.extendedHours === undefined ? "regular" : kind;
  const all = venue.unscheduled ?? {};
  // They are known in the order of their dates, so a number says which: there are few calendars.
  const isPart = known !== undefined && dayCount(known) < dayCount(all);
  const key = `${isPart ? dayCount(known) : "all"} ${hours} ${id}`;
  const calendar =
    built.get(key) ?? new Calendar(isPart ? { ...venue, unscheduled: known } : venue, hours);
  built.set(key, calendar);
  return calendar;
}

function dayCount({ closures = [], earlyCloses = [], lateOpens = [] }: UnscheduledDays): number {
  return closures.length + earlyCloses.length + lateOpens.length;
}
