import fs from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { Clock } from "../../domain/clock.ts";
import { createSessionStore, type StoreSources } from "../create-session-store.ts";
import type { SessionStore } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { createDatabaseFile, inspectDatabaseFile, refusalOf } from "./database-file.ts";
import { applySettings, assertSettings } from "./database-settings.ts";
import { DiskReserve, type DiskReserveOptions, freeBytesOf } from "./disk-reserve.ts";
import { lockFolder } from "./folder-lock.ts";
import { loadMigrations, migrate } from "./migrate.ts";
import { prepareFolder, syncFolder } from "./prepare-folder.ts";
import { settleLog } from "./settle-log.ts";
import { SqliteBackend } from "./sqlite-backend.ts";

/** What a store on disk is opened with. */
export interface SqliteStoreOptions extends StoreSources {
  /** The folder of the server's data; made when it is not there. The store is `openbell.db`. */
  readonly folder: string;
  readonly clock: Pick<Clock, "nowNs" | "yieldTo">;
  /**
   * Size in bytes up to which the file is read through when it is opened (`quick_check`, about
   * 1 ms for each MiB in memory, else as fast as the disk reads); of a larger one only the newest
   * 1,000 rows are checked. Default: 256 MiB.
   */
  readonly quickCheckMaxBytes?: number;
  /**
   * Pages of 4 KiB of the write-ahead log after which they are moved into the file. Default: 1,000.
   */
  readonly checkpointPages?: number;
  /** How much room is minded and kept on the disk. Absent: none. */
  readonly space?: SpaceOptions;
}

/** The part of the reserve's options that is not the store's own. */
export type SpaceOptions = Pick<
  DiskReserveOptions,
  "reserveBytes" | "lowBytes" | "clock" | "onChange"
> &
  Partial<Pick<DiskReserveOptions, "freeBytes">>;

/**
 * Opens the store of a folder, or makes it. The folder is locked for this process until the store
 * is closed or the process ends, however it ends.
 *
 * Throws a StoreError, with nothing changed: LOCKED, NEWER_SCHEMA, NOT_A_STORE or UNUSABLE.
 */
export function openSqliteStore(options: SqliteStoreOptions): SessionStore {
  const folder = path.resolve(options.folder);
  prepareFolder(folder);
  const unlock = lockFolder(folder);
  let room: DiskReserve | undefined;
  try {
    room = options.space && openReserve(folder, options.randomBytes, options.space);
    const backend = openBackend(path.join(folder, "openbell.db"), options, unlock);
    return createSessionStore(backend, room === undefined ? options : { ...options, room });
  } catch (error) {
    room?.close();
    unlock();
    throw error;
  }
}

function openBackend(file: string, options: SqliteStoreOptions, unlock: () => void): LockedBackend {
  const database = openDatabase(file, options);
  try {
    return new LockedBackend(database, unlock, options.checkpointPages);
  } catch (error) {
    database.close();
    throw refusalOf(file, error);
  }
}

function openReserve(
  folder: string,
  randomBytes: (size: number) => Uint8Array,
  space: SpaceOptions,
): DiskReserve {
  return new DiskReserve({ freeBytes: () => freeBytesOf(folder), ...space, folder, randomBytes });
}

/**
 * Opens a store's file, or makes it, without a lock: for `openSqliteStore`, and for tests that need
 * the connection. Throws as `openSqliteStore` does.
 */
export function openDatabase(
  file: string,
  options: Omit<SqliteStoreOptions, "folder">,
): Database.Database {
  const migrations = loadMigrations();
  let database: Database.Database | undefined;
  try {
    if (fs.existsSync(file)) {
      inspectDatabaseFile(file, migrations, options.quickCheckMaxBytes ?? 256 * 1024 * 1024);
    } else {
      assertNoRemains(file);
      createDatabaseFile(file, migrations, () => ({
        storeId: Buffer.from(options.randomBytes(16)).toString("hex"),
        createTimeNs: options.clock.nowNs(),
      }));
    }
    database = new Database(file, { timeout: 1_000, fileMustExist: true });
    applySettings(database);
    migrate(database, migrations);
    assertSettings(database);
    settleLog(database);
    // SQLite syncs the folder of a new write-ahead log, but goes on when that fails.
    syncFolder(path.dirname(file));
    return database;
  } catch (error) {
    database?.close();
    throw refusalOf(file, error);
  }
}

/** SQLite would play a write-ahead log that lost its file into the next one of that name. */
function assertNoRemains(file: string): void {
  const remains = `${file}-wal`;
  if (!fs.existsSync(remains) || fs.statSync(remains).size === 0) return;
  const message =
    `${remains} is there without ${path.basename(file)}: ` +
    "restore that file from a backup, or move the remains elsewhere";
  throw new StoreError("NOT_A_STORE", message);
}

/** The backend that lets go of its folder at last. */
class LockedBackend extends SqliteBackend {
  readonly #unlock: () => void;

  constructor(database: Database.Database, unlock: () => void, checkpointPages?: number) {
    super(database, checkpointPages);
    this.#unlock = unlock;
  }

  override close(hasFailed: boolean): void {
    try {
      super.close(hasFailed);
    } finally {
      this.#unlock();
    }
  }
}
