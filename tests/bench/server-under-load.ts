/** The server that is measured, in a process of its own, and connections of the bench to it. */
import { execFileSync } from "node:child_process";
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

/** A server without limits on the number of sessions. */
export interface ServerUnderLoad {
  readonly process: ServerProcess;
  /** From the start of the process until it serves, in milliseconds. */
  readonly startMs: number;
  /** Memory of the process that is in use, in MiB. */
  residentMebibytes(): number;
  connect(): Connection;
}

/** Starts a server on a folder. */
export async function startServer(folder: string): Promise<ServerUnderLoad> {
  const start = performance.now();
  const process = await startServerProcess(folder, { OPENBELL_LOG_LEVEL: "error" });
  return {
    process,
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
