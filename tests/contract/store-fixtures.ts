/** Sessions and batches as the layer above a store would make them, for the tests of stores. */

import { hash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import {
  type RunCheckpoint,
  RunCheckpointSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import {
  EventKind,
  type SessionRecord,
  TradingDayClosedSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { OrderBy } from "../../src/domain/order-by.ts";
import { parseOrderBy } from "../../src/domain/order-by.ts";
import type { SessionCommand } from "../../src/domain/session/command.ts";
import { decide } from "../../src/domain/session/decide.ts";
import { evolveAll } from "../../src/domain/session/evolve.ts";
import { timestampOf } from "../../src/domain/timestamp.ts";
import type {
  Append,
  Batch,
  LogSelection,
  PageLimit,
  RequestRecord,
  Scope,
  SessionStore,
} from "../../src/store/store.ts";

/** The scope that tests use unless they are about scopes. */
export const scope: Scope = { tenant: "default", owner: "local" };
/** Another owner of the same tenant. */
export const otherOwner: Scope = { tenant: "default", owner: "eve" };
/** An owner of the same name in another tenant. */
export const otherTenant: Scope = { tenant: "other", owner: "local" };

/** 2026-01-05T09:30:00Z in nanoseconds: when everything happens that says nothing else. */
export const startNs: bigint = 1_767_605_400_000_000_000n;

/** Selects the whole log. */
export const everything: LogSelection = {
  sessionIds: [],
  modes: [],
  strategyIds: [],
  kinds: [EventKind.LIFECYCLE, EventKind.TRADING_DAYS],
};

/** No limit that a test would meet. */
export const unlimited: PageLimit = { records: 1_000_000, bytes: 1_000_000_000 };

/** What the log holds for a reader after a revision, decoded. */
export async function readRecords(
  store: Pick<SessionStore, "readLog">,
  reader: Scope,
  selection: LogSelection,
  after = 0n,
): Promise<readonly SessionRecord[]> {
  const { records } = await store.readLog(reader, selection, after, unlimited);
  return records.map((record) => record.decode());
}

/** What a new session is to be like. */
export interface NewSession {
  readonly owner?: string;
  readonly strategyId?: string;
  readonly labels?: Record<string, string>;
  readonly mode?: "simulation" | "paper";
  readonly idleTimeoutSeconds?: number;
  readonly timeNs?: bigint;
}

/** The append that creates a session. */
export function createAppend(sessionId: string, made: NewSession = {}): Append {
  const spec = create(SessionSpecSchema, {
    strategyId: made.strategyId ?? "momentum",
    symbols: ["SP500"],
    initialCapital: "100000",
    currency: "USD",
    modeSpec:
      made.mode === "paper"
        ? { case: "paper", value: {} }
        : { case: "simulation", value: { startDate: "2024-01-02", endDate: "2024-12-31" } },
    ...(made.idleTimeoutSeconds === undefined
      ? {}
      : { idleTimeout: { seconds: BigInt(made.idleTimeoutSeconds) } }),
  });
  const command: SessionCommand = {
    type: "Create",
    sessionId,
    owner: made.owner ?? scope.owner,
    spec,
    labels: made.labels ?? {},
    annotations: {},
  };
  return change(sessionId, undefined, command, made.timeNs);
}

/** The append that a command to the session as it was last committed causes. */
export function append(session: Session, command: SessionCommand, timeNs?: bigint): Append {
  return change(session.sessionId, session, command, timeNs);
}

/** The append with which the clock of a running session closes trading days. */
export function advanceAppend(session: Session, days: number, checkpointed = true): Append {
  const first = (session.status?.eventNumber ?? 0n) + 1n;
  const closed = Array.from({ length: days }, (_, index) => ({
    payload: {
      case: "tradingDayClosed" as const,
      value: create(TradingDayClosedSchema, {
        date: "2024-01-02",
        barrier: first + BigInt(index),
        bars: 1,
        closes: [{ symbol: "SP500", price: "4742.83" }],
      }),
    },
    sessionTime: timestampOf(startNs),
  }));
  const advanced = append(session, { type: "Advance", facts: closed });
  return checkpointed ? { ...advanced, checkpoint: checkpoint(Number(first) + days) } : advanced;
}

/** A checkpoint that can be told apart by its barrier. */
export function checkpoint(barrier: number): RunCheckpoint {
  return create(RunCheckpointSchema, {
    simulation: {
      barrier: BigInt(barrier),
      resultsDigest: new Uint8Array(32).fill(barrier % 256),
      symbols: [{ realizedProfit: "4742.83" }],
    },
    engineVersion: 1,
  });
}

/** A request as it is kept. */
export function requestRecord(requestId: string, sessionId: string, content = ""): RequestRecord {
  const requestHash = hash("sha256", `${requestId} ${content}`, "buffer");
  return {
    requestId,
    method: "openbell.v1.SessionService/CreateSession",
    requestHash: new Uint8Array(requestHash),
    sessionId,
  };
}

/** A batch of the scope. */
export function batch(appends: readonly Append[], rest: Partial<Batch> = {}): Batch {
  return { scope, appends, timeNs: startNs, ...rest };
}

/** Commits one append and returns the session afterwards. Throws when it is refused. */
export async function commitOne(
  store: SessionStore,
  one: Append,
  rest: Partial<Batch> = {},
): Promise<Session> {
  const result = await store.commit(batch([one], rest));
  const session = result.outcome === "committed" ? result.sessions[0] : undefined;
  if (session === undefined) throw new Error(`the batch was refused: ${result.outcome}`);
  return session;
}

/** An order by its text. */
export function orderBy(text: string): OrderBy {
  const parsed = parseOrderBy(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.order;
}

/** A source of bytes that differ from call to call and are the same in every run. */
export function countingBytes(): (size: number) => Uint8Array {
  let count = 0;
  return (size) => {
    const bytes = Buffer.alloc(Math.ceil(size / 8) * 8);
    for (let at = 0; at < bytes.length; at += 8) {
      count += 1;
      bytes.writeUInt32BE(count, at + 4);
    }
    return new Uint8Array(bytes.subarray(0, size));
  };
}

function change(
  sessionId: string,
  session: Session | undefined,
  command: SessionCommand,
  timeNs = startNs,
): Append {
  const now = timestampOf(timeNs);
  const decision = decide(session, command, { now, actor: "local", requestId: "", comment: "" });
  if (!decision.accepted) throw new Error(decision.rejection.message);
  return {
    sessionId,
    expectedEventNumber: session?.status?.eventNumber ?? 0n,
    events: decision.events,
    session: evolveAll(session, sessionId, decision.events),
  };
}
