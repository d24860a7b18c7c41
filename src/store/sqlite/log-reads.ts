import type Database from "better-sqlite3";
import type { SessionRecord } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { kindBits } from "../event-kind.ts";
import { PageFill, pageBytes, pageRecord } from "../log-page.ts";
import { markOf } from "../log-row.ts";
import { present } from "../session-row.ts";
import type { LogMark, LogPage, LogSelection, PageLimit, Scope } from "../store.ts";
import type { LogRange } from "../store-backend.ts";
import { decodeSession } from "../stored-messages.ts";
import type { LogColumns } from "./rows.ts";
import { selectionSql } from "./selection-sql.ts";
import type { SqlValue } from "./sql.ts";

type PageColumns = Pick<LogColumns, "revision" | "kinds" | "events" | "session">;
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
  readonly #mark: Database.Statement<[bigint, bigint], Mark>;
  readonly #trail: Database.Statement<[bigint], Mark>;

  /** `windows` is for tests, which cannot write logs of the length that the defaults are for. */
  constructor(database: Database.Database, windows = { scanRows, searchedRows }) {
    this.#database = database;
    this.#windows = windows;
    this.#sessionAt = database.prepare(`
      SELECT session FROM log WHERE session_id = ? AND revision <= ? AND session IS NOT NULL
        AND tenant = ? AND owner = ? ORDER BY revision DESC LIMIT 1`);
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
    const records: SessionRecord[] = [];
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
    records: SessionRecord[],
  ): bigint | undefined {
    const kinds = kindBits(selection.kinds);
    const where = selectionSql("log", scope, selection);
    const index = selection.sessionIds.length > 0 ? "INDEXED BY log_by_session" : "NOT INDEXED";
    const statement = this.#prepare(`
      SELECT revision, kinds, events, session FROM log ${index}
      WHERE ${where.text} AND revision > ? AND revision <= ? AND kinds & ? <> 0
      ORDER BY revision`);
    for (const columns of statement.iterate(...where.values, range.after, range.to, kinds)) {
      const { revision, events, session } = columns;
      const row = {
        revision,
        kinds: Number(columns.kinds),
        events,
        ...present("session", session ?? undefined),
      };
      fill.add(pageBytes(row, kinds));
      records.push(pageRecord(row, kinds));
      if (fill.isFull) return revision;
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
