import type Database from "better-sqlite3";
import type { Session, SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { kindBits } from "../event-kind.ts";
import { markOf } from "../log-row.ts";
import type { TailRow } from "../log-tail.ts";
import { LoggedRecord, type RecordRow } from "../logged-record.ts";
import { PageFill } from "../page-fill.ts";
import { present } from "../session-row.ts";
import type { LogMark, LogPage, LogSelection, PageLimit, Scope } from "../store.ts";
import type { LogRange } from "../store-backend.ts";
import { decodeSession } from "../stored-messages.ts";
import type { LogColumns } from "./rows.ts";
import { selectionSql } from "./selection-sql.ts";
import type { SqlValue } from "./sql.ts";

type PageColumns = Pick<
  LogColumns,
  "revision" | "uid" | "session_id" | "kinds" | "events" | "session"
>;
type TailColumns = PageColumns & Pick<LogColumns, "tenant" | "owner" | "mode" | "strategy_id">;
type Mark = Pick<LogColumns, "revision" | "uid">;

/**
 * Rows that one page looks at, at most, while it searches the whole log: some milliseconds. A page
 * may so be empty and yet not be the last.
 */
const scanRows = 20_000n;
/** Revisions that the first search for the rows of named sessions spans. */
const searchedRows = 1_024n;

/** What is read from the log. */
export class LogReads {
  readonly #database: Database.Database;
  readonly #windows: { readonly scanRows: bigint; readonly searchedRows: bigint };
  readonly #statements = new Map<string, Database.Statement<SqlValue[], PageColumns>>();
  readonly #sessionAt: Database.Statement<SqlValue[], Pick<LogColumns, "session">>;
  readonly #newest: Database.Statement<[bigint], TailColumns>;
  readonly #mark: Database.Statement<[bigint, bigint], Mark>;
  readonly #trail: Database.Statement<[bigint], Mark>;

  /** `windows` is for tests, which cannot write logs of the length that the defaults are for. */
  constructor(database: Database.Database, windows = { scanRows, searchedRows }) {
    this.#database = database;
    this.#windows = windows;
    this.#sessionAt = database.prepare(`
      SELECT session FROM log WHERE session_id = ? AND revision <= ? AND session IS NOT NULL
        AND tenant = ? AND owner = ? ORDER BY revision DESC LIMIT 1`);
    this.#newest = database.prepare(`
      SELECT revision, uid, tenant, owner, session_id, kinds, mode, strategy_id, events, session
      FROM log WHERE revision > ? ORDER BY revision DESC`);
    this.#mark = database.prepare(`
      SELECT revision, uid FROM log WHERE revision = ?
      UNION SELECT revision, uid FROM trail WHERE revision = ?`);
    this.#trail = database.prepare(
      "SELECT revision, uid FROM trail WHERE revision <= ? ORDER BY revision DESC LIMIT 1",
    );
  }

  readSessionAt(scope: Scope, sessionId: string, revision: bigint): Session | undefined {
    const row = this.#sessionAt.get(sessionId, revision, scope.tenant, scope.owner);
    return row?.session ? decodeSession(row.session) : undefined;
  }

  /**
   * Reads in windows of revisions. A reader of named sessions searches by the index over them, in
   * windows that double until the page is full, so that it pays for what it gets, however long the
   * log is. Any other reader reads the rows themselves.
   */
  readLog(
    scope: Scope,
    selection: LogSelection,
    range: LogRange,
    limit: PageLimit,
  ): Omit<LogPage, "caughtUp"> {
    const fill = new PageFill(limit);
    const records: LoggedRecord[] = [];
    const byIndex = selection.sessionIds.length > 0;
    let scannedTo = range.after;
    let window = byIndex ? this.#windows.searchedRows : this.#windows.scanRows;
    while (scannedTo < range.to) {
      let to = scannedTo + window;
      if (to > range.to) to = range.to;
      const last = this.#readWindow(scope, selection, { after: scannedTo, to }, fill, records);
      if (last !== undefined) return { records, scannedTo: last };
      scannedTo = to;
      if (!byIndex) break;
      window *= 2n;
    }
    return { records, scannedTo };
  }

  /** See `StoreBackend.readNewest`. */
  readNewest(compacted: bigint, limit: PageLimit): readonly TailRow[] {
    const fill = new PageFill(limit);
    const rows: TailRow[] = [];
    for (const columns of this.#newest.iterate(compacted)) {
      const row = tailRow(columns);
      fill.add(row.events.length + (row.session?.length ?? 0));
      rows.push(row);
      if (fill.isFull) break;
    }
    return rows.reverse();
  }

  readMark(revision: bigint): LogMark | undefined {
    const row = this.#mark.get(revision, revision);
    return row && markOf(row);
  }

  readTrail(revision: bigint): LogMark | undefined {
    const row = this.#trail.get(revision);
    return row && markOf(row);
  }

  /** Adds the records of a window. Returns the last one's revision when the page is full. */
  #readWindow(
    scope: Scope,
    selection: LogSelection,
    range: LogRange,
    fill: PageFill,
    records: LoggedRecord[],
  ): bigint | undefined {
    const kinds = kindBits(selection.kinds);
    const where = selectionSql("log", scope, selection);
    const index = selection.sessionIds.length > 0 ? "INDEXED BY log_by_session" : "NOT INDEXED";
    const statement = this.#prepare(`
      SELECT revision, uid, session_id, kinds, events, session FROM log ${index}
      WHERE ${where.text} AND revision > ? AND revision <= ? AND kinds & ? <> 0
      ORDER BY revision`);
    for (const columns of statement.iterate(...where.values, range.after, range.to, kinds)) {
      const record = new LoggedRecord(recordRow(columns), kinds);
      fill.add(record.size);
      records.push(record);
      if (fill.isFull) return record.revision;
    }
    return undefined;
  }

  /** There are as many texts as ways to fill in a selection: eight. */
  #prepare(text: string): Database.Statement<SqlValue[], PageColumns> {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare<SqlValue[], PageColumns>(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

function recordRow(columns: PageColumns): RecordRow {
  return {
    revision: columns.revision,
    uid: columns.uid,
    sessionId: columns.session_id,
    kinds: Number(columns.kinds),
    events: columns.events,
    ...present("session", columns.session ?? undefined),
  };
}

function tailRow(columns: TailColumns): TailRow {
  return {
    ...recordRow(columns),
    tenant: columns.tenant,
    owner: columns.owner,
    mode: Number(columns.mode) as SessionMode,
    strategyId: columns.strategy_id,
  };
}
