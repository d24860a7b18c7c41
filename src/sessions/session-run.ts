/** The run of a session, as its cell sees it. */
import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { SessionStatus } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { TradingFact } from "../domain/session/command.ts";
import type { OrderUpdate } from "../store/order-row.ts";

/** What a run has done that is not committed yet. */
export interface RunProgress {
  readonly facts: readonly TradingFact[];
  readonly orders: readonly OrderUpdate[];
  /** Without who drives: that is the cell's to say. */
  readonly checkpoint: RunCheckpoint;
  /** What the run says about the session's status at the checkpoint. */
  readonly status: Partial<SessionStatus>;
}

/** Why a run is halted: a change of the session, the end of the server, a commit that failed. */
export type HaltReason = "changed" | "drained" | "rolledBack";

/** The run of a session, as its cell sees it. */
export interface SessionRun {
  /** Whether it serves one change of a session whose clock stands still. */
  readonly isResting: boolean;
  /**
   * What is to be committed: where the run is, and what it did since the last hand-over. Undefined
   * where it cannot be gone on from here: in the midst of a turn, before it was opened.
   */
  pending(): RunProgress | undefined;
  /** What `pending` said last goes into a commit now. */
  handOver(): void;
  /** Passes no further slice, from this very moment, and lets everything go. */
  halt(reason: HaltReason): void;
}
