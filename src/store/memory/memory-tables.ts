import type { CommitTables } from "../commit-storage.ts";
import { type LogRow, markOf } from "../log-row.ts";
import type { OrderRow } from "../order-row.ts";
import { present, type SessionRow } from "../session-row.ts";
import type { LogMark, Scope, StoredRequest } from "../store.ts";

/** A session with the labels of the index. */
export interface IndexedSession {
  readonly row: SessionRow;
  readonly labels: Readonly<Record<string, string>>;
}

/** A kept request with what its age is judged by. */
export interface KeptRequest {
  readonly scope: Scope;
  readonly request: StoredRequest;
  readonly timeNs: bigint;
  /** Grows with every request, for those of the same time. */
  readonly order: number;
}

/**
 * The rows of a memory store. Each write leaves behind how to undo it, so that a transaction can
 * go back to a savepoint or to its beginning.
 */
export class MemoryTables implements CommitTables {
  readonly storeId: string;
  readonly sessions = new Map<string, IndexedSession>();
  readonly requests = new Map<string, KeptRequest>();
  /** By session and number. */
  readonly orders = new Map<string, OrderRow>();
  /** SHA-256 of a driver's token, by session. */
  readonly drivers = new Map<string, Uint8Array>();
  /** By revision. */
  log: LogRow[] = [];
  /** By revision. */
  trail: readonly LogMark[] = [];
  compacted = 0n;
  #undo: (() => void)[] = [];
  #savepoint = 0;
  #requestCount = 0;

  constructor(storeId: string) {
    this.storeId = storeId;
  }

  begin(): void {
    this.#undo = [];
  }

  savepoint(): void {
    this.#savepoint = this.#undo.length;
  }

  rollBackToSavepoint(): void {
    for (const undo of this.#undo.splice(this.#savepoint).reverse()) undo();
  }

  rollBack(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  findHead(sessionId: string): SessionRow | undefined {
    return this.sessions.get(sessionId)?.row;
  }

  findRequest(scope: Scope, requestId: string): StoredRequest | undefined {
    return this.requests.get(requestKey(scope, requestId))?.request;
  }

  addSession(row: SessionRow, labels: Readonly<Record<string, string>>): void {
    this.set(this.sessions, row.sessionId, { row, labels: { ...labels } });
  }

  changeSession(row: SessionRow, labels: Readonly<Record<string, string>> | undefined): void {
    const before = this.sessions.get(row.sessionId);
    const checkpoint = row.checkpoint ?? before?.row.checkpoint;
    this.set(this.sessions, row.sessionId, {
      row: { ...row, ...present("checkpoint", checkpoint) },
      labels: { ...(labels ?? before?.labels) },
    });
  }

  advanceSession(row: SessionRow): void {
    this.changeSession(row, undefined);
  }

  addLogRow(row: LogRow): void {
    this.log.push(row);
    this.#undo.push(() => this.log.pop());
  }

  putOrder(row: OrderRow): void {
    this.set(this.orders, `${row.sessionId}/${row.orderNumber}`, row);
  }

  putDriver(sessionId: string, tokenHash: Uint8Array | undefined): void {
    if (tokenHash === undefined) this.delete(this.drivers, sessionId);
    else this.set(this.drivers, sessionId, new Uint8Array(tokenHash));
  }

  addRequest(scope: Scope, request: StoredRequest, timeNs: bigint): void {
    this.#requestCount += 1;
    const kept = { scope, request, timeNs, order: this.#requestCount };
    this.set(this.requests, requestKey(scope, request.requestId), kept);
  }

  addTrailMark(mark: Pick<LogRow, "revision" | "uid">): void {
    const before = this.trail;
    if (before.some(({ revision }) => revision === mark.revision)) return;
    this.trail = [...before, markOf(mark)];
    this.#undo.push(() => {
      this.trail = before;
    });
  }

  /** Removes a session and its rows, and raises the compacted revision to the newest of them. */
  removeSession(sessionId: string, compacted: bigint): void {
    const { log: logBefore, compacted: compactedBefore } = this;
    this.#undo.push(() => {
      this.log = logBefore;
      this.compacted = compactedBefore;
    });
    this.log = logBefore.filter((row) => row.sessionId !== sessionId);
    if (compacted > compactedBefore) this.compacted = compacted;
    this.delete(this.sessions, sessionId);
    this.delete(this.drivers, sessionId);
    for (const [key, row] of this.orders) {
      if (row.sessionId === sessionId) this.delete(this.orders, key);
    }
  }

  /** Sets an entry of one of the maps. */
  set<V>(map: Map<string, V>, key: string, value: V): void {
    const before = map.get(key);
    map.set(key, value);
    this.#undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)));
  }

  /** Deletes an entry of one of the maps. */
  delete<V>(map: Map<string, V>, key: string): void {
    const before = map.get(key);
    if (before === undefined) return;
    map.delete(key);
    this.#undo.push(() => map.set(key, before));
  }
}

function requestKey(scope: Scope, requestId: string): string {
  return JSON.stringify([scope.tenant, scope.owner, requestId]);
}
