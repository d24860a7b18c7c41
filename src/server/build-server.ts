/** The composition root: everything that a server is made of, in the order in which it starts. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  Health,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { type SeedOutcome, seedCatalog } from "../market/import/seed-catalog.ts";
import { loadInstruments } from "../market/load-instruments.ts";
import { ParquetCatalog } from "../market/parquet/parquet-catalog.ts";
import { healthRoutes } from "../rpc/health.ts";
import { HealthStatus } from "../rpc/health-status.ts";
import { serviceErrors } from "../rpc/interceptors/service-errors.ts";
import { reflectionRoutes } from "../rpc/reflection.ts";
import { openSqliteStore, type SqliteStoreOptions } from "../store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../store/store.ts";
import type { StoreError } from "../store/store-error.ts";
import type { Config } from "./config.ts";
import { createSessionStack, type SessionStack } from "./session-stack.ts";
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
  /** Resolves when the storage has failed for good: the server is to be stopped at once. */
  readonly failed: Promise<StoreError>;
  /**
   * Stops: health says NOT_SERVING, watchers are told where to go on, runs come to a durable
   * barrier, calls in flight end within the grace (by default the configured one), the store is
   * closed. A second call joins the first.
   */
  stop(graceMs?: number): Promise<void>;
}

/**
 * Starts a server, or fails with everything let go: a StoreError, a CatalogError or the system's
 * error of an address that cannot be had. Requests are answered once sessions were brought back.
 * `openStore` opens another store than the one of the folder.
 */
export async function startServer(
  config: Config,
  log: TransportLog,
  openStore: (options: SqliteStoreOptions) => SessionStore = openSqliteStore,
): Promise<RunningServer> {
  // First the folder: while another server has it, nothing in it may be touched.
  const store = openStore({ folder: config.dataDir, clock: systemClock, randomBytes });
  const market = await openMarket(join(config.dataDir, "market"), store);
  const sessions = createSessionStack({
    store,
    catalog: market.catalog,
    clock: systemClock,
    limits: config.limits,
    retention: config,
    deletedSessionRetentionMs: config.deletedSessionRetentionMs,
    heartbeatMs: config.heartbeatIntervalMs,
    reportError: (message, error) => log.error({ err: error }, message),
  });
  const health = new HealthStatus();
  let transports: Transports | undefined;
  try {
    const recovered = await sessions.start();
    transports = await listen(config, sessions, health, log);
    let stopping: Promise<void> | undefined;
    return {
      grpcAddress: transports.grpcAddress,
      httpAddress: transports.httpAddress,
      market: market.seed,
      recovered,
      failed: store.failed,
      stop(graceMs = config.shutdownGraceMs) {
        stopping ??= stop(graceMs);
        return stopping;
      },
    };
  } catch (error) {
    await sessions.stop();
    await store.close();
    throw error;
  }

  async function stop(graceMs: number): Promise<void> {
    health.setAll(Serving.NOT_SERVING);
    await sessions.feed.close(graceMs);
    await transports?.close(graceMs);
    await sessions.stop();
    await store.close();
  }
}

async function openMarket(directory: string, store: SessionStore) {
  try {
    return await seededMarket(directory);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function seededMarket(directory: string) {
  const instruments = loadInstruments();
  // A calendar is computed when it is first asked for: now, rather than in a first request.
  for (const { calendar } of instruments) findCalendar(calendar);
  const seed = await seedCatalog(directory, instruments);
  return { seed, catalog: await ParquetCatalog.open(directory, instruments) };
}

async function listen(
  config: Config,
  sessions: SessionStack,
  health: HealthStatus,
  log: TransportLog,
): Promise<Transports> {
  const transports = await listenTransports({
    grpcAddress: config.grpcAddress,
    httpAddress: config.httpAddress,
    routes: [
      (router) => router.service(SessionService, sessions.service),
      healthRoutes(health),
      reflectionRoutes([SessionService, Health]),
    ],
    interceptors: [serviceErrors],
    limits: { readMaxBytes: config.maxMessageBytes },
    log,
  });
  for (const service of ["", SessionService.typeName]) health.set(service, Serving.SERVING);
  return transports;
}
