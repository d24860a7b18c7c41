import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { SessionEventSchema } from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { windsDown } from "../../../../src/domain/session/winding-down.ts";

type State = keyof typeof SessionState;

const created = create(SessionEventSchema, { payload: { case: "sessionCreated", value: {} } });
const updated = create(SessionEventSchema, { payload: { case: "sessionUpdated", value: {} } });
const deleted = create(SessionEventSchema, { payload: { case: "sessionDeleted", value: {} } });
const closed = create(SessionEventSchema, { payload: { case: "tradingDayClosed", value: {} } });

function moved(from: State, to: State) {
  const value = { previousState: SessionState[from], state: SessionState[to] };
  return create(SessionEventSchema, { payload: { case: "sessionStateChanged", value } });
}

test.each([
  ["a pause", [moved("RUNNING", "PAUSED")]],
  ["a suspension", [moved("RUNNING", "SUSPENDED")]],
  ["a stop", [moved("READY", "STOPPED")]],
  ["a stop with the days before it", [closed, closed, moved("RUNNING", "STOPPED")]],
  ["the end of the data", [closed, moved("RUNNING", "COMPLETED")]],
  ["a failure", [moved("RUNNING", "FAILED")]],
  ["a deletion", [deleted]],
  ["the beginning of a recovery", [moved("RUNNING", "RECOVERING")]],
  ["the end of a recovery", [moved("RECOVERING", "RUNNING")]],
])("%s winds down", (_, events) => {
  expect(windsDown(events)).toBe(true);
});

test.each([
  ["nothing", []],
  ["a creation", [created]],
  ["a creation with a start", [created, moved("READY", "RUNNING")]],
  ["a start", [moved("READY", "RUNNING")]],
  ["a resumption", [moved("PAUSED", "RUNNING")]],
  ["an update", [updated]],
  ["progress", [closed, closed]],
])("%s does not", (_, events) => {
  expect(windsDown(events)).toBe(false);
});
