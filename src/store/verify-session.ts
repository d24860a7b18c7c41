import { create, equals } from "@bufbuild/protobuf";
import {
  type Session,
  SessionSchema,
  TelemetrySchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { evolve } from "../domain/session/evolve.ts";
import { eventKindOf, kindBits, lifecycleBit } from "./event-kind.ts";
import { hashOfRow, type LogRow, zeroHash } from "./log-row.ts";
import type { OrderRow } from "./order-row.ts";
import { type SessionRow, sessionColumns } from "./session-row.ts";
import { decodeCheckpoint, decodeRecord, decodeSession } from "./stored-messages.ts";
import { OrderFolds } from "./verify-orders.ts";

/** All that the index says of a session. */
export interface IndexedSession {
  readonly row: SessionRow;
  readonly labels: Readonly<Record<string, string>>;
  /** By number. */
  readonly orders: Iterable<OrderRow>;
  /** See `Append.driverToken`. */
  readonly driverToken: Uint8Array | undefined;
}

/** What the fold of a session's rows has come to. */
interface Fold {
  readonly last: LogRow | undefined;
  readonly session: Session | undefined;
  readonly checkpoint: Uint8Array | undefined;
  readonly nextEventNumber: bigint;
  readonly hash: Uint8Array;
}

/**
 * What is wrong with one session: gaps in its event numbers, a broken chain, a row that says
 * something else than its events, an index that is not what the log folds to. `rows` are all rows
 * of the session by revision.
 */
export function verifySession(
  storeId: string,
  { row: indexed, ...beside }: IndexedSession,
  rows: Iterable<LogRow>,
): readonly string[] {
  const problems: string[] = [];
  const orders = new OrderFolds();
  let fold: Fold = {
    last: undefined,
    session: undefined,
    checkpoint: undefined,
    nextEventNumber: 1n,
    hash: zeroHash,
  };
  try {
    for (const row of rows) {
      for (const problem of rowProblems(storeId, row, fold, indexed)) {
        problems.push(`${indexed.sessionId}: revision ${row.revision}: ${problem}`);
      }
      fold = foldRow(row, fold, orders);
      if (row.session !== undefined && !sameFacts(decodeSession(row.session), fold.session)) {
        problems.push(
          `${indexed.sessionId}: revision ${row.revision}: its session is not what its events make`,
        );
      }
    }
    const found = [...indexProblems(indexed, beside, fold), ...orders.problems(beside.orders)];
    for (const problem of found) problems.push(`${indexed.sessionId}: ${problem}`);
  } catch (error) {
    problems.push(`${indexed.sessionId}: ${error instanceof Error ? error.message : error}`);
  }
  return problems;
}

function foldRow(row: LogRow, before: Fold, orders: OrderFolds): Fold {
  let session = before.session;
  for (const event of decodeRecord(row.events).events) {
    session = evolve(session, row.sessionId, event);
    orders.add(event);
  }
  return {
    last: row,
    session,
    checkpoint: row.checkpoint ?? before.checkpoint,
    nextEventNumber: row.firstEventNumber + BigInt(row.eventCount),
    hash: row.hash,
  };
}

function* rowProblems(
  storeId: string,
  row: LogRow,
  before: Fold,
  indexed: SessionRow,
): Iterable<string> {
  const record = decodeRecord(row.events);
  const kinds = kindBits(record.events.map(eventKindOf));
  if (!sameBytes(row.previousHash, before.hash)) yield "the hash chain is broken";
  if (!sameBytes(row.hash, hashOfRow(storeId, row))) yield "its hash is not that of its content";
  if (row.firstEventNumber !== before.nextEventNumber) {
    yield `it begins with event ${row.firstEventNumber}, not ${before.nextEventNumber}`;
  }
  if (record.events.length !== row.eventCount) yield "the count of its events is wrong";
  if (record.revision !== row.revision || record.sessionId !== row.sessionId) {
    yield "its events are those of another row";
  }
  if (kinds !== row.kinds) yield "the kinds of its events are wrong";
  if (record.events.every(({ mayIgnore }) => mayIgnore) !== row.mayIgnore) {
    yield "whether it may be ignored is wrong";
  }
  if (((kinds & lifecycleBit) !== 0) !== (row.session !== undefined)) {
    yield "the session stands exactly beside lifecycle events, but not here";
  }
  if (row.tenant !== indexed.tenant || row.owner !== indexed.owner) yield "its scope is another";
  if (row.mode !== indexed.mode || row.strategyId !== indexed.strategyId) {
    yield "its mode or strategy is not the session's";
  }
}

function* indexProblems(
  indexed: SessionRow,
  { labels, driverToken }: Pick<IndexedSession, "labels" | "driverToken">,
  fold: Fold,
): Iterable<string> {
  const session = decodeSession(indexed.session);
  if (fold.last === undefined) yield "it has no rows in the log";
  if (!sameFacts(session, fold.session)) yield "the index is not what the log folds to";
  if (session.sessionId !== indexed.sessionId) yield "the index holds another session";
  if (session.status?.revision !== indexed.revision || fold.last?.revision !== indexed.revision) {
    yield "the index is not at its last revision";
  }
  if (!sameBytes(indexed.headHash, fold.hash)) yield "the index has another head of the chain";
  if (!sameBytes(indexed.checkpoint, fold.checkpoint)) yield "the index has another checkpoint";
  for (const [name, value] of Object.entries(sessionColumns(session))) {
    if (indexed[name as keyof SessionRow] !== value) yield `the index column ${name} is wrong`;
  }
  for (const name of ["expireTimeNs", "deleteTimeNs", "purgeTimeNs"] as const) {
    if (indexed[name] !== sessionColumns(session)[name]) yield `the index column ${name} is wrong`;
  }
  const seat = indexed.checkpoint && decodeCheckpoint(indexed.checkpoint).seat;
  const token = seat === undefined || seat.tokenHash.length === 0 ? undefined : seat.tokenHash;
  if (!sameBytes(driverToken, token)) yield "the index has another driver than the checkpoint";
  const keys = Object.keys(labels);
  const own = Object.keys(session.labels);
  if (keys.length !== own.length || own.some((key) => labels[key] !== session.labels[key])) {
    yield "the indexed labels are wrong";
  }
}

/** Compares all that comes from events; samples and wall-clock figures are no events. */
function sameFacts(left: Session, right: Session | undefined): boolean {
  return right !== undefined && equals(SessionSchema, facts(left), facts(right));
}

function facts(session: Session): Session {
  if (session.status === undefined) return session;
  const {
    progress: _1,
    sampleTime: _2,
    account: _3,
    metrics: _4,
    telemetry,
    ...status
  } = session.status;
  const recoveries = telemetry?.recoveries ?? 0;
  return {
    ...session,
    status: {
      ...status,
      revision: 0n,
      resultsDigest: "",
      telemetry: create(TelemetrySchema, { recoveries }),
    },
  };
}

function sameBytes(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return Buffer.compare(left, right) === 0;
}
