import { applyBatch } from "./apply-batch.ts";
import { checkBatch } from "./check-batch.ts";
import type { CommitStorage, CommitTables } from "./commit-storage.ts";
import type { LogRow } from "./log-row.ts";
import type { LogTail } from "./log-tail.ts";
import type { Batch, CommitResult } from "./store.ts";
import type { StoreGate } from "./store-gate.ts";
import type { WaitingBatch, WaitingBatches } from "./waiting-batches.ts";
import type { WriteLane } from "./write-lane.ts";

/** What group commit is given from outside. */
export interface GroupCommitSources {
  /** Runs the task once everything that waits in this turn of the event loop had its turn. */
  readonly yieldTo: (task: () => void) => void;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Gets every row that is on disk, before anybody is told. */
  readonly tail: Pick<LogTail, "append">;
  /** Where the transactions run. */
  readonly lane: Pick<WriteLane, "write">;
  /** Where batches wait for it. */
  readonly waiting: WaitingBatches;
}

/**
 * Batches of one transaction at most. To write them holds up the event loop, so many for some
 * 50 ms; and after a disk that stood still there are thousands.
 */
const groupMax = 256;

type End = { readonly result: CommitResult } | { readonly error: unknown };

/** The batches of one transaction, with what became of each, and the rows that they made. */
interface Group {
  readonly waiting: readonly WaitingBatch[];
  readonly ends: readonly End[];
  readonly rows: readonly LogRow[];
}

/**
 * Collects the batches of one turn of the event loop, and those that come while the transaction
 * before is on its way to the disk, and commits them in one transaction, up to a bound: one sync
 * for all of them. Each batch has its own savepoint, so that one that is refused, or that throws,
 * leaves its neighbours alone.
 */
export class GroupCommit {
  readonly #storage: GroupStorage;
  readonly #gate: StoreGate;
  readonly #sources: GroupCommitSources;
  readonly #listeners = new Set<(head: bigint) => void>();
  readonly #waiting: WaitingBatches;
  #isQueued = false;
  #onItsWay = 0;
  #head: bigint;
  #written: bigint;
  #random: Uint8Array = new Uint8Array();

  constructor(storage: GroupStorage, gate: StoreGate, sources: GroupCommitSources, head: bigint) {
    this.#storage = storage;
    this.#gate = gate;
    this.#sources = sources;
    this.#waiting = sources.waiting;
    this.#head = head;
    this.#written = head;
  }

  /** Newest revision that is on disk. */
  get head(): bigint {
    return this.#head;
  }

  /** Newest revision that reads find: that of the transaction on its way, if there is one. */
  get written(): bigint {
    return this.#written;
  }

  /** Batches that are not decided: see `DiskAnswers.waiting`. */
  get undecided(): number {
    return this.#onItsWay + this.#waiting.length;
  }

  /** See `SessionStore.commit`. */
  async commit(batch: Batch): Promise<CommitResult> {
    this.#gate.assertWritable();
    checkBatch(batch);
    if (batch.isAdmitted !== true) this.#waiting.admit();
    return new Promise((resolve, reject) => {
      this.#waiting.add({ batch, resolve, reject });
      if (this.#waiting.length === 1) this.#sources.yieldTo(() => void this.flush());
    });
  }

  /** See `SessionStore.subscribe`. */
  subscribe(listener: (head: bigint) => void): () => void {
    // Wrapped, so that a function that subscribes twice is called twice and can leave once.
    const entry = (head: bigint) => listener(head);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Hands what waits to the lane, now. Never rejects: failures go to those who wait. */
  async flush(): Promise<void> {
    // Whoever comes before the lane is free goes with those who are queued.
    if (this.#waiting.length === 0 || this.#isQueued) return;
    this.#isQueued = true;
    let taken: readonly WaitingBatch[] | undefined;
    const take = (): readonly WaitingBatch[] => {
      taken ??= this.#takeWaiting();
      return taken;
    };
    try {
      await this.#sources.lane.write(() => this.#apply(take()), {
        committed: ({ rows }) => {
          this.#written = this.#head + BigInt(rows.length);
        },
        synced: (group) => this.#publish(group),
      });
    } catch (error) {
      for (const { reject } of take()) reject(error);
    } finally {
      this.#onItsWay -= taken?.length ?? 0;
    }
  }

  #takeWaiting(): readonly WaitingBatch[] {
    const taken = this.#waiting.take(groupMax);
    this.#onItsWay += taken.length;
    this.#isQueued = false;
    // What is left is next, with whoever comes meanwhile.
    void this.flush();
    return taken;
  }

  #apply(waiting: readonly WaitingBatch[]): Group {
    const rows: LogRow[] = [];
    const ends = waiting.map(({ batch }) => this.#applyOne(batch, rows));
    return { waiting, ends, rows };
  }

  #applyOne(batch: Batch, rows: LogRow[]): End {
    let revision = this.#head + BigInt(rows.length);
    const numbers = {
      nextRevision: () => {
        revision += 1n;
        return revision;
      },
      nextUid: () => this.#nextUid(),
    };
    this.#storage.savepoint();
    try {
      const applied = applyBatch(this.#storage, batch, numbers);
      this.#storage.release();
      rows.push(...applied.rows);
      return { result: applied.result };
    } catch (error) {
      if (this.#storage.explain(error) !== undefined) throw error;
      this.#storage.rollBackToSavepoint();
      return { error };
    }
  }

  #publish({ waiting, ends, rows }: Group): void {
    this.#head = this.#written;
    this.#sources.tail.append(rows);
    for (const [index, { resolve, reject }] of waiting.entries()) {
      const end = ends[index];
      if (end !== undefined && "result" in end) resolve(end.result);
      else reject(end?.error);
    }
    if (rows.length > 0) for (const listener of this.#listeners) this.#tell(listener);
  }

  /** A listener that throws keeps nobody from hearing, or from what is on disk: it ends alone. */
  #tell(listener: (head: bigint) => void): void {
    try {
      listener(this.#head);
    } catch (error) {
      this.#sources.yieldTo(() => {
        throw error;
      });
    }
  }

  /** Random bytes are drawn for many rows at once: a draw costs as much as writing a row. */
  #nextUid(): Uint8Array {
    if (this.#random.length < 8) this.#random = this.#sources.randomBytes(1_024);
    const uid = this.#random.subarray(0, 8);
    this.#random = this.#random.subarray(8);
    return uid;
  }
}

/** What batches are written to, inside of the lane's transaction. */
type GroupStorage = CommitTables &
  Pick<CommitStorage, "savepoint" | "release" | "rollBackToSavepoint" | "explain">;
