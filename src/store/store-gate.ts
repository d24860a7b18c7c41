import { StoreError } from "./store-error.ts";

/**
 * What every call on a store passes: knows whether the store is closed and whether the storage
 * failed. After a failed write or sync nothing is accepted any more, because a later sync that
 * succeeds says nothing about what the failed one was to write. Reads still answer, unless what
 * they read is what a failed sync left in doubt: see `WriteLane`.
 */
export class StoreGate {
  readonly #explain: (error: unknown) => StoreError | undefined;
  readonly #failed = Promise.withResolvers<StoreError>();
  #failure: StoreError | undefined;
  #closed = false;

  constructor(explain: (error: unknown) => StoreError | undefined) {
    this.#explain = explain;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Resolves with the first failure; never rejects. */
  get failed(): Promise<StoreError> {
    return this.#failed.promise;
  }

  /** Whether a write or sync failed, so that nothing is accepted any more. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  close(): void {
    this.#closed = true;
  }

  /** Throws a CLOSED StoreError after `close`. */
  assertOpen(): void {
    if (this.#closed) throw new StoreError("CLOSED", "The store is closed");
  }

  /** Throws a StoreError when nothing may be written any more. */
  assertWritable(): void {
    this.assertOpen();
    this.assertSound();
  }

  /** Throws a FAILED StoreError when a write or sync failed. */
  assertSound(): void {
    if (this.#failure === undefined) return;
    const message = `The store accepts no changes since it failed: ${this.#failure.message}`;
    throw new StoreError("FAILED", message, { cause: this.#failure });
  }

  /** Runs a read. Throws a StoreError where the storage fails. */
  read<T>(work: () => T): T {
    this.assertOpen();
    try {
      return work();
    } catch (error) {
      throw this.judge(error);
    }
  }

  /** The StoreError that an error stands for, or the error itself; remembers a failure. */
  judge(error: unknown): unknown {
    const explained = this.#explain(error);
    if (explained?.code === "FAILED" && this.#failure === undefined) {
      this.#failure = explained;
      this.#failed.resolve(explained);
    }
    return explained ?? error;
  }
}
