import type Database from "better-sqlite3";
import { SqliteCommitTables } from "./commit-tables.ts";
import { LogSync } from "./log-sync.ts";
import { WalCheckpoint } from "./wal-checkpoint.ts";

/** Transactions on the one connection of a store. */
export class SqliteTransaction extends SqliteCommitTables {
  readonly #database: Database.Database;
  readonly #statements: Readonly<Record<Step, Database.Statement>>;
  readonly #log: LogSync;
  readonly #checkpoint: WalCheckpoint;

  constructor(database: Database.Database, checkpointPages?: number) {
    super(database);
    this.#database = database;
    this.#statements = {
      begin: database.prepare("BEGIN IMMEDIATE"),
      savepoint: database.prepare("SAVEPOINT batch"),
      release: database.prepare("RELEASE batch"),
      rollBackToSavepoint: database.prepare("ROLLBACK TO batch"),
      commit: database.prepare("COMMIT"),
      rollBack: database.prepare("ROLLBACK"),
    };
    this.#log = new LogSync(database.name);
    this.#checkpoint = new WalCheckpoint(database, checkpointPages);
  }

  begin(): void {
    this.#statements.begin.run();
  }

  savepoint(): void {
    this.#statements.savepoint.run();
  }

  release(): void {
    this.#statements.release.run();
  }

  rollBackToSavepoint(): void {
    this.#statements.rollBackToSavepoint.run();
    // Going back leaves the savepoint where it is.
    this.release();
  }

  commit(): void {
    this.#statements.commit.run();
  }

  rollBack(): void {
    // Some failures, a full disk among them, end the transaction by themselves.
    if (!this.#database.inTransaction) return;
    try {
      this.#statements.rollBack.run();
    } catch {
      // What cannot be undone is not committed either; the next BEGIN will fail and say so.
    }
  }

  sync(): Promise<void> {
    return this.#log.run();
  }

  isUntidy(): boolean {
    return this.#checkpoint.isDue;
  }

  tidy(): void {
    this.#checkpoint.run();
  }

  /** Ends the syncs of the write-ahead log, so that the connection may close. */
  closeLog(): void {
    this.#log.close();
  }
}

type Step = "begin" | "savepoint" | "release" | "rollBackToSavepoint" | "commit" | "rollBack";
