import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSessionStore } from "../../../../src/store/create-session-store.ts";
import { LogReads } from "../../../../src/store/sqlite/log-reads.ts";
import { SqliteBackend } from "../../../../src/store/sqlite/sqlite-backend.ts";
import {
  batch,
  createAppend,
  everything,
  otherOwner,
  scope,
  unlimited,
} from "../../../contract/store-fixtures.ts";
import { StoreFolder, sources } from "./store-folder.ts";

describe("LogReads", () => {
  let place: StoreFolder;
  let database: Database.Database;
  let reads: LogReads;

  /** A hundred rows: every tenth is this owner's, 10, 20 … 100; the others are another's. */
  beforeEach(async () => {
    place = new StoreFolder();
    database = place.database();
    const store = createSessionStore(new SqliteBackend(database), sources);
    const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
    await Promise.all(
      numbers.map((number) => {
        const id = `ses_${number}`;
        if (number % 10 === 0) return store.commit(batch([createAppend(id)]));
        return store.commit(batch([createAppend(id, { owner: "eve" })], { scope: otherOwner }));
      }),
    );
    reads = new LogReads(database, { scanRows: 25n, searchedRows: 4n });
  });

  afterEach(() => {
    database.close();
    place.remove();
  });

  const revisions = (page: { readonly records: readonly { readonly revision: bigint }[] }) =>
    page.records.map((record) => Number(record.revision));

  it("looks at a bounded number of rows, and says how far it looked", () => {
    const page = reads.readLog(scope, everything, { after: 0n, to: 100n }, unlimited);
    expect(revisions(page)).toEqual([10, 20]);
    expect(page.scannedTo).toBe(25n);
    const rest = reads.readLog(scope, everything, { after: 90n, to: 100n }, unlimited);
    expect(revisions(rest)).toEqual([100]);
    expect(rest.scannedTo).toBe(100n);
  });

  it("loses nothing between pages that are full and pages that are not", () => {
    const seen: number[] = [];
    for (let after = 0n; after < 100n; ) {
      const page = reads.readLog(
        scope,
        everything,
        { after, to: 100n },
        { ...unlimited, records: 1 },
      );
      seen.push(...revisions(page));
      expect(page.scannedTo).toBeGreaterThan(after);
      after = page.scannedTo;
    }
    expect(seen).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it("finds named sessions however far apart they are, in order, in one page", () => {
    const selection = { ...everything, sessionIds: ["ses_90", "ses_10", "ses_11", "ses_60"] };
    const page = reads.readLog(scope, selection, { after: 0n, to: 100n }, unlimited);
    expect(revisions(page)).toEqual([10, 60, 90]);
    expect(page.scannedTo).toBe(100n);
    const limit = { ...unlimited, records: 2 };
    const first = reads.readLog(scope, selection, { after: 0n, to: 100n }, limit);
    expect(revisions(first)).toEqual([10, 60]);
    expect(first.scannedTo).toBe(60n);
  });

  it("finds the newest rows of all, as many as are wanted, but none that is compacted", () => {
    const newest = (compacted: bigint, records: number, bytes = 1e9) =>
      reads.readNewest(compacted, { records, bytes }).map(({ revision }) => Number(revision));
    expect(newest(0n, 3)).toEqual([98, 99, 100]);
    expect(newest(0n, 200)).toHaveLength(100);
    expect(newest(98n, 3)).toEqual([99, 100]);
    expect(newest(100n, 3)).toEqual([]);
    expect(newest(0n, 200, 1)).toEqual([100]);
    expect(reads.readNewest(99n, unlimited)).toMatchObject([
      { ...scope, sessionId: "ses_100", strategyId: "momentum", kinds: 2 },
    ]);
  });

  it("fills the memory of a store that is opened again", async () => {
    const again = createSessionStore(new SqliteBackend(database), sources);
    const inMemory = again.readTail(scope, everything, 0n, unlimited);
    const onDisk = await again.readLog(scope, everything, 0n, unlimited);
    expect(inMemory?.records.map((record) => record.decode())).toEqual(
      onDisk.records.map((record) => record.decode()),
    );
    expect(inMemory?.records).toHaveLength(10);
  });

  it("never reads past the range", () => {
    const page = reads.readLog(scope, everything, { after: 0n, to: 15n }, unlimited);
    expect(revisions(page)).toEqual([10]);
    expect(page.scannedTo).toBe(15n);
  });
});
