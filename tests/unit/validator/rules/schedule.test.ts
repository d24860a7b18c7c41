import { expect, test } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Schedule } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { judged, spec } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

/** What is said of a venue's hours. */
function ofSchedule(schedule: Schedule, symbols: string[]): readonly string[] {
  return judged(spec({ symbols, schedule }), renamedContext)
    .violations.filter(({ reason }) => reason === ErrorReason.INVALID_SCHEDULE)
    .map(({ field, message, suggestion }) => `${field}: ${message} -> ${suggestion}`);
}

test("hours before and after the session are those of venues that have them", () => {
  expect(ofSchedule(Schedule.EXTENDED, ["META", "QQQ", "VOD.L"])).toEqual([
    "spec.schedule: XLON, the calendar of VOD.L, has no trading before and after its session " +
      "-> SCHEDULE_REGULAR",
  ]);
});

test("all rows of the data are there, whatever the hours of the venue", () => {
  expect(ofSchedule(Schedule.CONTINUOUS, ["META", "VOD.L", "EURUSD", "BTC-USD"])).toEqual([]);
});

test("regular hours are everywhere", () => {
  expect(ofSchedule(Schedule.REGULAR, ["VOD.L"])).toEqual([]);
  expect(ofSchedule(Schedule.UNSPECIFIED, ["VOD.L"])).toEqual([]);
});
