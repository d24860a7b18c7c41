import { SessionState, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";

/**
 * The lifecycle's cap on trading: ACTIVE while RUNNING, REDUCING (exits only) while PAUSED, HALTED
 * otherwise.
 */
export function lifecycleCap(state: SessionState): TradingState {
  if (state === SessionState.RUNNING) return TradingState.ACTIVE;
  if (state === SessionState.PAUSED) return TradingState.REDUCING;
  return TradingState.HALTED;
}
