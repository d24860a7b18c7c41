/** The composition root: everything that a server is made of, in the order in which it starts. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  Health,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { MarketDataService } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { type SeedOutcome, seedCatalog } from "../market/import/seed-catalog.ts";
import { LiveCatalog } from "../market/live-catalog.ts";
import { loadMarkets } from "../market/load-instruments.ts";
import { ParquetCatalog } from "../market/parquet/parquet-catalog.ts";
import { RowGroupCache } from "../market/parquet/row-group-cache.ts";
import { clampsBy } from "../rpc/driver-clamp.ts";
import { healthRoutes } from "../rpc/health.ts";
import { HealthStatus } from "../rpc/health-status.ts";
import { createMarketDataService } from "../rpc/market-data-service.ts";
import { reflectionRoutes } from "../rpc/reflection.ts";
import {
  openSqliteStore,
  type SpaceOptions,
  type SqliteStoreOptions,
} from "../store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../store/store.ts";
import type { StoreError } from "../store/store-error.ts";
import type { Config } from "./config.ts";
import { reportStalls } from "./report-stalls.ts";
import { createSessionStack, type SessionStack } from "./session-stack.ts";
import { createStartupWait } from "./startup-wait.ts";
import { stopServer } from "./stop-server.ts";
import { systemClock } from "./system-clock.ts";
import type { TransportLog } from "./transport-log.ts";
import { listenTransports, type Transports } from "./transports.ts";

/** A server that runs. */
export interface RunningServer {
  /** Where native gRPC is served, as `host:port` or `unix:PATH`; undefined when it is off. */
  readonly grpcAddress: string | undefined;
  /** Where all protocols are served, as `host:port`; undefined when it is off. */
  readonly httpAddress: string | undefined;
  /** What the catalog holds. */
  readonly market: SeedOutcome;
  /** How many interrupted sessions were brought back. */
  readonly recovered: number;
  /**
   * Takes what was imported and what instruments were changed since. Resolves with whether anything
   * was; a file that cannot be used fails with every problem, and what was served before is kept.
   */
  reloadMarket(): Promise<boolean>;
  /** Resolves when the storage has failed for good: the server is to be stopped at once. */
  readonly failed: Promise<StoreError>;
  /**
   * Stops within the grace, by default the configured one, as `stopServer` says. A second call
   * joins the first. Resolves with false when the disk did not answer: see `leaveNow`.
   */
  stop(graceMs?: number): Promise<boolean>;
}

/** How a server starts, where that differs from the usual. */
export interface StartOptions {
  /** Opens another store than the one of the folder. */
  readonly openStore?: (options: SqliteStoreOptions) => SessionStore;
  /** Ends the wait for a folder or an address that another server has. */
  readonly signal?: AbortSignal;
  /** Told of such a wait: whole sentences for an operator. */
  readonly announce?: (message: string) => void;
}

/**
 * Starts a server, or fails with everything let go: a StoreError, a CatalogError, the system's
 * error of an address that cannot be had, the signal's reason. Requests are answered once sessions
 * were brought back.
 */
export async function startServer(
  config: Config,
  log: TransportLog,
  options: StartOptions = {},
): Promise<RunningServer> {
  const { openStore = openSqliteStore } = options;
  const take = createStartupWait({
    clock: systemClock,
    waitMs: config.startupWaitMs,
    signal: options.signal ?? new AbortController().signal,
    announce: options.announce ?? (() => {}),
  });
  // First the folder: while another server has it, nothing in it may be touched.
  const space = spaceOf(config, log);
  const stall = { limitMs: config.stallAfterMs, clock: systemClock };
  const store = await take(() =>
    openStore({ folder: config.dataDir, clock: systemClock, randomBytes, space, stall }),
  );
  const market = await openMarket(config, store);
  const sessions = createSessionStack({
    store,
    catalog: market.catalog,
    clock: systemClock,
    limits: config.limits,
    retention: config,
    deletedSessionRetentionMs: config.deletedSessionRetentionMs,
    heartbeatMs: config.heartbeatIntervalMs,
    reportLate: (late) => log.warn({ ...late }, "a watcher is far behind"),
    reportError: (message, error) => log.error({ err: error }, message),
  });
  const { catalog } = market;
  const marketData = createMarketDataService({
    ...{ catalog, limits: config.limits },
    random: Math.random,
    clampOf: clampsBy(sessions.tokens),
  });
  const health = new HealthStatus();
  try {
    const recovered = await sessions.start();
    const services = { sessions: sessions.service, trading: sessions.trading, marketData };
    const transports = await take(() => listen(config, services, health, log));
    const forgetStalls = reportStalls(store.disk, health, log);
    let stopping: Promise<boolean> | undefined;
    return {
      grpcAddress: transports.grpcAddress,
      httpAddress: transports.httpAddress,
      market: market.seed,
      recovered,
      reloadMarket: () => market.catalog.reload(),
      failed: store.failed,
      stop(graceMs = config.shutdownGraceMs) {
        forgetStalls();
        stopping ??= stopServer({ health, transports, sessions, store }, graceMs);
        return stopping;
      },
    };
  } catch (error) {
    await sessions.stop();
    await store.close();
    throw error;
  }
}

function spaceOf(
  { reserveBytes, lowSpaceBytes, dataDir }: Config,
  log: TransportLog,
): SpaceOptions {
  return {
    reserveBytes,
    lowBytes: lowSpaceBytes,
    clock: systemClock,
    onChange(hasRoom, freeBytes) {
      const message = hasRoom
        ? "there is room on the disk again: everything goes on"
        : "the disk is full or nearly so: creations are refused and runs held until there is room";
      log.warn({ dataDir, freeBytes }, message);
    },
  };
}

async function openMarket({ dataDir, rowCacheBytes }: Config, store: SessionStore) {
  try {
    return await seededMarket(join(dataDir, "market"), new RowGroupCache(rowCacheBytes));
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function seededMarket(directory: string, cache: RowGroupCache) {
  const first = loadMarkets(directory);
  const seed = await seedCatalog(directory, first.instruments);
  // Reading the instruments takes a tenth of a second; the start needs it once.
  let read: typeof first | undefined = first;
  const open = () => {
    const file = read ?? loadMarkets(directory);
    read = undefined;
    return ParquetCatalog.open(directory, file, cache);
  };
  const catalog = await LiveCatalog.start(open);
  // A calendar is computed when it is first asked for: of what has data now, rather than in a first
  // request; of the others then, as each takes some milliseconds and a megabyte.
  for (const { symbol } of catalog.listSeries()) {
    const instrument = catalog.findInstrument(symbol);
    if (instrument !== undefined) findCalendar(instrument.calendar);
  }
  return { seed, catalog };
}

/** What is served, beside health and reflection. */
interface Services {
  readonly sessions: SessionStack["service"];
  readonly trading: SessionStack["trading"];
  readonly marketData: ReturnType<typeof createMarketDataService>;
}

async function listen(
  config: Config,
  { sessions, trading, marketData }: Services,
  health: HealthStatus,
  log: TransportLog,
): Promise<Transports> {
  const transports = await listenTransports({
    grpcAddress: config.grpcAddress,
    httpAddress: config.httpAddress,
    routes: [
      (router) => router.service(SessionService, sessions),
      (router) => router.service(TradingService, trading),
      (router) => router.service(MarketDataService, marketData),
      healthRoutes(health),
      reflectionRoutes([SessionService, TradingService, MarketDataService, Health]),
    ],
    limits: { readMaxBytes: config.maxMessageBytes },
    connection: config.connection,
    log,
  });
  health.set("", Serving.SERVING);
  for (const service of [SessionService, TradingService, MarketDataService]) {
    health.set(service.typeName, Serving.SERVING);
  }
  return transports;
}
