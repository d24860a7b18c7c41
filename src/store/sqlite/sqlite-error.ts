import Database from "better-sqlite3";
import { StoreError } from "../store-error.ts";

/**
 * What a failure means for a store that is open. Undefined for what is no fault of the storage: a
 * value that does not fit, a broken constraint, any other error of the code.
 *
 * All that is neither a full disk nor a wrong statement counts as FAILED: a failed sync above all,
 * after which nobody knows what is on disk, but also damage, a lost lock, a disk that turned
 * read-only.
 */
export function explainSqliteError(error: unknown): StoreError | undefined {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error);
  if (code === undefined || isWrongStatement(code)) return undefined;
  if (code === "SQLITE_FULL") {
    return new StoreError("FULL", "The disk that holds the store is full", { cause: error });
  }
  return new StoreError("FAILED", `The storage failed with ${code}`, { cause: error });
}

/** The code of an error of SQLite, such as `SQLITE_BUSY`; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/** What a code means for who has to make a file openable; the end of a sentence. */
export function openingProblem(code: string): string {
  if (code === "SQLITE_FULL") return "the disk is full, make room on it";
  if (code.startsWith("SQLITE_IOERR")) return `the disk fails (${code})`;
  if (!/^SQLITE_(CANTOPEN|READONLY|PERM)/.test(code)) return code;
  return `it cannot be written (${code}), check owner, mode, and whether the disk is read-only`;
}

function isWrongStatement(code: string): boolean {
  return (
    code.startsWith("SQLITE_CONSTRAINT") || code === "SQLITE_TOOBIG" || code === "SQLITE_MISMATCH"
  );
}
