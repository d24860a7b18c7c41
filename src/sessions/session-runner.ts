/**
 * Runs one simulation: passes slices when they are due, hands what happened to the session's cell
 * for commit, posts samples. Runs take turns on the event loop, a few milliseconds each, so that
 * a thousand of them and the requests share it fairly.
 */
import type { Progress, Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { ClosedDay } from "../domain/session/command.ts";
import { decide } from "../domain/session/decide.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { Replay } from "../engine/replay.ts";
import type { Catalog } from "../market/catalog.ts";
import { endRun } from "./end-run.ts";
import { type PaceClock, paceClock } from "./pace.ts";
import { checkpointOf } from "./replay-checkpoint.ts";
import { openReplay, type ReplaySource } from "./replay-source.ts";
import type { ReplaySpeed } from "./replay-speed.ts";
import { RunFigures } from "./run-figures.ts";
import type { SampleBoard } from "./sample-board.ts";
import { SampleTimer } from "./sample-timer.ts";
import {
  type RunProgress,
  type SessionCell,
  type SessionRun,
  serverContext,
} from "./session-cell.ts";
import type { TurnQueue } from "./turn-queue.ts";

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

/** The surroundings of every run of a server, with the queue in which they take turns. */
export type SharedSurroundings = RunSurroundings & { readonly turns: TurnQueue };

/** Longest turn on the event loop, in milliseconds. */
const turnMs = 4;
/** Slices between two looks at the clock. */
const slicesPerLook = 64;
/** A durable barrier is handed over this often, so that it is on disk within 100 ms. */
const durableIntervalMs = 50;
/** Days that are handed over at once at the latest; bounds an append to about 100 KiB. */
const pendingDaysMax = 1_000;

/** The run of one session; it ends by itself at the end of the data. */
export class SessionRunner implements SessionRun {
  readonly #cell: SessionCell;
  readonly #surroundings: SharedSurroundings;
  readonly #session: Session;
  readonly #source: ReplaySource;
  readonly #replay: Replay;
  readonly #figures: RunFigures;
  readonly #barsBefore: number;
  readonly #isAsFast: boolean;
  readonly #dueMs: PaceClock;
  readonly #sampleTimer = new SampleTimer();
  readonly #startedMs: number;
  #days: ClosedDay[] = [];
  #handedOverBarrier: number;
  #nextDueMs: number | undefined;
  #lastHandOverMs: number;
  #committing = false;
  #halted = false;
  #ended = false;
  #cancelTimer: (() => void) | undefined;

  private constructor(cell: SessionCell, session: Session, surroundings: SharedSurroundings) {
    const { clock, catalog } = surroundings;
    const checkpoint = cell.committed?.checkpoint;
    this.#cell = cell;
    this.#surroundings = surroundings;
    this.#session = session;
    this.#source = openReplay(catalog, session, checkpoint, ({ day, timeNs }) => {
      this.#days.push({ day, sessionTime: timestampOf(timeNs) });
    });
    this.#replay = this.#source.replay;
    this.#startedMs = clock.monotonicMs();
    this.#lastHandOverMs = this.#startedMs;
    this.#handedOverBarrier = this.#replay.barrier;
    const simulation = session.spec?.modeSpec;
    const pace = simulation?.case === "simulation" ? simulation.value.pace : undefined;
    this.#isAsFast = pace === undefined || pace.kind.case === "asFast";
    this.#barsBefore = this.#replay.position.bars;
    this.#dueMs = paceClock(pace, this.#source.calendars, this.#source.fromNs);
    this.#figures = new RunFigures(
      {
        barrierTotal: surroundings.barrierTotal(session),
        runTimeBeforeMs: Number(checkpoint?.runTimeMs ?? 0n),
        recoveries: session.status?.telemetry?.recoveries ?? 0,
      },
      this.#startedMs,
      this.#replay.position,
    );
  }

  /**
   * Starts the run of a cell whose committed session is RUNNING. Data that cannot be opened ends
   * the run at once: the session is SUSPENDED, or FAILED where its data was changed.
   */
  static start(cell: SessionCell, session: Session, surroundings: SharedSurroundings): void {
    try {
      const runner = new SessionRunner(cell, session, surroundings);
      cell.run = runner;
      surroundings.turns.enqueue(() => runner.#turn());
    } catch (error) {
      void endRun(cell, surroundings, error);
    }
  }

  pending(): RunProgress {
    const { clock } = this.#surroundings;
    const position = this.#replay.position;
    const nowMs = clock.monotonicMs();
    const runTimeMs = this.#figures.runTimeMs(nowMs);
    return {
      days: this.#days,
      checkpoint: checkpointOf(position, { dataVersion: this.#source.dataVersion, runTimeMs }),
      status: {
        progress: this.#progress(position.barrier),
        sampleTime: timestampOf(clock.nowNs()),
        resultsDigest: Buffer.from(position.digest).toString("hex"),
        telemetry: this.#figures.telemetry(nowMs),
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
    if (!this.#replay.isReady) {
      // Reading may take its time; what was passed must not wait for it.
      this.#handOverPending();
      await this.#replay.fill();
    }
    if (this.#halted) return 0;
    let nowMs = clock.monotonicMs();
    const turnEndMs = nowMs + turnMs;
    let waitMs = 0;
    do {
      waitMs = this.#passDueSlices(nowMs);
      nowMs = clock.monotonicMs();
      if (waitMs > 0 || this.#ended || !this.#replay.isReady) break;
    } while (nowMs < turnEndMs && this.#days.length < pendingDaysMax);
    this.#postSample(nowMs);
    const isDue = nowMs - this.#lastHandOverMs >= durableIntervalMs;
    if (isDue || this.#days.length >= pendingDaysMax) this.#handOverPending();
    if (this.#days.length >= pendingDaysMax) return Math.max(waitMs, 1);
    return waitMs;
  }

  /** Passes a bounded number of due slices; gives the milliseconds until the next is due. */
  #passDueSlices(nowMs: number): number {
    for (let count = 0; count < slicesPerLook && this.#replay.isReady; count += 1) {
      if (this.#days.length >= pendingDaysMax) return 0;
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
    const wait = Math.min(delayMs, this.#untilReportMs(clock.monotonicMs()));
    if (wait > 0) this.#cancelTimer = clock.schedule(wait, () => this.#turn());
    else this.#surroundings.turns.enqueue(() => this.#turn());
  }

  /** Milliseconds until something has to be handed over or posted, at least 1. */
  #untilReportMs(nowMs: number): number {
    const untilHandOver = this.#hasPending()
      ? this.#lastHandOverMs + durableIntervalMs - nowMs
      : Number.POSITIVE_INFINITY;
    // A commit under way will move the durable barrier: that is news, though not yet.
    const untilSample = this.#committing
      ? durableIntervalMs
      : this.#sampleTimer.waitMs(nowMs, this.#reading);
    return Math.max(Math.min(untilHandOver, untilSample), 1);
  }

  #hasPending(): boolean {
    return this.#replay.barrier > this.#handedOverBarrier;
  }

  #handOverPending(): void {
    if (this.#ended || this.#committing || !this.#hasPending()) return;
    this.#committing = true;
    this.#cell
      .change(() => ({ accepted: true, events: [] }))
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

  #progress(durableBarrier: number): Progress {
    return this.#figures.progress(this.#replay.position, durableBarrier, this.#ended);
  }

  #postSample(nowMs: number): void {
    if (this.#sampleTimer.waitMs(nowMs, this.#reading) > 0) return;
    this.#sampleTimer.posted(nowMs, this.#reading);
    this.#figures.measure(nowMs, this.#replay.position);
    const { clock, samples } = this.#surroundings;
    const { sessionId, mode, spec } = this.#session;
    samples.post({
      scope: this.#cell.scope,
      sessionId,
      mode,
      strategyId: spec?.strategyId ?? "",
      timeNs: clock.nowNs(),
      progress: this.#progress(this.#durableBarrier),
      telemetry: this.#figures.telemetry(nowMs),
    });
  }

  get #durableBarrier(): number {
    return Number(this.#cell.committed?.checkpoint?.barrier ?? 0n);
  }

  /** What a sample would say that is new. */
  get #reading(): string {
    return `${this.#replay.barrier}/${this.#durableBarrier}`;
  }
}
