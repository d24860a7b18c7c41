import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Schedule } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { findAnnouncedCalendar } from "../../domain/calendar/find-calendar.ts";
import type { Rule } from "../rule.ts";
import type { Listing } from "../subject.ts";

/** All the venues have the hours that are asked for. All rows of the data are there anywhere. */
export const scheduleRule: Rule = function* ({ spec, listings, context }) {
  if (spec.schedule !== Schedule.EXTENDED) return;
  const venues = Map.groupBy(listings, ({ calendar }) => calendar);
  for (const [calendar, group] of venues) {
    // A venue without extended hours has one calendar for both.
    if (findAnnouncedCalendar(calendar.id, "extended", context.today) !== calendar) continue;
    const lacking = "has no trading before and after its session";
    yield {
      field: "spec.schedule",
      reason: ErrorReason.INVALID_SCHEDULE,
      message: `${calendar.id}, the calendar of ${named(group)}, ${lacking}`,
      suggestion: "SCHEDULE_REGULAR",
    };
  }
};

const namedMost = 3;

function named(group: readonly Listing[]): string {
  const names = group.slice(0, namedMost).map(({ instrument }) => instrument.symbol);
  const rest = group.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
