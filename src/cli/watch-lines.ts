/** A watch in plain lines: for logs, pipes and terminals that cannot do better. */
import { StateReasonSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import { clockText, messageMs } from "./duration-text.ts";
import { percentText, progressFraction, stateText } from "./session-text.ts";
import { printable } from "./text-width.ts";
import { dateText } from "./time-text.ts";
import type { WatchChange, WatchedSession } from "./watch-board.ts";

/**
 * Says which changes are worth a line: each change of state, and progress whenever it has passed
 * another step.
 */
export class WatchLines {
  readonly #stepPercent: number;
  readonly #steps = new Map<string, number>();

  constructor(stepPercent: number) {
    this.#stepPercent = stepPercent;
  }

  /** The line of a change; undefined when it is worth none. */
  line({ session, previousState, isNewState }: WatchChange): string | undefined {
    const isNewStep = this.#passStep(session);
    if (isNewState) {
      const from = previousState === undefined ? "" : `${stateText(previousState)} -> `;
      return `${session.sessionId} ${from}${describeState(session)}`;
    }
    return isNewStep ? `${session.sessionId} ${progressText(session)}` : undefined;
  }

  #passStep(session: WatchedSession): boolean {
    const fraction = progressFraction(session.progress);
    if (fraction === undefined) return false;
    const step = Math.floor((fraction * 100) / this.#stepPercent);
    const before = this.#steps.get(session.sessionId) ?? 0;
    if (step > before) this.#steps.set(session.sessionId, step);
    return step > before;
  }
}

/** The state of a session and why: `FAILED (DATA_UNAVAILABLE): no such file`. */
export function describeState(session: WatchedSession): string {
  const { state, reason, message, isDeleted } = session;
  const deleted = isDeleted ? " deleted" : "";
  const why = reason === 0 ? "" : ` (${enumName(StateReasonSchema, reason)})`;
  return `${stateText(state)}${deleted}${why}${message === "" ? "" : `: ${printable(message)}`}`;
}

/** How far a session is: `45 % 2297/5105 12,345 bars/s ETA 0:03 2009-02-18`. */
export function progressText({ progress }: WatchedSession): string {
  if (progress === undefined) return "";
  const { barrier, barrierTotal, barsPerSecond, remaining, sessionTime } = progress;
  return [
    percentText(progress),
    barrierTotal > 0n ? `${barrier}/${barrierTotal}` : `barrier ${barrier}`,
    barsPerSecond > 0 ? `${grouped(barsPerSecond)} bars/s` : "",
    remaining === undefined ? "" : `ETA ${clockText(messageMs(remaining))}`,
    dateText(sessionTime),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** A whole number with commas. A format that is made at the start costs every command its 20 ms. */
function grouped(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
