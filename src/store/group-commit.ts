import { applyBatch } from "./apply-batch.ts";
import { checkBatch } from "./check-batch.ts";
import type { CommitStorage } from "./commit-storage.ts";
import type { LogRow } from "./log-row.ts";
import type { LogTail } from "./log-tail.ts";
import type { Batch, CommitResult } from "./store.ts";
import type { StoreGate } from "./store-gate.ts";

/** What group commit is given from outside. */
export interface GroupCommitSources {
  /** Runs the task once everything that waits in this turn of the event loop had its turn. */
  readonly yieldTo: (task: () => void) => void;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Gets every row that was committed, before anybody is told. */
  readonly tail: Pick<LogTail, "append">;
}

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

type End = { readonly result: CommitResult } | { readonly error: unknown };

/**
 * Collects the batches of one turn of the event loop and commits them in one transaction: one sync
 * for all of them. Each batch has its own savepoint, so that one that is refused, or that throws,
 * leaves its neighbours alone. The whole transaction runs in one go, so no read of the same
 * connection can fall into it.
 */
export class GroupCommit {
  readonly #storage: CommitStorage;
  readonly #gate: StoreGate;
  readonly #sources: GroupCommitSources;
  readonly #listeners = new Set<(head: bigint) => void>();
  #waiting: Waiting[] = [];
  #head: bigint;
  #random: Uint8Array = new Uint8Array();

  constructor(storage: CommitStorage, gate: StoreGate, sources: GroupCommitSources, head: bigint) {
    this.#storage = storage;
    this.#gate = gate;
    this.#sources = sources;
    this.#head = head;
  }

  /** Newest committed revision. */
  get head(): bigint {
    return this.#head;
  }

  /** See `SessionStore.commit`. */
  async commit(batch: Batch): Promise<CommitResult> {
    this.#gate.assertWritable();
    checkBatch(batch);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      if (this.#waiting.length === 1) this.#sources.yieldTo(() => this.flush());
    });
  }

  /** See `SessionStore.subscribe`. */
  subscribe(listener: (head: bigint) => void): () => void {
    // Wrapped, so that a function that subscribes twice is called twice and can leave once.
    const entry = (head: bigint) => listener(head);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Commits what waits. Never throws: failures go to those who wait. */
  flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    const before = this.#head;
    const ends = this.#commitTogether(waiting);
    for (const [index, { resolve, reject }] of waiting.entries()) {
      const end = ends[index];
      if (end !== undefined && "result" in end) resolve(end.result);
      else reject(end?.error);
    }
    if (this.#head > before) for (const listener of this.#listeners) listener(this.#head);
    this.#tidyLater();
  }

  /**
   * Runs work of the upkeep in a transaction of its own. Throws a StoreError when it cannot be
   * committed, with nothing written then.
   */
  write<T>(work: () => T): T {
    this.#gate.assertWritable();
    let result: T;
    try {
      this.#storage.begin();
      result = work();
      this.#storage.commit();
    } catch (error) {
      this.#storage.rollBack();
      throw this.#gate.judge(error);
    }
    this.#tidyLater();
    return result;
  }

  #commitTogether(waiting: readonly Waiting[]): readonly End[] {
    let head = this.#head;
    const rows: LogRow[] = [];
    try {
      this.#gate.assertWritable();
      this.#storage.begin();
      const ends = waiting.map(({ batch }): End => {
        let used = 0n;
        const numbers = {
          nextRevision: () => {
            used += 1n;
            return head + used;
          },
          nextUid: () => this.#nextUid(),
        };
        this.#storage.savepoint();
        try {
          const applied = applyBatch(this.#storage, batch, numbers);
          this.#storage.release();
          head += used;
          rows.push(...applied.rows);
          return { result: applied.result };
        } catch (error) {
          if (this.#storage.explain(error) !== undefined) throw error;
          this.#storage.rollBackToSavepoint();
          return { error };
        }
      });
      this.#storage.commit();
      this.#head = head;
      this.#sources.tail.append(rows);
      return ends;
    } catch (error) {
      this.#storage.rollBack();
      const judged = this.#gate.judge(error);
      return waiting.map(() => ({ error: judged }));
    }
  }

  /** Random bytes are drawn for many rows at once: a draw costs as much as writing a row. */
  #nextUid(): Uint8Array {
    if (this.#random.length < 8) this.#random = this.#sources.randomBytes(1_024);
    const uid = this.#random.subarray(0, 8);
    this.#random = this.#random.subarray(8);
    return uid;
  }

  /**
   * In a turn of its own, so that whoever waited hears first: what was acknowledged stays so, and
   * after a failure here nothing more is.
   */
  #tidyLater(): void {
    this.#sources.yieldTo(() => {
      if (this.#gate.isClosed || this.#gate.hasFailed) return;
      try {
        this.#storage.tidy();
      } catch (error) {
        this.#gate.judge(error);
      }
    });
  }
}
