import type { SessionEvent } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";

/** States in which a session does, and therefore writes, something. */
const workingStates: readonly SessionState[] = [SessionState.STARTING, SessionState.RUNNING];

/**
 * Whether a change of a session ends or holds work, lowers what may be traded, or brings back what
 * a restart interrupted: what must still be recorded when the disk has hardly any room. A stop may
 * hold the days that its run passed before; they go with it.
 */
export function windsDown(events: readonly SessionEvent[]): boolean {
  const begins = events.some(({ payload }) => payload.case === "sessionCreated");
  return !begins && events.some(endsOrHoldsWork);
}

function endsOrHoldsWork({ payload }: SessionEvent): boolean {
  if (payload.case === "sessionDeleted") return true;
  if (payload.case === "tradingStateChanged") {
    return payload.value.tradingState > payload.value.previousTradingState;
  }
  if (payload.case !== "sessionStateChanged") return false;
  const { state, previousState } = payload.value;
  return previousState === SessionState.RECOVERING || !workingStates.includes(state);
}
