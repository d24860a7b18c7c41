import type { Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CommitStorage } from "./commit-storage.ts";
import type { KeptSession, StoredSession } from "./kept-session.ts";
import type { TailRow } from "./log-tail.ts";
import type { OrderIdentity, OrderName, OrderQuery } from "./order-row.ts";
import type {
  DrivenSession,
  ListQuery,
  LogMark,
  LogPage,
  LogSelection,
  PageLimit,
  Scope,
} from "./store.ts";

/**
 * What a kind of storage has to bring: rows in transactions, and the reads of the port over what
 * is committed. All but `sync` is synchronous, and all may throw what its driver throws;
 * `create-session-store.ts` makes the port out of it, which shows nothing before it is synced.
 * Methods mean what the methods of the same name in `store.ts` mean, without its waiting.
 */
export interface StoreBackend extends CommitStorage {
  /** The newest revision that was ever committed, read when the store is opened. */
  findHeadRevision(): bigint;
  findCompacted(): bigint;

  readSession(scope: Scope, sessionId: string): StoredSession | undefined;
  readSessionAt(scope: Scope, sessionId: string, revision: bigint): Session | undefined;
  listSessions(scope: Scope, query: ListQuery): readonly KeptSession[];
  readSnapshot(
    scope: Scope,
    selection: LogSelection,
    afterId: string,
    limit: PageLimit,
  ): { readonly sessions: readonly KeptSession[]; readonly end: boolean };
  readLog(
    scope: Scope,
    selection: LogSelection,
    range: LogRange,
    limit: PageLimit,
  ): Omit<LogPage, "caughtUp">;
  /**
   * The newest rows of the log, of all scopes, by revision and up to the head; none at or before
   * the compacted revision, so that their revisions are dense. Empty when the head's row is gone.
   */
  readNewest(limit: PageLimit): readonly TailRow[];
  readMark(revision: bigint): LogMark | undefined;
  readTrail(revision: bigint): LogMark | undefined;
  /** Orders are given as they are kept: messages in binary form. */
  readOrder(scope: Scope, sessionId: string, name: OrderName): Uint8Array | undefined;
  listOrders(scope: Scope, sessionId: string, query: OrderQuery): readonly Uint8Array[];
  readOrderIds(
    scope: Scope,
    sessionId: string,
    after: bigint,
    limit: number,
  ): readonly OrderIdentity[];
  findDriven(tokenHash: Uint8Array): DrivenSession | undefined;
  countOpen(scope: Scope): number;

  sessionsInState(
    states: readonly SessionState[],
    afterId: string,
    limit: number,
  ): readonly StoredSession[];
  expiredSessions(atNs: bigint, limit: number): readonly StoredSession[];
  nextExpiryNs(): bigint | undefined;

  /**
   * Removes one deleted session that is due, with its rows; keeps the mark of the head on the trail
   * when that row goes. Returns false when none is due. Runs in a transaction.
   */
  purgeSession(atNs: bigint, head: bigint): boolean;
  /**
   * Removes at most `limit` request records that are too old or too many, and returns how many.
   * Runs in a transaction.
   */
  pruneRequests(beforeNs: bigint, keep: number, limit: number): number;
  /** What is wrong with the store. */
  verify(head: bigint): readonly string[];
}

/** The part of the log to read: after the one revision, up to the other. */
export interface LogRange {
  readonly after: bigint;
  readonly to: bigint;
}
