import type { Telemetry } from "../../gen/ts/openbell/v1/session_pb.ts";
import { durationOf } from "../domain/timestamp.ts";

/** Turns of which the latencies are known. */
const turnsKept = 1_000;
/** The latencies are sorted this often at most, in milliseconds. */
const sortIntervalMs = 1_000;

type Latencies = Pick<Telemetry, "decisionLatencyP50" | "decisionLatencyP99">;

/** How fast a driver decides, by the monotonic clock. */
export class TurnFigures {
  readonly #latenciesMs = new Float64Array(turnsKept);
  #count = 0;
  #answeredMs: number | undefined;
  #sortedMs = Number.NEGATIVE_INFINITY;
  #latencies: Partial<Latencies> = {};

  /** A turn begins. */
  began(nowMs: number): void {
    if (this.#answeredMs === undefined) return;
    this.#latenciesMs[this.#count % turnsKept] = nowMs - this.#answeredMs;
    this.#count += 1;
  }

  /** A turn was answered. */
  answered(nowMs: number): void {
    this.#answeredMs = nowMs;
  }

  /** Half and 99 of 100 of the last turns were faster than this; empty before there are any. */
  latencies(nowMs: number): Partial<Latencies> {
    const isOld = nowMs - this.#sortedMs >= sortIntervalMs;
    if (isOld && this.#count > 0) {
      this.#sortedMs = nowMs;
      const sorted = this.#latenciesMs.slice(0, Math.min(this.#count, turnsKept)).sort();
      this.#latencies = {
        decisionLatencyP50: durationOf(rank(sorted, 0.5)),
        decisionLatencyP99: durationOf(rank(sorted, 0.99)),
      };
    }
    return this.#latencies;
  }
}

/** The nearest rank. */
function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
}
