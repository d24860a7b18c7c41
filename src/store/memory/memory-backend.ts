import type { Session, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { compareCodePoints } from "../../domain/filter/code-point-order.ts";
import { matches } from "../../domain/filter/matches.ts";
import { openStates } from "../../domain/session/transitions.ts";
import { kindBits } from "../event-kind.ts";
import { KeptSession, StoredSession } from "../kept-session.ts";
import { checkCursor, compareCursors, cursorOf } from "../list-cursor.ts";
import { type LogRow, markOf } from "../log-row.ts";
import { LoggedRecord } from "../logged-record.ts";
import { PageFill } from "../page-fill.ts";
import { filterSubject, type SessionRow } from "../session-row.ts";
import type { ListQuery, LogMark, LogPage, LogSelection, PageLimit, Scope } from "../store.ts";
import type { LogRange, StoreBackend } from "../store-backend.ts";
import { StoreError } from "../store-error.ts";
import { decodeSession } from "../stored-messages.ts";
import { verifyLog } from "../verify-log.ts";
import { verifySession } from "../verify-session.ts";
import { MemoryOrders } from "./memory-orders.ts";
import type { KeptRequest } from "./memory-tables.ts";

/** What stands for the failures of a disk, for tests of those who use a store. */
export interface MemoryBreaks {
  /**
   * Called before each commit of a transaction; what it throws is the failure of that commit. A
   * `StoreError` stands for itself, FULL and FAILED as on disk.
   */
  readonly beforeCommit?: () => void;
  /** Waited for after each commit, as for the sync of a disk. */
  readonly sync?: () => Promise<void>;
}

/** Storage in memory. Reads go over all there is: right, and fast enough for what it is for. */
export class MemoryBackend extends MemoryOrders implements StoreBackend {
  readonly #breaks: MemoryBreaks;

  constructor(storeId: string, breaks: MemoryBreaks = {}) {
    super(storeId);
    this.#breaks = breaks;
  }

  commit(): void {
    this.#breaks.beforeCommit?.();
  }

  async sync(): Promise<void> {
    await this.#breaks.sync?.();
  }

  /** A savepoint holds nothing that would have to go. */
  release(): void {}

  /** Nothing waits for later. */
  isUntidy(): boolean {
    return false;
  }

  tidy(): void {}

  explain(error: unknown): StoreError | undefined {
    return error instanceof StoreError ? error : undefined;
  }

  close(): void {
    this.sessions.clear();
    this.requests.clear();
    this.orders.clear();
    this.drivers.clear();
    this.log = [];
    this.trail = [];
  }

  findHeadRevision(): bigint {
    return 0n;
  }

  findCompacted(): bigint {
    return this.compacted;
  }

  readSession(scope: Scope, sessionId: string): StoredSession | undefined {
    const row = this.findHead(sessionId);
    return row !== undefined && isOf(row, scope) ? storedSession(row) : undefined;
  }

  readSessionAt(scope: Scope, sessionId: string, revision: bigint): Session | undefined {
    for (let index = this.#indexAfter(revision) - 1; index >= 0; index -= 1) {
      const row = this.log[index];
      if (row?.session === undefined || row.sessionId !== sessionId) continue;
      return isOf(row, scope) ? decodeSession(row.session) : undefined;
    }
    return undefined;
  }

  listSessions(scope: Scope, query: ListQuery): readonly KeptSession[] {
    const { filter, orderBy, after, showDeleted, limit } = query;
    if (after !== undefined) checkCursor(after, orderBy);
    return [...this.sessions.values()]
      .filter(({ row }) => isOf(row, scope) && (showDeleted || row.deleteTimeNs === undefined))
      .filter(({ row, labels }) => !filter || matches(filter, filterSubject(row, labels)))
      .map(({ row }) => ({ row, cursor: cursorOf(row.sessionId, row, orderBy) }))
      .filter(({ cursor }) => !after || compareCursors(cursor, after, orderBy) > 0)
      .sort((left, right) => compareCursors(left.cursor, right.cursor, orderBy))
      .slice(0, limit)
      .map(({ row }) => new KeptSession(row.sessionId, row.session));
  }

  readSnapshot(
    scope: Scope,
    selection: LogSelection,
    afterId: string,
    limit: PageLimit,
  ): { readonly sessions: readonly KeptSession[]; readonly end: boolean } {
    const fill = new PageFill(limit);
    const sessions: KeptSession[] = [];
    for (const row of this.#sessionsById(afterId)) {
      const isSelected = row.deleteTimeNs === undefined && isSelectedBy(row, scope, selection);
      if (!isSelected) continue;
      if (fill.isFull) return { sessions, end: false };
      fill.add(row.session.length);
      sessions.push(new KeptSession(row.sessionId, row.session));
    }
    return { sessions, end: true };
  }

  readLog(
    scope: Scope,
    selection: LogSelection,
    range: LogRange,
    limit: PageLimit,
  ): Omit<LogPage, "caughtUp"> {
    const kinds = kindBits(selection.kinds);
    const fill = new PageFill(limit);
    const records: LoggedRecord[] = [];
    let scannedTo = range.after;
    for (let at = this.#indexAfter(range.after); at < this.log.length; at += 1) {
      const row = this.log[at];
      if (row === undefined || row.revision > range.to) break;
      if ((row.kinds & kinds) === 0 || !isSelectedBy(row, scope, selection)) continue;
      const record = new LoggedRecord(row, kinds);
      fill.add(record.size);
      records.push(record);
      scannedTo = row.revision;
      if (fill.isFull) return { records, scannedTo };
    }
    return { records, scannedTo: range.to };
  }

  readNewest(limit: PageLimit): readonly LogRow[] {
    const fill = new PageFill(limit);
    const rows: LogRow[] = [];
    for (let at = this.log.length - 1; at >= 0 && !fill.isFull; at -= 1) {
      const row = this.log[at];
      if (row === undefined || row.revision <= this.compacted) break;
      fill.add(row.events.length + (row.session?.length ?? 0));
      rows.unshift(row);
    }
    return rows;
  }

  readMark(revision: bigint): LogMark | undefined {
    const row = this.#rowAt(revision);
    return row ? markOf(row) : this.trail.find((mark) => mark.revision === revision);
  }

  readTrail(revision: bigint): LogMark | undefined {
    return this.trail.findLast((mark) => mark.revision <= revision);
  }

  countOpen(scope: Scope): number {
    return [...this.sessions.values()].filter(
      ({ row }) =>
        isOf(row, scope) && row.deleteTimeNs === undefined && openStates.includes(row.state),
    ).length;
  }

  sessionsInState(
    states: readonly SessionState[],
    afterId: string,
    limit: number,
  ): readonly StoredSession[] {
    return this.#sessionsById(afterId)
      .filter((row) => row.deleteTimeNs === undefined && states.includes(row.state))
      .slice(0, limit)
      .map(storedSession);
  }

  expiredSessions(atNs: bigint, limit: number): readonly StoredSession[] {
    return this.#byTime("expireTimeNs")
      .filter((row) => (row.expireTimeNs ?? 0n) <= atNs)
      .slice(0, limit)
      .map(storedSession);
  }

  nextExpiryNs(): bigint | undefined {
    return this.#byTime("expireTimeNs")[0]?.expireTimeNs;
  }

  purgeSession(atNs: bigint, head: bigint): boolean {
    const due = this.#byTime("purgeTimeNs")[0];
    if (due?.purgeTimeNs === undefined || due.purgeTimeNs > atNs) return false;
    const headRow = this.#rowAt(head);
    if (headRow?.sessionId === due.sessionId) this.addTrailMark(headRow);
    this.removeSession(due.sessionId, due.revision);
    return true;
  }

  pruneRequests(beforeNs: bigint, keep: number, limit: number): number {
    const byOwner = Map.groupBy(this.requests, ([, { scope }]) =>
      JSON.stringify([scope.tenant, scope.owner]),
    );
    const due = [...byOwner.values()].flatMap((entries) =>
      entries
        .sort(([, left], [, right]) => compareAge(right, left))
        .filter(([, { timeNs }], index) => index >= keep || timeNs < beforeNs),
    );
    for (const [key] of due.slice(0, limit)) this.delete(this.requests, key);
    return Math.min(due.length, limit);
  }

  verify(head: bigint): readonly string[] {
    const rows = this.log.map(markOf);
    const { compacted, trail } = this;
    return [
      ...verifyLog({ head, compacted, rows, trail }),
      ...[...this.sessions.values()].flatMap(({ row, labels }) =>
        verifySession(
          this.storeId,
          {
            ...{ row, labels },
            orders: this.ordersOf(row.sessionId),
            driverToken: this.drivers.get(row.sessionId),
          },
          this.log.filter(({ sessionId }) => sessionId === row.sessionId),
        ),
      ),
    ];
  }

  #sessionsById(afterId: string): readonly SessionRow[] {
    return [...this.sessions.values()]
      .map(({ row }) => row)
      .filter(({ sessionId }) => compareCodePoints(sessionId, afterId) > 0)
      .sort((left, right) => compareCodePoints(left.sessionId, right.sessionId));
  }

  /** Sessions that have this time, by it. */
  #byTime(column: "expireTimeNs" | "purgeTimeNs"): readonly SessionRow[] {
    return this.#sessionsById("")
      .filter((row) => row[column] !== undefined)
      .sort((left, right) => compareTimes(left[column] ?? 0n, right[column] ?? 0n));
  }

  #rowAt(revision: bigint): LogRow | undefined {
    const row = this.log[this.#indexAfter(revision - 1n)];
    return row?.revision === revision ? row : undefined;
  }

  /** Index of the first row after the revision; revisions grow, but purged ones are missing. */
  #indexAfter(revision: bigint): number {
    let low = 0;
    let high = this.log.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.log[middle]?.revision ?? 0n) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

type Scoped = Pick<SessionRow, "tenant" | "owner">;

function isOf(row: Scoped, scope: Scope): boolean {
  return row.tenant === scope.tenant && row.owner === scope.owner;
}

function isSelectedBy(
  row: Scoped & Pick<SessionRow, "sessionId" | "mode" | "strategyId">,
  scope: Scope,
  { sessionIds, modes, strategyIds }: LogSelection,
): boolean {
  return (
    isOf(row, scope) &&
    (sessionIds.length === 0 || sessionIds.includes(row.sessionId)) &&
    (modes.length === 0 || modes.includes(row.mode)) &&
    (strategyIds.length === 0 || strategyIds.includes(row.strategyId))
  );
}

function storedSession(row: SessionRow): StoredSession {
  return new StoredSession(row);
}

function compareAge(left: KeptRequest, right: KeptRequest): number {
  return compareTimes(left.timeNs, right.timeNs) || left.order - right.order;
}

function compareTimes(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
