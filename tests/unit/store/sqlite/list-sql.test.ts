import type Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FilterNode } from "../../../../src/domain/filter/filter.ts";
import { listCursor } from "../../../../src/store/list-cursor.ts";
import { listSql } from "../../../../src/store/sqlite/list-sql.ts";
import { SqliteBackend } from "../../../../src/store/sqlite/sqlite-backend.ts";
import { createAppend, orderBy, scope } from "../../../contract/store-fixtures.ts";
import { StoreFolder } from "./store-folder.ts";

/** A list must be answered by an index in its order: never by reading and sorting all sessions. */
describe("query plans of lists", () => {
  let place: StoreFolder;
  let database: Database.Database;

  beforeAll(() => {
    place = new StoreFolder();
    database = place.database();
    // It brings the functions that filters call.
    new SqliteBackend(database);
  });

  afterAll(() => {
    database.close();
    place.remove();
  });

  const plan = (order: string, filter?: FilterNode, showDeleted = false) => {
    const terms = orderBy(order);
    const after = listCursor(createAppend("ses_a").session, terms);
    const shared = { orderBy: terms, showDeleted, limit: 50, ...(filter ? { filter } : {}) };
    return [shared, { ...shared, after }].map((query) => {
      const { text, values } = listSql(scope, query);
      const steps = database
        .prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
        .all(...values);
      return steps.map(({ detail }) => detail).join("; ");
    });
  };

  const running: FilterNode = { kind: "enum", field: "state", value: "RUNNING" };
  const team: FilterNode = {
    kind: "text",
    target: { field: "labels", key: "team" },
    relation: "=",
    value: "alpha",
  };

  it.each([
    ["create_time desc", undefined, "session_by_create_time"],
    ["create_time", undefined, "session_by_create_time"],
    ["create_time desc, session_id", undefined, "session_by_create_time"],
    ["update_time desc", undefined, "session_by_update_time"],
    ["strategy_id", undefined, "session_by_strategy"],
    ["session_id", undefined, "session_by_id"],
    ["create_time desc", running, "session_by_state"],
    ["create_time desc", team, "session_by_create_time"],
  ] as const)("by %s, filtered by %o, search %s", (order, filter, index) => {
    const [first = "", next = ""] = plan(order, filter);
    for (const steps of [first, next]) {
      expect(steps).toContain(`SEARCH session USING INDEX ${index} (`);
    }
    // Ties of two directions are sorted among themselves, which reads no more rows.
    if (!order.includes(", ")) expect(first + next).not.toContain("TEMP B-TREE");
    else expect(first + next).not.toContain("TEMP B-TREE FOR ORDER BY");
  });

  it("search for the cursor instead of counting up to it", () => {
    const [, next] = plan("create_time desc");
    expect(next).toContain("tenant=? AND owner=? AND (create_time,session_id)<(?,?)");
    const [, mixed] = plan("create_time desc, session_id");
    expect(mixed).toContain("tenant=? AND owner=? AND create_time<?");
  });

  it("search by an index with deleted sessions too", () => {
    expect(plan("create_time desc", undefined, true).join()).not.toContain("TEMP B-TREE");
  });
});
