import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createSessionStore } from "../../../../src/store/create-session-store.ts";
import { openSqliteStore } from "../../../../src/store/sqlite/open-sqlite-store.ts";
import { SqliteBackend } from "../../../../src/store/sqlite/sqlite-backend.ts";
import type { SessionStore } from "../../../../src/store/store.ts";
import {
  append,
  batch,
  commitOne,
  createAppend,
  requestRecord,
  scope,
} from "../../../contract/store-fixtures.ts";
import { ManualClock } from "../../sessions/manual-clock.ts";
import { StoreFolder, sources } from "./store-folder.ts";

describe("openSqliteStore", () => {
  let place: StoreFolder;
  let opened: SessionStore[];

  beforeEach(() => {
    place = new StoreFolder();
    opened = [];
  });

  afterEach(async () => {
    for (const store of opened) await store.close();
    place.remove();
  });

  const open = (quickCheckMaxBytes?: number) => {
    const store = place.open(quickCheckMaxBytes);
    opened.push(store);
    return store;
  };

  /** A closed store with some sessions; its write-ahead log is in the file. */
  const fill = async (sessions = 40) => {
    const store = open();
    for (let number = 0; number < sessions; number += 1) {
      const labels = { note: "x".repeat(500) };
      await commitOne(store, createAppend(`ses_${number}`, { labels }));
    }
    await store.close();
  };

  /** Asserts that opening is refused like this, and that nothing was changed by it. */
  const expectRefusal = (code: string, ...sentences: string[]) => {
    const before = place.digests();
    expect(() => open()).toThrow(expect.objectContaining({ name: "StoreError", code }));
    for (const sentence of sentences) expect(() => open()).toThrow(sentence);
    expect(place.digests()).toEqual(before);
  };

  describe("a store", () => {
    it("goes on where it was", async () => {
      const store = open();
      const session = await commitOne(store, createAppend("ses_a"), {
        request: requestRecord("r1", "ses_a"),
      });
      const mark = await store.readMark(1n);
      await store.close();
      const again = open();
      expect(again.storeId).toBe(store.storeId);
      expect(again.position()).toEqual({ head: 1n, compacted: 0n });
      expect(await again.readMark(1n)).toEqual(mark);
      expect(await again.findRequest(scope, "r1")).toMatchObject({ revision: 1n });
      expect(await commitOne(again, append(session, { type: "Start" }))).toMatchObject({
        status: { revision: 2n, eventNumber: 2n },
      });
      expect(await again.upkeep.verify()).toEqual([]);
    });

    it("has an id of its own", () => {
      const other = new StoreFolder();
      const store = other.open();
      expect(store.storeId).toMatch(/^[0-9a-f]{32}$/);
      expect(store.storeId).not.toBe(open().storeId);
      return store.close().then(() => other.remove());
    });

    it("makes the folders that are missing, for its owner only", () => {
      const folder = path.join(place.folder, "a", "b");
      opened.push(openSqliteStore({ ...sources, folder }));
      expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    });

    it("keeps its head although the row of it was removed", async () => {
      const store = open();
      const session = await commitOne(store, createAppend("ses_a"));
      const purgeTime = session.createTime;
      if (purgeTime === undefined) throw new Error("the session has no create time");
      await commitOne(store, append(session, { type: "Delete", purgeTime }));
      await store.upkeep.purgeSessions(sources.clock.nowNs(), 1);
      await store.close();
      expect(open().position()).toEqual({ head: 2n, compacted: 2n });
    });

    it("is finished again when its making was cut off", () => {
      fs.writeFileSync(`${place.file}.new`, "half a database");
      fs.writeFileSync(`${place.file}.new-wal`, "and its log");
      expect(open().position().head).toBe(0n);
      expect(fs.readdirSync(place.folder).filter((name) => name.includes(".new"))).toEqual([]);
    });
  });

  describe("the lock", () => {
    it("refuses a second store on the folder until the first is closed", async () => {
      const store = open();
      expect(() => open()).toThrow(expect.objectContaining({ code: "LOCKED" }));
      expect(() => open()).toThrow(`${place.folder} is in use by another Openbell server`);
      await commitOne(store, createAppend("ses_a"));
      await store.close();
      expect(open().position().head).toBe(1n);
    });

    it("ends with the process that held it, however that ends", async () => {
      const holder = await spawnHolder(place.folder);
      expect(() => open()).toThrow(expect.objectContaining({ code: "LOCKED" }));
      const ended = once(holder, "exit");
      holder.kill("SIGKILL");
      await ended;
      expect(open().position().head).toBe(0n);
    });

    it("is let go when the store is refused", async () => {
      await fill(1);
      const content = fs.readFileSync(place.file);
      fs.writeFileSync(place.file, "garbage");
      expectRefusal("NOT_A_STORE");
      fs.writeFileSync(place.file, content);
      expect(open().position().head).toBe(1n);
    });

    it("refuses a file that is no lock", () => {
      fs.writeFileSync(path.join(place.folder, "openbell.lock"), "somebody's notes ".repeat(100));
      expectRefusal("NOT_A_STORE", "openbell.lock is not the lock file of Openbell");
    });
  });

  describe("a file that is not to be opened", () => {
    it("was written by a newer version", async () => {
      await fill(1);
      const database = new Database(place.file);
      database.pragma("user_version = 99");
      database.close();
      expectRefusal("NEWER_SCHEMA", "schema 99", place.file);
    });

    it("was written by a newer version, of which only the write-ahead log knows", async () => {
      await fill(1);
      const copy = new StoreFolder();
      const database = new Database(place.file);
      database.pragma("journal_mode = WAL");
      database.pragma("user_version = 99");
      for (const name of ["openbell.db", "openbell.db-wal"]) {
        fs.copyFileSync(path.join(place.folder, name), path.join(copy.folder, name));
      }
      database.close();
      place.remove();
      place = copy;
      expectRefusal("NEWER_SCHEMA", "schema 99");
    });

    it("belongs to another program", () => {
      const database = new Database(place.file);
      database.exec("CREATE TABLE recipes (name TEXT)");
      database.close();
      expectRefusal("NOT_A_STORE", "belongs to another program", place.file, "move it elsewhere");
    });

    it("belongs to another program that says so", () => {
      const database = new Database(place.file);
      database.pragma("application_id = 7");
      database.close();
      expectRefusal("NOT_A_STORE", "belongs to another program");
    });

    it.each([
      ["garbage", "not a database, but long enough to be one ".repeat(10), "is no store"],
      ["a short text", "notes", "is no store"],
      ["nothing", "", "is empty"],
    ])("holds %s", (_, content, sentence) => {
      fs.writeFileSync(place.file, content);
      expectRefusal("NOT_A_STORE", sentence, place.file);
    });

    it("was cut off", async () => {
      await fill();
      fs.truncateSync(place.file, Math.floor(fs.statSync(place.file).size / 8192) * 4096);
      expectRefusal("NOT_A_STORE", "is damaged", place.file, "restore a backup");
    });

    it("was cut off after its first page", async () => {
      await fill();
      fs.truncateSync(place.file, 4096);
      expectRefusal("NOT_A_STORE", "is damaged");
    });

    it("has a page of zeros", async () => {
      await fill();
      overwrite(place.file, 4096 * 3, Buffer.alloc(4096));
      expectRefusal("NOT_A_STORE", "is damaged");
    });

    it("counts its free pages wrong", async () => {
      await fill(1);
      overwrite(place.file, 36, Buffer.of(0, 0, 0, 5));
      expectRefusal("NOT_A_STORE", "is damaged", "reelist");
    });

    it("has another content in its newest rows", async () => {
      await fill(3);
      const at = fs.readFileSync(place.file).lastIndexOf("momentum");
      overwrite(place.file, at, Buffer.from("lossmake"));
      expectRefusal("NOT_A_STORE", "of its log is not whole");
    });

    it("is larger than is read through, with damage in its newest rows", async () => {
      await fill(3);
      const at = fs.readFileSync(place.file).lastIndexOf("momentum");
      overwrite(place.file, at, Buffer.from("lossmake"));
      expect(() => open(0)).toThrow("of its log is not whole");
    });

    it.each([
      ["lacks a row", "DELETE FROM log WHERE revision = 2", "row 2 of its log is missing"],
      [
        "lacks a session",
        "DELETE FROM session WHERE session_id = 'ses_1'",
        "row 2 of its log is not",
      ],
      [
        "has an old index",
        "UPDATE session SET revision = 1 WHERE session_id = 'ses_1'",
        "row 2 of",
      ],
      ["lost its id", "DELETE FROM meta", "it does not know its id"],
    ])("%s", async (_, statement, sentence) => {
      await fill(3);
      const database = new Database(place.file);
      database.pragma("foreign_keys = OFF");
      database.exec(statement);
      database.close();
      expectRefusal("NOT_A_STORE", sentence);
    });

    it("has a write-ahead log of another store", async () => {
      await fill(5);
      const other = new StoreFolder();
      const store = other.open();
      for (const id of ["ses_x", "ses_y", "ses_z"]) await commitOne(store, createAppend(id));
      fs.copyFileSync(`${other.file}-wal`, `${place.file}-wal`);
      await store.close();
      other.remove();
      expectRefusal("NOT_A_STORE", "is damaged");
    });

    it("is missing beside its write-ahead log", () => {
      fs.writeFileSync(`${place.file}-wal`, "frames");
      expectRefusal("NOT_A_STORE", "openbell.db-wal is there without openbell.db");
    });
  });

  describe("a place that is none", () => {
    it("is a file", () => {
      const folder = path.join(place.folder, "file");
      fs.writeFileSync(folder, "text");
      const attempt = () => openSqliteStore({ ...sources, folder });
      expect(attempt).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
      expect(attempt).toThrow(`${folder} cannot be made: a file stands in its way`);
      expect(fs.readFileSync(folder, "utf8")).toBe("text");
    });

    it("lies below a file", () => {
      const file = path.join(place.folder, "file");
      fs.writeFileSync(file, "text");
      const attempt = () => openSqliteStore({ ...sources, folder: path.join(file, "data") });
      expect(attempt).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
    });

    it("has a folder where the store should be", () => {
      fs.mkdirSync(place.file);
      expect(() => open()).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
    });

    it("has a folder where the lock should be", () => {
      fs.mkdirSync(path.join(place.folder, "openbell.lock"));
      expect(() => open()).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
    });

    it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
      "may not be written",
      () => {
        fs.chmodSync(place.folder, 0o500);
        expect(() => open()).toThrow(expect.objectContaining({ code: "UNUSABLE" }));
        fs.chmodSync(place.folder, 0o700);
      },
    );
  });

  const walSize = () => {
    const file = `${place.file}-wal`;
    return fs.existsSync(file) ? fs.statSync(file).size : 0;
  };

  it("syncs the log once for each transaction, with its own descriptor", async () => {
    const sync = vi.spyOn(fs, "fdatasync");
    onTestFinished(() => sync.mockRestore());
    const store = open();
    await Promise.all(["a", "b"].map((name) => commitOne(store, createAppend(`ses_${name}`))));
    await commitOne(store, createAppend("ses_c"));
    const { ino } = fs.statSync(`${place.file}-wal`);
    expect(sync.mock.calls.map(([descriptor]) => fs.fstatSync(descriptor).ino)).toEqual([ino, ino]);
    const [descriptor = -1] = sync.mock.calls[0] ?? [];
    await store.close();
    expect(() => fs.fstatSync(descriptor)).toThrow("EBADF");
  });

  it("leaves the write-ahead log to the next start when its sync failed", async () => {
    const store = open();
    await commitOne(store, createAppend("ses_a"));
    const sync = vi.spyOn(fs, "fdatasync");
    onTestFinished(() => sync.mockRestore());
    sync.mockImplementation((_, told) => {
      told(Object.assign(new Error("EIO: i/o error, fdatasync"), { code: "EIO" }));
    });
    const failed = { code: "FAILED", message: "The storage failed with EIO: i/o error, fdatasync" };
    await expect(commitOne(store, createAppend("ses_b"))).rejects.toMatchObject(failed);
    await expect(store.readSession(scope, "ses_b")).rejects.toMatchObject(failed);
    expect(await store.failed).toMatchObject(failed);
    await store.close();
    expect(walSize()).toBeGreaterThan(0);
    sync.mockRestore();
    const again = open();
    expect(await again.upkeep.verify()).toEqual([]);
    await commitOne(again, createAppend("ses_c"));
    await again.close();
    expect(walSize()).toBe(0);
  });

  it("leaves the write-ahead log to the next start when a checkpoint failed", async () => {
    const broken = new (class extends SqliteBackend {
      fails = false;
      override isUntidy(): boolean {
        return this.fails;
      }
      override tidy(): void {
        if (this.fails) throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC");
      }
    })(place.database());
    const store = createSessionStore(broken, sources);
    await commitOne(store, createAppend("ses_a"));
    await new Promise(setImmediate);
    broken.fails = true;
    await commitOne(store, createAppend("ses_b"));
    expect(await store.failed).toMatchObject({ code: "FAILED" });
    await store.close();
    expect(walSize()).toBeGreaterThan(0);
    const again = open();
    expect(again.position().head).toBe(2n);
    expect(await again.upkeep.verify()).toEqual([]);
    await again.close();
    expect(walSize()).toBe(0);
  });

  it("moves what a crash left in the write-ahead log into the file, before it adds to it", async () => {
    const killed = place.database();
    await commitOne(createSessionStore(new SqliteBackend(killed), sources), createAppend("ses_a"));
    const crashed = new StoreFolder();
    for (const name of ["openbell.db", "openbell.db-wal"]) {
      fs.copyFileSync(path.join(place.folder, name), path.join(crashed.folder, name));
    }
    killed.close();
    expect(fs.statSync(`${crashed.file}-wal`).size).toBeGreaterThan(0);
    const store = crashed.open();
    expect(fs.statSync(`${crashed.file}-wal`).size).toBe(0);
    expect(store.position().head).toBe(1n);
    await store.close();
    crashed.remove();
  });

  it("stops a session on a full disk, by way of its reserve", async () => {
    let isFull = false;
    const clock = new ManualClock();
    const store = openSqliteStore({
      ...sources,
      folder: place.folder,
      space: {
        ...{ reserveBytes: 1_048_576, lowBytes: 1, clock, onChange: () => {} },
        freeBytes: () => (isFull ? 0 : Infinity),
      },
    });
    opened.push(store);
    await clock.advance(10);
    const reserve = path.join(place.folder, "openbell.reserve");
    expect(fs.statSync(reserve).size).toBe(1_048_576);
    const session = await commitOne(store, createAppend("ses_a"));
    isFull = true;
    expect(store.hasRoom()).toBe(false);
    const creation = store.commit(batch([createAppend("ses_b")]));
    await expect(creation).rejects.toMatchObject({ code: "FULL" });
    const stopped = await commitOne(store, append(session, { type: "Stop", stopPolicy: 0 }));
    expect(stopped.status?.revision).toBe(2n);
    isFull = false;
    expect(store.hasRoom()).toBe(true);
    await commitOne(store, createAppend("ses_b"));
    await store.close();
    expect(clock.timerCount).toBe(0);
  });

  it("is full when the disk is, and goes on when it no longer is", async () => {
    const database = place.database();
    const store = createSessionStore(new SqliteBackend(database), sources);
    opened.push(store);
    await commitOne(store, createAppend("ses_a"));
    const pages = Number(database.pragma("page_count", { simple: true }));
    database.pragma(`max_page_count = ${pages}`);
    const large = createAppend("ses_large", { labels: { note: "x".repeat(100_000) } });
    const ends = await Promise.allSettled([
      store.commit(batch([createAppend("ses_b")])),
      store.commit(batch([large])),
    ]);
    const full = { status: "rejected", reason: { code: "FULL" } };
    expect(ends).toMatchObject([full, full]);
    expect((await store.readSession(scope, "ses_a"))?.session.sessionId).toBe("ses_a");
    database.pragma("max_page_count = 1000000");
    expect(await store.commit(batch([large]))).toMatchObject({ revisions: [2n] });
    expect(await store.upkeep.verify()).toEqual([]);
  });
});

function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = fs.openSync(file, "r+");
  fs.writeSync(descriptor, bytes, 0, bytes.length, at);
  fs.closeSync(descriptor);
}

async function spawnHolder(folder: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL("../../../e2e/store-writer.ts", import.meta.url));
  const holder = spawn(process.execPath, [program, folder, "hold"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [chunk] = await once(holder.stdout, "data");
  if (String(chunk) !== "open\n") throw new Error(`the holder said ${chunk}`);
  return holder;
}
