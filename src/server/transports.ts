/** The two ways in, with one set of routes: native gRPC for bots, Connect for everything else. */
import type { ConnectTransportOptions } from "./connect-transport.ts";
import { listenConnect } from "./connect-transport.ts";
import type { GrpcAddress } from "./grpc-address.ts";
import { listenGrpc } from "./grpc-transport.ts";
import type { LoopbackAddress } from "./loopback-address.ts";

/** What to serve, and where. */
export interface TransportsOptions
  extends Pick<
    ConnectTransportOptions,
    "routes" | "interceptors" | "limits" | "connection" | "log"
  > {
  /** Native gRPC; undefined for nowhere. */
  readonly grpcAddress: GrpcAddress | undefined;
  /** gRPC, gRPC-Web, Connect and JSON over HTTP/1.1 and HTTP/2; undefined for nowhere. */
  readonly httpAddress: LoopbackAddress | undefined;
}

/** Transports that listen. */
export interface Transports {
  /** As `host:port` or `unix:PATH`; undefined where it is not served. */
  readonly grpcAddress: string | undefined;
  /** As `host:port`; undefined where it is not served. */
  readonly httpAddress: string | undefined;
  /** Takes no more connections and tells clients to go elsewhere; calls go on. */
  drain(): void;
  /** Drains and ends all calls within the grace, as `closeWithin` says. */
  close(graceMs: number): Promise<void>;
}

/** Listens on both addresses, or on none: fails with the system's error if one cannot be had. */
export async function listenTransports(options: TransportsOptions): Promise<Transports> {
  const { grpcAddress, httpAddress, ...shared } = options;
  const grpc =
    grpcAddress === undefined
      ? undefined
      : await listenGrpc({ ...shared, addresses: [grpcAddress] });
  try {
    const http =
      httpAddress === undefined
        ? undefined
        : await listenConnect({ ...shared, addresses: [httpAddress] });
    return {
      grpcAddress: grpc?.addresses[0],
      httpAddress: http?.addresses[0],
      drain() {
        grpc?.drain();
        http?.drain();
      },
      async close(graceMs) {
        await Promise.all([grpc?.close(graceMs), http?.close(graceMs)]);
      },
    };
  } catch (error) {
    await grpc?.close(0);
    throw error;
  }
}
