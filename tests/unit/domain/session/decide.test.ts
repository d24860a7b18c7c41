import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  SessionEventSchema,
  TradingDayClosedSchema,
} from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  SessionState as S,
  SessionErrorSchema,
  StateReason,
  StopPolicy,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { decide, stateName } from "../../../../src/domain/session/decide.ts";
import {
  at,
  contentOf,
  context,
  given,
  happened,
  historyOf,
  sessionAfter,
  sessionId,
  specOf,
} from "./scenario.ts";

const change = (value: object) => ({ payload: { case: "sessionStateChanged", value } });
const stop = (stopPolicy: StopPolicy = StopPolicy.UNSPECIFIED) =>
  ({ type: "Stop", stopPolicy }) as const;
const update = (init: Parameters<typeof contentOf>[0], ...paths: string[]) =>
  ({ type: "Update", paths, ...contentOf(init) }) as const;

describe("Create", () => {
  const command = { type: "Create", sessionId, owner: "local", ...contentOf() } as const;

  test("gives the first event, with who asked, when and why", () => {
    const { spec, labels, annotations } = command;
    given()
      .when(command)
      .thenEvents({
        eventNumber: 1n,
        eventTime: context.now,
        actor: "local",
        requestId: context.requestId,
        comment: "because",
        mayIgnore: false,
        payload: { case: "sessionCreated", value: { owner: "local", spec, labels, annotations } },
      });
  });

  test("is a defect of the caller when the session exists", () => {
    expect(() => given(happened.created()).when(command)).toThrow(`${sessionId} exists already`);
  });

  test("every other command is a defect of the caller when it does not", () => {
    expect(() => given().when({ type: "Start" })).toThrow("Start needs a session");
  });
});

describe("moves record where they came from and why", () => {
  test("Start", () => {
    given(happened.created())
      .when({ type: "Start" })
      .thenEvents({
        eventNumber: 2n,
        ...change({ previousState: S.READY, state: S.RUNNING, reason: StateReason.REQUESTED }),
      });
  });

  test("Pause and Resume", () => {
    given(...historyOf(S.RUNNING))
      .when({ type: "Pause" })
      .thenEvents(
        change({ previousState: S.RUNNING, state: S.PAUSED, reason: StateReason.REQUESTED }),
      );
    given(...historyOf(S.SUSPENDED))
      .when({ type: "Resume" })
      .thenEvents(
        change({ previousState: S.SUSPENDED, state: S.RUNNING, reason: StateReason.REQUESTED }),
      );
  });

  test("Complete", () => {
    given(...historyOf(S.RUNNING))
      .when({ type: "Complete" })
      .thenEvents(
        change({ previousState: S.RUNNING, state: S.COMPLETED, reason: StateReason.END_OF_DATA }),
      );
  });

  test("Recover and FinishRecovery", () => {
    given(...historyOf(S.RUNNING))
      .when({ type: "Recover" })
      .thenEvents(change({ state: S.RECOVERING, reason: StateReason.SERVER_RESTARTED }));
    given(...historyOf(S.RECOVERING))
      .when({ type: "FinishRecovery" })
      .thenEvents(change({ state: S.RUNNING, reason: StateReason.RECOVERED }));
  });

  test("Recover, after a restart in the middle of a recovery", () => {
    given(...historyOf(S.RECOVERING))
      .when({ type: "Recover" })
      .thenEvents(change({ previousState: S.RECOVERING, state: S.RECOVERING }));
  });

  test("Suspend carries its reason", () => {
    const reason = StateReason.DATA_UNAVAILABLE;
    given(...historyOf(S.RUNNING))
      .when({ type: "Suspend", reason, message: "the file is gone" })
      .thenEvents(change({ state: S.SUSPENDED, reason, message: "the file is gone" }));
  });

  test("Fail carries the error", () => {
    const error = create(SessionErrorSchema, { reason: "INTERNAL", message: "a defect" });
    given(...historyOf(S.RUNNING))
      .when({ type: "Fail", reason: StateReason.INTERNAL_ERROR, error })
      .thenEvents(
        change({
          state: S.FAILED,
          reason: StateReason.INTERNAL_ERROR,
          message: "a defect",
          error: { reason: "INTERNAL", message: "a defect" },
        }),
      );
  });
});

describe("a stop records the policy in force", () => {
  const spec = specOf({ stopPolicy: StopPolicy.FLATTEN });

  test("that of the spec, where the stop names none", () => {
    given(happened.created({ spec }))
      .when(stop())
      .thenEvents(change({ state: S.STOPPED, stopPolicy: StopPolicy.FLATTEN }));
  });

  test("its own, where it does", () => {
    given(happened.created({ spec }))
      .when(stop(StopPolicy.KEEP))
      .thenEvents(change({ state: S.STOPPED, stopPolicy: StopPolicy.KEEP }));
  });

  test("an expiry is a stop too", () => {
    const reason = StateReason.EXPIRED;
    given(happened.created({ spec }))
      .when({ type: "Expire" })
      .thenEvents(change({ state: S.STOPPED, reason, stopPolicy: StopPolicy.FLATTEN }));
  });
});

describe("Update", () => {
  test("records the mask and everything as it is afterwards", () => {
    const labels = { team: "beta" };
    given(happened.created())
      .when(update({ labels }, "labels.team"))
      .thenEvents({
        eventNumber: 2n,
        payload: {
          case: "sessionUpdated",
          value: {
            updateMask: { paths: ["labels.team"] },
            spec: specOf(),
            labels,
            annotations: { note: "first" },
          },
        },
      });
  });

  test.each([
    ["a label less", { labels: {} }],
    ["a label more", { labels: { team: "alpha", desk: "1" } }],
    ["another key", { labels: { desk: "alpha" } }],
    ["annotations", { annotations: { note: "second" } }],
    ["the spec", { spec: specOf({ displayName: "new" }) }],
  ])("%s is a change", (_, init) => {
    given(happened.created()).when(update(init)).thenEvents({ eventNumber: 2n });
  });

  test("that changes nothing has no event, in any state", () => {
    given(happened.created()).when(update({})).thenEvents();
    given(...historyOf(S.COMPLETED))
      .when(update({}))
      .thenEvents();
  });

  test("changes labels in a final state", () => {
    given(...historyOf(S.COMPLETED))
      .when(update({ labels: {} }))
      .thenEvents({ payload: { case: "sessionUpdated" } });
  });

  test("does not change the spec once the session was started", () => {
    given(...historyOf(S.RUNNING))
      .when(update({ spec: specOf({ displayName: "new" }), labels: {} }))
      .thenRefused(
        ErrorReason.ILLEGAL_TRANSITION,
        {
          session_id: sessionId,
          command: "UPDATE",
          current_state: "RUNNING",
          allowed_states: "READY",
        },
        /is RUNNING: its spec can be changed only while it is READY/,
      );
  });
});

describe("Delete", () => {
  const purgeTime = at(2_000);

  test("records when the session will be gone", () => {
    given(...historyOf(S.STOPPED))
      .when({ type: "Delete", purgeTime })
      .thenEvents({ eventNumber: 3n, payload: { case: "sessionDeleted", value: { purgeTime } } });
  });

  test("makes every later command refused", () => {
    const { spec, labels, annotations } = contentOf();
    for (const command of [
      { type: "Start" },
      { type: "Delete", purgeTime },
      { type: "Update", paths: [], spec, labels, annotations },
      { type: "Expire" },
    ] as const) {
      given(happened.created(), happened.deleted(purgeTime))
        .when(command)
        .thenRefused(
          ErrorReason.SESSION_DELETED,
          { session_id: sessionId, delete_time: "1970-01-01T00:00:02.000Z" },
          /was deleted at 1970-01-01T00:00:02.000Z/,
        );
    }
  });
});

describe("Advance", () => {
  const day = (date: string, second: number) => ({
    payload: {
      case: "tradingDayClosed" as const,
      value: create(TradingDayClosedSchema, { date, barrier: 1n, bars: 1 }),
    },
    sessionTime: at(second),
  });

  test("gives an event for each day, numbered on, that readers may ignore", () => {
    given(...historyOf(S.RUNNING))
      .when({ type: "Advance", facts: [day("2020-01-02", 10), day("2020-01-03", 20)] })
      .thenEvents(
        {
          eventNumber: 3n,
          sessionTime: at(10),
          mayIgnore: true,
          payload: { case: "tradingDayClosed", value: { date: "2020-01-02" } },
        },
        {
          eventNumber: 4n,
          sessionTime: at(20),
          mayIgnore: true,
          payload: { case: "tradingDayClosed", value: { date: "2020-01-03" } },
        },
      );
  });

  test("without a day gives none", () => {
    given(...historyOf(S.RUNNING))
      .when({ type: "Advance", facts: [] })
      .thenEvents();
  });
});

describe("an illegal move", () => {
  test("is refused with the current state and those in which it is legal", () => {
    given(happened.created())
      .when({ type: "Resume" })
      .thenRefused(
        ErrorReason.ILLEGAL_TRANSITION,
        {
          session_id: sessionId,
          command: "RESUME",
          current_state: "READY",
          allowed_states: "PAUSED,SUSPENDED",
        },
        /is READY: resume needs it to be PAUSED or SUSPENDED/,
      );
  });

  test("is what anything is in a state of a newer server", () => {
    given(happened.created(), happened.changed(77 as S))
      .when({ type: "Pause" })
      .thenRefused(
        ErrorReason.ILLEGAL_TRANSITION,
        { session_id: sessionId, command: "PAUSE", current_state: "77", allowed_states: "RUNNING" },
        /is 77/,
      );
  });
});

test("a decision is a function of its arguments and changes none of them", () => {
  const session = sessionAfter(...historyOf(S.RUNNING));
  const before = structuredClone(session);
  const decisions = [1, 2].map(() => decide(session, stop(), context));
  const [first, second] = decisions.map((decision) =>
    decision.accepted ? decision.events.map((event) => toBinary(SessionEventSchema, event)) : [],
  );
  expect(first).toEqual(second);
  expect(session).toEqual(before);
});

test("stateName drops the prefix", () => {
  expect(stateName(S.RECOVERING)).toBe("RECOVERING");
});
