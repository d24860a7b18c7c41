import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CommitTables } from "./commit-storage.ts";
import { eventKindOf, kindBits, lifecycleBit } from "./event-kind.ts";
import { eventSchemaVersion, hashOfRow, type LogRow, trailInterval, zeroHash } from "./log-row.ts";
import { orderRow } from "./order-row.ts";
import { present, type SessionHead, type SessionRow, sessionColumns } from "./session-row.ts";
import type { Append, Batch, CommitResult, Scope, StoredRequest } from "./store.ts";
import { encodeCheckpoint, encodeRecord, encodeSession, withRevision } from "./stored-messages.ts";

/** Where rows get their numbers and marks from. */
export interface RowNumbers {
  /** The revision of the next row; it counts as used. */
  nextRevision(): bigint;
  /** Eight random bytes. */
  nextUid(): Uint8Array;
}

/** What became of a batch, and the rows that it added to the log. */
export interface AppliedBatch {
  readonly result: CommitResult;
  readonly rows: readonly LogRow[];
}

/**
 * Judges a batch that `checkBatch` let through, and writes its rows. Everything is judged before
 * anything is written, so a refused batch has used no revision.
 */
export function applyBatch(tables: CommitTables, batch: Batch, numbers: RowNumbers): AppliedBatch {
  const { scope, request } = batch;
  const kept = request && tables.findRequest(scope, request.requestId);
  if (kept !== undefined) return refused({ outcome: "repeated", request: kept });
  const heads: (SessionHead | undefined)[] = [];
  for (const append of batch.appends) {
    const { sessionId } = append;
    const head = tables.findHead(sessionId);
    const own = head !== undefined && isOf(head, scope) ? head : undefined;
    const eventNumber = own?.eventNumber ?? 0n;
    if (eventNumber !== append.expectedEventNumber) {
      return refused({ outcome: "conflict", sessionId, eventNumber });
    }
    if (own === undefined && head !== undefined) throw new Error(`${sessionId} is taken`);
    heads.push(own);
  }
  const rows: LogRow[] = [];
  const sessions: Session[] = [];
  for (const [index, append] of batch.appends.entries()) {
    const revision = numbers.nextRevision();
    const session = withRevision(append.session, revision);
    const content = rowContent(batch, append, session, heads[index]);
    const unhashed = { ...content, revision, uid: numbers.nextUid() };
    const row = { ...unhashed, hash: hashOfRow(tables.storeId, unhashed) };
    writeAppend(tables, append, session, row, heads[index]);
    rows.push(row);
    sessions.push(session);
  }
  const revisions = rows.map(({ revision }) => revision);
  if (request !== undefined) {
    const index = batch.appends.findIndex(({ sessionId }) => sessionId === request.sessionId);
    const revision = revisions[index] ?? lastRevision(tables, scope, request.sessionId);
    tables.addRequest(scope, { ...storedRequest(request), revision }, batch.timeNs);
  }
  return { result: { outcome: "committed", revisions, sessions }, rows };
}

function refused(result: CommitResult): AppliedBatch {
  return { result, rows: [] };
}

function isOf(head: SessionHead, scope: Scope): boolean {
  return head.tenant === scope.tenant && head.owner === scope.owner;
}

/** The row but for its number, its mark and its hash. `session` has its revision. */
function rowContent(
  batch: Batch,
  append: Append,
  session: Session,
  head: SessionHead | undefined,
): Omit<LogRow, "revision" | "uid" | "hash"> {
  const { events, sessionId, checkpoint } = append;
  const kinds = kindBits(events.map(eventKindOf));
  const modeSpec = session.spec?.modeSpec.value;
  const fillModel =
    modeSpec !== undefined && "fillModel" in modeSpec ? modeSpec.fillModel : undefined;
  return {
    tenant: batch.scope.tenant,
    owner: batch.scope.owner,
    sessionId,
    firstEventNumber: append.expectedEventNumber + 1n,
    eventCount: events.length,
    kinds,
    mayIgnore: events.every((event) => event.mayIgnore),
    mode: session.mode,
    strategyId: session.spec?.strategyId ?? "",
    timeNs: batch.timeNs,
    eventSchemaVersion,
    engineVersion: checkpoint?.engineVersion ?? 0,
    fillProfileVersion: fillModel?.version ?? "",
    previousHash: head?.headHash ?? zeroHash,
    events: encodeRecord(session.status?.revision ?? 0n, sessionId, events),
    ...((kinds & lifecycleBit) === 0 ? {} : { session: encodeSession(session) }),
    ...present("checkpoint", checkpoint && encodeCheckpoint(checkpoint)),
  };
}

function writeAppend(
  tables: CommitTables,
  append: Append,
  session: Session,
  row: LogRow,
  head: SessionHead | undefined,
): void {
  const indexed: SessionRow = {
    ...sessionColumns(session),
    sessionId: row.sessionId,
    tenant: row.tenant,
    owner: row.owner,
    revision: row.revision,
    headHash: row.hash,
    session: row.session ?? encodeSession(session),
    ...present("checkpoint", row.checkpoint),
  };
  if (head === undefined) tables.addSession(indexed, session.labels);
  else if (row.session === undefined) tables.advanceSession(indexed);
  else tables.changeSession(indexed, labelsMayDiffer(append) ? session.labels : undefined);
  tables.addLogRow(row);
  for (const update of append.orders ?? []) tables.putOrder(orderRow(row.sessionId, update));
  const { driverToken } = append;
  if (driverToken !== undefined) {
    tables.putDriver(row.sessionId, driverToken.length === 0 ? undefined : driverToken);
  }
  if (row.revision % trailInterval === 0n) tables.addTrailMark(row);
}

function labelsMayDiffer({ events }: Append): boolean {
  return events.some(({ payload }) => payload.case === "sessionUpdated");
}

function lastRevision(tables: CommitTables, scope: Scope, sessionId: string): bigint {
  const head = tables.findHead(sessionId);
  if (head === undefined || !isOf(head, scope)) {
    throw new Error(`a request was kept for ${sessionId}, which is not there`);
  }
  return head.revision;
}

function storedRequest(request: NonNullable<Batch["request"]>): Omit<StoredRequest, "revision"> {
  const { requestId, method, requestHash, sessionId } = request;
  return { requestId, method, requestHash, sessionId };
}
