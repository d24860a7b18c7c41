import type { ConnectRouter } from "@connectrpc/connect";
import { onTestFinished } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { healthRoutes } from "../../../src/rpc/health.ts";
import { HealthStatus } from "../../../src/rpc/health-status.ts";
import { reflectionRoutes } from "../../../src/rpc/reflection.ts";
import {
  type GrpcTransport,
  type GrpcTransportOptions,
  listenGrpc,
} from "../../../src/server/grpc-transport.ts";
import type { TransportLimits } from "../../../src/server/transport-limits.ts";

/** A native transport on a free port of this machine that closes with its test. */
export interface GrpcTrial {
  readonly transport: GrpcTransport;
  readonly port: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly health: HealthStatus;
  /** What was logged, as `level message`, with the error's own message where there is one. */
  readonly logged: string[];
}

/** Serves health, of a server that serves, and reflection; or other routes. */
export async function openGrpcTrial(
  limits: Partial<TransportLimits> = {},
  routes?: (router: ConnectRouter) => void,
  more: Partial<Pick<GrpcTransportOptions, "addresses" | "interceptors" | "connection">> = {},
): Promise<GrpcTrial> {
  const health = new HealthStatus();
  health.set("", 1);
  const logged: string[] = [];
  const write = (level: string) => (fields: { err?: unknown }, message: string) => {
    const cause = fields.err instanceof Error ? `: ${fields.err.message}` : "";
    logged.push(`${level} ${message}${cause}`);
  };
  const transport = await listenGrpc({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    routes: routes ? [routes] : [healthRoutes(health), reflectionRoutes([Health])],
    limits,
    log: { error: write("error"), warn: write("warn") },
    ...more,
  });
  onTestFinished(() => transport.close(0));
  const [address = ""] = transport.addresses;
  return {
    transport,
    port: Number(address.split(":")[1]),
    url: `http://${address}`,
    health,
    logged,
  };
}
