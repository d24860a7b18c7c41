import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import {
  SessionCreatedSchema,
  SessionEventSchema,
  SessionUpdatedSchema,
} from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  LiveSpecSchema,
  PaperSpecSchema,
  SessionState as S,
  SessionMode,
  StateReason,
  TradingState,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { evolve, evolveAll, modeOf } from "../../../../src/domain/session/evolve.ts";
import {
  at,
  happened,
  historyOf,
  numbered,
  seconds,
  sessionAfter,
  sessionId,
  specOf,
} from "./scenario.ts";

describe("a creation", () => {
  test("makes a READY session out of what was asked for", () => {
    expect(sessionAfter(happened.created())).toMatchObject({
      sessionId,
      owner: "local",
      mode: SessionMode.SIMULATION,
      spec: specOf(),
      labels: { team: "alpha" },
      annotations: { note: "first" },
      etag: '"1"',
      createTime: at(1),
      updateTime: at(1),
      expireTime: at(61),
      status: {
        state: S.READY,
        stateReason: StateReason.REQUESTED,
        stateTime: at(1),
        tradingState: TradingState.HALTED,
        eventNumber: 1n,
      },
    });
  });

  test("without a spec is folded all the same: stored events are facts", () => {
    const value = create(SessionCreatedSchema, { owner: "local" });
    const session = sessionAfter({ payload: { case: "sessionCreated", value } });
    expect(session.mode).toBe(SessionMode.UNSPECIFIED);
    expect(session.expireTime).toBeUndefined();
  });

  test("happens once", () => {
    expect(() => sessionAfter(happened.created(), happened.created())).toThrow("created twice");
  });
});

describe("a change of state", () => {
  test("is told with its reason, message and time", () => {
    const session = sessionAfter(happened.created(), {
      payload: {
        case: "sessionStateChanged",
        value: { state: S.SUSPENDED, reason: StateReason.DATA_UNAVAILABLE, message: "gone" },
      },
    });
    expect(session.status).toMatchObject({
      state: S.SUSPENDED,
      stateReason: StateReason.DATA_UNAVAILABLE,
      stateMessage: "gone",
      stateTime: at(2),
      tradingState: TradingState.HALTED,
      eventNumber: 2n,
    });
    expect(session).toMatchObject({ etag: '"2"', createTime: at(1), updateTime: at(2) });
  });

  test("to FAILED keeps the error", () => {
    const error = { reason: "DATA_CHANGED", message: "another file" };
    const session = sessionAfter(happened.created(), {
      payload: { case: "sessionStateChanged", value: { state: S.FAILED, error } },
    });
    expect(session.status?.error).toMatchObject(error);
  });

  test("to RECOVERING is counted", () => {
    const twice = [happened.changed(S.RECOVERING), happened.changed(S.RUNNING)];
    const once = sessionAfter(happened.created(), ...twice);
    expect(once.status?.telemetry?.recoveries).toBe(1);
    const session = sessionAfter(happened.created(), ...twice, ...twice);
    expect(session.status?.telemetry).toMatchObject({
      $typeName: "openbell.v1.Telemetry",
      recoveries: 2,
    });
  });
});

describe("the expire time", () => {
  test("is set while READY or PAUSED, counted from the last lifecycle event", () => {
    expect(sessionAfter(...historyOf(S.READY)).expireTime).toEqual(at(61));
    expect(sessionAfter(...historyOf(S.PAUSED)).expireTime).toEqual(at(62));
    const updated = sessionAfter(happened.created(), happened.updated({ labels: {} }));
    expect(updated.expireTime).toEqual(at(62));
  });

  test("keeps the fraction of a second", () => {
    const created = { ...happened.created(), eventTime: at(1, 999_999_999) };
    expect(sessionAfter(created).expireTime).toEqual(at(61, 999_999_999));
  });

  test("is absent in every other state", () => {
    for (const state of [S.RUNNING, S.SUSPENDED, S.RECOVERING, S.STOPPED, S.COMPLETED, S.FAILED]) {
      expect(sessionAfter(...historyOf(state))).not.toHaveProperty("expireTime");
    }
  });

  test("is absent when the idle timeout is zero or absent", () => {
    for (const spec of [specOf({ idleTimeout: seconds(0) }), withoutTimeout()]) {
      expect(sessionAfter(happened.created({ spec }))).not.toHaveProperty("expireTime");
    }
  });

  test("does not move when a trading day is closed", () => {
    const session = sessionAfter(...historyOf(S.PAUSED), happened.dayClosed("2020-01-02"));
    expect(session.expireTime).toEqual(at(62));
  });
});

describe("an update", () => {
  test("replaces spec, labels and annotations, and nothing else", () => {
    const spec = specOf({ displayName: "new", idleTimeout: seconds(10) });
    const before = sessionAfter(happened.created());
    const after = sessionAfter(
      happened.created(),
      happened.updated({ spec, labels: {}, annotations: {} }),
    );
    const status = { ...before.status, eventNumber: 2n };
    const times = { updateTime: at(2), expireTime: at(12) };
    const content = { spec, labels: {}, annotations: {} };
    expect(after).toEqual({ ...before, ...content, ...times, status, etag: '"2"' });
  });

  test("without a spec leaves an empty one", () => {
    const value = create(SessionUpdatedSchema, { labels: { a: "b" } });
    const updated = { payload: { case: "sessionUpdated" as const, value } };
    expect(sessionAfter(happened.created(), updated).spec?.symbols).toEqual([]);
  });
});

test("a deletion sets its times, ends the waiting and keeps the state", () => {
  const session = sessionAfter(happened.created(), happened.deleted(at(99)));
  expect(session).toMatchObject({ deleteTime: at(2), purgeTime: at(99), etag: '"2"' });
  expect(session).not.toHaveProperty("expireTime");
  expect(session.status?.state).toBe(S.READY);
});

test("a closed trading day changes the event number alone", () => {
  const before = sessionAfter(...historyOf(S.RUNNING));
  const after = sessionAfter(...historyOf(S.RUNNING), happened.dayClosed("2020-01-02"));
  expect(after).toEqual({ ...before, status: { ...before.status, eventNumber: 3n } });
});

describe("an event of a kind that is not known", () => {
  // Field 100 of SessionEvent, one byte long, as a newer server might write it.
  const unknown = (mayIgnore: boolean) => {
    const [, event] = numbered([happened.created(), { mayIgnore }]);
    if (event === undefined) throw new Error("two events are numbered");
    const bytes = Uint8Array.of(...toBinary(SessionEventSchema, event), 0xa2, 0x06, 1, 7);
    return fromBinary(SessionEventSchema, bytes);
  };

  test("stops the fold", () => {
    const session = sessionAfter(happened.created());
    expect(() => evolve(session, sessionId, unknown(false))).toThrow(
      `${sessionId}: event 2 is of a kind not known here`,
    );
  });

  test("is skipped when it may be", () => {
    const session = sessionAfter(happened.created());
    const status = { ...session.status, eventNumber: 2n };
    expect(evolve(session, sessionId, unknown(true))).toEqual({ ...session, status });
  });
});

describe("events that cannot follow", () => {
  test.each([0n, 1n, 3n])("number %s after 1", (eventNumber) => {
    const events = [happened.created(), { ...happened.changed(S.RUNNING), eventNumber }];
    expect(() => sessionAfter(...events)).toThrow(`event ${eventNumber} cannot follow 1`);
  });

  test("anything but a creation at the beginning", () => {
    expect(() => sessionAfter(happened.changed(S.RUNNING))).toThrow(
      "first event is not a creation",
    );
  });

  test("no event at all makes no session", () => {
    expect(() => evolveAll(undefined, sessionId, [])).toThrow("no event made this session");
    const session = sessionAfter(happened.created());
    expect(evolveAll(session, sessionId, [])).toBe(session);
  });
});

test("the mode follows from the spec", () => {
  expect(modeOf(specOf())).toBe(SessionMode.SIMULATION);
  expect(modeOf(specOf({ modeSpec: { case: "paper", value: create(PaperSpecSchema) } }))).toBe(
    SessionMode.PAPER,
  );
  expect(modeOf(specOf({ modeSpec: { case: "live", value: create(LiveSpecSchema) } }))).toBe(
    SessionMode.LIVE,
  );
  expect(modeOf(specOf({ modeSpec: { case: undefined } }))).toBe(SessionMode.UNSPECIFIED);
});

function withoutTimeout() {
  const { idleTimeout: _dropped, ...spec } = specOf();
  return spec;
}
