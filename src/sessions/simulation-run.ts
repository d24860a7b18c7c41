/**
 * A simulation with all that its session needs of it: what it did since the last hand-over, where
 * it can be gone on with, its figures. Who advances it is its drive's business.
 */
import { create } from "@bufbuild/protobuf";
import {
  type DriverMemory,
  DriverMemorySchema,
  type RunCheckpoint,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Progress, Session, SessionStatus } from "../../gen/ts/openbell/v1/session_pb.ts";
import { Drive as DriveKind, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { lifecycleCap, lowerOf } from "../domain/session/trading-state.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { Drive } from "./drive.ts";
import { type OpenSimulation, openSimulation } from "./open-simulation.ts";
import type { OrderIds } from "./order-ids.ts";
import { checkpointOf, durableBarrierOf } from "./run-checkpoint.ts";
import { RunFigures } from "./run-figures.ts";
import { RunRecords } from "./run-records.ts";
import type { RunSurroundings } from "./run-surroundings.ts";
import { SampleTimer } from "./sample-timer.ts";
import type { SessionCell } from "./session-cell.ts";
import type { HaltReason, RunProgress, SessionRun } from "./session-run.ts";
import { simulationSpecOf } from "./simulation-spec.ts";

/** The run of one session. */
export class SimulationRun implements SessionRun, OpenSimulation {
  readonly isResting: boolean;
  readonly cell: SessionCell;
  readonly session: Session;
  readonly surroundings: RunSurroundings;
  readonly simulation: OpenSimulation["simulation"];
  readonly source: OpenSimulation["source"];
  readonly records: RunRecords;
  /** What is remembered of the turns; the drive writes it. */
  memory: DriverMemory;
  /** What advances it; undefined of one that rests. */
  drive: Drive | undefined;
  /** Something went wrong inside: where it stands is not where anything may be gone on from. */
  isBroken = false;
  readonly #figures: RunFigures;
  readonly #sampleTimer = new SampleTimer();
  #handedOverBarrier: number;
  #lastHandOverMs: number;
  #halted = false;

  /** Opens it where the newest checkpoint of the cell ends. Throws what `openSimulation` throws. */
  constructor(
    cell: SessionCell,
    session: Session,
    surroundings: RunSurroundings,
    ids: OrderIds,
    isResting: boolean,
  ) {
    const { checkpoint } = cell;
    this.cell = cell;
    this.session = session;
    this.surroundings = surroundings;
    this.isResting = isResting;
    const { catalog, ordersMax } = surroundings;
    const opened = openSimulation(catalog, session, checkpoint, { ids, ordersMax });
    this.simulation = opened.simulation;
    this.source = opened.source;
    this.records = new RunRecords(this.simulation, ids);
    this.memory = checkpoint?.memory ?? create(DriverMemorySchema);
    this.#handedOverBarrier = this.simulation.barrier;
    this.#lastHandOverMs = surroundings.clock.monotonicMs();
    this.#figures = this.#newFigures(checkpoint);
    this.allow(session.status);
    // Whoever cleared the cap of the limits did so while nothing ran.
    const riskCap = session.status?.riskCap ?? TradingState.ACTIVE;
    if (riskCap <= TradingState.ACTIVE && this.simulation.riskCap > TradingState.ACTIVE) {
      this.simulation.clearRiskCap();
    }
  }

  /** Nothing more happens in it. */
  get isHalted(): boolean {
    return this.#halted;
  }

  /** The last barrier of the session that is on disk. */
  get durableBarrier(): number {
    return durableBarrierOf(this.cell.committed?.checkpoint);
  }

  /** Whether something happened that was not handed over. */
  get hasNews(): boolean {
    return this.simulation.barrier > this.#handedOverBarrier || this.records.facts.length > 0;
  }

  /** When something was handed over last, by the monotonic clock. */
  get lastHandOverMs(): number {
    return this.#lastHandOverMs;
  }

  /** Tells the simulation which orders are allowed. */
  allow(status: Pick<SessionStatus, "state" | "tradingStateCap"> | undefined): void {
    if (status === undefined) return;
    const { state, tradingStateCap } = status;
    this.simulation.allow(lowerOf(lifecycleCap(state), tradingStateCap));
  }

  /** Takes what is new out of the simulation, and tells who drives. */
  collect(): readonly TradingUpdate[] {
    const updates = this.records.collect();
    if (updates.length > 0) this.drive?.tell(updates);
    return updates;
  }

  pending(): RunProgress | undefined {
    if (this.isBroken || this.drive?.isMidTurn) return undefined;
    this.collect();
    const { clock } = this.surroundings;
    const nowMs = clock.monotonicMs();
    const memory = this.drive?.remember(this.memory) ?? this.memory;
    const { simulation, source } = this;
    const runTimeMs = this.#figures.runTimeMs(nowMs);
    const { dataVersion } = source;
    return {
      facts: this.records.facts,
      orders: this.records.orders,
      checkpoint: checkpointOf(simulation, { dataVersion, runTimeMs, memory }),
      status: {
        account: simulation.account(),
        metrics: simulation.metrics(),
        sampleTime: timestampOf(clock.nowNs()),
        resultsDigest: Buffer.from(simulation.digest).toString("hex"),
        ...(this.isResting ? {} : this.#sample(nowMs, simulation.barrier)),
      },
    };
  }

  handOver(): void {
    this.records.handOver();
    this.#handedOverBarrier = this.simulation.barrier;
    this.#lastHandOverMs = this.surroundings.clock.monotonicMs();
  }

  halt(reason: HaltReason): void {
    if (this.#halted) return;
    this.#halted = true;
    const { sessionId } = this.session;
    if (!this.isResting) this.surroundings.samples.remove(sessionId);
    this.simulation.close().catch((error: unknown) => {
      this.surroundings.reportError(`${sessionId}: closing its data failed`, error);
    });
    this.drive?.halted(reason);
  }

  /** Milliseconds until a sample is due; infinite while it would say nothing new. */
  sampleWaitMs(nowMs: number): number {
    return this.#sampleTimer.waitMs(nowMs, this.#reading);
  }

  /** Posts a sample, if one is due. */
  postSample(nowMs: number): void {
    if (this.sampleWaitMs(nowMs) > 0) return;
    this.#sampleTimer.posted(nowMs, this.#reading);
    this.#figures.measure(nowMs, this.simulation);
    const { clock, samples } = this.surroundings;
    const { sessionId, mode, spec } = this.session;
    samples.post({
      scope: this.cell.scope,
      sessionId,
      mode,
      strategyId: spec?.strategyId ?? "",
      timeNs: clock.nowNs(),
      account: this.simulation.account(),
      metrics: this.simulation.metrics(),
      ...this.#sample(nowMs, this.durableBarrier),
    });
  }

  #sample(nowMs: number, durableBarrier: number) {
    return {
      progress: this.#progress(durableBarrier),
      telemetry: this.#figures.telemetry(nowMs, this.drive?.telemetry()),
    };
  }

  #progress(durableBarrier: number): Progress {
    const { simulation } = this;
    const hasEnded = simulation.isReady && simulation.nextTimeNs() === undefined;
    return this.#figures.progress(simulation, durableBarrier, hasEnded);
  }

  #newFigures(checkpoint: RunCheckpoint | undefined): RunFigures {
    const { barrierTotal, clock } = this.surroundings;
    // How much data is ahead is the future of who drives.
    const isDriven = simulationSpecOf(this.session).drive === DriveKind.LOCKSTEP;
    const facts = {
      barrierTotal: this.isResting || isDriven ? 0 : barrierTotal(this.session),
      runTimeBeforeMs: Number(checkpoint?.runTimeMs ?? 0n),
      recoveries: this.session.status?.telemetry?.recoveries ?? 0,
    };
    return new RunFigures(facts, clock.monotonicMs(), this.simulation);
  }

  /** What a sample would say that is new. */
  get #reading(): string {
    return `${this.simulation.barrier}/${this.durableBarrier}`;
  }
}
