import {
  SessionState,
  type SessionStatus,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";

/** Which orders are allowed: the lowest of the caps of the lifecycle, a person and risk limits. */
export function tradingStateOf(
  status: Pick<SessionStatus, "state" | "tradingStateCap" | "riskCap">,
): TradingState {
  return lowerOf(lifecycleCap(status.state), personAndRisk(status));
}

/** The lower of two caps; one that is not set is none. Their numbers grow as less is allowed. */
export function lowerOf(left: TradingState, right: TradingState): TradingState {
  const lower = left > right ? left : right;
  return lower === TradingState.UNSPECIFIED ? TradingState.ACTIVE : lower;
}

function personAndRisk(status: Pick<SessionStatus, "tradingStateCap" | "riskCap">): TradingState {
  return lowerOf(status.tradingStateCap, status.riskCap);
}

/**
 * The lifecycle's cap on trading: ACTIVE while RUNNING, REDUCING (exits only) while PAUSED, HALTED
 * otherwise.
 */
export function lifecycleCap(state: SessionState): TradingState {
  if (state === SessionState.RUNNING) return TradingState.ACTIVE;
  if (state === SessionState.PAUSED) return TradingState.REDUCING;
  return TradingState.HALTED;
}
