/** How many commits a second reach the disk, without a server. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { batch, createAppend, requestRecord } from "../contract/store-fixtures.ts";
import type { Figure } from "./figure.ts";
import { closedLoop } from "./timing.ts";

const commits = 20_000;
const inFlight = 64;
const anchorMs = 2_000;

/** Commits of a new session each, beside plain SQLite that commits each insert by itself. */
export async function benchStore(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "openbell-bench-"));
  try {
    const anchor = {
      name: "SQLite, 1 insert of 1 KiB a commit, FULL",
      perSecond: insertsPerSecond(join(folder, "anchor.db")),
    };
    const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
    const timing = await closedLoop({ calls: commits }, inFlight, async (index) => {
      const id = `ses_${String(index).padStart(8, "0")}`;
      const request = requestRecord(id, id);
      const { outcome } = await store.commit(batch([createAppend(id)], { request }));
      if (outcome !== "committed") throw new Error(`a commit of the bench: ${outcome}`);
    });
    await store.close();
    const size = `${commits} new sessions, ${inFlight} in flight, in process`;
    return [{ name: "Store: durable commits", size, ...timing, anchor }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function insertsPerSecond(file: string): number {
  const database = new Database(file);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("CREATE TABLE entry (number INTEGER PRIMARY KEY, content BLOB NOT NULL)");
  const insert = database.prepare("INSERT INTO entry (content) VALUES (?)");
  const content = randomBytes(1_024);
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < anchorMs; count += 1) insert.run(content);
  const perSecond = (count * 1_000) / (performance.now() - start);
  database.close();
  return perSecond;
}
