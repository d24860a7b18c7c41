/**
 * Judges a command: `(session, command, context) → events | rejection`. Pure: time, ids and
 * validated content come in as arguments.
 */
import { create, equals, type MessageInitShape } from "@bufbuild/protobuf";
import { FieldMaskSchema, type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  SessionCreatedSchema,
  SessionDeletedSchema,
  type SessionEvent,
  SessionEventSchema,
  SessionStateChangedSchema,
  SessionUpdatedSchema,
  TradingStateChangedSchema,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  SessionSpecSchema,
  SessionState,
  SessionStateSchema,
  type SessionStatus,
  SessionStatusSchema,
  StateReason,
  StopPolicy,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../enum-name.ts";
import type { Rejection } from "../rejection.ts";
import type { CommandContext, SessionCommand, SessionContent, TradingFact } from "./command.ts";
import { lowerOf, tradingStateOf } from "./trading-state.ts";
import { findTransition, legalStates } from "./transitions.ts";

/** What came of a command. Accepted commands may have no events: nothing had to change. */
export type Decision =
  | { readonly accepted: true; readonly events: readonly SessionEvent[] }
  | { readonly accepted: false; readonly rejection: Rejection };

/** The events that the command causes, or why it may not happen. */
export function decide(
  session: Session | undefined,
  command: SessionCommand,
  context: CommandContext,
): Decision {
  if (command.type === "Create") {
    if (session !== undefined) throw new Error(`${session.sessionId} exists already`);
    return accept(undefined, context, [created(command)]);
  }
  if (session === undefined) throw new Error(`${command.type} needs a session`);
  if (session.deleteTime !== undefined) return reject(sessionDeleted(session, session.deleteTime));
  const state = session.status?.state ?? SessionState.UNSPECIFIED;
  const row = findTransition(command.type, state);
  if (row === undefined) return reject(illegalTransition(session, command.type));
  if (row.to !== "same") {
    return accept(session, context, [stateChanged(session, state, row.to, command)]);
  }
  switch (command.type) {
    case "Update":
      return update(session, state, command, context);
    case "Delete":
      return accept(session, context, [
        {
          payload: {
            case: "sessionDeleted",
            value: create(SessionDeletedSchema, { purgeTime: command.purgeTime }),
          },
        },
      ]);
    case "SetTradingState":
      return setTradingState(session, command.cap, context);
    case "Advance":
      return accept(session, context, traded(session, command.facts));
    default:
      throw new Error(`${command.type} keeps the state but says nothing`);
  }
}

/** The refusal of a move that the table does not have, with the states in which it is legal. */
export function illegalTransition(session: Session, command: SessionCommand["type"]): Rejection {
  const current = stateName(session.status?.state ?? SessionState.UNSPECIFIED);
  const allowed = legalStates(command).map(stateName);
  const words = command.replaceAll(/\B[A-Z]/g, " $&");
  return {
    reason: ErrorReason.ILLEGAL_TRANSITION,
    message:
      `${session.sessionId} is ${current}: ${words.toLowerCase()} needs it to be ` +
      `${allowed.join(" or ")}`,
    metadata: {
      session_id: session.sessionId,
      command: words.toUpperCase().replaceAll(" ", "_"),
      current_state: current,
      allowed_states: allowed.join(","),
    },
  };
}

/** The published name of a state, without its prefix. */
export function stateName(state: SessionState): string {
  return enumName(SessionStateSchema, state);
}

type EventInit = Pick<SessionEvent, "payload"> &
  Partial<Pick<SessionEvent, "sessionTime" | "mayIgnore">>;

function accept(
  session: Session | undefined,
  context: CommandContext,
  events: readonly EventInit[],
): Decision {
  const number = session?.status?.eventNumber ?? 0n;
  const sessionTime = session?.status?.progress?.sessionTime;
  return {
    accepted: true,
    events: events.map((event, index) =>
      create(SessionEventSchema, {
        ...(sessionTime === undefined ? {} : { sessionTime }),
        ...event,
        eventNumber: number + BigInt(index) + 1n,
        eventTime: context.now,
        actor: context.actor,
        requestId: context.requestId,
        comment: context.comment,
      }),
    ),
  };
}

function reject(rejection: Rejection): Decision {
  return { accepted: false, rejection };
}

function created(command: { owner: string } & SessionContent): EventInit {
  const { owner, spec, labels, annotations } = command;
  const value = create(SessionCreatedSchema, { owner, spec, labels, annotations });
  return { payload: { case: "sessionCreated", value } };
}

function update(
  session: Session,
  state: SessionState,
  command: Extract<SessionCommand, { type: "Update" }>,
  context: CommandContext,
): Decision {
  const { spec, labels, annotations, paths } = command;
  const before = session.spec ?? create(SessionSpecSchema);
  const specChanged = !equals(SessionSpecSchema, before, spec);
  if (specChanged && state !== SessionState.READY) {
    return reject(specIsFixed(session));
  }
  const changed =
    specChanged || !sameMap(session.labels, labels) || !sameMap(session.annotations, annotations);
  if (!changed) return { accepted: true, events: [] };
  const value = create(SessionUpdatedSchema, {
    updateMask: create(FieldMaskSchema, { paths: [...paths] }),
    spec,
    labels,
    annotations,
  });
  return accept(session, context, [{ payload: { case: "sessionUpdated", value } }]);
}

/** Nobody's cap is left as it was: whoever sets the one of a person has seen the other. */
function setTradingState(session: Session, cap: TradingState, context: CommandContext): Decision {
  const riskCap = session.status?.riskCap ?? TradingState.UNSPECIFIED;
  const isSet = session.status?.tradingStateCap === cap && riskCap <= TradingState.ACTIVE;
  if (isSet) return { accepted: true, events: [] };
  const before = session.status ?? create(SessionStatusSchema);
  const after = { ...before, tradingStateCap: cap, riskCap: TradingState.ACTIVE };
  return accept(session, context, [tradingStateChanged(before, after, {})]);
}

const none = TradingState.ACTIVE;

/**
 * The facts of a run as events. Whoever follows orders or positions and does not know one of them
 * cannot know what is held; a trading day changes nothing else.
 */
function traded(session: Session, facts: readonly TradingFact[]): readonly EventInit[] {
  let status = session.status ?? create(SessionStatusSchema);
  return facts.flatMap(({ payload, sessionTime }): readonly EventInit[] => {
    const time = sessionTime === undefined ? {} : { sessionTime };
    if (payload.case !== "tradingStateChanged") {
      return [{ payload, ...time, mayIgnore: payload.case === "tradingDayClosed" }];
    }
    const { riskCap, reason, message } = payload.value;
    // Of the caps a run moves the one of its limits; it is told of the others.
    if (lowerOf(riskCap, none) === lowerOf(status.riskCap, none)) return [];
    const before = status;
    const after = { ...before, riskCap };
    status = { ...after, tradingState: tradingStateOf(after) };
    return [{ ...tradingStateChanged(before, status, { reason, message }), ...time }];
  });
}

function tradingStateChanged(
  before: SessionStatus,
  after: SessionStatus,
  why: { readonly reason?: string; readonly message?: string },
): EventInit {
  const value = create(TradingStateChangedSchema, {
    previousTradingState: before.tradingState,
    tradingState: tradingStateOf(after),
    tradingStateCap: after.tradingStateCap,
    riskCap: after.riskCap,
    ...why,
  });
  return { payload: { case: "tradingStateChanged", value } };
}

function specIsFixed(session: Session): Rejection {
  const current = stateName(session.status?.state ?? SessionState.UNSPECIFIED);
  return {
    reason: ErrorReason.ILLEGAL_TRANSITION,
    message: `${session.sessionId} is ${current}: its spec can be changed only while it is READY`,
    metadata: {
      session_id: session.sessionId,
      command: "UPDATE",
      current_state: current,
      allowed_states: "READY",
    },
  };
}

/** The refusal of a change of a session that was deleted. */
export function sessionDeleted(session: Session, deleteTime: Timestamp): Rejection {
  const time = timestampDate(deleteTime).toISOString();
  return {
    reason: ErrorReason.SESSION_DELETED,
    message: `${session.sessionId} was deleted at ${time}`,
    metadata: { session_id: session.sessionId, delete_time: time },
  };
}

function stateChanged(
  session: Session,
  from: SessionState,
  to: SessionState,
  command: SessionCommand,
): EventInit {
  const value = create(SessionStateChangedSchema, {
    previousState: from,
    state: to,
    ...cause(session, command),
  });
  return { payload: { case: "sessionStateChanged", value } };
}

function cause(
  session: Session,
  command: SessionCommand,
): Omit<MessageInitShape<typeof SessionStateChangedSchema>, "$typeName"> {
  const policy = session.spec?.stopPolicy ?? StopPolicy.UNSPECIFIED;
  switch (command.type) {
    case "Stop": {
      const asked = command.stopPolicy;
      return {
        reason: StateReason.REQUESTED,
        stopPolicy: asked === StopPolicy.UNSPECIFIED ? policy : asked,
      };
    }
    case "Expire":
      return { reason: StateReason.EXPIRED, message: "idle for too long", stopPolicy: policy };
    case "LoseDriver":
      return {
        reason: StateReason.DRIVER_LOST,
        message: "the driver made no turn for as long as the idle timeout",
      };
    case "Complete":
      return { reason: StateReason.END_OF_DATA };
    case "Recover":
      return { reason: StateReason.SERVER_RESTARTED };
    case "FinishRecovery":
      return { reason: StateReason.RECOVERED };
    case "Suspend":
      return { reason: command.reason, message: command.message };
    case "Fail":
      return { reason: command.reason, message: command.error.message, error: command.error };
    default:
      return { reason: StateReason.REQUESTED };
  }
}

function sameMap(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
