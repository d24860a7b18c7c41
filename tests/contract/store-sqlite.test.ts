import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { createSessionStore } from "../../src/store/create-session-store.ts";
import { openDatabase } from "../../src/store/sqlite/open-sqlite-store.ts";
import { SqliteBackend } from "../../src/store/sqlite/sqlite-backend.ts";
import { SyncSwitch } from "./store/store-under-test.ts";
import { storeContract } from "./store.contract.ts";
import { countingBytes, startNs } from "./store-fixtures.ts";

/** A backend whose COMMIT can be made to fail as SQLite fails, and its sync to last. */
class BreakableBackend extends SqliteBackend {
  fault: "FULL" | "FAILED" | undefined;
  readonly syncs = new SyncSwitch();

  override commit(): void {
    if (this.fault === "FULL") throw new Database.SqliteError("disk is full", "SQLITE_FULL");
    if (this.fault === "FAILED") {
      throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC");
    }
    super.commit();
  }

  override async sync(): Promise<void> {
    await this.syncs.pass();
    await super.sync();
  }
}

storeContract("SQLite store", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-store-"));
  const clock = { nowNs: () => startNs, yieldTo: (task: () => void) => void setImmediate(task) };
  const randomBytes = countingBytes();
  const database = openDatabase(path.join(folder, "openbell.db"), { clock, randomBytes });
  const backend = new BreakableBackend(database);
  const store = createSessionStore(backend, { clock, randomBytes });
  return {
    store,
    syncs: backend.syncs,
    failCommits: (code) => {
      backend.fault = code;
    },
    dispose: async () => {
      await store.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
});
