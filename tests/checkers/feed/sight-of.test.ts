import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { SessionRecordSchema } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  SessionMode,
  SessionSchema,
  SessionState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { recordSight, sessionSight } from "./sight-of.ts";

const status = {
  state: SessionState.RUNNING as SessionState,
  revision: 7n,
  eventNumber: 3n,
  resultsDigest: "00",
  progress: { barrier: 4n },
  telemetry: { recoveries: 1 },
  account: { equity: "100000" },
  metrics: { orders: 1n },
};

function sessionWith(changed: Partial<typeof status>): Session {
  return create(SessionSchema, {
    sessionId: "ses_1",
    mode: SessionMode.SIMULATION,
    spec: { strategyId: "alpha" },
    labels: { a: "1", b: "2" },
    status: { ...status, ...changed },
  });
}

const session = sessionWith({});

test("what is looked at of a session", () => {
  expect(sessionSight(session)).toMatchObject({
    sessionId: "ses_1",
    mode: "SIMULATION",
    strategyId: "alpha",
    revision: 7,
    eventNumber: 3,
    isDeleted: false,
  });
});

test("equal messages have equal digests, whatever the order of their maps", () => {
  const turned = { ...session, labels: { b: "2", a: "1" } };
  expect(sessionSight(turned)).toEqual(sessionSight(session));
});

test("a sample changes the session, but not its lifecycle", () => {
  const numbers = { revision: 9n, eventNumber: 5n, resultsDigest: "11" };
  const figures = { account: { equity: "99000" }, metrics: { orders: 2n } };
  const sampled = sessionWith({ ...numbers, ...figures, progress: { barrier: 9n } });
  const [before, after] = [sessionSight(session), sessionSight(sampled)];
  expect(after.digest).not.toBe(before.digest);
  expect(after.lifecycleDigest).toBe(before.lifecycleDigest);
});

test.each([
  ["a label", { ...session, labels: { a: "1", b: "3" } }],
  ["the state", sessionWith({ state: SessionState.PAUSED })],
  ["the etag", { ...session, etag: "another" }],
])("%s belongs to the lifecycle", (_what, changed) => {
  expect(sessionSight(changed).lifecycleDigest).not.toBe(sessionSight(session).lifecycleDigest);
});

test("events are of their kind, and their content counts", () => {
  const record = (bars: number) =>
    create(SessionRecordSchema, {
      revision: 5n,
      sessionId: "ses_1",
      events: [
        { eventNumber: 1n, payload: { case: "sessionDeleted", value: {} } },
        { eventNumber: 2n, payload: { case: "tradingDayClosed", value: { bars } } },
      ],
    });
  const seen = recordSight(record(1));
  expect(seen.events.map(({ number, kind }) => [number, kind])).toEqual([
    [1, "LIFECYCLE"],
    [2, "TRADING_DAYS"],
  ]);
  expect(recordSight(record(2)).events[1]?.digest).not.toBe(seen.events[1]?.digest);
  expect(recordSight(record(1))).toEqual(seen);
});
