/**
 * A list out of SQLite is the list that the domain defines: its filter lets through exactly what
 * `matches` lets through, and its order and pages are those of the store in memory.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type {
  Comparison,
  FilterNode,
  Relation,
  TextTarget,
} from "../../src/domain/filter/filter.ts";
import { allOf, anyOf, not } from "../../src/domain/filter/filter.ts";
import { matches } from "../../src/domain/filter/matches.ts";
import type { OrderBy, OrderField } from "../../src/domain/order-by.ts";
import { createSessionStore } from "../../src/store/create-session-store.ts";
import { listCursor } from "../../src/store/list-cursor.ts";
import { createMemoryStore } from "../../src/store/memory/create-memory-store.ts";
import { filterSubject, sessionColumns } from "../../src/store/session-row.ts";
import { applySettings } from "../../src/store/sqlite/database-settings.ts";
import { loadMigrations, migrate } from "../../src/store/sqlite/migrate.ts";
import { SqliteBackend } from "../../src/store/sqlite/sqlite-backend.ts";
import type { Append, SessionStore } from "../../src/store/store.ts";
import { append, batch, countingBytes, createAppend, scope } from "../contract/store-fixtures.ts";

const folder = mkdtempSync(join(tmpdir(), "openbell-"));
const empty = emptyDatabase();
let made = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const numRuns = 300;

// Few values, so that filters and sessions meet; characters that end a text in C, that SQL or GLOB
// read as signs, or that order differently in UTF-16 are among them.
const text = fc.string({
  unit: fc.constantFrom("a", "A", "b", "\0", "'", "%", "_", "[", "?", "*", "\uff21", "\u{1f600}"),
  maxLength: 3,
});
const key = fc.constantFrom("env", "Env", "constructor", "'; DROP TABLE session; --");
const time = fc.bigInt({ min: 0n, max: 3n });
const relation = fc.constantFrom<Relation>("=", "<", "<=", ">", ">=");
const anyTime = fc.oneof(time, fc.bigInt({ min: -(1n << 66n), max: 1n << 66n }));
const target = fc.oneof(
  fc.constant<TextTarget>({ field: "strategy_id" }),
  key.map((label): TextTarget => ({ field: "labels", key: label })),
);

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({
    kind: fc.constant("enum" as const),
    field: fc.constant("state" as const),
    value: fc.constantFrom("READY", "RUNNING", "PAUSED", "ready", "UNSPECIFIED"),
  }),
  fc.record({
    kind: fc.constant("enum" as const),
    field: fc.constant("mode" as const),
    value: fc.constantFrom("SIMULATION", "PAPER", "SESSION_MODE_PAPER"),
  }),
  fc.record({ kind: fc.constant("label" as const), key }),
  fc.record({ kind: fc.constant("text" as const), target, relation, value: text }),
  fc.record({
    kind: fc.constant("wildcard" as const),
    target,
    pieces: fc.array(text, { minLength: 2, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("time" as const),
    field: fc.constantFrom("create_time" as const, "update_time" as const),
    relation,
    instant: anyTime,
  }),
);

const { filter } = fc.letrec<{ filter: FilterNode }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.constant<FilterNode>({ kind: "everything" }),
    fc.tuple(tie("filter"), tie("filter")).map((nodes) => allOf(nodes)),
    fc.tuple(tie("filter"), tie("filter"), tie("filter")).map((nodes) => anyOf(nodes)),
    tie("filter").map(not),
  ),
}));

const session = fc.record({
  strategyId: text,
  labels: fc.dictionary(key, text),
  mode: fc.constantFrom("simulation" as const, "paper" as const),
  createdAt: time,
  started: fc.boolean(),
  startedAfter: time,
});
const sessions = fc.array(session, { minLength: 1, maxLength: 12 });

const order: fc.Arbitrary<OrderBy> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom<OrderField>("create_time", "update_time", "strategy_id")),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([fields, directions]) =>
    [...fields, "session_id" as const].map((field, index) => ({
      field,
      descending: directions[index] ?? false,
    })),
  );

describe(`lists in SQLite (FC_SEED=${seed})`, () => {
  test("are filtered as the domain filters", async () => {
    await fc.assert(
      fc.asyncProperty(
        sessions,
        fc.array(filter, { minLength: 1, maxLength: 8 }),
        async (made, filters) => {
          const store = sqlite();
          const appends = await fill(store, made);
          for (const node of filters) {
            const query = { filter: node, orderBy: byId, showDeleted: false, limit: 100 };
            const listed = await store.listSessions(scope, query);
            const wanted = appends
              .filter(({ session: { labels, ...rest } }) =>
                matches(node, filterSubject(sessionColumns({ ...rest, labels }), labels)),
              )
              .map(({ sessionId }) => sessionId);
            expect(listed.map(({ sessionId }) => sessionId)).toEqual(wanted);
          }
          await store.close();
        },
      ),
      { seed, numRuns },
    );
  });

  test("have the order and the pages of lists in memory", async () => {
    await fc.assert(
      fc.asyncProperty(
        sessions,
        order,
        fc.integer({ min: 1, max: 4 }),
        async (made, orderBy, limit) => {
          const stores = [sqlite(), memory()];
          const lists = await Promise.all(
            stores.map(async (store) => {
              await fill(store, made);
              return pages(store, orderBy, limit);
            }),
          );
          expect(lists[0]).toEqual(lists[1]);
          expect(lists[0]?.flat()).toHaveLength(made.length);
          await Promise.all(stores.map((store) => store.close()));
        },
      ),
      { seed, numRuns },
    );
  });
});

const byId: OrderBy = [{ field: "session_id", descending: false }];

async function pages(store: SessionStore, orderBy: OrderBy, limit: number): Promise<string[][]> {
  const read: string[][] = [];
  let query = { orderBy, limit, showDeleted: false };
  for (;;) {
    const page = await store.listSessions(scope, query);
    const last = page.at(-1);
    if (last === undefined) return read;
    read.push(page.map(({ sessionId }) => sessionId));
    query = { ...query, ...{ after: listCursor(last.session, orderBy) } };
  }
}

/** Commits the sessions under ids in their order. Returns them as they are afterwards. */
async function fill(
  store: SessionStore,
  made: readonly (typeof session extends fc.Arbitrary<infer T> ? T : never)[],
): Promise<readonly Append[]> {
  const last: Append[] = [];
  for (const [index, { createdAt, started, startedAfter, ...rest }] of made.entries()) {
    const id = `ses_${String(index).padStart(2, "0")}`;
    let change = createAppend(id, { ...rest, timeNs: createdAt });
    const commits = [store.commit(batch([change]))];
    if (started) {
      change = append(change.session, { type: "Start" }, createdAt + startedAfter);
      commits.push(store.commit(batch([change])));
    }
    await Promise.all(commits);
    last.push(change);
  }
  return last;
}

const sources = () => ({
  clock: { yieldTo: (task: () => void) => queueMicrotask(task) },
  randomBytes: countingBytes(),
});

function memory(): SessionStore {
  return createMemoryStore(sources());
}

/** A store in a file of its own: what makes a commit last is beside the file. */
function sqlite(): SessionStore {
  const file = join(folder, `${made}.db`);
  made += 1;
  copyFileSync(empty, file);
  const database = new Database(file);
  applySettings(database);
  return createSessionStore(new SqliteBackend(database), sources());
}

function emptyDatabase(): string {
  const file = join(folder, "empty.db");
  const database = new Database(file);
  applySettings(database);
  migrate(database, loadMigrations());
  database.prepare("INSERT INTO meta VALUES (1, 'store', 0, 0)").run();
  database.close();
  return file;
}
