import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applySettings } from "../../../../src/store/sqlite/database-settings.ts";
import { LogSync } from "../../../../src/store/sqlite/log-sync.ts";

describe("LogSync", () => {
  let folder: string;
  let database: Database.Database;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-log-sync-"));
    database = new Database(path.join(folder, "test.db"));
    applySettings(database);
    database.exec("CREATE TABLE t (a BLOB) STRICT");
  });

  afterEach(() => {
    database.close();
    fs.rmSync(folder, { recursive: true });
  });

  it("resolves when the system has synced", async () => {
    const log = new LogSync(database.name);
    await log.run();
    log.close();
  });

  it("rejects with FAILED and what the system said", async () => {
    const log = new LogSync(database.name);
    log.close();
    await expect(log.run()).rejects.toMatchObject({
      name: "StoreError",
      code: "FAILED",
      message: "The storage failed with EBADF: bad file descriptor, fdatasync",
    });
  });

  it("cannot be made without a log", () => {
    expect(() => new LogSync(path.join(folder, "other.db"))).toThrow("ENOENT");
  });

  it("leaves SQLite its locks when it closes", () => {
    database.exec("BEGIN IMMEDIATE");
    new LogSync(database.name).close();
    const other = new Database(database.name, { timeout: 0 });
    expect(() => other.exec("BEGIN IMMEDIATE")).toThrow("database is locked");
    other.close();
    database.exec("ROLLBACK");
  });

  // What a descriptor that stays open rests on: the log is never another file meanwhile.
  it.each([
    ["a checkpoint that cuts it", "PRAGMA wal_checkpoint(TRUNCATE)"],
    ["a checkpoint after which it begins anew", "PRAGMA wal_checkpoint(RESTART)"],
    ["a log that outgrew its bound and is cut to it", "PRAGMA journal_size_limit = 0"],
    ["a database that is vacuumed", "VACUUM"],
  ])("stays with the log over %s", (_, statement) => {
    const write = () => database.prepare("INSERT INTO t VALUES (zeroblob(1000000))").run();
    const inode = () => fs.statSync(`${database.name}-wal`).ino;
    const before = inode();
    write();
    database.exec(statement);
    database.prepare("PRAGMA wal_checkpoint(PASSIVE)").all();
    write();
    const other = new Database(database.name);
    other.prepare("INSERT INTO t VALUES (x'01')").run();
    other.close();
    write();
    expect(inode()).toBe(before);
  });
});
