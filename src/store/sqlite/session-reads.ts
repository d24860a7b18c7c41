import type Database from "better-sqlite3";
import type { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { openStates } from "../../domain/session/transitions.ts";
import { KeptSession, StoredSession } from "../kept-session.ts";
import { PageFill } from "../page-fill.ts";
import type { ListQuery, LogSelection, PageLimit, Scope } from "../store.ts";
import { listSql } from "./list-sql.ts";
import type { SessionTableColumns } from "./rows.ts";
import { selectionSql } from "./selection-sql.ts";
import type { SqlValue } from "./sql.ts";

type KeptColumns = Pick<SessionTableColumns, "session_id" | "session">;
type StoredColumns = KeptColumns & Pick<SessionTableColumns, "tenant" | "owner" | "checkpoint">;

/** What is read from the index. */
export class SessionReads {
  readonly #database: Database.Database;
  readonly #read: Database.Statement<[string, string, string], StoredColumns>;
  readonly #countOpen: Database.Statement<SqlValue[], bigint>;
  readonly #inState: Database.Statement<[string, string, number], StoredColumns>;
  readonly #expired: Database.Statement<[bigint, number], StoredColumns>;
  readonly #nextExpiry: Database.Statement<[], bigint | null>;

  constructor(database: Database.Database) {
    this.#database = database;
    const columns = "session_id, tenant, owner, session, checkpoint";
    this.#read = database.prepare(
      `SELECT ${columns} FROM session WHERE session_id = ? AND tenant = ? AND owner = ?`,
    );
    this.#countOpen = database
      .prepare<SqlValue[], bigint>(`
        SELECT count(*) FROM session WHERE state IN (${openStates.join(", ")})
          AND tenant = ? AND owner = ? AND delete_time IS NULL`)
      .pluck();
    this.#inState = database.prepare(`
      SELECT ${columns} FROM session INDEXED BY session_by_state
      WHERE state IN (SELECT value FROM json_each(?)) AND delete_time IS NULL AND session_id > ?
      ORDER BY session_id LIMIT ?`);
    this.#expired = database.prepare(
      `SELECT ${columns} FROM session WHERE expire_time <= ? ORDER BY expire_time, session_id
       LIMIT ?`,
    );
    this.#nextExpiry = database
      .prepare<[], bigint | null>(
        "SELECT min(expire_time) FROM session WHERE expire_time IS NOT NULL",
      )
      .pluck();
  }

  readSession(scope: Scope, sessionId: string): StoredSession | undefined {
    const row = this.#read.get(sessionId, scope.tenant, scope.owner);
    return row && storedSession(row);
  }

  listSessions(scope: Scope, query: ListQuery): readonly KeptSession[] {
    const { text, values } = listSql(scope, query);
    return this.#database
      .prepare<SqlValue[], KeptColumns>(text)
      .all(...values)
      .map((row) => new KeptSession(row.session_id, row.session));
  }

  readSnapshot(
    scope: Scope,
    selection: LogSelection,
    afterId: string,
    limit: PageLimit,
  ): { readonly sessions: readonly KeptSession[]; readonly end: boolean } {
    const where = selectionSql("session", scope, selection);
    const rows = this.#database
      .prepare<SqlValue[], KeptColumns>(`
        SELECT session_id, session FROM session
        WHERE ${where.text} AND delete_time IS NULL AND session_id > ? ORDER BY session_id`)
      .iterate(...where.values, afterId);
    const fill = new PageFill(limit);
    const sessions: KeptSession[] = [];
    for (const { session_id, session } of rows) {
      if (fill.isFull) return { sessions, end: false };
      fill.add(session.length);
      sessions.push(new KeptSession(session_id, session));
    }
    return { sessions, end: true };
  }

  countOpen(scope: Scope): number {
    return Number(this.#countOpen.get(scope.tenant, scope.owner));
  }

  sessionsInState(
    states: readonly SessionState[],
    afterId: string,
    limit: number,
  ): readonly StoredSession[] {
    return this.#inState.all(JSON.stringify(states), afterId, limit).map(storedSession);
  }

  expiredSessions(atNs: bigint, limit: number): readonly StoredSession[] {
    return this.#expired.all(atNs, limit).map(storedSession);
  }

  nextExpiryNs(): bigint | undefined {
    return this.#nextExpiry.get() ?? undefined;
  }
}

function storedSession({ session_id, checkpoint, ...row }: StoredColumns): StoredSession {
  return new StoredSession({
    ...row,
    sessionId: session_id,
    ...(checkpoint === null ? {} : { checkpoint }),
  });
}
