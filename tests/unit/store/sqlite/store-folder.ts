import { hash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openDatabase, openSqliteStore } from "../../../../src/store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../../../../src/store/store.ts";
import { countingBytes, startNs } from "../../../contract/store-fixtures.ts";

/** What a store on disk is opened with, apart from its folder. */
export const sources = {
  clock: { nowNs: () => startNs, yieldTo: (task: () => void) => void setImmediate(task) },
  randomBytes: countingBytes(),
};

/** A folder of its own for a test, with what tests do to a store in it. */
export class StoreFolder {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-folder-"));
  readonly file = path.join(this.folder, "openbell.db");

  open(quickCheckMaxBytes?: number): SessionStore {
    const limit = quickCheckMaxBytes === undefined ? {} : { quickCheckMaxBytes };
    return openSqliteStore({ ...sources, ...limit, folder: this.folder });
  }

  /** The connection alone, without the lock. */
  database() {
    return openDatabase(this.file, sources);
  }

  /**
   * Digests of the files that hold data: all but the lock, SQLite's shared index, and an empty
   * write-ahead log, which every reader of a database leaves behind.
   */
  digests(): Readonly<Record<string, string>> {
    const files = fs
      .readdirSync(this.folder)
      .filter((name) => !/\.lock$|-shm$/.test(name))
      .map((name) => [name, fs.readFileSync(path.join(this.folder, name))] as const)
      .filter(([name, content]) => !name.endsWith("-wal") || content.length > 0);
    return Object.fromEntries(files.map(([name, content]) => [name, hash("sha256", content)]));
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
