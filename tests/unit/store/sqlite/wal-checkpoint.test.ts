import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applySettings, checkpointPages } from "../../../../src/store/sqlite/database-settings.ts";
import { WalCheckpoint } from "../../../../src/store/sqlite/wal-checkpoint.ts";

describe("WalCheckpoint", () => {
  let folder: string;
  let database: Database.Database;
  let checkpoint: WalCheckpoint;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-checkpoint-"));
    database = new Database(path.join(folder, "test.db"));
    applySettings(database);
    database.exec("CREATE TABLE t (a BLOB) STRICT");
    checkpoint = new WalCheckpoint(database);
  });

  afterEach(() => {
    database.close();
    fs.rmSync(folder, { recursive: true });
  });

  const write = (pages: number) =>
    database.prepare("INSERT INTO t VALUES (zeroblob(?))").run(pages * 4_096);
  /** Pages of the write-ahead log that are not in the file yet. */
  const waiting = () => {
    const rows = database.prepare("PRAGMA wal_checkpoint(NOOP)").raw().all() as [
      [bigint, bigint, bigint],
    ];
    return Number(rows[0][1] - rows[0][2]);
  };

  it("is due when the log has grown to its bound, and moves it into the file", () => {
    write(checkpointPages / 2);
    expect(waiting()).toBeGreaterThan(checkpointPages / 2);
    expect(checkpoint.isDue).toBe(false);
    write(checkpointPages / 2);
    expect(waiting()).toBeGreaterThan(checkpointPages);
    expect(checkpoint.isDue).toBe(true);
    checkpoint.run();
    expect(waiting()).toBe(0);
    expect(checkpoint.isDue).toBe(false);
  });

  it("leaves it to nobody else", () => {
    write(3 * checkpointPages);
    write(1);
    expect(waiting()).toBeGreaterThan(3 * checkpointPages);
  });

  it("does what it can while another connection reads, and the rest later", () => {
    write(1);
    const reader = new Database(database.name, { readonly: true });
    const rows = reader.prepare("SELECT a FROM t").iterate();
    rows.next();
    write(2 * checkpointPages);
    checkpoint.run();
    expect(waiting()).toBeGreaterThan(checkpointPages);
    rows.return?.();
    reader.close();
    checkpoint.run();
    expect(waiting()).toBe(0);
  });
});
