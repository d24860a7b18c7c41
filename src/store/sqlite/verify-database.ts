import type Database from "better-sqlite3";
import { markOf } from "../log-row.ts";
import type { LogPosition } from "../store.ts";
import { verifyLog } from "../verify-log.ts";
import { verifySession } from "../verify-session.ts";
import { type OrderColumns, orderRowOf } from "./order-reads.ts";
import { type LogColumns, logRowOf, type SessionTableColumns, sessionRowOf } from "./rows.ts";

type Mark = Pick<LogColumns, "revision" | "uid">;

/** Problems after which the search stops: more say nothing new. */
const problemsMax = 100;

/** See `StoreUpkeep.verify`. Reads the whole store in one go. */
export function verifyDatabase(
  database: Database.Database,
  storeId: string,
  position: LogPosition,
): readonly string[] {
  const problems: string[] = [];
  for (const row of database.prepare<[], string>("PRAGMA integrity_check").pluck().all()) {
    if (row !== "ok") problems.push(`integrity_check: ${row}`);
  }
  for (const row of database.prepare<[], string>("PRAGMA foreign_key_check").pluck().all()) {
    problems.push(`foreign_key_check: a row of ${row} belongs to nothing`);
  }
  const marks = (table: string) =>
    database.prepare<[], Mark>(`SELECT revision, uid FROM ${table} ORDER BY revision`).iterate();
  const rows = mapped(marks("log"), markOf);
  const trail = mapped(marks("trail"), markOf);
  problems.push(...verifyLog({ ...position, rows, trail }));
  for (const problem of sessionProblems(database, storeId)) {
    if (problems.length >= problemsMax) return [...problems, "there is more than is listed here"];
    problems.push(problem);
  }
  return problems;
}

function* sessionProblems(database: Database.Database, storeId: string): Iterable<string> {
  const rows = database.prepare<[string], LogColumns>(
    "SELECT * FROM log WHERE session_id = ? ORDER BY revision",
  );
  const labels = database.prepare<[string], { key: string; value: string }>(
    "SELECT key, value FROM label WHERE session_id = ?",
  );
  const orders = database.prepare<[string], OrderColumns>(
    "SELECT * FROM orders WHERE session_id = ? ORDER BY order_number",
  );
  const driver = database
    .prepare<[string], Uint8Array>("SELECT token_hash FROM driver WHERE session_id = ?")
    .pluck();
  const sessions = database.prepare<[], SessionTableColumns>("SELECT * FROM session");
  for (const columns of sessions.iterate()) {
    const id = columns.session_id;
    const own = Object.fromEntries(labels.all(id).map(({ key, value }) => [key, value]));
    const indexed = {
      row: sessionRowOf(columns),
      labels: own,
      orders: orders.all(id).map(orderRowOf),
      driverToken: driver.get(id),
    };
    yield* verifySession(storeId, indexed, mapped(rows.iterate(id), logRowOf));
  }
}

function* mapped<T, U>(rows: Iterable<T>, map: (row: T) => U): Iterable<U> {
  for (const row of rows) yield map(row);
}
