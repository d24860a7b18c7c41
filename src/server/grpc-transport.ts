/** The native gRPC transport: services behind a gate, on ports and sockets that listen. */
import type { ConnectRouter, Interceptor } from "@connectrpc/connect";
import { closeWithin } from "./close-within.ts";
import { type ConnectionSettings, defaultConnectionSettings } from "./connection-settings.ts";
import { formatGrpcAddress, type GrpcAddress } from "./grpc-address.ts";
import { GrpcCalls } from "./grpc-calls.ts";
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
  readonly connection?: Partial<ConnectionSettings>;
  readonly log: TransportLog;
}

/** A transport that listens. */
export interface GrpcTransport {
  /** Where it listens, as `host:port` or `unix:PATH`, in the order of the addresses given. */
  readonly addresses: readonly string[];
  /** Takes no more connections and tells clients to go elsewhere; calls go on. */
  drain(): void;
  /** Drains and ends all calls within the grace, as `closeWithin` says. A second call joins. */
  close(graceMs: number): Promise<void>;
}

/** Listens on all addresses, or on none: fails with the system's error if one cannot be had. */
export async function listenGrpc(options: GrpcTransportOptions): Promise<GrpcTransport> {
  const limits = { ...defaultTransportLimits, ...options.limits };
  const { log, interceptors = [] } = options;
  const running = new GrpcCalls();
  const server = createGrpcServer({
    methods: collectGrpcMethods(options.routes),
    connection: { ...defaultConnectionSettings, ...options.connection },
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
    throw error;
  }

  function drain(): void {
    for (const port of ports) port.drain();
    server.drain();
  }

  async function close(graceMs: number): Promise<void> {
    drain();
    await closeWithin(graceMs, {
      closed: Promise.all(ports.map((port) => port.closed)),
      interruptStreams: () => running.drain(),
      endCalls: () => running.stop(),
      cutOff: () => {
        for (const port of ports) port.destroy();
      },
    });
  }

  let closing: Promise<void> | undefined;
  return {
    addresses: ports.map((port) => formatGrpcAddress(port.address)),
    drain,
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}
