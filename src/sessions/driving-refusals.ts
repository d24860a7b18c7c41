/** Why a driver or an order is refused by a session, apart from what is wrong with an order. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Turn } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { unknownSymbol } from "../domain/order/unknown-symbol.ts";
import { type Rejection, rejectField } from "../domain/rejection.ts";
import { stateName } from "../domain/session/decide.ts";

/** The token is missing, or no driver's any more. */
export function invalidDriverToken(message: string): Rejection {
  return {
    reason: ErrorReason.INVALID_DRIVER_TOKEN,
    message: `${message}: send what AcquireDriver gave as metadata openbell-driver-token`,
    metadata: {},
  };
}

/** Another driver took over while a turn was under way. */
export const takenOver: Rejection = invalidDriverToken("another driver has taken the session");

/** The token is of another session. */
export function driverTokenScope(sessionId: string): Rejection {
  return {
    reason: ErrorReason.DRIVER_TOKEN_SCOPE,
    message: `the driver token is of session ${sessionId} and reaches no other`,
    metadata: { session_id: sessionId },
  };
}

/** Another driver has the session. */
export function driverConflict(sessionId: string, barrier: number): Rejection {
  return {
    reason: ErrorReason.DRIVER_CONFLICT,
    message: `${sessionId} has a driver, at barrier ${barrier}: take_over ends its token`,
    metadata: { session_id: sessionId, barrier: String(barrier) },
  };
}

/** The session has no driver. */
export function notLockstep(sessionId: string): Rejection {
  return {
    reason: ErrorReason.NOT_LOCKSTEP,
    message: `${sessionId} runs by its pace: only a session with drive LOCKSTEP has a driver`,
    metadata: { session_id: sessionId, drive: "REPLAY" },
  };
}

/** The session takes no turns or orders in its state. */
export function sessionNotTrading(session: Session): Rejection {
  const { sessionId } = session;
  const state = stateName(session.status?.state ?? SessionState.UNSPECIFIED);
  return {
    reason: ErrorReason.SESSION_NOT_TRADING,
    message: `${sessionId} is ${state}: it takes turns while RUNNING, and orders until it ends`,
    metadata: { session_id: sessionId, current_state: state },
  };
}

/** A symbol that is none of the session's; undefined where it is one, or none is named. */
export function foreignSymbol(
  { spec }: Session,
  symbol: string,
  field: string,
): Rejection | undefined {
  const symbols = spec?.symbols ?? [];
  if (symbol === "" || symbols.includes(symbol)) return undefined;
  return rejectField(unknownSymbol(symbol, symbols, field));
}

/** A price to wait for of a symbol that is none of the session's; undefined where all are. */
export function foreignCrossing(session: Session, { until }: Turn): Rejection | undefined {
  for (const [index, { symbol }] of until?.crossings.entries() ?? []) {
    const refused = foreignSymbol(session, symbol, `turn.until.crossings[${index}].symbol`);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** A turn is under way. */
export function turnUnderWay(sessionId: string): Rejection {
  return {
    reason: ErrorReason.TURN_UNDER_WAY,
    message: `a turn of ${sessionId} is under way: wait for its answer, or repeat it as it is`,
    metadata: { session_id: sessionId },
  };
}

/** The turn is of another barrier. */
export function barrierMismatch(expected: bigint, barrier: number, durable: number): Rejection {
  return {
    reason: ErrorReason.BARRIER_MISMATCH,
    message:
      `the turn expects barrier ${expected}, but the session is at ${barrier}; ` +
      "after a restart of the server, make the turns after it again",
    metadata: {
      expected_barrier: String(expected),
      barrier: String(barrier),
      durable_barrier: String(durable),
    },
  };
}

/** The run went back to what is on disk while a turn was under way. */
export function wentBack(sessionId: string): Rejection {
  return {
    reason: ErrorReason.CONFLICT,
    message: `${sessionId} goes back to its durable barrier; try again`,
    metadata: { session_id: sessionId },
    retryAfterMs: 1_000,
  };
}

/** The server ends. */
export const serverStopping: Rejection = {
  reason: ErrorReason.SERVER_STOPPING,
  message: "the server is stopping; make the turn again",
  metadata: {},
  retryAfterMs: 1_000,
};

/** A defect of the server ended the session in the middle of a turn. */
export const internalEnd: Rejection = {
  reason: ErrorReason.INTERNAL,
  message: "a defect of the server ended the session; its log has the details",
  metadata: {},
};

/** A driver takes nothing, so nothing more may be laid down for it. */
export function tooManyUntold(most: number): Rejection {
  return {
    reason: ErrorReason.RATE_LIMITED,
    message: `more than ${most} changes of orders wait for the driver's next turn`,
    metadata: { limit: String(most) },
    retryAfterMs: 1_000,
  };
}
