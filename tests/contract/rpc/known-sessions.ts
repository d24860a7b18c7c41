/** A server with one session in every state that a client can meet, and tokens of all kinds. */
import { randomBytes } from "node:crypto";
import { create, fromJson, type JsonObject } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { AccountModelSchema, AccountType } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import {
  type SessionSpec,
  SessionSpecSchema,
  SessionState,
  StateReason,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { TurnSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { SessionCommand } from "../../../src/domain/session/command.ts";
import { decide } from "../../../src/domain/session/decide.ts";
import { evolveAll } from "../../../src/domain/session/evolve.ts";
import { sessionIdOf } from "../../../src/domain/session-id.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { resolveFillModel } from "../../../src/engine/profiles/resolve-fill-model.ts";
import { systemClock } from "../../../src/server/system-clock.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../../../src/store/store.ts";
import { goodSpec, lockstepSpec, slowSpec } from "./good-specs.ts";
import { restingSpec } from "./trading-cases.ts";
import { startTrialServer, type TrialServer, temporaryFolder, tickSymbol } from "./trial-server.ts";

/** States that a client can meet a session in. STARTING and STOPPING last no commit. */
export type KnownState =
  | "READY"
  | "RUNNING"
  | "PAUSED"
  | "SUSPENDED"
  | "STOPPED"
  | "COMPLETED"
  | "FAILED";

/** All of them. */
export const knownStates: readonly KnownState[] = [
  "READY",
  "RUNNING",
  "PAUSED",
  "SUSPENDED",
  "STOPPED",
  "COMPLETED",
  "FAILED",
];

/** What a token of MarketDataService is of. */
export type MarketToken = "markets" | "instruments" | "sessions" | "bars" | "trades" | "quotes";

/** What the rows are about. */
export interface KnownSessions {
  readonly server: TrialServer;
  readonly client: Client<typeof SessionService>;
  /** Session ids by state. */
  readonly ids: Readonly<Record<KnownState, string>>;
  readonly deletedId: string;
  /** Well formed, and of no session. */
  readonly missingId: string;
  /** The request id of a creation. */
  readonly usedRequestId: string;
  /**
   * In lockstep, RUNNING at barrier 2. Its orders: one that rests, a filled and a canceled one, and
   * two that closed what it bought.
   */
  readonly driven: { readonly sessionId: string; readonly token: string };
  /** In lockstep, READY and without a driver. */
  readonly freeId: string;
  /** Page tokens of its lists. */
  readonly tradingTokens: Readonly<Record<"listOrders" | "listFills" | "listTrades", string>>;
  /** A page token of the request without filter and order. */
  readonly pageToken: string;
  /** A resume token of a feed without filter, of LIFECYCLE. */
  readonly resumeToken: string;
  /** The same of another store. */
  readonly foreignToken: string;
  /** Tokens of MarketDataService, each of the good request of its method. */
  readonly marketTokens: Readonly<Record<MarketToken, string>>;
}

const scope = { tenant: "default", owner: "local" };

/** Starts the server. */
export async function startKnownSessions(
  env: Readonly<Record<string, string>> = {},
): Promise<KnownSessions> {
  const dataDir = temporaryFolder();
  const broken = await writeBrokenSessions(dataDir);
  const server = await startTrialServer(env, dataDir);
  const transport = createConnectTransport({ baseUrl: server.url, httpVersion: "2" });
  const client = createClient(SessionService, transport);
  const usedRequestId = "0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a01";
  const make = async (spec: JsonObject, requestId = "", start = false): Promise<string> => {
    const asked = { spec: fromJson(SessionSpecSchema, spec), start, requestId };
    return (await client.createSession(asked)).session?.sessionId ?? "";
  };
  const ids = {
    ...broken,
    READY: await make({ ...goodSpec, displayName: "first" }, usedRequestId),
    RUNNING: await make(slowSpec, "", true),
    PAUSED: await make(slowSpec, "", true),
    STOPPED: await make(goodSpec),
    COMPLETED: await make(goodSpec, "", true),
  };
  const deletedId = await make(goodSpec);
  await client.pauseSession({ sessionId: ids.PAUSED });
  await client.stopSession({ sessionId: ids.STOPPED });
  await client.deleteSession({ sessionId: deletedId });
  await untilState(client, ids.COMPLETED, SessionState.COMPLETED);
  const driving = await drivenSessions(transport, (start) => make(lockstepSpec, "", start));
  const { nextPageToken } = await client.listSessions({ pageSize: 1 });
  const { resumeToken } = await client.listSessionEvents({ start: fromNow });
  return {
    ...driving,
    server,
    client,
    ids,
    deletedId,
    missingId: "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90",
    usedRequestId,
    pageToken: nextPageToken,
    resumeToken,
    foreignToken: await foreignToken(),
    marketTokens: await marketTokens(transport),
  };
}

const fromNow = { case: "fromNow", value: true } as const;

/** Watches until the session is in the state. */
export async function untilState(
  client: Client<typeof SessionService>,
  sessionId: string,
  state: SessionState,
): Promise<void> {
  for await (const { frame } of client.watchSessions({ filter: { sessionIds: [sessionId] } })) {
    const sessions =
      frame.case === "snapshot"
        ? frame.value.sessions
        : frame.case === "record" && frame.value.session
          ? [frame.value.session]
          : [];
    if (sessions.some((session) => session.status?.state === state)) return;
  }
}

async function drivenSessions(
  transport: Transport,
  make: (start: boolean) => Promise<string>,
): Promise<Pick<KnownSessions, "driven" | "freeId" | "tradingTokens">> {
  const trading = createClient(TradingService, transport);
  const place = (clientOrderId: string, spec: JsonObject): JsonObject => ({
    place: { clientOrderId, spec: { ...restingSpec, ...spec } },
  });
  const market = { type: "ORDER_TYPE_MARKET", limitPrice: "", timeInForce: "TIME_IN_FORCE_DAY" };
  const buy = { ...market, quantity: "2" };
  const sell = { ...market, side: "SIDE_SELL" };
  const commands: readonly JsonObject[][] = [
    [
      ...[place("resting", {}), place("filled", buy), place("gone", {})],
      { cancel: { order: { clientOrderId: "gone" } } },
    ],
    [place("half", sell), place("other-half", sell)],
  ];
  const sessionId = await make(true);
  const { driverToken: token } = await trading.acquireDriver({ sessionId });
  const headers = { "openbell-driver-token": token };
  for (const [barrier, each] of commands.entries()) {
    const turn = fromJson(TurnSchema, { expectedBarrier: String(barrier), commands: each });
    await trading.step({ sessionId, turn }, { headers });
  }
  const pageSize = 1;
  // This brings to the disk what was done, which the trades are read from.
  const orders = await trading.listOrders({ sessionId, pageSize });
  const fills = await trading.listFills({ sessionId, pageSize });
  const trades = await trading.listTrades({ sessionId, pageSize });
  return {
    driven: { sessionId, token },
    freeId: await make(false),
    tradingTokens: {
      listOrders: orders.nextPageToken,
      listFills: fills.nextPageToken,
      listTrades: trades.nextPageToken,
    },
  };
}

async function marketTokens(transport: Transport): Promise<KnownSessions["marketTokens"]> {
  const client = createClient(MarketDataService, transport);
  const pageSize = 1;
  const subject = { case: "calendarId", value: "XNYS" } as const;
  const [markets, instruments, sessions] = await Promise.all([
    client.listMarkets({ pageSize }),
    client.listInstruments({ pageSize }),
    client.listTradingSessions({ pageSize, subject }),
  ]);
  return {
    bars: await lastToken(client.readBars({ symbol: "SP500" })),
    trades: await lastToken(client.readTrades({ symbol: tickSymbol })),
    quotes: await lastToken(client.readQuotes({ symbol: tickSymbol })),
    markets: markets.nextPageToken,
    instruments: instruments.nextPageToken,
    sessions: sessions.nextPageToken,
  };
}

async function lastToken(
  messages: AsyncIterable<{ readonly resumeToken: string }>,
): Promise<string> {
  let token = "";
  for await (const { resumeToken } of messages) token = resumeToken;
  return token;
}

async function foreignToken(): Promise<string> {
  const other = await startTrialServer();
  const transport = createConnectTransport({ baseUrl: other.url, httpVersion: "1.1" });
  const page = await createClient(SessionService, transport).listSessionEvents({ start: fromNow });
  await other.stop();
  return page.resumeToken;
}

/**
 * Writes what no healthy server makes: a session that is SUSPENDED, one that FAILED, and a log
 * whose beginning was removed.
 */
async function writeBrokenSessions(
  folder: string,
): Promise<Pick<KnownSessions["ids"], "SUSPENDED" | "FAILED">> {
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  const reason = StateReason.DATA_UNAVAILABLE;
  const error = { $typeName: "openbell.v1.SessionError", reason: "DATA_CHANGED", message: "x" };
  const purgeTime = timestampOf(systemClock.nowNs());
  await writeSession(store, [{ type: "Delete", purgeTime }]);
  await store.upkeep.purgeSessions(systemClock.nowNs() + 1_000_000_000n, 10);
  const ids = {
    SUSPENDED: await writeSession(store, [
      { type: "Start" },
      { type: "Suspend", reason, message: "its data cannot be read" },
    ]),
    FAILED: await writeSession(store, [
      { type: "Start" },
      { type: "Fail", reason, error: error as never },
    ]),
  };
  await store.close();
  return ids;
}

async function writeSession(
  store: SessionStore,
  commands: readonly SessionCommand[],
): Promise<string> {
  const nowNs = systemClock.nowNs();
  const context = { now: timestampOf(nowNs), actor: "local", requestId: "", comment: "" };
  const sessionId = sessionIdOf(Number(nowNs / 1_000_000n), randomBytes(10));
  const content = {
    spec: withDefaults(fromJson(SessionSpecSchema, goodSpec)),
    labels: {},
    annotations: {},
  };
  const creation: SessionCommand = { type: "Create", sessionId, owner: "local", ...content };
  let session: ReturnType<typeof evolveAll> | undefined;
  const events = [creation, ...commands].flatMap((command) => {
    const decision = decide(session, command, context);
    if (!decision.accepted) throw new Error(decision.rejection.message);
    session = evolveAll(session, sessionId, decision.events);
    return decision.events;
  });
  if (session === undefined) throw new Error("nothing was decided");
  const appends = [{ sessionId, expectedEventNumber: 0n, events, session }];
  const result = await store.commit({ scope, appends, timeNs: nowNs });
  if (result.outcome !== "committed") throw new Error(result.outcome);
  return sessionId;
}

/** What the validator writes in before a session is kept. */
function withDefaults(spec: SessionSpec): SessionSpec {
  if (spec.modeSpec.case !== "simulation") return spec;
  const resolved = resolveFillModel(undefined, "fill_model");
  if (resolved.ok) spec.modeSpec.value.fillModel = resolved.model;
  const margins = { initialMargin: "1", maintenanceMargin: "0.5" };
  spec.modeSpec.value.account = create(AccountModelSchema, {
    type: AccountType.MARGIN,
    ...margins,
  });
  return spec;
}
