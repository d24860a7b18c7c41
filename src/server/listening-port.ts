/**
 * A place at which connections are taken. The first bytes of each say which version of HTTP it
 * speaks; what is then done with it is its server's.
 */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type HttpVersion, readHttpVersion } from "./http-preface.ts";
import type { LoopbackAddress } from "./loopback-address.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** What a port needs. */
export interface ListeningPortOptions<Address> {
  /** Starts to listen, and says where. */
  readonly listen: (listener: Server) => Promise<Address>;
  readonly limits: Pick<TransportLimits, "maxConnections" | "handshakeTimeoutMs">;
  readonly log: TransportLog;
  /** Serves a connection, which is paused and holds the bytes that were read of it. */
  readonly take: Readonly<Record<HttpVersion, (socket: Socket) => void>>;
}

/** A port that listens. */
export interface ListeningPort<Address> {
  /** Where it listens, with the port that the system chose. */
  readonly address: Address;
  /** Takes no more connections; drops those that have said nothing yet. */
  drain(): void;
  /** Closes all connections, whatever they do. */
  destroy(): void;
  /** Resolves after `drain`, when the last connection is closed. */
  readonly closed: Promise<void>;
}

/** Listens; fails with the system's error if the address cannot be had. */
export async function openListeningPort<Address>(
  options: ListeningPortOptions<Address>,
): Promise<ListeningPort<Address>> {
  const { limits, log, take } = options;
  const sockets = new Set<Socket>();
  const undecided = new Set<Socket>();
  // Who ends its side is gone, as no client of these protocols does so while it waits; a stream
  // that has nothing to write would otherwise never learn of it.
  const listener = createServer({ allowHalfOpen: false, noDelay: true, keepAlive: true });
  listener.maxConnections = limits.maxConnections;
  listener.on("drop", (dropped) => log.warn({ ...dropped }, "too many connections"));
  listener.on("connection", (socket) => {
    sockets.add(socket);
    undecided.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A connection that breaks ends its calls; there is nobody left to tell.
    socket.on("error", () => {});
    readHttpVersion(socket, limits.handshakeTimeoutMs, (version) => {
      undecided.delete(socket);
      if (version !== undefined) take[version](socket);
    });
  });
  const closed = new Promise<void>((resolve) => listener.once("close", () => resolve()));
  const address = await options.listen(listener);
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

/** Listens at a TCP port; gives it with the number that the system chose. */
export async function listenAtHost(
  listener: Server,
  address: LoopbackAddress,
): Promise<LoopbackAddress> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  listener.once("error", reject);
  listener.listen({ ...address }, resolve);
  await promise;
  listener.off("error", reject);
  const bound = listener.address() as AddressInfo;
  return { host: bound.address, port: bound.port };
}
