/** Puts sessions together: everything between a store, a catalog and a clock, and the services. */
import { randomBytes as secretBytes } from "node:crypto";
import type { Clock } from "../domain/clock.ts";
import { type Instant, NS_PER_DAY, NS_PER_MS } from "../domain/instant.ts";
import type { Limits } from "../domain/limits.ts";
import { sessionIdOf } from "../domain/session-id.ts";
import { tradingDateOf } from "../domain/trading-date.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import { DiskGuard } from "../rpc/disk-guard.ts";
import { createSessionService } from "../rpc/session-service.ts";
import { createTradingService } from "../rpc/trading-service.ts";
import { CreationRate } from "../sessions/creation-rate.ts";
import { DriverTokens } from "../sessions/driver-tokens.ts";
import { Drivers } from "../sessions/drivers.ts";
import type { LateWatcher } from "../sessions/feed-lag.ts";
import { LagAlarm } from "../sessions/lag-alarm.ts";
import { OpenSessionCount } from "../sessions/open-session-count.ts";
import { OrderDesk } from "../sessions/order-desk.ts";
import { recoverSessions } from "../sessions/recovery.ts";
import { ReplaySpeed } from "../sessions/replay-speed.ts";
import { ReportSource } from "../sessions/report-source.ts";
import { RequestLedger } from "../sessions/request-ledger.ts";
import { ResumeTokens } from "../sessions/resume-token.ts";
import { SampleBoard } from "../sessions/sample-board.ts";
import { SessionCommands } from "../sessions/session-commands.ts";
import { SessionFeed } from "../sessions/session-feed.ts";
import { SessionQueries } from "../sessions/session-queries.ts";
import { SessionRegistry } from "../sessions/session-registry.ts";
import { TradingQueries } from "../sessions/trading-queries.ts";
import { type Retention, Upkeep } from "../sessions/upkeep.ts";
import type { SessionStore } from "../store/store.ts";
import { SpecJudgements } from "../validator/spec-judgements.ts";
import { validateAsOf } from "../validator/validate-as-of.ts";
import {
  type SessionSubject,
  type Validation,
  validateSession,
} from "../validator/validate-session.ts";
import { createRandomPool } from "./random-pool.ts";

/** What sessions stand on. */
export interface SessionStackParts {
  readonly store: SessionStore;
  readonly catalog: SeriesCatalog;
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
  readonly trading: ReturnType<typeof createTradingService>;
  readonly tokens: DriverTokens;
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
  const randomBytes = createRandomPool();
  const judgedBy = { limits, catalog, clock, speed, judge: new SpecJudgements().judge };
  const validate = (subject: SessionSubject, untilNs?: Instant) =>
    judged(judgedBy, subject, untilNs);
  const openSessions = new OpenSessionCount(store, limits.openSessionsPerOwner);
  const registry = new SessionRegistry(store, openSessions, {
    clock,
    catalog,
    samples,
    speed,
    ordersMax: limits.ordersPerSession,
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
  const tokens = new DriverTokens(store, registry);
  const guard = new DiskGuard(store.disk);
  const upkeep = new Upkeep(store, registry, clock, retention, reportError);
  return {
    service: createSessionService({
      ...{ commands, queries, feed, tokens, guard, limits, heartbeatMs },
    }),
    trading: createTradingService({
      ...{ tokens, commands, guard, limits },
      drivers: new Drivers(registry, (size) => secretBytes(size)),
      desk: new OrderDesk(registry),
      queries: new TradingQueries(store, registry),
      source: new ReportSource(store, catalog, clock),
    }),
    tokens,
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

/** What sessions are judged by. */
interface JudgedBy {
  readonly limits: Limits;
  readonly catalog: SessionStackParts["catalog"];
  readonly clock: Clock;
  readonly speed: ReplaySpeed;
  readonly judge: SpecJudgements["judge"];
}

/** Judges a session by what is known now, or was known at an instant. */
function judged(
  { limits, catalog, clock, speed, judge }: JudgedBy,
  subject: SessionSubject,
  untilNs: Instant | undefined,
): Validation {
  const today = tradingDateOf(Number(clock.nowNs() / NS_PER_DAY));
  const { barsPerSecond } = speed;
  const context = { limits, catalog, today, barsPerSecond };
  // What is judged of the past is asked once: there is nothing to remember.
  if (untilNs !== undefined) return validateAsOf(subject, context, untilNs);
  return validateSession(subject, context, judge);
}
