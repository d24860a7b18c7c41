/** What a run says about itself: how far it is, how fast, for how long. */
import { create } from "@bufbuild/protobuf";
import {
  type Progress,
  ProgressSchema,
  type Telemetry,
  TelemetrySchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { durationOf, timestampOf } from "../domain/timestamp.ts";
import type { RunPosition } from "./run-position.ts";
import { RunRate } from "./run-rate.ts";

/** What is known when a run begins. */
export interface RunFacts {
  /** Barriers from the first to the last; 0 when that is not known. */
  readonly barrierTotal: number;
  /** Wall time that the session was RUNNING before, in milliseconds. */
  readonly runTimeBeforeMs: number;
  /** How often the session was brought back after a restart of the server. */
  readonly recoveries: number;
}

/** What a driver adds to the figures. */
export type DriverFigures = Partial<
  Pick<
    Telemetry,
    "turns" | "commands" | "refusedCommands" | "decisionLatencyP50" | "decisionLatencyP99"
  >
>;

/** The figures of one run. Times are of the monotonic clock, in milliseconds. */
export class RunFigures {
  readonly #facts: RunFacts;
  readonly #startedMs: number;
  readonly #rate: RunRate;

  constructor(facts: RunFacts, startedMs: number, position: RunPosition) {
    this.#facts = facts;
    this.#startedMs = startedMs;
    this.#rate = new RunRate(startedMs, position);
  }

  /** Takes a reading of the speed. */
  measure(nowMs: number, position: RunPosition): void {
    this.#rate.measure(nowMs, position);
  }

  /** Milliseconds spent RUNNING, runs before this one included. */
  runTimeMs(nowMs: number): number {
    return this.#facts.runTimeBeforeMs + nowMs - this.#startedMs;
  }

  /** The figures of the run, with those of its driver. */
  telemetry(nowMs: number, driver: DriverFigures = {}): Telemetry {
    return create(TelemetrySchema, {
      ...driver,
      runTime: durationOf(this.runTimeMs(nowMs)),
      recoveries: this.#facts.recoveries,
    });
  }

  /** How far the run is; `hasEnded` when no barrier follows. */
  progress(position: RunPosition, durableBarrier: number, hasEnded: boolean): Progress {
    const { barrier, sessionTimeNs, bars, tradingDays } = position;
    const { barrierTotal } = this.#facts;
    const remainingMs = hasEnded ? undefined : this.#rate.remainingMs(barrierTotal - barrier);
    return create(ProgressSchema, {
      barrier: BigInt(barrier),
      durableBarrier: BigInt(durableBarrier),
      barrierTotal: BigInt(barrierTotal),
      ...(sessionTimeNs === undefined ? {} : { sessionTime: timestampOf(sessionTimeNs) }),
      bars: BigInt(bars),
      tradingDays,
      barsPerSecond: this.#rate.barsPerSecond,
      ...(remainingMs === undefined ? {} : { remaining: durationOf(remainingMs) }),
    });
  }
}
