/** One address at which connections are taken: a TCP port or a socket in the file system. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import type { GrpcAddress } from "./grpc-address.ts";
import { listenAtPath } from "./grpc-unix-socket.ts";
import { readHttpVersion } from "./http-preface.ts";
import { protocolNotSupported } from "./protocol-errors.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** What a port needs. */
export interface GrpcPortOptions {
  readonly address: GrpcAddress;
  readonly limits: Pick<TransportLimits, "maxConnections" | "handshakeTimeoutMs">;
  readonly log: TransportLog;
  /** Serves a connection that speaks HTTP/2; it is paused and holds the bytes read of it. */
  readonly take: (socket: Socket) => void;
}

/** A port that listens. */
export interface GrpcPort {
  /** Where it listens, with the port that the system chose. */
  readonly address: GrpcAddress;
  /** Takes no more connections; drops those that have said nothing yet. */
  drain(): void;
  /** Closes all connections, whatever they do. */
  destroy(): void;
  /** Resolves after `drain`, when the last connection is closed. */
  readonly closed: Promise<void>;
}

/** Listens; fails with the system's error if the address cannot be had. */
export async function openGrpcPort(options: GrpcPortOptions): Promise<GrpcPort> {
  const { limits, log, take } = options;
  const sockets = new Set<Socket>();
  const undecided = new Set<Socket>();
  const listener = createServer({ allowHalfOpen: false, noDelay: true, keepAlive: true });
  listener.maxConnections = limits.maxConnections;
  listener.on("drop", (dropped) => log.warn({ ...dropped }, "too many connections"));
  listener.on("connection", (socket) => {
    sockets.add(socket);
    undecided.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A connection that breaks ends its calls; there is nobody left to tell.
    socket.on("error", () => {});
    socket.once("finish", () => awaitPeer(socket, limits.handshakeTimeoutMs));
    readHttpVersion(socket, limits.handshakeTimeoutMs, (version) => {
      undecided.delete(socket);
      if (version === "HTTP/2") take(socket);
      if (version === "HTTP/1.1") sendAway(socket);
    });
  });
  const closed = new Promise<void>((resolve) => listener.once("close", () => resolve()));
  const address = await listen(listener, options.address);
  listener.on("error", (err) => log.error({ err }, "a connection was not accepted"));

  return {
    address,
    closed,
    drain() {
      listener.close();
      for (const socket of undecided) socket.destroy();
    },
    destroy() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(listener: Server, address: GrpcAddress): Promise<GrpcAddress> {
  if ("path" in address) {
    await listenAtPath(listener, address.path);
    return address;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  listener.once("error", reject);
  listener.listen({ ...address }, resolve);
  await promise;
  listener.off("error", reject);
  const bound = listener.address() as AddressInfo;
  return { host: bound.address, port: bound.port };
}

/** We have ended our side: a peer that never ends its own would keep its place for ever. */
function awaitPeer(socket: Socket, timeoutMs: number): void {
  const timer = setTimeout(() => socket.destroy(), timeoutMs);
  socket.once("close", () => clearTimeout(timer));
}

/** Tells who came with a browser or curl where to go. */
function sendAway(socket: Socket): void {
  const error = protocolNotSupported(
    "this address speaks gRPC over HTTP/2 only; Connect, gRPC-Web and JSON are served at the " +
      "HTTP address of the server",
  );
  const body = errorToJsonBytes(error, undefined);
  const head = [
    "HTTP/1.1 505 HTTP Version Not Supported",
    "content-type: application/json",
    `content-length: ${body.length}`,
    "connection: close",
  ].join("\r\n");
  socket.resume();
  socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), body]));
}
