import { Calendar } from "./calendar.ts";
import type { VenueDefinition } from "./venue-definition.ts";
import { ALWAYS_OPEN } from "./venues/always-open.ts";
import { XNYS } from "./venues/xnys.ts";

const definitions: ReadonlyMap<string, VenueDefinition> = new Map(
  [XNYS, ALWAYS_OPEN].map((venue) => [venue.id, venue]),
);
/** Building a calendar takes milliseconds and its answers never change, so it is built once. */
const built = new Map<string, Calendar>();

/** The identifiers of all calendars, in the order in which they are listed. */
export function calendarIds(): readonly string[] {
  return [...definitions.keys()];
}

/** The calendar with an identifier, for example `XNYS` or `24x7`; undefined when there is none. */
export function findCalendar(id: string): Calendar | undefined {
  const definition = definitions.get(id);
  if (definition === undefined) return undefined;
  const calendar = built.get(id) ?? new Calendar(definition);
  built.set(id, calendar);
  return calendar;
}
