/** One address of native gRPC: a TCP port or a socket in the file system. */
import type { Server, Socket } from "node:net";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import type { GrpcAddress } from "./grpc-address.ts";
import { listenAtPath } from "./grpc-unix-socket.ts";
import { type ListeningPort, listenAtHost, openListeningPort } from "./listening-port.ts";
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
export type GrpcPort = ListeningPort<GrpcAddress>;

/** Listens; fails with the system's error if the address cannot be had. */
export function openGrpcPort({ address, limits, log, take }: GrpcPortOptions): Promise<GrpcPort> {
  const served = (serve: (socket: Socket) => void) => (socket: Socket) => {
    socket.once("finish", () => awaitPeer(socket, limits.handshakeTimeoutMs));
    serve(socket);
  };
  return openListeningPort<GrpcAddress>({
    ...{ limits, log },
    listen: (listener) => listenAt(listener, address),
    take: { "HTTP/2": served(take), "HTTP/1.1": served(sendAway) },
  });
}

async function listenAt(listener: Server, address: GrpcAddress): Promise<GrpcAddress> {
  if (!("path" in address)) return listenAtHost(listener, address);
  await listenAtPath(listener, address.path);
  return address;
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
