import fs from "node:fs";
import { StoreError } from "../store-error.ts";

/**
 * Syncs the write-ahead log of a database without holding up the thread: SQLite would do so inside
 * of COMMIT, and the event loop would stand still meanwhile.
 *
 * SQLite makes the log's file anew only when no connection has it open, and otherwise cuts it or
 * begins again at its start; so a descriptor stays with the file while the connection is open. It
 * takes its locks on other files, so this one may be closed at any time.
 */
export class LogSync {
  readonly #descriptor: number;

  /** The database is open, and so its log is there. Throws what the system says if it is not. */
  constructor(databaseFile: string) {
    this.#descriptor = fs.openSync(`${databaseFile}-wal`, "r+");
  }

  /**
   * Resolves when all that was written to the log before is on disk. Rejects with a FAILED
   * StoreError. To call it again then would be wrong: the system tells each descriptor of a failure
   * once, and what was lost stays lost. A full disk is a failure here as well, since room is found
   * when something is written.
   */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      fs.fdatasync(this.#descriptor, (cause) => {
        if (cause === null) return resolve();
        reject(new StoreError("FAILED", `The storage failed with ${cause.message}`, { cause }));
      });
    });
  }

  close(): void {
    fs.closeSync(this.#descriptor);
  }
}
