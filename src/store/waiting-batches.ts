import { batchBytes } from "./batch-bytes.ts";
import type { DiskStall } from "./disk-stall.ts";
import type { Batch, CommitResult } from "./store.ts";

/** A batch that was handed over, with those who wait for it. */
export interface WaitingBatch {
  readonly batch: Batch;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits at most before more is refused. */
export interface WaitingBounds {
  readonly batches: number;
  readonly bytes: number;
}

/**
 * A thousand sessions with a record each, beside a thousand calls, are a quarter of it; and while a
 * disk answers at all, each of them has one under way. So it is met by a disk that hangs, or by
 * more than a server of this size ever catches up with.
 */
const usualBounds: WaitingBounds = { batches: 8_192, bytes: 128 * 1_024 * 1_024 };

/**
 * Batches that wait for the transaction before theirs. What was taken in is never refused
 * afterwards, as others are judged upon it; so who asks for something new is refused before, when
 * there is too much, or when the disk stalls.
 */
export class WaitingBatches {
  readonly #stall: Pick<DiskStall, "isStalled" | "refusal">;
  readonly #bounds: WaitingBounds;
  readonly #batches: WaitingBatch[] = [];
  readonly #sizes: number[] = [];
  #bytes = 0;

  constructor(stall: Pick<DiskStall, "isStalled" | "refusal">, bounds = usualBounds) {
    this.#stall = stall;
    this.#bounds = bounds;
  }

  get length(): number {
    return this.#batches.length;
  }

  /** See `DiskAnswers.admit`. */
  admit(): void {
    const { batches, bytes } = this.#bounds;
    const isFull = this.#batches.length >= batches || this.#bytes >= bytes;
    if (isFull || this.#stall.isStalled) throw this.#stall.refusal();
  }

  add(waiting: WaitingBatch): void {
    const size = batchBytes(waiting.batch);
    this.#batches.push(waiting);
    this.#sizes.push(size);
    this.#bytes += size;
  }

  /** Takes the first ones, at most so many. */
  take(most: number): readonly WaitingBatch[] {
    for (const size of this.#sizes.splice(0, most)) this.#bytes -= size;
    return this.#batches.splice(0, most);
  }
}
