import type { CommitStorage } from "./commit-storage.ts";
import { DiskStall } from "./disk-stall.ts";
import type { StoreGate } from "./store-gate.ts";

/** What the lane asks of the storage. */
type LaneStorage = Pick<
  CommitStorage,
  "begin" | "commit" | "rollBack" | "sync" | "isUntidy" | "tidy"
>;

/** What is told of a transaction on its way. Neither may throw. */
export interface WriteSteps<T> {
  /** It is committed: from here on reads find it, and are kept waiting with it. */
  readonly committed?: (result: T) => void;
  /** It is on disk: before the next one begins, and before anybody has what was read of it. */
  readonly synced?: (result: T) => void;
}

/**
 * One transaction at a time, each from its BEGIN until its sync is back. The thread is free while
 * the disk works, so others come by in between: what they read of a transaction that is not on
 * disk yet is kept from them until it is. And as one at most is in doubt, a sync that fails leaves
 * no more behind than a COMMIT that fails: nothing was built on it.
 */
export class WriteLane {
  readonly #storage: LaneStorage;
  readonly #gate: StoreGate;
  readonly #yieldTo: (task: () => void) => void;
  readonly #stall: Pick<DiskStall, "begin" | "end">;
  /** Resolves, and never rejects, when what was handed over so far has ended. */
  #last: Promise<void> = Promise.resolve();
  /** Of a transaction that is committed; stays there, rejected, when its sync failed. */
  #unsynced: Promise<void> | undefined;

  /** `stall` is told of what is handed to the disk, and when that has it. */
  constructor(
    storage: LaneStorage,
    gate: StoreGate,
    yieldTo: (task: () => void) => void,
    stall: Pick<DiskStall, "begin" | "end"> = new DiskStall(),
  ) {
    this.#storage = storage;
    this.#gate = gate;
    this.#yieldTo = yieldTo;
    this.#stall = stall;
  }

  /**
   * Runs the work in a transaction, once those before it are on disk. Resolves when this one is;
   * rejects with what the work throws, or a StoreError: nothing is written then, unless it is
   * FAILED, after which only the next start knows.
   */
  write<T>(work: () => T, steps: WriteSteps<T> = {}): Promise<T> {
    const written = this.#last.then(() => this.#transact(work, steps));
    this.#last = written.then(
      () => this.#tidy(),
      () => {},
    );
    return written;
  }

  /** What the work reads, when all of it is on disk. Rejects with a StoreError if that fails. */
  async read<T>(work: () => T): Promise<T> {
    return this.settle(this.#gate.read(work));
  }

  /** What was read just now, when all that it was read from is on disk. */
  async settle<T>(found: T): Promise<T> {
    if (this.#unsynced !== undefined) await this.#unsynced;
    return found;
  }

  /** Resolves when all that was handed over, also meanwhile, has ended, well or not. */
  async drain(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== this.#last; ) {
      last = this.#last;
      await last;
    }
  }

  async #transact<T>(work: () => T, { committed, synced }: WriteSteps<T>): Promise<T> {
    let result: T;
    try {
      this.#gate.assertSound();
      this.#storage.begin();
      result = work();
      this.#storage.commit();
    } catch (error) {
      this.#storage.rollBack();
      throw this.#gate.judge(error);
    }
    committed?.(result);
    this.#unsynced = this.#sync(() => synced?.(result));
    await this.#unsynced;
    return result;
  }

  async #sync(synced: () => void): Promise<void> {
    this.#stall.begin();
    try {
      await this.#storage.sync();
    } catch (error) {
      throw this.#gate.judge(error);
    }
    this.#stall.end();
    this.#unsynced = undefined;
    synced();
  }

  /**
   * In a turn of its own, so that whoever waited hears first: what was acknowledged stays so, and
   * after a failure here nothing more is.
   */
  async #tidy(): Promise<void> {
    try {
      if (this.#gate.isClosed || !this.#storage.isUntidy()) return;
      await new Promise<void>((resolve) => this.#yieldTo(resolve));
      if (!this.#gate.isClosed && !this.#gate.hasFailed) this.#storage.tidy();
    } catch (error) {
      this.#gate.judge(error);
    }
  }
}
