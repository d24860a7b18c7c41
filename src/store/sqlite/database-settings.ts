import type Database from "better-sqlite3";
import { StoreError } from "../store-error.ts";

/** SQLite before this version can damage a write-ahead log that two connections use. */
const oldestSqlite = [3, 51, 3];

/** Pages of the write-ahead log after which `WalCheckpoint` moves them into the file; default. */
export const checkpointPages = 1_000;

/** Sets what a connection forgets when it is closed. */
export function applySettings(database: Database.Database): void {
  database.defaultSafeIntegers(true);
  database.pragma("journal_mode = WAL");
  // SQLite keeps its files in order over a power failure, and leaves it to `LogSync` to bring each
  // commit to the disk before it is acknowledged. FULL would do that too, and hold up the thread.
  database.pragma("synchronous = NORMAL");
  database.pragma("foreign_keys = ON");
  // Checkpoints are made by `WalCheckpoint`: the automatic ones hide their errors.
  database.pragma("wal_autocheckpoint = 0");
  database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  database.pragma("cache_size = -32000");
  database.pragma("temp_store = MEMORY");
  // A file from elsewhere shall not run functions out of its schema or crash the reader.
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
}

/**
 * Throws a StoreError, UNUSABLE, when durability is not what it has to be. To be called when the
 * schema exists: before, `synchronous` reads as set and changes back.
 */
export function assertSettings(database: Database.Database): void {
  const wrong = [
    ...wrongPragma(database, "journal_mode", "wal"),
    ...wrongPragma(database, "synchronous", "1"),
    ...wrongPragma(database, "foreign_keys", "1"),
  ];
  const version = String(database.prepare("SELECT sqlite_version()").pluck().get());
  if (isOlder(version, oldestSqlite)) {
    wrong.push(`SQLite is ${version} and must be ${oldestSqlite.join(".")} or newer`);
  }
  if (wrong.length === 0) return;
  const problem = `The storage under ${database.name} cannot keep what it is told`;
  throw new StoreError("UNUSABLE", `${problem}: ${wrong.join("; ")}`);
}

/** Whether a dotted version is older than another one. */
export function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [index, wanted] of than.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return !(part > wanted);
  }
  return false;
}

function wrongPragma(database: Database.Database, name: string, wanted: string): string[] {
  const value = String(database.pragma(name, { simple: true }));
  return value === wanted ? [] : [`${name} is ${value} and must be ${wanted}`];
}
