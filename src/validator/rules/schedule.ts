import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Schedule } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import type { Rule } from "../rule.ts";
import type { Listing } from "../subject.ts";

/** All the venues have the hours that are asked for. */
export const scheduleRule: Rule = function* ({ spec, listings }) {
  if (spec.schedule !== Schedule.EXTENDED && spec.schedule !== Schedule.CONTINUOUS) return;
  const isExtended = spec.schedule === Schedule.EXTENDED;
  const venues = Map.groupBy(listings, ({ calendar }) => calendar);
  for (const [calendar, group] of venues) {
    if (isExtended ? hasExtendedHours(calendar) : isOpenThroughout(calendar)) continue;
    const lacking = isExtended ? "has no trading before and after its session" : "closes at night";
    yield {
      field: "spec.schedule",
      reason: ErrorReason.INVALID_SCHEDULE,
      message: `${calendar.id}, the calendar of ${named(group)}, ${lacking}`,
      suggestion: "SCHEDULE_REGULAR",
    };
  }
};

function hasExtendedHours(calendar: Calendar): boolean {
  return findCalendar(calendar.id, "extended") !== calendar;
}

const hourNs = 3_600_000_000_000n;

/** Around the clock but for the maintenance of an hour that futures have. */
function isOpenThroughout(calendar: Calendar): boolean {
  const session = calendar.previousSession(calendar.lastDate);
  return session !== undefined && session.closeNs - session.openNs >= 23n * hourNs;
}

const namedMost = 3;

function named(group: readonly Listing[]): string {
  const names = group.slice(0, namedMost).map(({ instrument }) => instrument.symbol);
  const rest = group.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(", ");
}
