import type { DriverMemory } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { TradingUpdate } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { DriverFigures } from "./run-figures.ts";
import type { HaltReason } from "./session-run.ts";

/** What advances a run: the pace of a replay, or the turns of a driver. */
export interface Drive {
  /** Whether what was passed may not be gone on from: a turn is under way. */
  readonly isMidTurn: boolean;
  /** Begins. Called once, when the run is open. */
  start(): void;
  /** The session is about to leave RUNNING: ends at this barrier what is under way. */
  wind(): void;
  /** What happened to orders and positions; for who drives. */
  tell(updates: readonly TradingUpdate[]): void;
  /** What is remembered of the turns, for a checkpoint. */
  remember(memory: DriverMemory): DriverMemory;
  /** Figures of who drives. */
  telemetry(): DriverFigures;
  /** The run is over. */
  halted(reason: HaltReason): void;
}
