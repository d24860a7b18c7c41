import type Database from "better-sqlite3";
import type { CommitTables } from "../commit-storage.ts";
import type { LogRow } from "../log-row.ts";
import type { OrderRow } from "../order-row.ts";
import type { SessionHead, SessionRow } from "../session-row.ts";
import type { Scope, StoredRequest } from "../store.ts";
import { logValues, sessionValues } from "./rows.ts";
import type { SqlValue } from "./sql.ts";

type Write = Database.Statement<SqlValue[]>;

/** The statements of a commit. Nothing is kept beside them, so nothing can outlive a rollback. */
export class SqliteCommitTables implements CommitTables {
  readonly storeId: string;
  readonly #findHead: Database.Statement<[string], SessionHead>;
  readonly #findRequest: Database.Statement<[string, string, string], StoredRequest>;
  readonly #addSession: Write;
  readonly #changeSession: Write;
  readonly #advanceSession: Write;
  readonly #addLogRow: Write;
  readonly #addRequest: Write;
  readonly #addTrailMark: Write;
  readonly #removeLabels: Write;
  readonly #addLabel: Write;
  readonly #putOrder: Write;
  readonly #putDriver: Write;
  readonly #removeDriver: Write;

  constructor(database: Database.Database) {
    this.storeId = String(database.prepare("SELECT store_id FROM meta").pluck().get());
    this.#findHead = database.prepare(`
      SELECT tenant, owner, event_number AS eventNumber, revision, head_hash AS headHash
      FROM session WHERE session_id = ?`);
    this.#findRequest = database.prepare(`
      SELECT request_id AS requestId, method, request_hash AS requestHash,
        session_id AS sessionId, revision
      FROM request WHERE tenant = ? AND owner = ? AND request_id = ?`);
    this.#addSession = database.prepare(`INSERT INTO session VALUES (${places(17)})`);
    // The scope, the mode, the strategy and the creation never change.
    this.#changeSession = database.prepare(`
      UPDATE session SET state = ?, update_time = ?, expire_time = ?, delete_time = ?,
        purge_time = ?, event_number = ?, revision = ?, head_hash = ?, session = ?,
        checkpoint = coalesce(?, checkpoint)
      WHERE session_id = ?`);
    // Names no column of an index, so no index is written.
    this.#advanceSession = database.prepare(`
      UPDATE session SET event_number = ?, revision = ?, head_hash = ?, session = ?,
        checkpoint = coalesce(?, checkpoint)
      WHERE session_id = ?`);
    this.#addLogRow = database.prepare(`INSERT INTO log VALUES (${places(21)})`);
    this.#addRequest = database.prepare(`
      INSERT INTO request
        (tenant, owner, request_id, method, request_hash, session_id, revision, time)
      VALUES (${places(8)})`);
    this.#addTrailMark = database.prepare("INSERT OR IGNORE INTO trail VALUES (?, ?)");
    this.#removeLabels = database.prepare("DELETE FROM label WHERE session_id = ?");
    this.#addLabel = database.prepare("INSERT INTO label VALUES (?, ?, ?)");
    this.#putOrder = database.prepare(`
      INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, NULL, ?)
      ON CONFLICT (session_id, order_number) DO UPDATE
        SET is_open = excluded.is_open, order_message = excluded.order_message`);
    this.#putDriver = database.prepare(`
      INSERT INTO driver VALUES (?, ?)
      ON CONFLICT (session_id) DO UPDATE SET token_hash = excluded.token_hash`);
    this.#removeDriver = database.prepare("DELETE FROM driver WHERE session_id = ?");
  }

  findHead(sessionId: string): SessionHead | undefined {
    return this.#findHead.get(sessionId);
  }

  findRequest(scope: Scope, requestId: string): StoredRequest | undefined {
    return this.#findRequest.get(scope.tenant, scope.owner, requestId);
  }

  addSession(row: SessionRow, labels: Readonly<Record<string, string>>): void {
    this.#addSession.run(...sessionValues(row));
    this.#addLabels(row.sessionId, labels);
  }

  changeSession(row: SessionRow, labels: Readonly<Record<string, string>> | undefined): void {
    this.#changeSession.run(
      row.state,
      row.updateTimeNs,
      row.expireTimeNs ?? null,
      row.deleteTimeNs ?? null,
      row.purgeTimeNs ?? null,
      row.eventNumber,
      row.revision,
      row.headHash,
      row.session,
      row.checkpoint ?? null,
      row.sessionId,
    );
    if (labels === undefined) return;
    this.#removeLabels.run(row.sessionId);
    this.#addLabels(row.sessionId, labels);
  }

  advanceSession(row: SessionRow): void {
    const { eventNumber, revision, headHash, session, checkpoint, sessionId } = row;
    const values = [eventNumber, revision, headHash, session, checkpoint ?? null, sessionId];
    this.#advanceSession.run(...values);
  }

  addLogRow(row: LogRow): void {
    this.#addLogRow.run(...logValues(row));
  }

  putOrder(row: OrderRow): void {
    const { sessionId, orderNumber, clientOrderId, symbol, isOpen, specHash, order } = row;
    const open = isOpen ? 1 : 0;
    this.#putOrder.run(sessionId, orderNumber, clientOrderId, symbol, open, specHash, order);
  }

  putDriver(sessionId: string, tokenHash: Uint8Array | undefined): void {
    if (tokenHash === undefined) this.#removeDriver.run(sessionId);
    else this.#putDriver.run(sessionId, tokenHash);
  }

  addRequest(scope: Scope, request: StoredRequest, timeNs: bigint): void {
    const { requestId, method, requestHash, sessionId, revision } = request;
    const values = [requestId, method, requestHash, sessionId, revision, timeNs];
    this.#addRequest.run(scope.tenant, scope.owner, ...values);
  }

  addTrailMark(mark: Pick<LogRow, "revision" | "uid">): void {
    this.#addTrailMark.run(mark.revision, mark.uid);
  }

  #addLabels(sessionId: string, labels: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(labels)) this.#addLabel.run(sessionId, key, value);
  }
}

function places(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
