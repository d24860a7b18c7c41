/**
 * Given what happened, when a command comes, then these events or this refusal. What happened and
 * what should follow are written as events, so that a test reads as the log of a session.
 */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type Duration,
  DurationSchema,
  type Timestamp,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";
import { expect } from "vitest";
import type { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type SessionEvent,
  SessionEventSchema,
} from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  type SessionSpec,
  SessionSpecSchema,
  SessionState,
  StateReason,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { reasonName } from "../../../../src/domain/rejection.ts";
import type {
  CommandContext,
  SessionCommand,
  SessionContent,
} from "../../../../src/domain/session/command.ts";
import { type Decision, decide } from "../../../../src/domain/session/decide.ts";
import { evolveAll } from "../../../../src/domain/session/evolve.ts";

/** The session of every scenario. */
export const sessionId = "ses_01890a5d-ac96-774b-bcce-b302099a8057";

/** An instant, in seconds after the epoch. */
export function at(seconds: number, nanos = 0): Timestamp {
  return create(TimestampSchema, { seconds: BigInt(seconds), nanos });
}

/** A length of time. */
export function seconds(count: number): Duration {
  return create(DurationSchema, { seconds: BigInt(count) });
}

/** A spec that needs nothing else, with an idle timeout of one minute. */
export function specOf(init: Partial<SessionSpec> = {}): SessionSpec {
  const spec = create(SessionSpecSchema, {
    strategyId: "momentum",
    symbols: ["SP500"],
    initialCapital: "100000",
    currency: "USD",
    idleTimeout: seconds(60),
    modeSpec: { case: "simulation", value: { startDate: "2020-01-02", endDate: "2020-01-31" } },
  });
  return { ...spec, ...init };
}

/** Content of a session, as its owner wrote it. */
export function contentOf(init: Partial<SessionContent> = {}): SessionContent {
  return { spec: specOf(), labels: { team: "alpha" }, annotations: { note: "first" }, ...init };
}

type EventInit = MessageInitShape<typeof SessionEventSchema>;

/** Past events. `given` numbers them, and dates them one second apart from second 1. */
export const happened = {
  created: (init: Partial<SessionContent> = {}): EventInit => ({
    payload: { case: "sessionCreated", value: { owner: "local", ...contentOf(init) } },
  }),
  changed: (state: SessionState): EventInit => ({
    payload: {
      case: "sessionStateChanged",
      value: { state, reason: StateReason.REQUESTED },
    },
  }),
  updated: (init: Partial<SessionContent>): EventInit => ({
    payload: { case: "sessionUpdated", value: contentOf(init) },
  }),
  deleted: (purgeTime: Timestamp): EventInit => ({
    payload: { case: "sessionDeleted", value: { purgeTime } },
  }),
  dayClosed: (date: string): EventInit => ({
    payload: { case: "tradingDayClosed", value: { date, barrier: 1n, bars: 1 } },
    mayIgnore: true,
  }),
};

/** The events that brought a new session to a state. */
export function historyOf(state: SessionState): EventInit[] {
  const created = happened.created();
  return state === SessionState.READY ? [created] : [created, happened.changed(state)];
}

/** Numbers events from 1 and dates them from second 1, unless they say otherwise. */
export function numbered(events: readonly EventInit[]): SessionEvent[] {
  return events.map((event, index) =>
    create(SessionEventSchema, {
      eventNumber: BigInt(index + 1),
      eventTime: at(index + 1),
      actor: "local",
      ...event,
    }),
  );
}

/** The session after these events. */
export function sessionAfter(...events: readonly EventInit[]): Session {
  return evolveAll(undefined, sessionId, numbered(events));
}

/** Who asks in every scenario, and when. */
export const context: CommandContext = {
  now: at(1_000, 5),
  actor: "local",
  requestId: "0b6f3d7e-6f0e-4f0c-9a55-2f5f6a1b2c3d",
  comment: "because",
};

/** What happened before; nothing for a session that does not exist yet. */
export function given(...events: readonly EventInit[]) {
  const session = events.length === 0 ? undefined : sessionAfter(...events);
  return { when: (command: SessionCommand) => outcomeOf(decide(session, command, context)) };
}

function outcomeOf(decision: Decision) {
  return {
    decision,
    /** The command was accepted with exactly these events. */
    thenEvents(...expected: readonly object[]) {
      if (!decision.accepted) throw new Error(`refused: ${decision.rejection.message}`);
      expect(decision.events).toHaveLength(expected.length);
      for (const [index, event] of decision.events.entries()) {
        expect(event).toMatchObject(expected[index] ?? {});
      }
    },
    /** The command was refused for this reason, with exactly these facts. */
    thenRefused(reason: ErrorReason, metadata: Record<string, string>, message: RegExp) {
      if (decision.accepted) throw new Error(`accepted with ${decision.events.length} events`);
      const { rejection } = decision;
      expect(reasonName(rejection.reason)).toBe(reasonName(reason));
      expect(rejection.metadata).toEqual(metadata);
      expect(rejection.message).toMatch(message);
    },
  };
}
