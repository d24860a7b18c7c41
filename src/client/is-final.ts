import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";

const finalStates: ReadonlySet<number> = new Set([
  SessionState.COMPLETED,
  SessionState.STOPPED,
  SessionState.FAILED,
]);

/**
 * Whether a session stays in this state for good: COMPLETED, STOPPED or FAILED.
 *
 * @param state - A value of SessionState; one that is not known yet is not final.
 */
export function isFinal(state: number): boolean {
  return finalStates.has(state);
}
