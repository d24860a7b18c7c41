import path from "node:path";
import Database from "better-sqlite3";
import { StoreError } from "../store-error.ts";
import { openingProblem, sqliteCode } from "./sqlite-error.ts";

/**
 * Takes the folder for this process. Returns the way to let it go.
 *
 * The lock is an exclusive transaction on the empty database `openbell.lock`, held open: SQLite
 * takes a lock of the operating system for it (`fcntl` on Linux and macOS, `LockFileEx` on
 * Windows), which ends with the process however the process ends, and which a second connection in
 * the same process respects too. It is a file of its own so that the store itself can be read by a
 * backup meanwhile. Nobody may open the lock file by other means in this process: on POSIX, closing
 * any descriptor of a file lets go of all locks on it.
 *
 * Throws a StoreError: LOCKED, NOT_A_STORE when the file is something else, UNUSABLE otherwise.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, "openbell.lock");
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    // Without it, an empty journal would lie beside the lock.
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    throw refusal(folder, file, error);
  }
}

function refusal(folder: string, file: string, cause: unknown): StoreError {
  const code = sqliteCode(cause) ?? "";
  if (code.startsWith("SQLITE_BUSY")) {
    const message =
      `The folder ${folder} is in use by another Openbell server: ` +
      "stop that server, or give this one another folder";
    return new StoreError("LOCKED", message, { cause });
  }
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) {
    const message = `${file} is not the lock file of Openbell: move it elsewhere and start again`;
    return new StoreError("NOT_A_STORE", message, { cause });
  }
  const message = `The folder ${folder} cannot be used: ${file}: ${openingProblem(code)}`;
  return new StoreError("UNUSABLE", message, { cause });
}
