import type { StoreError } from "./store-error.ts";

/** How the disk answers, for those who had better not begin to wait for it. */
export interface DiskAnswers {
  /**
   * For how long the transaction on its way has waited for the disk, in milliseconds; 0 when none
   * is on its way, and in a store that does not mind it.
   */
  readonly waitedMs: number;
  /** Whether that is longer than a disk may take. It ends by itself when the disk answers. */
  readonly isStalled: boolean;
  /** Batches that are not decided: those of the transaction on its way, and those behind it. */
  readonly waiting: number;

  /**
   * Throws a STALLED StoreError when nothing more should be handed over: the disk stalls, or too
   * much waits for it. Synchronous, so that what is decided and committed in the same turn of the
   * event loop cannot be refused afterwards.
   */
  admit(): void;

  /** The same error, for whoever has a bound of their own. */
  refusal(): StoreError;

  /** Calls the listener when a stall begins and when it ends. It must not throw. */
  subscribe(listener: StallListener): () => void;
}

/** Told of a stall: that it began or ended, and how long the disk has not answered by then. */
export type StallListener = (isStalled: boolean, waitedMs: number) => void;
