/**
 * A server that plays the script of a scenario, faults included, and keeps what the client did. It
 * speaks gRPC by hand over HTTP/2 in clear text; other kinds of it speak something else.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createHttp1Server } from "node:http";
import { createServer as createHttp2Server, type ServerHttp2Session } from "node:http2";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CallPlayer } from "./call-player.ts";
import { GrpcCall } from "./grpc-call.ts";
import type { Scenario } from "./scenario.ts";

/** A server that plays one scenario. */
export interface FaultServer {
  /** Where it listens, as clients take it. */
  readonly url: string;
  /** Waits until all calls are over, for a second at most; then says what the client did wrong. */
  problems(): Promise<readonly string[]>;
  /** UUIDs that stood where any may stand. */
  readonly uuids: ReadonlySet<string>;
  close(): void;
}

/** What a client gets for the leaving of a call. */
const leaveMs = 1_000;

/** Starts the server of a scenario. */
export async function startFaultServer(scenario: Scenario): Promise<FaultServer> {
  const problems: string[] = [];
  const uuids = new Set<string>();
  const players: CallPlayer[] = [];
  const sockets = new Set<Socket>();
  const server = serverOf(scenario.server, (session) => {
    session.on("error", () => {});
    session.on("stream", (stream, headers) => {
      const script = scenario.calls[players.length];
      const method = (headers[":path"] ?? "").replace(/^\/openbell\.v1\./, "");
      const call = new GrpcCall(stream, headers);
      const number = players.length + 1;
      const player = new CallPlayer({ number, method, call, script, players, problems, uuids });
      players.push(player);
      player.play().catch((error: unknown) => problems.push(`call ${number}: ${error}`));
    });
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    if (scenario.server === "closes") socket.destroy();
  });
  const folder = scenario.server === "unix" ? mkdtempSync(join(tmpdir(), "openbell-")) : undefined;
  const path = join(folder ?? "", "grpc.sock");
  server.listen(folder !== undefined ? { path } : { port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  const url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : `unix:${address}`;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  };
  if (scenario.server === "absent") {
    server.close();
    await once(server, "close");
  }
  return {
    url,
    uuids,
    close,
    async problems() {
      const over = Promise.all(players.map(({ call }) => call.over())).then(() => []);
      const late = new Promise<string[]>((resolve) => {
        setTimeout(() => resolve(openCalls(players)), leaveMs);
      });
      const open = await Promise.race([over, late]);
      const missing = scenario.calls
        .slice(players.length)
        .map(
          ({ method }, at) => `the client never made call ${players.length + at + 1} (${method})`,
        );
      const many = uuids.size > 1 ? [`request ids differ: ${[...uuids].join(", ")}`] : [];
      return [...problems, ...open, ...missing, ...many];
    },
  };
}

function openCalls(players: readonly CallPlayer[]): string[] {
  return players
    .filter(({ call }) => !call.isOver)
    .map(({ number, method }) => `the client did not leave call ${number} (${method})`);
}

function serverOf(kind: Scenario["server"], take: (session: ServerHttp2Session) => void): Server {
  if (kind === "closes" || kind === "absent") return createTcpServer();
  if (kind === "http1") {
    return createHttp1Server((_, response) => response.writeHead(404).end("not found"));
  }
  // A header with a space at its end would be left out in silence.
  const server = createHttp2Server({ strictFieldWhitespaceValidation: false });
  server.on("session", take);
  return server;
}
