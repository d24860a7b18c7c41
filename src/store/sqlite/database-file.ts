import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { StoreError } from "../store-error.ts";
import { type Migration, migrate, schemaVersion } from "./migrate.ts";
import { syncFolder } from "./prepare-folder.ts";
import { openingProblem, sqliteCode } from "./sqlite-error.ts";
import { tailProblem } from "./tail-problem.ts";

/** Says "OBEL" in the header of the file, so that other SQLite files are told apart. */
export const applicationId = 0x4f42454c;

/** What is written into a new store once. */
export interface NewStore {
  readonly storeId: string;
  readonly createTimeNs: bigint;
}

/**
 * Makes a store that is complete before it has its name: a crash leaves either no store or an
 * empty one, so whatever bears the name and is not whole is damaged or not ours. The folder must
 * be locked.
 */
export function createDatabaseFile(
  file: string,
  migrations: readonly Migration[],
  make: () => NewStore,
): void {
  const unfinished = `${file}.new`;
  for (const rest of ["", "-journal", "-wal", "-shm"])
    fs.rmSync(unfinished + rest, { force: true });
  const database = new Database(unfinished);
  try {
    database.pragma(`application_id = ${applicationId}`);
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    migrate(database, migrations);
    const { storeId, createTimeNs } = make();
    database
      .prepare("INSERT INTO meta (id, store_id, create_time, compacted) VALUES (1, ?, ?, 0)")
      .run(storeId, createTimeNs);
    // Closing would do so too, but would not say when it fails; and the name moves without the log.
    database.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
  fs.renameSync(unfinished, file);
  syncFolder(path.dirname(file));
}

/**
 * Looks at a file without changing it. Throws a StoreError when it is not to be opened: it is not
 * ours, is damaged, or was written by a newer version. `quickCheckMaxBytes` bounds what is read: of
 * a larger file only the header and the newest rows are checked, the rest is left to `verify`.
 */
export function inspectDatabaseFile(
  file: string,
  migrations: readonly Migration[],
  quickCheckMaxBytes: number,
): void {
  assertHeader(file);
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    const version = schemaVersion(database);
    if (version > migrations.length) {
      const message =
        `${file} was written by a newer Openbell (schema ${version}, this one knows ` +
        `${migrations.length}): start that version, or restore a backup`;
      throw new StoreError("NEWER_SCHEMA", message);
    }
    if (fs.statSync(file).size <= quickCheckMaxBytes) {
      const found = database.pragma("quick_check(1)", { simple: true });
      if (found !== "ok") throw damaged(file, found);
    }
    const problem = tailProblem(database);
    if (problem !== undefined) throw damaged(file, problem);
  } catch (error) {
    throw refusalOf(file, error);
  } finally {
    database?.close();
  }
}

/** The StoreError for a failure while a store is being opened. */
export function refusalOf(file: string, cause: unknown): unknown {
  const code = sqliteCode(cause);
  if (code === undefined) return systemRefusalOf(file, cause);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_ERROR") {
    return damaged(file, code, cause);
  }
  const message = `${file} cannot be opened: ${openingProblem(code)}`;
  return new StoreError("UNUSABLE", message, { cause });
}

/** Also what the system says when a file is renamed or a folder is synced. */
function systemRefusalOf(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error && "syscall" in cause)) return cause;
  return new StoreError("UNUSABLE", `${file} cannot be opened: ${cause.message}`, { cause });
}

/** The refusal of a file that is ours and damaged. It is left as it is, for whoever rescues it. */
function damaged(file: string, found: unknown, cause?: unknown): StoreError {
  const message =
    `${file} is damaged (${found}): move it and ${path.basename(file)}-wal elsewhere ` +
    "and restore a backup";
  return new StoreError("NOT_A_STORE", message, { cause });
}

/** The main file of a store always has its header: see `createDatabaseFile`. */
function assertHeader(file: string): void {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    const descriptor = fs.openSync(file, "r");
    try {
      length = fs.readSync(descriptor, header);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (cause) {
    throw new StoreError("UNUSABLE", `${file} cannot be read`, { cause });
  }
  const isSqlite = length === header.length && header.toString("latin1", 0, 16) === sqliteMagic;
  if (isSqlite && header.readUInt32BE(68) === applicationId) return;
  const what = length === 0 ? "is empty" : isSqlite ? "belongs to another program" : "is no store";
  const message = `${file} ${what}: move it elsewhere, or give the server another folder`;
  throw new StoreError("NOT_A_STORE", message);
}

const sqliteMagic = "SQLite format 3\0";
