import type Database from "better-sqlite3";
import { hashOfRow } from "../log-row.ts";
import { type LogColumns, logRowOf } from "./rows.ts";

/** Rows that are looked at: more than a write-ahead log of the usual size holds. */
const tailRows = 1_000;

type Row = LogColumns & {
  readonly last_revision: bigint | null;
  readonly head_hash: Uint8Array | null;
};

/**
 * What is wrong with the newest rows of the log, whatever the size of the file; undefined if
 * nothing is. Each row has the hash of its content and of this store, the index points to the last
 * one of each session, and none is missing. It is what finds a write-ahead log that belongs to
 * another file.
 */
export function tailProblem(database: Database.Database): string | undefined {
  const meta = database
    .prepare<[], { store_id: string; compacted: bigint }>("SELECT store_id, compacted FROM meta")
    .safeIntegers()
    .get();
  if (meta === undefined) return "it does not know its id";
  const rows = database
    .prepare<[number], Row>(`
      SELECT log.*, session.revision AS last_revision, session.head_hash
      FROM log LEFT JOIN session USING (session_id) ORDER BY log.revision DESC LIMIT ?`)
    .safeIntegers()
    .all(tailRows);
  for (const [index, columns] of rows.entries()) {
    const { revision } = columns;
    if (!isWhole(meta.store_id, columns)) return `row ${revision} of its log is not whole`;
    const next = rows[index - 1]?.revision ?? revision + 1n;
    if (next !== revision + 1n && next - 1n > meta.compacted) {
      return `row ${next - 1n} of its log is missing`;
    }
  }
  return undefined;
}

function isWhole(storeId: string, columns: Row): boolean {
  const { last_revision: last, head_hash: head, revision, hash } = columns;
  if (last === null || head === null || last < revision) return false;
  if (last === revision && Buffer.compare(hash, head) !== 0) return false;
  return Buffer.compare(hash, hashOfRow(storeId, logRowOf(columns))) === 0;
}
