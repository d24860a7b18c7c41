/** Puts sessions together: everything between a store, a catalog and a clock, and the services. */
import type { Clock } from "../domain/clock.ts";
import { NS_PER_DAY, NS_PER_MS } from "../domain/instant.ts";
import type { Limits } from "../domain/limits.ts";
import { sessionIdOf } from "../domain/session-id.ts";
import { tradingDateOf } from "../domain/trading-date.ts";
import type { Catalog } from "../market/catalog.ts";
import { createSessionService } from "../rpc/session-service.ts";
import { CreationRate } from "../sessions/creation-rate.ts";
import type { LateWatcher } from "../sessions/feed-lag.ts";
import { LagAlarm } from "../sessions/lag-alarm.ts";
import { OpenSessionCount } from "../sessions/open-session-count.ts";
import { recoverSessions } from "../sessions/recovery.ts";
import { ReplaySpeed } from "../sessions/replay-speed.ts";
import { RequestLedger } from "../sessions/request-ledger.ts";
import { ResumeTokens } from "../sessions/resume-token.ts";
import { SampleBoard } from "../sessions/sample-board.ts";
import { SessionCommands } from "../sessions/session-commands.ts";
import { SessionFeed } from "../sessions/session-feed.ts";
import { SessionQueries } from "../sessions/session-queries.ts";
import { SessionRegistry } from "../sessions/session-registry.ts";
import { type Retention, Upkeep } from "../sessions/upkeep.ts";
import type { SessionStore } from "../store/store.ts";
import { SpecJudgements } from "../validator/spec-judgements.ts";
import { type SessionSubject, validateSession } from "../validator/validate-session.ts";
import { createRandomPool } from "./random-pool.ts";

/** What sessions stand on. */
export interface SessionStackParts {
  readonly store: SessionStore;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly retention: Retention;
  /** How long a deleted session is kept. */
  readonly deletedSessionRetentionMs: number;
  /** Heartbeat interval of a watch that asks for none, in milliseconds. */
  readonly heartbeatMs: number;
  /** Says that a watcher is far behind. */
  readonly reportLate: (late: LateWatcher) => void;
  /** Says what went wrong where no caller can be told. */
  readonly reportError: (message: string, error: unknown) => void;
}

/** Sessions, ready to be mounted. */
export interface SessionStack {
  readonly service: ReturnType<typeof createSessionService>;
  readonly feed: SessionFeed;
  /** Brings back what a restart interrupted and begins the upkeep; resolves with how many. */
  start(): Promise<number>;
  /** Brings every run to a durable barrier and starts no other. The rest goes on. */
  halt(): Promise<void>;
  /** Halts, and ends the upkeep. The store stays open. */
  stop(): Promise<void>;
}

/** Puts sessions together. */
export function createSessionStack(parts: SessionStackParts): SessionStack {
  const { store, catalog, clock, limits, retention, heartbeatMs, reportError } = parts;
  const samples = new SampleBoard();
  const speed = new ReplaySpeed();
  const { judge } = new SpecJudgements();
  const randomBytes = createRandomPool();
  const validate = (subject: SessionSubject) => {
    const today = tradingDateOf(Number(clock.nowNs() / NS_PER_DAY));
    const { barsPerSecond } = speed;
    return validateSession(subject, { limits, catalog, today, barsPerSecond }, judge);
  };
  const openSessions = new OpenSessionCount(store, limits.openSessionsPerOwner);
  const registry = new SessionRegistry(store, openSessions, {
    clock,
    catalog,
    samples,
    speed,
    barrierTotal: ({ spec }) =>
      Number(validate({ spec, labels: {}, annotations: {} }).estimate?.barriers ?? 0n),
    reportError,
  });
  const commands = new SessionCommands({
    registry,
    ledger: new RequestLedger(store),
    openSessions,
    creationRate: new CreationRate(clock, limits.createsPerMinute),
    clock,
    newSessionId: () => sessionIdOf(Number(clock.nowNs() / NS_PER_MS), randomBytes(10)),
    validate,
    deletedSessionRetentionMs: parts.deletedSessionRetentionMs,
  });
  const feed = new SessionFeed({
    store,
    tokens: new ResumeTokens(store),
    samples,
    clock,
    watchersMax: limits.watchers,
    newStreamId: () => Buffer.from(randomBytes(8)).toString("hex"),
    random: Math.random,
  });
  const alarm = new LagAlarm(feed.lag, clock, parts.reportLate);
  const queries = new SessionQueries(store, samples);
  const upkeep = new Upkeep(store, registry, clock, retention, reportError);
  return {
    service: createSessionService({ commands, queries, feed, limits, heartbeatMs }),
    feed,
    async start() {
      const recovered = await recoverSessions(store, registry, clock);
      upkeep.start();
      alarm.start();
      return recovered;
    },
    halt: () => registry.drain(),
    async stop() {
      alarm.stop();
      await Promise.all([upkeep.stop(), registry.drain()]);
    },
  };
}
