import Database from "better-sqlite3";
import type { Session, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { KeptSession, StoredSession } from "../kept-session.ts";
import type { TailRow } from "../log-tail.ts";
import type { OrderIdentity, OrderName, OrderQuery } from "../order-row.ts";
import type {
  DrivenSession,
  ListQuery,
  LogMark,
  LogPage,
  LogSelection,
  PageLimit,
  Scope,
} from "../store.ts";
import type { LogRange, StoreBackend } from "../store-backend.ts";
import type { StoreError } from "../store-error.ts";
import { LogReads } from "./log-reads.ts";
import { OrderReads } from "./order-reads.ts";
import { Retention } from "./retention.ts";
import { SessionReads } from "./session-reads.ts";
import { explainSqliteError } from "./sqlite-error.ts";
import { SqliteTransaction } from "./sqlite-transaction.ts";
import { verifyDatabase } from "./verify-database.ts";
import { addWildcardFunction } from "./wildcard-function.ts";

/** Storage in one SQLite database, on one connection, which closes with it. */
export class SqliteBackend extends SqliteTransaction implements StoreBackend {
  readonly #database: Database.Database;
  readonly #sessions: SessionReads;
  readonly #log: LogReads;
  readonly #orders: OrderReads;
  readonly #retention: Retention;
  readonly #compacted: Database.Statement<[], bigint>;

  /** The connection has its schema and its settings. */
  constructor(database: Database.Database, checkpointPages?: number) {
    super(database, checkpointPages);
    addWildcardFunction(database);
    this.#database = database;
    this.#sessions = new SessionReads(database);
    this.#log = new LogReads(database);
    this.#orders = new OrderReads(database);
    this.#retention = new Retention(database, this);
    this.#compacted = database.prepare<[], bigint>("SELECT compacted FROM meta").pluck();
  }

  findHeadRevision(): bigint {
    const newest = this.#database
      .prepare<[], bigint | null>("SELECT max(revision) FROM log")
      .pluck()
      .get();
    const compacted = this.findCompacted();
    // The row of the head may have been removed; its revision must not be used again.
    return newest && newest > compacted ? newest : compacted;
  }

  findCompacted(): bigint {
    return this.#compacted.get() ?? 0n;
  }

  readSession(scope: Scope, sessionId: string): StoredSession | undefined {
    return this.#sessions.readSession(scope, sessionId);
  }

  listSessions(scope: Scope, query: ListQuery): readonly KeptSession[] {
    return this.#sessions.listSessions(scope, query);
  }

  readSnapshot(
    scope: Scope,
    selection: LogSelection,
    afterId: string,
    limit: PageLimit,
  ): { readonly sessions: readonly KeptSession[]; readonly end: boolean } {
    return this.#sessions.readSnapshot(scope, selection, afterId, limit);
  }

  readOrder(scope: Scope, sessionId: string, name: OrderName): Uint8Array | undefined {
    return this.#orders.readOrder(scope, sessionId, name);
  }

  listOrders(scope: Scope, sessionId: string, query: OrderQuery): readonly Uint8Array[] {
    return this.#orders.listOrders(scope, sessionId, query);
  }

  readOrderIds(
    scope: Scope,
    sessionId: string,
    after: bigint,
    limit: number,
  ): readonly OrderIdentity[] {
    return this.#orders.readOrderIds(scope, sessionId, after, limit);
  }

  findDriven(tokenHash: Uint8Array): DrivenSession | undefined {
    return this.#orders.findDriven(tokenHash);
  }

  countOpen(scope: Scope): number {
    return this.#sessions.countOpen(scope);
  }

  sessionsInState(
    states: readonly SessionState[],
    afterId: string,
    limit: number,
  ): readonly StoredSession[] {
    return this.#sessions.sessionsInState(states, afterId, limit);
  }

  expiredSessions(atNs: bigint, limit: number): readonly StoredSession[] {
    return this.#sessions.expiredSessions(atNs, limit);
  }

  nextExpiryNs(): bigint | undefined {
    return this.#sessions.nextExpiryNs();
  }

  readSessionAt(scope: Scope, sessionId: string, revision: bigint): Session | undefined {
    return this.#log.readSessionAt(scope, sessionId, revision);
  }

  readLog(
    scope: Scope,
    selection: LogSelection,
    range: LogRange,
    limit: PageLimit,
  ): Omit<LogPage, "caughtUp"> {
    return this.#log.readLog(scope, selection, range, limit);
  }

  readNewest(limit: PageLimit): readonly TailRow[] {
    return this.#log.readNewest(this.findCompacted(), limit);
  }

  readMark(revision: bigint): LogMark | undefined {
    return this.#log.readMark(revision);
  }

  readTrail(revision: bigint): LogMark | undefined {
    return this.#log.readTrail(revision);
  }

  purgeSession(atNs: bigint, head: bigint): boolean {
    return this.#retention.purgeSession(atNs, head);
  }

  pruneRequests(beforeNs: bigint, keep: number, limit: number): number {
    return this.#retention.pruneRequests(beforeNs, keep, limit);
  }

  verify(head: bigint): readonly string[] {
    return verifyDatabase(this.#database, this.storeId, { head, compacted: this.findCompacted() });
  }

  explain(error: unknown): StoreError | undefined {
    return explainSqliteError(error);
  }

  /**
   * The last connection to close moves the write-ahead log into the file and removes it. After a
   * failed sync that must not be: what the failed one was to write would count as written when the
   * next one succeeds. So a reader stays until then, and the log is there for the next start.
   */
  close(hasFailed: boolean): void {
    this.closeLog();
    const reader = hasFailed ? findReader(this.#database.name) : undefined;
    try {
      this.#database.close();
    } finally {
      reader?.close();
    }
  }
}

/** A connection that reads, and so holds its place; undefined when even that fails. */
function findReader(file: string): Database.Database | undefined {
  let reader: Database.Database | undefined;
  try {
    reader = new Database(file, { readonly: true });
    reader.prepare("SELECT compacted FROM meta").get();
    return reader;
  } catch {
    reader?.close();
    return undefined;
  }
}
