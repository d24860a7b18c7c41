/**
 * The commit port: the log of what happened to sessions, and the index over what they are.
 *
 * A revision is one append, which is one session's row in the log; revisions are dense over the
 * whole store. The batches that are handed over in one turn of the event loop share a transaction,
 * as far as one holds them (group commit), each under its own savepoint, so that a refused batch
 * leaves its neighbours alone. Everything that can be read has been committed: reads never see a
 * batch whose `commit` has not been decided yet. Implementations are `sqlite/` and `memory/`; both
 * pass `tests/contract/store.contract.ts`.
 */
import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { EventKind, SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { Session, SessionMode } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { FilterNode } from "../domain/filter/filter.ts";
import type { OrderBy } from "../domain/order-by.ts";
import type { DiskAnswers } from "./disk-answers.ts";
import type { KeptSession, StoredSession } from "./kept-session.ts";
import type { LoggedRecord } from "./logged-record.ts";
import type { OrderIdentity, OrderName, OrderQuery, OrderUpdate } from "./order-row.ts";
import type { StoreError } from "./store-error.ts";
import type { StoreUpkeep } from "./store-upkeep.ts";

/** Whose data a call may touch. What is of another scope looks exactly like what is missing. */
export interface Scope {
  readonly tenant: string;
  readonly owner: string;
}

/** One append to the log: one change of one session. */
export interface Append {
  readonly sessionId: string;
  /** Number of the session's last event before this append; 0n for a new session. */
  readonly expectedEventNumber: bigint;
  /** Dense from `expectedEventNumber + 1n`; may be empty when only the checkpoint moves. */
  readonly events: readonly SessionEvent[];
  /** The session afterwards. The store writes `status.revision` into its own copy. */
  readonly session: Session;
  /** The durable barrier of a running simulation. Absent: the one before stays. */
  readonly checkpoint?: RunCheckpoint;
  /** The orders that the events changed, each once. Absent: none. */
  readonly orders?: readonly OrderUpdate[];
  /**
   * SHA-256 of the token of the session's driver, 32 bytes; empty when it has none any more.
   * Absent: the one before stays.
   */
  readonly driverToken?: Uint8Array;
}

/** What is kept of a mutation that carried a request id. Unique by scope and request id. */
export interface RequestRecord {
  readonly requestId: string;
  /** Full name of the method. */
  readonly method: string;
  /** SHA-256 of the canonical request, 32 bytes. */
  readonly requestHash: Uint8Array;
  readonly sessionId: string;
}

/** A request record as it was kept, with the append that the request made. */
export interface StoredRequest extends RequestRecord {
  /** The append; when the request changed nothing, the session's last one at that time. */
  readonly revision: bigint;
}

/** The session that a driver token belongs to. */
export interface DrivenSession {
  readonly scope: Scope;
  readonly sessionId: string;
}

/** What is committed together or not at all. */
export interface Batch {
  readonly scope: Scope;
  /** At most one for a session. May be empty for a request that changed nothing. */
  readonly appends: readonly Append[];
  readonly request?: RequestRecord;
  /** Time of the change, for the age of the request record. Nanoseconds since 1970, UTC. */
  readonly timeNs: bigint;
  /** Asked of `DiskAnswers.admit` before, or the server's own: waits for as long as it takes. */
  readonly isAdmitted?: boolean;
}

/** How a batch ended. Other ends are a rejected promise with a `StoreError`. */
export type CommitResult =
  /** On disk. The revisions and the sessions afterwards are in the order of the appends. */
  | {
      readonly outcome: "committed";
      readonly revisions: readonly bigint[];
      readonly sessions: readonly Session[];
    }
  /** Refused: the last event of this session is another one than expected. Nothing was written. */
  | { readonly outcome: "conflict"; readonly sessionId: string; readonly eventNumber: bigint }
  /** Refused: the request id is kept already. Nothing was written. */
  | { readonly outcome: "repeated"; readonly request: StoredRequest };

/** Where a page of a list goes on: the sort values of the last session before, in order. */
export type ListCursor = readonly (string | bigint)[];

/** What to list. */
export interface ListQuery {
  readonly filter?: FilterNode;
  /** Ends with the session id, so that the order is total. */
  readonly orderBy: OrderBy;
  readonly showDeleted: boolean;
  /** Only sessions after this position. */
  readonly after?: ListCursor;
  /** At most this many sessions, at least 1. */
  readonly limit: number;
}

/** Which records a reader of the log wants; empty members select everything. */
export interface LogSelection {
  readonly sessionIds: readonly string[];
  readonly modes: readonly SessionMode[];
  readonly strategyIds: readonly string[];
  /** Records with at least one event of these kinds; never empty. */
  readonly kinds: readonly EventKind[];
}

/** Part of the log. */
export interface LogPage {
  /**
   * Records by revision. Each holds only its events of the kinds that were asked for, and the
   * session afterwards when a lifecycle event is among them. A record is never split.
   */
  readonly records: readonly LoggedRecord[];
  /** Everything selected up to this revision is in `records`. */
  readonly scannedTo: bigint;
  /** `scannedTo` is the head. */
  readonly caughtUp: boolean;
}

/** The bounds of a page. */
export interface PageLimit {
  readonly records: number;
  /** Reached after the first record that is over it, so that every page advances. */
  readonly bytes: number;
}

/** Where the log begins and ends. */
export interface LogPosition {
  /** Newest committed revision; 0n for an empty log. */
  readonly head: bigint;
  /** Everything after this revision is still there; 0n when nothing was ever removed. */
  readonly compacted: bigint;
}

/** A fixed point of the log, for telling a restored backup from a compacted log. */
export interface LogMark {
  readonly revision: bigint;
  /** Random, 8 bytes in hexadecimal; made with the row. */
  readonly uid: string;
}

/** How many sessions were open once everything up to a revision had happened. */
export interface OpenCount {
  readonly count: number;
  readonly revision: bigint;
}

/** The store. All methods reject with a `StoreError` when the storage fails. */
export interface SessionStore {
  /** Random id made with the store; another id is another history. */
  readonly storeId: string;

  /**
   * Resolves when a write or sync has failed for good: nothing is acknowledged any more. Whoever
   * owns the store closes it and ends, so that the next start begins from what is on disk.
   */
  readonly failed: Promise<StoreError>;

  /**
   * Commits a batch. Resolves after it is on disk (or refused, see CommitResult); no other reader
   * sees it before. When the COMMIT of the shared transaction fails, all its batches reject.
   *
   * After FAILED only the next start knows whether it is on disk: a sync that failed may have
   * written it all the same. Rejects with FULL, and nothing written, when the disk is full; and,
   * while it has hardly any room left, whatever does not end or hold work (see `hasRoom`). Rejects
   * with STALLED, and nothing written, what is not admitted (see `disk`).
   */
  commit(batch: Batch): Promise<CommitResult>;

  /** How the disk answers, and whether more should wait for it. */
  readonly disk: DiskAnswers;

  /** Whether there is room for what grows. While false, new work and progress reject with FULL. */
  hasRoom(): boolean;

  /** The session as last committed; undefined when it is missing or of another scope. */
  readSession(scope: Scope, sessionId: string): Promise<StoredSession | undefined>;

  /**
   * The session as it was right after its newest append with a lifecycle event at or before a
   * revision; undefined when there is no such append of this session in this scope.
   */
  readSessionAt(scope: Scope, sessionId: string, revision: bigint): Promise<Session | undefined>;

  /** Sessions of the scope that match, in order. */
  listSessions(scope: Scope, query: ListQuery): Promise<readonly KeptSession[]>;

  /**
   * Sessions of the scope by id, from after `afterId` ("" for the first), without deleted ones,
   * and the head at which the page was read: the pages of a snapshot.
   */
  readSnapshot(
    scope: Scope,
    selection: LogSelection,
    afterId: string,
    limit: PageLimit,
  ): Promise<{
    readonly sessions: readonly KeptSession[];
    readonly revision: bigint;
    readonly end: boolean;
  }>;

  /** Records of the scope after a revision, in order. The caller checks for compaction. */
  readLog(scope: Scope, selection: LogSelection, after: bigint, limit: PageLimit): Promise<LogPage>;

  /**
   * The same page out of memory, at once; undefined when memory does not reach back to `after`.
   * Records of the newest revisions are so shared by all who read them.
   */
  readTail(
    scope: Scope,
    selection: LogSelection,
    after: bigint,
    limit: PageLimit,
  ): LogPage | undefined;

  /** Where the log begins and ends now. Synchronous, so that nothing can happen in between. */
  position(): LogPosition;

  /** The mark of a row: its uid while it is there, or while it is on the trail. */
  readMark(revision: bigint): Promise<LogMark | undefined>;

  /**
   * The newest mark of the trail at or before a revision. The trail keeps every 1,000th row and is
   * never compacted; undefined before the first of them.
   */
  readTrail(revision: bigint): Promise<LogMark | undefined>;

  /** The kept request; undefined when there is none or it is too old. */
  findRequest(scope: Scope, requestId: string): Promise<StoredRequest | undefined>;

  /** An order of a session as it is; undefined when it, or the session, is missing. */
  readOrder(scope: Scope, sessionId: string, name: OrderName): Promise<Order | undefined>;

  /** Orders of a session, newest first. */
  listOrders(scope: Scope, sessionId: string, query: OrderQuery): Promise<readonly Order[]>;

  /** The ids of all orders of a session, by number, after one of them: at most so many. */
  readOrderIds(
    scope: Scope,
    sessionId: string,
    after: bigint,
    limit: number,
  ): Promise<readonly OrderIdentity[]>;

  /** The session whose driver's token has this SHA-256, of any scope; undefined for none. */
  findDriven(tokenHash: Uint8Array): Promise<DrivenSession | undefined>;

  /** How many sessions of the scope are open (see `openStates`) and not deleted. */
  countOpen(scope: Scope): Promise<OpenCount>;

  /**
   * Calls the listener after each commit with the new head. Returns the way to stop it. What it
   * throws is thrown in a turn of the event loop of its own.
   */
  subscribe(listener: (head: bigint) => void): () => void;

  /** What the server's own upkeep needs, over all scopes. */
  readonly upkeep: StoreUpkeep;

  /** Commits what was handed over, then releases the storage. Later calls reject with CLOSED. */
  close(): Promise<void>;
}
