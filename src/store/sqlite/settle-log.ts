import type Database from "better-sqlite3";
import { StoreError } from "../store-error.ts";
import { sqliteCode } from "./sqlite-error.ts";

/**
 * Moves what a crash left in the write-ahead log into the file, written and synced anew, and
 * empties the log. A sync that failed may have left frames in the memory of the system that are
 * not on disk, marked as written: to add to such a log would be to build on nothing, since what
 * follows a frame that is missing is lost with it. To write the log over itself would not do: ext4
 * was seen to lose it all the same.
 *
 * Throws when that fails: a StoreError, UNUSABLE, when another program reads the log, so that it
 * cannot be emptied. But not for want of room: a full disk shall not keep anybody from reading.
 */
export function settleLog(database: Database.Database): void {
  const checkpoint = database.prepare<[], bigint>("PRAGMA wal_checkpoint(TRUNCATE)").pluck();
  try {
    if (checkpoint.safeIntegers().get() === 0n) return;
  } catch (error) {
    if (sqliteCode(error) === "SQLITE_FULL") return;
    throw error;
  }
  const message =
    `${database.name} is being read by another program, which keeps what the last server left ` +
    "from being brought to safety: end that program, and start again";
  throw new StoreError("UNUSABLE", message);
}
