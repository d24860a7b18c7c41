import { Calendar } from "./calendar.ts";
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
  return find(id, kind, "actual");
}

/**
 * The calendar as the venue had announced it: without the storms, failures and days of mourning
 * that nobody could plan with. It is what may be shown of days to come to somebody who must not
 * know more than was known then.
 */
export function findAnnouncedCalendar(
  id: string,
  kind: HoursKind = "regular",
): Calendar | undefined {
  return find(id, kind, "announced");
}

function find(id: string, kind: HoursKind, knowledge: "actual" | "announced") {
  const venue = definitions.get(id);
  if (venue === undefined) return undefined;
  const hours = venue.extendedHours === undefined ? "regular" : kind;
  const isAnnounced = knowledge === "announced" && venue.unscheduled !== undefined;
  const key = `${isAnnounced ? "announced" : "actual"} ${hours} ${id}`;
  const calendar =
    built.get(key) ?? new Calendar(isAnnounced ? { ...venue, unscheduled: {} } : venue, hours);
  built.set(key, calendar);
  return calendar;
}
