/** The server that is measured, in a process of its own, and connections of the bench to it. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { Health } from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { type ServerProcess, startServerProcess } from "../e2e/server-process.ts";

/** One connection: gRPC over HTTP/2 in clear text. */
export interface Connection {
  readonly sessions: Client<typeof SessionService>;
  readonly health: Client<typeof Health>;
  close(): void;
}

/** One of the server's addresses, and what takes the calls there. */
export interface Target {
  readonly transport: "native gRPC" | "Connect's gRPC";
  /** `host:port`. */
  readonly address: string;
}

/** A server without limits on the number of sessions and watchers. */
export interface ServerUnderLoad {
  readonly process: ServerProcess;
  /** Both addresses; the native one is the first. */
  readonly targets: readonly [Target, Target];
  /** From the start of the process until it serves, in milliseconds. */
  readonly startMs: number;
  /** Memory of the process that is in use, in MiB. */
  residentMebibytes(): number;
  connect(): Connection;
}

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

/** Starts a server on a folder. `nodeFlags` are for its Node, for example to take a profile. */
export async function startServer(
  folder: string,
  nodeFlags: readonly string[] = [],
): Promise<ServerUnderLoad> {
  const start = performance.now();
  const settings = { OPENBELL_LOG_LEVEL: "error", OPENBELL_LIMITS_WATCHERS: "0" };
  const process = await startServerProcess(folder, settings, [...nodeFlags, command, "serve"]);
  return {
    process,
    targets: [
      { transport: "native gRPC", address: new URL(process.grpcUrl).host },
      { transport: "Connect's gRPC", address: new URL(process.httpUrl).host },
    ],
    startMs: performance.now() - start,
    residentMebibytes() {
      const kibibytes = execFileSync("ps", ["-o", "rss=", "-p", `${process.pid}`], {
        encoding: "utf8",
      });
      return Number(kibibytes) / 1_024;
    },
    connect() {
      const sessionManager = new Http2SessionManager(process.grpcUrl);
      const transport = createGrpcTransport({ baseUrl: process.grpcUrl, sessionManager });
      return {
        sessions: createClient(SessionService, transport),
        health: createClient(Health, transport),
        close: () => sessionManager.abort(),
      };
    },
  };
}
