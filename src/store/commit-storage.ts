import type { LogRow } from "./log-row.ts";
import type { OrderRow } from "./order-row.ts";
import type { SessionHead, SessionRow } from "./session-row.ts";
import type { Scope, StoredRequest } from "./store.ts";
import type { StoreError } from "./store-error.ts";

/** What the rows of a batch are read from and written to, inside of a transaction. */
export interface CommitTables {
  /** See `SessionStore.storeId`. */
  readonly storeId: string;
  /** The session of any scope; what the transaction wrote is seen. */
  findHead(sessionId: string): SessionHead | undefined;
  /** The kept request; what the transaction wrote is seen. */
  findRequest(scope: Scope, requestId: string): StoredRequest | undefined;
  /** Writes a session that is not there yet. */
  addSession(row: SessionRow, labels: Readonly<Record<string, string>>): void;
  /**
   * Writes over the session that is there; its checkpoint stays when the row has none. Labels are
   * given when they may have changed, and replace those that were there.
   */
  changeSession(row: SessionRow, labels: Readonly<Record<string, string>> | undefined): void;
  /**
   * The same after an append without lifecycle events, which leaves alone whatever sessions are
   * searched and sorted by: only head, bytes and checkpoint are written.
   */
  advanceSession(row: SessionRow): void;
  addLogRow(row: LogRow): void;
  /** Writes an order, over the one of its number if it is there. Its ids never change. */
  putOrder(row: OrderRow): void;
  /** Writes whose token drives a session; undefined for nobody's. */
  putDriver(sessionId: string, tokenHash: Uint8Array | undefined): void;
  addRequest(scope: Scope, request: StoredRequest, timeNs: bigint): void;
  addTrailMark(mark: Pick<LogRow, "revision" | "uid">): void;
}

/** Storage as group commit drives it. Any member may throw what its driver throws. */
export interface CommitStorage extends CommitTables {
  begin(): void;
  /** A place inside of the transaction to go back to; there is one at a time. */
  savepoint(): void;
  release(): void;
  rollBackToSavepoint(): void;
  /** Ends the transaction: reads find it. It is on disk when the next `sync` has resolved. */
  commit(): void;
  /**
   * Resolves when all that was committed before is on disk. After a rejection nobody knows, and
   * nothing may be written any more.
   */
  sync(): Promise<void>;
  /** Undoes what was not committed, if anything is open. Never throws. */
  rollBack(): void;
  /** Whether there is something to tidy. Cheap: asked after every commit. */
  isUntidy(): boolean;
  /** Work that may wait until the commit was acknowledged. */
  tidy(): void;
  /**
   * What an error says about the storage. Undefined for an error that is no fault of it: then the
   * work that caused it was wrong, and only that work fails.
   */
  explain(error: unknown): StoreError | undefined;
  /** `hasFailed`: nothing may be written any more, not even what would tidy up. */
  close(hasFailed: boolean): void;
}
