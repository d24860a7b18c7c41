import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSessionStore } from "../../../../src/store/create-session-store.ts";
import { SqliteBackend } from "../../../../src/store/sqlite/sqlite-backend.ts";
import type { SessionStore } from "../../../../src/store/store.ts";
import {
  advanceAppend,
  append,
  batch,
  commitOne,
  createAppend,
} from "../../../contract/store-fixtures.ts";
import { StoreFolder, sources } from "./store-folder.ts";

describe("verify", () => {
  let place: StoreFolder;
  let database: Database.Database;
  let store: SessionStore;

  /** 1 a created, 2 b created, 3 a started, 4 and 5 a advanced; the trail has the 1,000th. */
  beforeEach(async () => {
    place = new StoreFolder();
    database = place.database();
    store = createSessionStore(new SqliteBackend(database), sources);
    let a = await commitOne(store, createAppend("ses_a", { labels: { team: "alpha" } }));
    await commitOne(store, createAppend("ses_b", { idleTimeoutSeconds: 60 }));
    a = await commitOne(store, append(a, { type: "Start" }));
    a = await commitOne(store, advanceAppend(a, 2));
    await commitOne(store, advanceAppend(a, 1, false));
    database.pragma("foreign_keys = OFF");
  });

  afterEach(async () => {
    await store.close();
    place.remove();
  });

  it("finds nothing wrong with what was committed", async () => {
    expect(await store.upkeep.verify()).toEqual([]);
  });

  it.each([
    ["a lost row", "DELETE FROM log WHERE revision = 4", "revisions 4 to 4 are missing"],
    ["a lost row", "DELETE FROM log WHERE revision = 4", "it begins with event 5, not 3"],
    ["a lost first row", "DELETE FROM log WHERE revision = 1", "revisions 1 to 1 are missing"],
    ["a lost last row", "DELETE FROM log WHERE revision = 5", "revisions 5 to 5 are missing"],
    ["a lost last row", "DELETE FROM log WHERE revision = 5", "is not at its last revision"],
    ["a changed actor", "UPDATE log SET owner = 'eve' WHERE revision = 1", "its scope is another"],
    ["a changed time", "UPDATE log SET time = time + 1 WHERE revision = 2", "its hash is not"],
    [
      "a replaced row",
      "UPDATE log SET previous_hash = zeroblob(32) WHERE revision = 3",
      "revision 3: the hash chain is broken",
    ],
    [
      "events of another row",
      "UPDATE log SET events = (SELECT events FROM log WHERE revision = 1) WHERE revision = 2",
      "its events are those of another row",
    ],
    ["unreadable events", "UPDATE log SET events = x'ff' WHERE revision = 2", "damaged"],
    ["a wrong kind", "UPDATE log SET kinds = 16 WHERE revision = 3", "kinds of its events"],
    [
      "a wrong count",
      "UPDATE log SET event_count = 1 WHERE revision = 4",
      "the count of its events",
    ],
    [
      "a wrong flag",
      "UPDATE log SET may_ignore = 1 WHERE revision = 1",
      "whether it may be ignored is wrong",
    ],
    [
      "a lost session",
      "UPDATE log SET session = NULL WHERE revision = 3",
      "beside lifecycle events",
    ],
    [
      "another session in the log",
      "UPDATE log SET session = (SELECT session FROM log WHERE revision = 1) WHERE revision = 3",
      "revision 3: its session is not what its events make",
    ],
    [
      "another session in the index",
      "UPDATE session SET session = (SELECT session FROM log WHERE log.revision = 1) " +
        "WHERE session_id = 'ses_a'",
      "ses_a: the index is not what the log folds to",
    ],
    ["a wrong state", "UPDATE session SET state = 7 WHERE session_id = 'ses_a'", "column state"],
    ["a lost expiry", "UPDATE session SET expire_time = NULL", "column expireTimeNs"],
    ["an invented deletion", "UPDATE session SET delete_time = 1", "column deleteTimeNs"],
    ["a wrong strategy", "UPDATE session SET strategy_id = 'x'", "column strategyId"],
    ["a wrong head", "UPDATE session SET head_hash = zeroblob(32)", "another head of the chain"],
    [
      "a lost checkpoint",
      "UPDATE session SET checkpoint = NULL WHERE session_id = 'ses_a'",
      "another checkpoint",
    ],
    ["a wrong label", "UPDATE label SET value = 'beta'", "ses_a: the indexed labels are wrong"],
    [
      "a surplus label",
      "INSERT INTO label VALUES ('ses_b', 'team', 'beta')",
      "ses_b: the indexed labels are wrong",
    ],
    ["a session without a log", "DELETE FROM log WHERE session_id = 'ses_b'", "has no rows"],
    [
      "rows without a session",
      "DELETE FROM session WHERE session_id = 'ses_b'",
      "foreign_key_check",
    ],
    ["a wrong mark", "INSERT INTO trail VALUES (2, zeroblob(8))", "revision 2 has another mark"],
  ])("finds %s: %s", async (_, statement, problem) => {
    database.exec(statement);
    const found = await store.upkeep.verify();
    expect(found.join("\n")).toContain(problem);
  });

  it("finds what SQLite itself finds", async () => {
    database.pragma("ignore_check_constraints = ON");
    database.exec("UPDATE meta SET id = 2");
    database.pragma("ignore_check_constraints = OFF");
    const found = await store.upkeep.verify();
    expect(found.join("\n")).toContain("integrity_check");
  });

  it("finds a hole on the trail", async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `ses_${index}`);
    await Promise.all(ids.map((id) => store.commit(batch([createAppend(id)]))));
    expect(await store.upkeep.verify()).toEqual([]);
    database.exec("DELETE FROM trail");
    expect(await store.upkeep.verify()).toEqual(["revision 1000 is missing on the trail"]);
    database.exec("UPDATE session SET state = 7");
    const found = await store.upkeep.verify();
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toBe("there is more than is listed here");
  });
});
