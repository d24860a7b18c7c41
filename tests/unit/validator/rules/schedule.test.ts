import { expect, test } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Schedule } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { judged, spec } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

/** What is said of a venue's hours; that the server does not act on them is said besides. */
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

test("all hours are those of venues that do not close at night", () => {
  expect(ofSchedule(Schedule.CONTINUOUS, ["EURUSD", "BTC-USD"])).toEqual([]);
  const [line] = ofSchedule(Schedule.CONTINUOUS, ["META", "QQQ", "BRK.B", "GOOGL", "BTC-USD"]);
  expect(line).toMatch(/^spec.schedule: XNYS, .* META, QQQ, BRK.B and 1 more, closes at night/);
});

test("regular hours are everywhere", () => {
  expect(ofSchedule(Schedule.REGULAR, ["VOD.L"])).toEqual([]);
  expect(ofSchedule(Schedule.UNSPECIFIED, ["VOD.L"])).toEqual([]);
});
