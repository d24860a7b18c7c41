import fs from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { settleLog } from "../../../../src/store/sqlite/settle-log.ts";
import { commitOne, createAppend } from "../../../contract/store-fixtures.ts";
import { StoreFolder } from "./store-folder.ts";

describe("settleLog", () => {
  let place: StoreFolder;
  let others: Database.Database[];

  beforeEach(() => {
    place = new StoreFolder();
    others = [];
  });

  afterEach(() => {
    vi.restoreAllMocks();
    for (const other of others) other.close();
    place.remove();
  });

  const connect = (readonly: boolean) => {
    const database = new Database(place.file, { readonly, timeout: 0 });
    others.push(database);
    return database;
  };
  const read = () => {
    const reader = connect(true);
    reader.exec("BEGIN; SELECT * FROM meta");
    return reader;
  };
  const walSize = () => fs.statSync(`${place.file}-wal`).size;

  /** What a server leaves whose last sync failed; `meanwhile` comes before that. */
  const leaveBehind = async <T>(meanwhile: () => T): Promise<T> => {
    const store = place.open();
    await commitOne(store, createAppend("ses_a"));
    const made = meanwhile();
    const sync = vi.spyOn(fs, "fdatasync");
    sync.mockImplementation((_, told) => told(Object.assign(new Error("EIO"), { code: "EIO" })));
    await expect(commitOne(store, createAppend("ses_b"))).rejects.toMatchObject({ code: "FAILED" });
    sync.mockRestore();
    await store.close();
    return made;
  };

  it("empties the log, so that nothing is added to what a failed sync left", async () => {
    await leaveBehind(() => {});
    expect(walSize()).toBeGreaterThan(0);
    const store = place.open();
    expect(walSize()).toBe(0);
    expect(store.position().head).toBe(2n);
    expect(await store.upkeep.verify()).toEqual([]);
    await store.close();
  });

  it("refuses the store while another program reads what was left", async () => {
    const reader = await leaveBehind(read);
    expect(() => place.open()).toThrow(
      expect.objectContaining({
        name: "StoreError",
        code: "UNUSABLE",
        message: expect.stringContaining(`${place.file} is being read by another program`),
      }),
    );
    reader.exec("COMMIT");
    const store = place.open();
    expect(walSize()).toBe(0);
    await store.close();
  });

  it("does not mind who reads a store of which nothing was left", async () => {
    const first = place.open();
    await commitOne(first, createAppend("ses_a"));
    await first.close();
    read();
    const store = place.open();
    await commitOne(store, createAppend("ses_b"));
    await store.close();
    expect(walSize()).toBeGreaterThan(0);
  });

  it("lets a full disk be, and throws what else is wrong", async () => {
    await leaveBehind(() => {});
    const database = connect(false);
    const fail = (code: string) =>
      vi.spyOn(database, "prepare").mockImplementation(() => {
        const get = () => {
          throw new Database.SqliteError("the disk says no", code);
        };
        const statement = { get, pluck: () => statement, safeIntegers: () => statement };
        return statement as unknown as Database.Statement;
      });
    fail("SQLITE_FULL");
    settleLog(database);
    fail("SQLITE_IOERR_FSYNC");
    expect(() => settleLog(database)).toThrow("the disk says no");
    vi.restoreAllMocks();
    expect(walSize()).toBeGreaterThan(0);
    settleLog(database);
    expect(walSize()).toBe(0);
  });
});
