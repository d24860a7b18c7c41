/** Sessions put together as a server does it, over a memory store and a clock of the test's own. */

import { hash } from "node:crypto";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  Drive,
  Durability,
  type PaceSchema,
  type Session,
  SessionSpecSchema,
  SessionState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { NS_PER_DAY, NS_PER_MS } from "../../../src/domain/instant.ts";
import { defaultLimits, type Limits } from "../../../src/domain/limits.ts";
import { type Outcome, reasonName } from "../../../src/domain/rejection.ts";
import { stateName } from "../../../src/domain/session/decide.ts";
import { sessionIdOf } from "../../../src/domain/session-id.ts";
import { formatTradingDate, tradingDateOf } from "../../../src/domain/trading-date.ts";
import { CreationRate } from "../../../src/sessions/creation-rate.ts";
import { DriverTokens } from "../../../src/sessions/driver-tokens.ts";
import { Drivers } from "../../../src/sessions/drivers.ts";
import { OpenSessionCount } from "../../../src/sessions/open-session-count.ts";
import { OrderDesk } from "../../../src/sessions/order-desk.ts";
import { recoverSessions } from "../../../src/sessions/recovery.ts";
import { ReplaySpeed } from "../../../src/sessions/replay-speed.ts";
import { RequestLedger } from "../../../src/sessions/request-ledger.ts";
import { ResumeTokens } from "../../../src/sessions/resume-token.ts";
import { SampleBoard } from "../../../src/sessions/sample-board.ts";
import {
  type ChangeRequest,
  type CreateRequest,
  SessionCommands,
} from "../../../src/sessions/session-commands.ts";
import { SessionFeed } from "../../../src/sessions/session-feed.ts";
import { SessionQueries } from "../../../src/sessions/session-queries.ts";
import { SessionRegistry } from "../../../src/sessions/session-registry.ts";
import { TradingQueries } from "../../../src/sessions/trading-queries.ts";
import { Upkeep } from "../../../src/sessions/upkeep.ts";
import type { KeptSession } from "../../../src/store/kept-session.ts";
import { createMemoryStore } from "../../../src/store/memory/create-memory-store.ts";
import type { Scope, SessionStore } from "../../../src/store/store.ts";
import { type SessionSubject, validateSession } from "../../../src/validator/validate-session.ts";
import { countingBytes, scope, unlimited } from "../../contract/store-fixtures.ts";
import { BarCatalog } from "./bar-catalog.ts";
import { ManualClock } from "./manual-clock.ts";

/** What may differ from the usual trial. */
export interface TrialOptions {
  readonly limits?: Partial<Limits>;
  readonly catalog?: BarCatalog;
  /** A store of an earlier trial, for what a restart finds. */
  readonly world?: World;
  /** Watches and lists at most. */
  readonly watchersMax?: number;
}

/** What outlives a server: the disk and the time. */
export interface World {
  readonly clock: ManualClock;
  readonly store: SessionStore;
  /** Thrown by the next commits of the storage, one each, `undefined` for one that succeeds. */
  readonly failures: (Error | undefined)[];
}

/** A new disk at the beginning of time. */
export function newWorld(clock = new ManualClock()): World {
  const failures: (Error | undefined)[] = [];
  const beforeCommit = () => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  const randomBytes = countingBytes();
  return {
    clock,
    store: createMemoryStore({ clock: clock.fork(), randomBytes, beforeCommit }),
    failures,
  };
}

/** A server's sessions. */
export type Trial = ReturnType<typeof newTrial>;

let trials = 0;

/** Puts sessions together. */
export function newTrial(options: TrialOptions = {}) {
  const world = options.world ?? newWorld();
  const { store } = world;
  const clock = world.clock.fork();
  const catalog = options.catalog ?? new BarCatalog();
  const limits: Limits = { ...defaultLimits, openSessionsPerOwner: 0, ...options.limits };
  const samples = new SampleBoard();
  const speed = new ReplaySpeed();
  const errors: string[] = [];
  const reportError = (message: string, error: unknown) => void errors.push(`${message}: ${error}`);
  const validate = (subject: SessionSubject) =>
    validateSession(subject, {
      limits,
      catalog,
      today: tradingDateOf(Number(clock.nowNs() / NS_PER_DAY)),
      barsPerSecond: speed.barsPerSecond,
    });
  const openSessions = new OpenSessionCount(store, limits.openSessionsPerOwner);
  const registry = new SessionRegistry(store, openSessions, {
    ...{ clock, catalog, samples, speed, reportError },
    ordersMax: limits.ordersPerSession,
    barrierTotal: ({ spec }) =>
      Number(validate({ spec, labels: {}, annotations: {} }).estimate?.barriers ?? 0n),
  });
  trials += 1;
  const idBytes = countingBytes();
  const salt = trials;
  let streams = 0;
  const feed = new SessionFeed({
    ...{ store, tokens: new ResumeTokens(store), samples, clock },
    watchersMax: options.watchersMax ?? 0,
    newStreamId: () => `stream-${++streams}`,
    random: () => 0.25,
  });
  const commands = new SessionCommands({
    ...{ registry, openSessions, clock, validate },
    ledger: new RequestLedger(store),
    creationRate: new CreationRate(clock, limits.createsPerMinute),
    newSessionId: () => {
      const random = idBytes(10);
      random[0] = salt % 256;
      return sessionIdOf(Number(clock.nowNs() / NS_PER_MS), random);
    },
    deletedSessionRetentionMs: 30 * 86_400_000,
  });
  const retention = { requestIdRetentionMs: 86_400_000, requestIdsPerOwner: 100_000 };
  return {
    ...{
      world,
      store,
      clock,
      catalog,
      samples,
      speed,
      errors,
      openSessions,
      registry,
      feed,
      commands,
    },
    queries: new SessionQueries(store, samples),
    tokens: new DriverTokens(store, registry),
    drivers: new Drivers(registry, countingBytes()),
    desk: new OrderDesk(registry),
    trading: new TradingQueries(store, registry),
    upkeep: new Upkeep(store, registry, clock, retention, reportError),
    recover: () => clock.finish(recoverSessions(store, registry, clock)),
  };
}

/** What a session is to be like. */
export interface Asked {
  readonly symbols?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly pace?: MessageInitShape<typeof PaceSchema>["kind"];
  readonly start?: boolean;
  readonly strategyId?: string;
  readonly idleTimeoutSeconds?: number;
  /** Waits for a driver. */
  readonly lockstep?: boolean;
  /** Answers leave when they are on disk. */
  readonly strict?: boolean;
  readonly warmupDays?: number;
  readonly labels?: Record<string, string>;
  readonly requestId?: string;
  readonly validateOnly?: boolean;
  readonly scope?: Scope;
}

/** The request that creates a session: ten trading days of AAPL where nothing else is said. */
export function creation(asked: Asked = {}): CreateRequest {
  const { from = "2019-01-02", to = "2019-01-15", pace, idleTimeoutSeconds } = asked;
  const spec = create(SessionSpecSchema, {
    strategyId: asked.strategyId ?? "momentum",
    symbols: asked.symbols ?? ["AAPL"],
    initialCapital: "100000",
    modeSpec: {
      case: "simulation",
      value: {
        startDate: from,
        endDate: to,
        ...(pace === undefined ? {} : { pace: { kind: pace } }),
        ...(asked.lockstep ? { drive: Drive.LOCKSTEP } : {}),
        ...(asked.strict ? { durability: Durability.STRICT } : {}),
        ...(asked.warmupDays ? { warmup: { tradingDays: asked.warmupDays } } : {}),
      },
    },
    ...(idleTimeoutSeconds === undefined
      ? {}
      : { idleTimeout: { seconds: BigInt(idleTimeoutSeconds) } }),
  });
  const { labels = {}, start = false, validateOnly = false } = asked;
  return {
    scope: asked.scope ?? scope,
    identity: identity(
      "CreateSession",
      asked.requestId ?? "",
      JSON.stringify([asked.from, labels]),
    ),
    subject: { spec, labels, annotations: {} },
    start,
    validateOnly,
  };
}

/** Wall time from one slice to the next. */
export function every(ms: number): NonNullable<Asked["pace"]> {
  return {
    case: "intervalPerSlice",
    value: { seconds: BigInt(Math.floor(ms / 1_000)), nanos: (ms % 1_000) * 1e6 },
  };
}

/** Who asks, under which request. */
export function identity(method: string, requestId = "", content = "") {
  const requestHash = new Uint8Array(hash("sha256", `${method} ${content}`, "buffer"));
  return { requestId, method: `openbell.v1.SessionService/${method}`, requestHash };
}

/** A change of a session that nothing guards. */
export function changeOf(sessionId: string, rest: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    scope,
    sessionId,
    identity: identity("Change", "", sessionId),
    etag: "",
    comment: "",
    ...rest,
  };
}

/** The value of an outcome; throws the refusal. */
export function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${reasonName(outcome.rejection.reason)}: ${outcome.rejection.message}`);
}

/** How an outcome ended: the state of a session, or the reason of a refusal. */
export function ending(outcome: Outcome<Session | KeptSession>): string {
  if (!outcome.ok) return reasonName(outcome.rejection.reason);
  return stateOf("session" in outcome.value ? outcome.value.session : outcome.value);
}

/** The name of the state that a session is in. */
export function stateOf(session: Session | undefined): string {
  return stateName(session?.status?.state ?? SessionState.UNSPECIFIED);
}

/** Creates a session and gives it as it was answered. */
export async function created(trial: Trial, asked: Asked = {}): Promise<Session> {
  return value(await trial.clock.finish(trial.commands.create(creation(asked)))).session;
}

/** The session as it is on disk. */
export async function onDisk(trial: Pick<Trial, "store">, sessionId: string): Promise<Session> {
  const stored = await trial.store.readSession(scope, sessionId);
  if (stored === undefined) throw new Error(`there is no ${sessionId}`);
  return stored.session;
}

/** The trading days that the log holds of a session: `date barrier`. */
export async function closedDays(trial: Pick<Trial, "store">, sessionId: string) {
  const selection = {
    sessionIds: [sessionId],
    modes: [],
    strategyIds: [],
    kinds: [EventKind.TRADING_DAYS],
  };
  const page = await trial.store.readLog(scope, selection, 0n, unlimited);
  return page.records.flatMap((record) =>
    record
      .decode()
      .events.flatMap(({ payload }) =>
        payload.case === "tradingDayClosed"
          ? [`${payload.value.date} ${payload.value.barrier}`]
          : [],
      ),
  );
}

/** The days that a whole run closes, by a calendar alone. */
export function wholeRun(from: number, to: number): readonly string[] {
  const sessions = findCalendar("XNYS")?.sessionsBetween(from, to) ?? [];
  return sessions.map(({ date }, index) => `${formatTradingDate(date)} ${index + 1}`);
}

/** A session that may wait for ever. */
export const forever: Asked = { idleTimeoutSeconds: 0 };

/** Creates many such sessions at once. */
export function many(trial: Trial, count: number): Promise<unknown> {
  const asked = creation(forever);
  const all = Array.from({ length: count }, () => trial.commands.create(asked));
  return trial.clock.finish(Promise.all(all));
}
