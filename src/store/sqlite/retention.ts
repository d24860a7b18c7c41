import type Database from "better-sqlite3";
import type { CommitTables } from "../commit-storage.ts";
import type { LogRow } from "../log-row.ts";

/** Removes what is to be kept no longer. To be used inside of transactions. */
export class Retention {
  readonly #tables: CommitTables;
  readonly #due: Database.Statement<[bigint], { session_id: string; revision: bigint }>;
  readonly #headRow: Database.Statement<[bigint, string], Pick<LogRow, "revision" | "uid">>;
  readonly #removeRows: Database.Statement<[string]>;
  readonly #removeSession: Database.Statement<[string]>;
  readonly #compact: Database.Statement<[bigint]>;
  readonly #nextOwner: Database.Statement<[string, string], { tenant: string; owner: string }>;
  readonly #removeOld: Database.Statement<[string, string, bigint, number]>;
  readonly #removeSurplus: Database.Statement<[string, string, number, number]>;

  constructor(database: Database.Database, tables: CommitTables) {
    this.#tables = tables;
    this.#due = database.prepare(`
      SELECT session_id, revision FROM session
      WHERE purge_time <= ? AND delete_time IS NOT NULL ORDER BY purge_time, session_id LIMIT 1`);
    this.#headRow = database.prepare(
      "SELECT revision, uid FROM log WHERE revision = ? AND session_id = ?",
    );
    this.#removeRows = database.prepare("DELETE FROM log WHERE session_id = ?");
    this.#removeSession = database.prepare("DELETE FROM session WHERE session_id = ?");
    this.#compact = database.prepare("UPDATE meta SET compacted = max(compacted, ?)");
    this.#nextOwner = database.prepare(`
      SELECT tenant, owner FROM request WHERE (tenant, owner) > (?, ?)
      ORDER BY tenant, owner LIMIT 1`);
    this.#removeOld = database.prepare(`
      DELETE FROM request WHERE id IN (
        SELECT id FROM request WHERE tenant = ? AND owner = ? AND time < ?
        ORDER BY time, id LIMIT ?)`);
    this.#removeSurplus = database.prepare(`
      DELETE FROM request WHERE id IN (
        SELECT id FROM request WHERE tenant = ? AND owner = ?
        ORDER BY time DESC, id DESC LIMIT ? OFFSET ?)`);
  }

  /** See `StoreBackend.purgeSession`. */
  purgeSession(atNs: bigint, head: bigint): boolean {
    const due = this.#due.get(atNs);
    if (due === undefined) return false;
    const headRow = this.#headRow.get(head, due.session_id);
    if (headRow !== undefined) this.#tables.addTrailMark(headRow);
    this.#removeRows.run(due.session_id);
    this.#removeSession.run(due.session_id);
    this.#compact.run(due.revision);
    return true;
  }

  /** See `StoreBackend.pruneRequests`. Goes from owner to owner, so that an index finds them. */
  pruneRequests(beforeNs: bigint, keep: number, limit: number): number {
    let pruned = 0;
    let at = this.#nextOwner.get("", "");
    while (at !== undefined && pruned < limit) {
      const { tenant, owner } = at;
      pruned += this.#removeOld.run(tenant, owner, beforeNs, limit - pruned).changes;
      pruned += this.#removeSurplus.run(tenant, owner, limit - pruned, keep).changes;
      at = this.#nextOwner.get(tenant, owner);
    }
    return pruned;
  }
}
