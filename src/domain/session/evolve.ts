/**
 * Folds events into the session. The state of a session is the generated `Session` message itself:
 * what is stored, decided on and answered is one shape (see
 * `docs/decisions/002-session-message-is-the-state.md`). Messages are treated as immutable.
 */
import { create } from "@bufbuild/protobuf";
import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import type {
  SessionCreated,
  SessionEvent,
  SessionStateChanged,
  SessionUpdated,
  TradingStateChanged,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  SessionMode,
  SessionSchema,
  type SessionSpec,
  SessionSpecSchema,
  SessionState,
  SessionStatusSchema,
  StateReason,
  TelemetrySchema,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { tradingStateOf } from "./trading-state.ts";
import { initialState } from "./transitions.ts";

/**
 * The session after one event; `undefined` is the session before it was created. Never refuses.
 * Throws when the event cannot follow: a hole in the numbers, a payload that is not known and not
 * marked `may_ignore`, anything but a creation at the beginning.
 */
export function evolve(
  session: Session | undefined,
  sessionId: string,
  event: SessionEvent,
): Session {
  const expected = (session?.status?.eventNumber ?? 0n) + 1n;
  if (event.eventNumber !== expected) {
    throw new Error(`${sessionId}: event ${event.eventNumber} cannot follow ${expected - 1n}`);
  }
  const next = apply(session, sessionId, event);
  const status = next.status ?? create(SessionStatusSchema);
  return { ...next, status: { ...status, eventNumber: event.eventNumber } };
}

/** The session after all events. */
export function evolveAll(
  session: Session | undefined,
  sessionId: string,
  events: readonly SessionEvent[],
): Session {
  let state = session;
  for (const event of events) state = evolve(state, sessionId, event);
  if (state === undefined) throw new Error(`${sessionId}: no event made this session`);
  return state;
}

/** The mode that a spec asks for; it follows from the member of `mode_spec` that is set. */
export function modeOf(spec: SessionSpec): SessionMode {
  switch (spec.modeSpec.case) {
    case "simulation":
      return SessionMode.SIMULATION;
    case "paper":
      return SessionMode.PAPER;
    case "live":
      return SessionMode.LIVE;
    default:
      return SessionMode.UNSPECIFIED;
  }
}

/** Of a person and of risk limits. */
const noCaps = { tradingStateCap: TradingState.ACTIVE, riskCap: TradingState.ACTIVE };

function apply(session: Session | undefined, sessionId: string, event: SessionEvent): Session {
  const payload = event.payload;
  const time = event.eventTime;
  if (payload.case === "sessionCreated") {
    if (session !== undefined) throw new Error(`${sessionId}: created twice`);
    return created(sessionId, payload.value, event);
  }
  if (session === undefined) throw new Error(`${sessionId}: the first event is not a creation`);
  switch (payload.case) {
    case "sessionUpdated":
      return withExpiry(lifecycle(updated(session, payload.value), event), time);
    case "sessionStateChanged":
      return withExpiry(lifecycle(stateChanged(session, payload.value, time), event), time);
    case "sessionDeleted":
      return lifecycle(
        withoutExpiry({ ...session, ...optional("deleteTime", time) }, payload.value.purgeTime),
        event,
      );
    case "tradingStateChanged":
      return tradingStateChanged(session, payload.value);
    case "tradingDayClosed":
    case "orderChanged":
    case "orderFilled":
    case "positionAdjusted":
      return session;
    default:
      if (event.mayIgnore) return session;
      throw new Error(`${sessionId}: event ${event.eventNumber} is of a kind not known here`);
  }
}

function created(sessionId: string, payload: SessionCreated, event: SessionEvent): Session {
  const spec = payload.spec ?? create(SessionSpecSchema);
  const status = create(SessionStatusSchema, {
    state: initialState,
    stateReason: StateReason.REQUESTED,
    tradingState: tradingStateOf({ state: initialState, ...noCaps }),
    ...noCaps,
    ...optional("stateTime", event.eventTime),
  });
  const session = create(SessionSchema, {
    sessionId,
    owner: payload.owner,
    mode: modeOf(spec),
    spec,
    status,
    labels: payload.labels,
    annotations: payload.annotations,
    ...optional("createTime", event.eventTime),
  });
  return withExpiry(lifecycle(session, event), event.eventTime);
}

function updated(session: Session, payload: SessionUpdated): Session {
  return {
    ...session,
    spec: payload.spec ?? create(SessionSpecSchema),
    labels: payload.labels,
    annotations: payload.annotations,
  };
}

function stateChanged(
  session: Session,
  payload: SessionStateChanged,
  time: Timestamp | undefined,
): Session {
  const before = session.status ?? create(SessionStatusSchema);
  const status = {
    ...before,
    state: payload.state,
    stateReason: payload.reason,
    stateMessage: payload.message,
    tradingState: tradingStateOf({ ...before, state: payload.state }),
    ...optional("stateTime", time),
    ...optional("error", payload.error),
  };
  if (payload.state !== SessionState.RUNNING && before.progress !== undefined) {
    const { remaining: _gone, ...progress } = before.progress;
    status.progress = { ...progress, barsPerSecond: 0 };
  }
  if (payload.state === SessionState.RECOVERING) {
    const telemetry = before.telemetry ?? create(TelemetrySchema);
    status.telemetry = { ...telemetry, recoveries: telemetry.recoveries + 1 };
  }
  return { ...session, status };
}

/** What the trading state is beside the lifecycle: it is no part of what the etag covers. */
function tradingStateChanged(session: Session, payload: TradingStateChanged): Session {
  const { tradingStateCap, riskCap } = payload;
  const status = { ...(session.status ?? create(SessionStatusSchema)), tradingStateCap, riskCap };
  return { ...session, status: { ...status, tradingState: tradingStateOf(status) } };
}

/** The etag is the number of the last event of the lifecycle: trading does not change it. */
function lifecycle(session: Session, event: SessionEvent): Session {
  return {
    ...session,
    etag: `"${event.eventNumber}"`,
    ...optional("updateTime", event.eventTime),
  };
}

function withExpiry(session: Session, now: Timestamp | undefined): Session {
  const state = session.status?.state;
  const waits = state === SessionState.READY || state === SessionState.PAUSED;
  const timeout = session.spec?.idleTimeout;
  if (
    !waits ||
    session.deleteTime ||
    now === undefined ||
    timeout === undefined ||
    isZero(timeout)
  ) {
    return without(session);
  }
  return {
    ...session,
    expireTime: {
      $typeName: "google.protobuf.Timestamp",
      seconds: now.seconds + timeout.seconds,
      nanos: now.nanos,
    },
  };
}

function withoutExpiry(session: Session, purgeTime: Timestamp | undefined): Session {
  return { ...without(session), ...optional("purgeTime", purgeTime) };
}

function without(session: Session): Session {
  const { expireTime: _dropped, ...rest } = session;
  return rest;
}

function isZero(duration: Duration): boolean {
  return duration.seconds === 0n && duration.nanos === 0;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
