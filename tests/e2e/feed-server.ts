/** A server in this process, over a store on disk, of which tests see what watchers cost it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { defaultLimits, type Limits } from "../../src/domain/limits.ts";
import { createSessionStack } from "../../src/server/session-stack.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import type { TransportLimits } from "../../src/server/transport-limits.ts";
import { listenTransports } from "../../src/server/transports.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { LogPage, SessionStore } from "../../src/store/store.ts";
import { BarCatalog } from "../unit/sessions/bar-catalog.ts";

/** What of the log and of snapshots was fetched for readers of one strategy. */
export interface Fetched {
  records: number;
  bytes: number;
  snapshots: number;
}

/** What differs from the usual server. */
export interface FeedServerOptions {
  readonly limits?: Partial<TransportLimits>;
  readonly watchers?: number;
}

/** A server that runs. */
export type FeedServer = Awaited<ReturnType<typeof startFeedServer>>;

/** Starts a server on a folder of its own. */
export async function startFeedServer(options: FeedServerOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "openbell-feed-"));
  const fetched = new Map<string, Fetched>();
  const store = counting(openSqliteStore({ folder, clock: systemClock, randomBytes }), fetched);
  const logged: unknown[] = [];
  const limits: Limits = {
    ...{ ...defaultLimits, openSessionsPerOwner: 0, createsPerMinute: 0 },
    watchers: options.watchers ?? 0,
  };
  const sessions = createSessionStack({
    ...{ store, limits, catalog: new BarCatalog(), clock: systemClock },
    retention: { requestIdRetentionMs: 86_400_000, requestIdsPerOwner: 100_000 },
    deletedSessionRetentionMs: 86_400_000,
    heartbeatMs: 15_000,
    reportLate: () => {},
    reportError: (message, error) => logged.push([message, error]),
  });
  await sessions.start();
  const transports = await listenTransports({
    grpcAddress: { host: "127.0.0.1", port: 0 },
    httpAddress: { host: "127.0.0.1", port: 0 },
    routes: [(router) => router.service(SessionService, sessions.service)],
    interceptors: [],
    log: { error: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) },
    ...(options.limits && { limits: options.limits }),
  });
  const managers: Http2SessionManager[] = [];
  const connect = (address: string): Client<typeof SessionService> => {
    const baseUrl = `http://${address}`;
    const sessionManager = new Http2SessionManager(baseUrl);
    managers.push(sessionManager);
    return createClient(SessionService, createGrpcTransport({ baseUrl, sessionManager }));
  };
  return {
    grpcUrl: `http://${transports.grpcAddress}`,
    httpUrl: `http://${transports.httpAddress}`,
    feed: sessions.feed,
    store,
    logged,
    /** A client with a connection of its own. */
    newClient: (url: "grpc" | "http" = "grpc") =>
      connect((url === "grpc" ? transports.grpcAddress : transports.httpAddress) ?? ""),
    fetchedFor: (strategyId: string) =>
      fetched.get(strategyId) ?? { records: 0, bytes: 0, snapshots: 0 },
    /** Bytes of the write-ahead log. */
    walBytes: () => statSync(join(folder, "openbell.db-wal")).size,
    async close() {
      for (const manager of managers) manager.abort();
      await sessions.feed.close(0);
      await transports.close(0);
      await sessions.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The store, which notes what it hands to readers that name one strategy. */
function counting(store: SessionStore, fetched: Map<string, Fetched>): SessionStore {
  const noteOf = (strategyId = "") => {
    const note = fetched.get(strategyId) ?? { records: 0, bytes: 0, snapshots: 0 };
    fetched.set(strategyId, note);
    return note;
  };
  const count = (page: LogPage, strategyId: string | undefined): LogPage => {
    const note = noteOf(strategyId);
    note.records += page.records.length;
    for (const { size } of page.records) note.bytes += size;
    return page;
  };
  return {
    ...store,
    async readLog(scope, selection, after, limit) {
      const page = await store.readLog(scope, selection, after, limit);
      return count(page, selection.strategyIds[0]);
    },
    readTail(scope, selection, after, limit) {
      const page = store.readTail(scope, selection, after, limit);
      // A look for news, one record long, is not kept.
      return page === undefined || limit.records === 1
        ? page
        : count(page, selection.strategyIds[0]);
    },
    async readSnapshot(scope, selection, afterId, limit) {
      noteOf(selection.strategyIds[0]).snapshots += 1;
      return store.readSnapshot(scope, selection, afterId, limit);
    },
  };
}
