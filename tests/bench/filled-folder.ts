/** A data folder with many sessions in it, made without a server: over gRPC it would take minutes. */
import { randomBytes } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import {
  Adjustment,
  BarPrice,
  Drive,
  Durability,
  Schedule,
  SessionSpecSchema,
  StopPolicy,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { decide } from "../../src/domain/session/decide.ts";
import { evolveAll } from "../../src/domain/session/evolve.ts";
import { sessionIdOf } from "../../src/domain/session-id.ts";
import { timestampOf } from "../../src/domain/timestamp.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Append, SessionStore } from "../../src/store/store.ts";

/** Sessions are of `s0` to `s99` in turn, so that one strategy's are 1 % of all. */
export const strategyCount = 100;

/** Commits that share a turn, and so a transaction. */
const perTurn = 1_000;
const scope = { tenant: "default", owner: "local" };

/**
 * Commits READY sessions to the store of a folder, as a server writes them but for the request
 * records. Gives their ids in the order of creation.
 */
export async function fillFolder(folder: string, sessions: number): Promise<readonly string[]> {
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  const ids: string[] = [];
  try {
    while (ids.length < sessions) {
      const appends = Array.from({ length: Math.min(perTurn, sessions - ids.length) }, (_, index) =>
        createAppend(`s${index % strategyCount}`),
      );
      await Promise.all(appends.map((append) => commit(store, append)));
      ids.push(...appends.map(({ sessionId }) => sessionId));
    }
  } finally {
    await store.close();
  }
  return ids;
}

async function commit(store: SessionStore, append: Append): Promise<void> {
  const batch = { scope, appends: [append], timeNs: systemClock.nowNs() };
  const { outcome } = await store.commit(batch);
  if (outcome !== "committed") throw new Error(`a session to begin with: ${outcome}`);
}

function createAppend(strategyId: string): Append {
  const nowNs = systemClock.nowNs();
  const sessionId = sessionIdOf(Number(nowNs / 1_000_000n), randomBytes(10));
  const { owner } = scope;
  const now = { now: timestampOf(nowNs), actor: owner, requestId: "", comment: "" };
  const labels = { team: "bench" };
  const content = { spec: specOf(strategyId), labels, annotations: {} };
  const decision = decide(undefined, { type: "Create", sessionId, owner, ...content }, now);
  if (!decision.accepted) throw new Error(decision.rejection.message);
  const { events } = decision;
  const session = evolveAll(undefined, sessionId, events);
  return { sessionId, expectedEventNumber: 0n, events, session };
}

/** Every default written in, as the server keeps a spec. */
function specOf(strategyId: string) {
  return create(SessionSpecSchema, {
    strategyId,
    symbols: ["SP500"],
    initialCapital: "100000",
    currency: "USD",
    schedule: Schedule.REGULAR,
    stopPolicy: StopPolicy.CANCEL_ORDERS,
    idleTimeout: { seconds: 3_600n },
    modeSpec: {
      case: "simulation",
      value: {
        startDate: "2000-01-03",
        endDate: "2020-04-17",
        pace: { kind: { case: "asFast", value: true } },
        data: [
          {
            kind: {
              case: "bars",
              value: { interval: { seconds: 86_400n }, price: BarPrice.TRADE },
            },
          },
        ],
        adjustment: Adjustment.RAW,
        drive: Drive.REPLAY,
        durability: Durability.BATCHED,
      },
    },
  });
}
