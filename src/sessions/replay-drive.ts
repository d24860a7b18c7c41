/**
 * Advances a run by its pace: passes slices when they are due, and hands over what happened. Runs
 * take turns on the event loop, a few milliseconds each, so that a thousand of them and the
 * requests share it fairly.
 */
import type { DriverMemory } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Drive } from "./drive.ts";
import { completeRun, endRun } from "./end-run.ts";
import { HandOver, handOverIntervalMs } from "./hand-over.ts";
import { type PaceClock, paceClock } from "./pace.ts";
import type { DriverFigures } from "./run-figures.ts";
import type { SimulationRun } from "./simulation-run.ts";
import { simulationSpecOf } from "./simulation-spec.ts";

/** Longest turn on the event loop, in milliseconds. */
const turnMs = 4;
/** Slices between two looks at the clock. */
const slicesPerLook = 64;

/** Where nobody waits for a price or a page, slices pass until something changes. */
const whatIsThere = { untilNs: undefined, passedBytes: Number.POSITIVE_INFINITY };

/** The drive of a replay; it ends by itself at the end of the data. */
export class ReplayDrive implements Drive {
  readonly isMidTurn = false;
  readonly #run: SimulationRun;
  readonly #handOver: HandOver;
  readonly #barsBefore: number;
  readonly #isAsFast: boolean;
  readonly #dueMs: PaceClock;
  readonly #startedMs: number;
  #nextDueMs: number | undefined;
  #ended = false;
  #completing = false;
  #cancelTimer: (() => void) | undefined;

  constructor(run: SimulationRun) {
    const { source, simulation, surroundings } = run;
    this.#run = run;
    this.#startedMs = surroundings.clock.monotonicMs();
    this.#barsBefore = simulation.bars;
    const { pace } = simulationSpecOf(run.session);
    this.#isAsFast = pace === undefined || pace.kind.case === "asFast";
    this.#dueMs = paceClock(pace, source.calendars, source.fromNs);
    this.#handOver = new HandOver(run, () => {
      if (this.#ended && !run.isHalted) void this.#complete();
    });
  }

  start(): void {
    this.#run.surroundings.turns.enqueue(() => this.#turn());
  }

  /** Between two turns of the event loop it stands at a barrier. */
  wind(): void {}

  /** Nobody drives it. */
  tell(): void {}

  remember(memory: DriverMemory): DriverMemory {
    return memory;
  }

  telemetry(): DriverFigures {
    return {};
  }

  halted(): void {
    this.#cancelTimer?.();
  }

  #turn(): void {
    if (this.#run.isHalted) return;
    const { cell, surroundings } = this.#run;
    this.#advance()
      .then((delayMs) => this.#rest(delayMs))
      .catch((error: unknown) => (this.#run.isHalted ? undefined : endRun(this.#run, error)))
      .catch((error: unknown) => {
        surroundings.reportError(`${cell.sessionId}: its run ended badly`, error);
      });
  }

  /** One turn. Resolves with the wait until the next: 0 for as soon as others had theirs. */
  async #advance(): Promise<number> {
    const run = this.#run;
    const { clock } = run.surroundings;
    if (!run.simulation.isReady) {
      // Reading may take its time; what was passed must not wait for it.
      this.#handOver.begin();
      await run.simulation.fill();
    }
    if (run.isHalted) return 0;
    let nowMs = clock.monotonicMs();
    const turnEndMs = nowMs + turnMs;
    let waitMs = 0;
    do {
      waitMs = this.#passDueSlices(nowMs);
      run.collect();
      nowMs = clock.monotonicMs();
      if (waitMs > 0 || this.#ended || !run.simulation.isReady) break;
    } while (nowMs < turnEndMs && !this.#handOver.isFull);
    run.postSample(nowMs);
    if (this.#ended) return 0;
    if (this.#handOver.isDue(nowMs)) this.#handOver.begin();
    return this.#handOver.isFull ? Math.max(waitMs, 1) : waitMs;
  }

  /** Passes a bounded number of due slices; gives the milliseconds until the next is due. */
  #passDueSlices(nowMs: number): number {
    const { simulation } = this.#run;
    if (this.#handOver.isFull) return 0;
    let left = slicesPerLook;
    while (left > 0 && simulation.isReady) {
      const timeNs = simulation.nextTimeNs();
      if (timeNs === undefined) {
        this.#ended = true;
        return 0;
      }
      if (this.#isAsFast) {
        left -= simulation.pass({ ...whatIsThere, slices: left });
        continue;
      }
      this.#nextDueMs ??= this.#startedMs + this.#dueMs(timeNs);
      if (this.#nextDueMs > nowMs) return this.#nextDueMs - nowMs;
      simulation.step();
      left -= 1;
      this.#nextDueMs = undefined;
    }
    return 0;
  }

  #rest(delayMs: number): void {
    const run = this.#run;
    if (run.isHalted) return;
    if (this.#ended) {
      if (!this.#handOver.isUnderWay) void this.#complete();
      return;
    }
    const { clock, turns } = run.surroundings;
    const wait = Math.min(delayMs, this.#untilReportMs(clock.monotonicMs()));
    if (wait > 0) this.#cancelTimer = clock.schedule(wait, () => this.#turn());
    else turns.enqueue(() => this.#turn());
  }

  /** Milliseconds until something has to be handed over or posted, at least 1. */
  #untilReportMs(nowMs: number): number {
    // A commit under way will move the durable barrier: that is news, though not yet.
    const untilSample = this.#handOver.isUnderWay
      ? handOverIntervalMs
      : this.#run.sampleWaitMs(nowMs);
    return Math.max(Math.min(this.#handOver.waitMs(nowMs), untilSample), 1);
  }

  async #complete(): Promise<void> {
    if (this.#completing) return;
    this.#completing = true;
    this.#measureSpeed();
    await completeRun(this.#run);
  }

  #measureSpeed(): void {
    const { clock, speed } = this.#run.surroundings;
    const bars = this.#run.simulation.bars - this.#barsBefore;
    if (this.#isAsFast) speed.measure(bars, clock.monotonicMs() - this.#startedMs);
  }
}
