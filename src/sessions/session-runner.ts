/**
 * Runs one simulation: passes slices when they are due, hands what happened to the session's cell
 * for commit, posts samples. Runs take turns on the event loop, a few milliseconds each, so that
 * a thousand of them and the requests share it fairly.
 */
import { create } from "@bufbuild/protobuf";
import {
  type Progress,
  ProgressSchema,
  type Session,
  type Telemetry,
  TelemetrySchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { ClosedDay } from "../domain/session/command.ts";
import { decide } from "../domain/session/decide.ts";
import { durationOf, timestampOf } from "../domain/timestamp.ts";
import type { Replay } from "../engine/replay.ts";
import type { Catalog } from "../market/catalog.ts";
import { endRun } from "./end-run.ts";
import { type PaceClock, paceClock } from "./pace.ts";
import { checkpointOf } from "./replay-checkpoint.ts";
import { openReplay, type ReplaySource } from "./replay-source.ts";
import type { ReplaySpeed } from "./replay-speed.ts";
import { RunRate } from "./run-rate.ts";
import type { SampleBoard } from "./sample-board.ts";
import {
  type RunProgress,
  type SessionCell,
  type SessionRun,
  serverContext,
} from "./session-cell.ts";

/** What a run needs from its surroundings. */
export interface RunSurroundings {
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly samples: SampleBoard;
  readonly speed: ReplaySpeed;
  /** Barriers of a session from the first to the last; 0 when that is not known. */
  readonly barrierTotal: (session: Session) => number;
  /** Says what went wrong where no caller can be told. */
  readonly reportError: (message: string, error: unknown) => void;
}

/** Longest turn on the event loop, in milliseconds. */
const turnMs = 4;
/** Slices between two looks at the clock. */
const slicesPerLook = 64;
/** A durable barrier is handed over this often, so that it is on disk within 100 ms. */
const durableIntervalMs = 50;
/** Days that are handed over at once at the latest; bounds an append to about 100 KiB. */
const pendingDaysMax = 1_000;
/** Samples are posted this often. */
const sampleIntervalMs = 200;

/** The run of one session; it ends by itself at the end of the data. */
export class SessionRunner implements SessionRun {
  readonly #cell: SessionCell;
  readonly #surroundings: RunSurroundings;
  readonly #session: Session;
  readonly #source: ReplaySource;
  readonly #replay: Replay;
  readonly #barrierTotal: number;
  readonly #barsBefore: number;
  readonly #isAsFast: boolean;
  readonly #dueMs: PaceClock;
  readonly #startedMs: number;
  readonly #runTimeBeforeMs: number;
  readonly #rate: RunRate;
  #days: ClosedDay[] = [];
  #handedOverBarrier: number;
  #durableBarrier: number;
  #nextDueMs: number | undefined;
  #lastHandOverMs: number;
  #lastSampleMs: number;
  #committing = false;
  #halted = false;
  #ended = false;
  #cancelTimer: (() => void) | undefined;

  private constructor(cell: SessionCell, session: Session, surroundings: RunSurroundings) {
    const { clock, catalog } = surroundings;
    const checkpoint = cell.committed?.checkpoint;
    this.#cell = cell;
    this.#surroundings = surroundings;
    this.#session = session;
    this.#source = openReplay(catalog, session, checkpoint, ({ day, timeNs }) => {
      this.#days.push({ day, sessionTime: timestampOf(timeNs) });
    });
    this.#replay = this.#source.replay;
    this.#barrierTotal = surroundings.barrierTotal(session);
    this.#startedMs = clock.monotonicMs();
    this.#lastHandOverMs = this.#startedMs;
    this.#lastSampleMs = this.#startedMs;
    this.#runTimeBeforeMs = Number(checkpoint?.runTimeMs ?? 0n);
    this.#handedOverBarrier = this.#replay.barrier;
    this.#durableBarrier = this.#replay.barrier;
    const simulation = session.spec?.modeSpec;
    const pace = simulation?.case === "simulation" ? simulation.value.pace : undefined;
    this.#isAsFast = pace === undefined || pace.kind.case === "asFast";
    this.#barsBefore = this.#replay.position.bars;
    this.#dueMs = paceClock(pace, this.#source.calendar, this.#source.fromNs);
    this.#rate = new RunRate(this.#startedMs, this.#replay.position);
  }

  /**
   * Starts the run of a cell whose committed session is RUNNING. Data that cannot be opened ends
   * the run at once: the session is SUSPENDED, or FAILED where its data was changed.
   */
  static start(cell: SessionCell, session: Session, surroundings: RunSurroundings): void {
    try {
      const runner = new SessionRunner(cell, session, surroundings);
      cell.run = runner;
      surroundings.clock.yieldTo(() => runner.#turn());
    } catch (error) {
      void endRun(cell, surroundings, error);
    }
  }

  pending(): RunProgress | undefined {
    if (this.#days.length === 0 && this.#replay.barrier === this.#handedOverBarrier) {
      return undefined;
    }
    const { clock } = this.#surroundings;
    const position = this.#replay.position;
    const runTimeMs = this.#runTimeMs(clock.monotonicMs());
    return {
      days: this.#days,
      checkpoint: checkpointOf(position, { dataVersion: this.#source.dataVersion, runTimeMs }),
      status: {
        progress: this.#progress(position.barrier),
        sampleTime: timestampOf(clock.nowNs()),
        resultsDigest: Buffer.from(position.digest).toString("hex"),
        telemetry: this.#telemetry(),
      },
    };
  }

  handOver(): void {
    this.#days = [];
    this.#handedOverBarrier = this.#replay.barrier;
    this.#lastHandOverMs = this.#surroundings.clock.monotonicMs();
  }

  halt(): void {
    if (this.#halted) return;
    this.#halted = true;
    this.#cancelTimer?.();
    this.#surroundings.samples.remove(this.#session.sessionId);
    this.#replay.close().catch((error: unknown) => {
      this.#surroundings.reportError(`${this.#session.sessionId}: closing its data failed`, error);
    });
  }

  #turn(): void {
    if (this.#halted) return;
    this.#advance()
      .then((delayMs) => this.#rest(delayMs))
      .catch((error: unknown) =>
        this.#halted ? undefined : endRun(this.#cell, this.#surroundings, error),
      )
      .catch((error: unknown) => {
        this.#surroundings.reportError(`${this.#session.sessionId}: its run ended badly`, error);
      });
  }

  /** One turn. Resolves with the wait until the next: 0 for as soon as others had theirs. */
  async #advance(): Promise<number> {
    const { clock } = this.#surroundings;
    if (!this.#replay.isReady) await this.#replay.fill();
    if (this.#halted) return 0;
    const turnEndMs = clock.monotonicMs() + turnMs;
    let nowMs = clock.monotonicMs();
    let waitMs = 0;
    while (nowMs < turnEndMs && this.#days.length < pendingDaysMax) {
      waitMs = this.#passDueSlices(nowMs);
      nowMs = clock.monotonicMs();
      if (waitMs > 0 || this.#ended || !this.#replay.isReady) break;
    }
    this.#postSample(nowMs);
    this.#handOverIfDue(nowMs);
    if (this.#days.length >= pendingDaysMax) return Math.max(waitMs, 1);
    return waitMs;
  }

  /** Passes up to a bounded number of due slices; the wait in milliseconds until the next is due. */
  #passDueSlices(nowMs: number): number {
    for (let count = 0; count < slicesPerLook && this.#replay.isReady; count += 1) {
      const timeNs = this.#replay.nextTimeNs();
      if (timeNs === undefined) {
        this.#replay.settle();
        this.#ended = true;
        return 0;
      }
      this.#nextDueMs ??= this.#startedMs + this.#dueMs(timeNs);
      if (this.#nextDueMs > nowMs) return this.#nextDueMs - nowMs;
      this.#replay.step();
      this.#nextDueMs = undefined;
    }
    return 0;
  }

  #rest(delayMs: number): void {
    if (this.#halted) return;
    if (this.#ended) {
      if (!this.#committing) void this.#complete();
      return;
    }
    const { clock } = this.#surroundings;
    const untilHandOver = this.#hasPending()
      ? this.#lastHandOverMs + durableIntervalMs - clock.monotonicMs()
      : Number.POSITIVE_INFINITY;
    const wait = Math.min(delayMs, Math.max(untilHandOver, 1));
    if (wait > 0) this.#cancelTimer = clock.schedule(wait, () => this.#turn());
    else clock.yieldTo(() => this.#turn());
  }

  #hasPending(): boolean {
    return this.#replay.barrier > this.#handedOverBarrier;
  }

  #handOverIfDue(nowMs: number): void {
    if (this.#ended || this.#committing || !this.#hasPending()) return;
    const isDue = nowMs - this.#lastHandOverMs >= durableIntervalMs;
    if (!isDue && this.#days.length < pendingDaysMax) return;
    this.#committing = true;
    const barrier = this.#replay.barrier;
    this.#cell
      .change(() => ({ accepted: true, events: [] }))
      .then(() => {
        this.#durableBarrier = barrier;
      })
      .catch((error: unknown) => {
        this.#surroundings.reportError(`${this.#session.sessionId}: not committed`, error);
      })
      .finally(() => {
        this.#committing = false;
        if (this.#ended && !this.#halted) void this.#complete();
      });
  }

  async #complete(): Promise<void> {
    this.#committing = true;
    try {
      const context = serverContext(this.#surroundings.clock);
      this.#measureSpeed();
      await this.#cell.change((session) => decide(session, { type: "Complete" }, context));
    } catch (error) {
      this.#surroundings.reportError(`${this.#session.sessionId}: end not committed`, error);
    }
  }

  #measureSpeed(): void {
    const { clock, speed } = this.#surroundings;
    const bars = this.#replay.position.bars - this.#barsBefore;
    if (this.#isAsFast) speed.measure(bars, clock.monotonicMs() - this.#startedMs);
  }

  #postSample(nowMs: number): void {
    if (nowMs - this.#lastSampleMs < sampleIntervalMs && this.#replay.barrier > 1) return;
    this.#lastSampleMs = nowMs;
    const { clock, samples } = this.#surroundings;
    this.#rate.measure(nowMs, this.#replay.position);
    samples.post({
      scope: this.#cell.scope,
      sessionId: this.#session.sessionId,
      mode: this.#session.mode,
      strategyId: this.#session.spec?.strategyId ?? "",
      timeNs: clock.nowNs(),
      progress: this.#progress(this.#durableBarrier),
      telemetry: this.#telemetry(),
    });
  }

  #progress(durableBarrier: number): Progress {
    const { barrier, sessionTimeNs, bars, tradingDays } = this.#replay.position;
    const total = this.#barrierTotal;
    const remainingMs = this.#ended ? undefined : this.#rate.remainingMs(total - barrier);
    return create(ProgressSchema, {
      barrier: BigInt(barrier),
      durableBarrier: BigInt(durableBarrier),
      barrierTotal: BigInt(total),
      ...(sessionTimeNs === undefined ? {} : { sessionTime: timestampOf(sessionTimeNs) }),
      bars: BigInt(bars),
      tradingDays,
      barsPerSecond: this.#rate.barsPerSecond,
      ...(remainingMs === undefined ? {} : { remaining: durationOf(remainingMs) }),
    });
  }

  #telemetry(): Telemetry {
    return create(TelemetrySchema, {
      runTime: durationOf(this.#runTimeMs(this.#surroundings.clock.monotonicMs())),
      recoveries: this.#session.status?.telemetry?.recoveries ?? 0,
    });
  }

  #runTimeMs(nowMs: number): number {
    return this.#runTimeBeforeMs + nowMs - this.#startedMs;
  }
}
