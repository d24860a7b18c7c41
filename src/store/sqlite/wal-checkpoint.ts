import type Database from "better-sqlite3";
import { checkpointPages } from "./database-settings.ts";

/**
 * Moves the write-ahead log into the file when it has grown. SQLite would do so by itself, but
 * would not say when the sync of the file fails; and what a failed sync was to write is lost for
 * good once a later one succeeds and the log is written over. So errors are thrown here.
 */
export class WalCheckpoint {
  readonly #pages: Database.Statement<[], WalState>;
  readonly #checkpoint: Database.Statement<[], WalState>;
  readonly #pagesMax: number;

  /** `pagesMax`: pages of the write-ahead log after which it is time. */
  constructor(database: Database.Database, pagesMax = checkpointPages) {
    this.#pagesMax = pagesMax;
    this.#pages = database.prepare("PRAGMA wal_checkpoint(NOOP)");
    this.#checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Whether it is time for a checkpoint. */
  get isDue(): boolean {
    const state = this.#pages.get();
    return state !== undefined && state.log - state.checkpointed >= this.#pagesMax;
  }

  /** Makes a checkpoint. Never waits for readers of other connections. */
  run(): void {
    this.#checkpoint.get();
  }
}

/** Pages in the write-ahead log, and how many of them are in the file too. */
interface WalState {
  readonly busy: bigint;
  readonly log: bigint;
  readonly checkpointed: bigint;
}
