/** A server that is killed and comes back on the same folder and the same two addresses. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { createGrpcJsTransport } from "../e2e/grpc-js-transport.ts";
import { launchServer, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";

/** A client of the contract, as generated. */
export type SessionClient = Client<typeof SessionService>;

/** One client on each address. */
export interface Clients {
  readonly native: SessionClient;
  readonly http: SessionClient;
  close(): void;
}

/** Where a server is and with what it is started. */
export interface ServerPlace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The program; by default the `openbell` command. */
  readonly entry?: readonly string[];
}

/** The settings of a server that listens on these two ports. */
export function portSettings(native: number, http: number): Readonly<Record<string, string>> {
  return {
    OPENBELL_GRPC_ADDRESS: `127.0.0.1:${native}`,
    OPENBELL_HTTP_ADDRESS: `127.0.0.1:${http}`,
  };
}

/** Starts it and waits until it serves. */
export function startAt(place: ServerPlace): Promise<ServerProcess> {
  return startServerProcess(place.folder, place.env, place.entry);
}

/** Starts it and kills it after the delay, whatever it does then. */
export async function killWhileStarting(place: ServerPlace, delayMs: number): Promise<void> {
  const { exited, signal } = launchServer(place.folder, place.env, place.entry);
  await sleep(delayMs);
  signal("SIGKILL");
  const exit = await exited;
  if (exit.signal !== "SIGKILL") throw new Error(`the server ended by itself with ${exit.code}`);
}

/** Opens a connection to each address. */
export function connectTo(server: Pick<ServerProcess, "grpcUrl" | "httpUrl">): Clients {
  const native = createGrpcJsTransport(new URL(server.grpcUrl).host);
  const sessionManager = new Http2SessionManager(server.httpUrl);
  const http = createGrpcTransport({ baseUrl: server.httpUrl, sessionManager });
  return {
    native: createClient(SessionService, native),
    http: createClient(SessionService, http),
    close() {
      native.close();
      sessionManager.abort();
    },
  };
}
