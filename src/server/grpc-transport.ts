/** The native gRPC transport: services behind a gate, on ports and sockets that listen. */
import type { ConnectRouter, Interceptor } from "@connectrpc/connect";
import { formatGrpcAddress, type GrpcAddress } from "./grpc-address.ts";
import { GrpcCalls } from "./grpc-calls.ts";
import {
  defaultGrpcConnectionSettings,
  type GrpcConnectionSettings,
} from "./grpc-connection-settings.ts";
import { collectGrpcMethods } from "./grpc-methods.ts";
import { type GrpcPort, openGrpcPort } from "./grpc-port.ts";
import { createGrpcServer } from "./grpc-server.ts";
import { PendingBytes } from "./request-body.ts";
import { defaultTransportLimits, type TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** What to serve, and where. */
export interface GrpcTransportOptions {
  /** Every address serves the same. Port 0 lets the system choose. */
  readonly addresses: readonly GrpcAddress[];
  /** Each mounts services. What a route says of the protocols of connect has no effect here. */
  readonly routes: readonly ((router: ConnectRouter) => void)[];
  /** The first is the outermost. */
  readonly interceptors?: readonly Interceptor[];
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<TransportLimits>;
  /** Settings of connections that differ from the defaults. */
  readonly connection?: Partial<GrpcConnectionSettings>;
  readonly log: TransportLog;
}

/** A transport that listens. */
export interface GrpcTransport {
  /** Where it listens, as `host:port` or `unix:PATH`, in the order of the addresses given. */
  readonly addresses: readonly string[];
  /**
   * Takes no more connections and tells clients to go elsewhere; streams see their signal aborted
   * with UNAVAILABLE (SERVER_STOPPING) at once, and all calls that are left end with that status
   * after `graceMs`. What has not ended soon after that is cut off. Resolves when every connection
   * is closed; a second call joins the first.
   */
  close(graceMs: number): Promise<void>;
}

/** After the grace: time in which the last statuses may still be written. */
const lastWordsMs = 250;

/** Listens on all addresses, or on none: fails with the system's error if one cannot be had. */
export async function listenGrpc(options: GrpcTransportOptions): Promise<GrpcTransport> {
  const limits = { ...defaultTransportLimits, ...options.limits };
  const { log, interceptors = [] } = options;
  const running = new GrpcCalls();
  const server = createGrpcServer({
    methods: collectGrpcMethods(options.routes),
    connection: { ...defaultGrpcConnectionSettings, ...options.connection },
    pending: new PendingBytes(limits.pendingMaxBytes),
    interceptors,
    running,
    limits,
    log,
  });
  const ports: GrpcPort[] = [];
  try {
    for (const address of options.addresses) {
      ports.push(await openGrpcPort({ address, limits, log, take: server.take }));
    }
  } catch (error) {
    for (const port of ports) port.drain();
    server.dispose();
    throw error;
  }

  async function close(graceMs: number): Promise<void> {
    const closed = Promise.all(ports.map((port) => port.closed));
    for (const port of ports) port.drain();
    server.drain();
    running.drain();
    await within(closed, graceMs);
    running.stop();
    await within(closed, lastWordsMs);
    for (const port of ports) port.destroy();
    await closed;
    server.dispose();
  }

  let closing: Promise<void> | undefined;
  return {
    addresses: ports.map((port) => formatGrpcAddress(port.address)),
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

async function within(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeoutMs);
  await Promise.race([work, late]);
  clearTimeout(timer);
}
