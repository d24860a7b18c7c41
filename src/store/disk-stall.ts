import type { Clock } from "../domain/clock.ts";
import type { DiskAnswers, StallListener } from "./disk-answers.ts";
import { StoreError } from "./store-error.ts";

/** When a disk counts as one that hangs. */
export interface StallOptions {
  /** What a transaction may wait for the disk, in milliseconds. */
  readonly limitMs: number;
  readonly clock: Pick<Clock, "monotonicMs" | "schedule" | "yieldTo">;
}

/**
 * Knows for how long the one transaction on its way has waited for the disk. One timer at most is
 * set, whatever passes meanwhile: a transaction takes a millisecond, and there are thousands.
 * Without options the disk may take as long as it takes.
 */
export class DiskStall implements Pick<DiskAnswers, "waitedMs" | "isStalled" | "subscribe"> {
  readonly #options: StallOptions | undefined;
  readonly #listeners = new Set<StallListener>();
  #sinceMs: number | undefined;
  #isStalled = false;
  #cancelLook: (() => void) | undefined;

  constructor(options?: StallOptions) {
    this.#options = options;
  }

  /** See `DiskAnswers`. */
  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** See `DiskAnswers`. */
  get waitedMs(): number {
    if (this.#options === undefined || this.#sinceMs === undefined) return 0;
    return this.#options.clock.monotonicMs() - this.#sinceMs;
  }

  /** A transaction was handed to the disk. */
  begin(): void {
    if (this.#options === undefined) return;
    const { clock, limitMs } = this.#options;
    this.#sinceMs = clock.monotonicMs();
    this.#cancelLook ??= clock.schedule(limitMs, () => this.#look());
  }

  /** The disk has it. Not called after a failure: then nothing comes after it. */
  end(): void {
    const { waitedMs } = this;
    this.#sinceMs = undefined;
    if (this.#isStalled) this.#change(false, waitedMs);
  }

  /** See `DiskAnswers`. */
  subscribe(listener: StallListener): () => void {
    const entry: StallListener = (isStalled, waitedMs) => listener(isStalled, waitedMs);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** A STALLED StoreError, written for clients: it says what they can rely on. */
  refusal(): StoreError {
    const { waitedMs } = this;
    const seconds = Math.floor(waitedMs / 1_000);
    const what =
      seconds > 0
        ? `the disk of the server has not answered for ${seconds} s`
        : "too much waits for the disk of the server";
    return new StoreError("STALLED", `${what}: nothing was changed; try again`);
  }

  /** Ends the care for the disk. */
  close(): void {
    this.#cancelLook?.();
  }

  #look(): void {
    this.#cancelLook = undefined;
    if (this.#options === undefined || this.#sinceMs === undefined) return;
    const { clock, limitMs } = this.#options;
    const leftMs = limitMs - this.waitedMs;
    if (leftMs > 0) {
      this.#cancelLook = clock.schedule(leftMs, () => this.#look());
      return;
    }
    // After a pause of the whole process its timers are due before it hears that the disk answered.
    const sinceMs = this.#sinceMs;
    this.#cancelLook = () => {};
    clock.yieldTo(() => {
      this.#cancelLook = undefined;
      if (this.#sinceMs === sinceMs) this.#change(true, this.waitedMs);
      else if (this.#sinceMs !== undefined) this.#look();
    });
  }

  #change(isStalled: boolean, waitedMs: number): void {
    this.#isStalled = isStalled;
    for (const listener of [...this.#listeners]) listener(isStalled, waitedMs);
  }
}
