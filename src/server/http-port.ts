/**
 * One TCP port for clear-text HTTP/1.1 and HTTP/2. Node has a server for each, but none that takes
 * both without TLS, so a plain server accepts connections, looks at their first bytes, and passes
 * each to the server that understands it. Those two never listen themselves.
 */
import {
  createServer as createHttp1Server,
  type Server as Http1Server,
  type ServerResponse,
} from "node:http";
import {
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
} from "node:http2";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { careForConnection } from "./connection-care.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { readHttpVersion } from "./http-preface.ts";
import { answerHttp1Error } from "./http1-error.ts";
import { connectionWindowBytes, http2Options } from "./http2-options.ts";
import type { LoopbackAddress } from "./loopback-address.ts";
import type { NodeRequest, NodeResponse } from "./node-response.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** What a port needs. */
export interface HttpPortOptions {
  readonly address: LoopbackAddress;
  readonly limits: TransportLimits;
  /** Of HTTP/2. */
  readonly connection: ConnectionSettings;
  readonly log: TransportLog;
  /** Answers a request of either version. Must not throw. */
  readonly onRequest: (request: NodeRequest, response: NodeResponse) => void;
}

/** A port that listens. */
export interface HttpPort {
  /** Where it listens, with the port that the system chose. */
  readonly address: LoopbackAddress;
  /** Takes no more connections and no more calls; those that run go on. */
  drain(): void;
  /** Closes all connections, whatever they do. */
  destroy(): void;
  /** Resolves after `drain`, when the last connection is closed. */
  readonly closed: Promise<void>;
}

/** Listens; fails with the system's error if the address cannot be had. */
export async function openHttpPort(options: HttpPortOptions): Promise<HttpPort> {
  const { limits, log } = options;
  const http1 = openHttp1(options);
  const http2 = openHttp2(options);
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
      if (version === "HTTP/2") http2.take(socket);
      if (version === "HTTP/1.1") http1.take(socket);
    });
  });
  const closed = new Promise<void>((resolve) => listener.once("close", () => resolve()));
  const { host, port } = await listen(listener, options.address);
  listener.on("error", (err) => log.error({ err }, "a connection was not accepted"));

  return {
    address: { host, port },
    closed,
    drain() {
      listener.close();
      for (const socket of undecided) socket.destroy();
      http1.drain();
      http2.drain();
    },
    destroy() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** One version of HTTP behind the port. */
interface HttpBackend {
  /** Serves a connection, which is paused and holds the bytes that were read of it. */
  take(socket: Socket): void;
  drain(): void;
}

async function listen(listener: Server, address: LoopbackAddress): Promise<LoopbackAddress> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  listener.once("error", reject);
  listener.listen({ ...address }, resolve);
  await promise;
  listener.off("error", reject);
  const bound = listener.address() as AddressInfo;
  return { host: bound.address, port: bound.port };
}

function openHttp1({ limits, onRequest }: HttpPortOptions): HttpBackend {
  let draining = false;
  const answering = new Set<ServerResponse>();
  const server: Http1Server = createHttp1Server({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.handshakeTimeoutMs,
    // The call itself waits for its body and then answers; this is for what is read and dropped.
    requestTimeout: limits.handshakeTimeoutMs + limits.bodyTimeoutMs + 1_000,
    keepAliveTimeout: limits.idleTimeoutMs,
    connectionsCheckingInterval: Math.max(10, Math.min(1_000, limits.handshakeTimeoutMs / 4)),
  });
  server.on("request", (request, response) => {
    answering.add(response);
    if (draining) response.shouldKeepAlive = false;
    response.once("close", () => {
      answering.delete(response);
      // The connection counts as idle only after this event.
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
    onRequest(request, response);
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const isAnswered = [...answering].some((response) => response.socket === socket);
    if (!socket.writable || isAnswered) socket.destroy();
    else answerHttp1Error(error, socket, limits.maxHeaderBytes);
  });
  // Starts the watch over slow headers and requests, which Node ties to listening.
  server.emit("listening");
  return {
    take(socket) {
      server.emit("connection", socket);
      socket.resume();
    },
    drain() {
      draining = true;
      // Says "connection: close"; what has its headers already is closed after its end.
      for (const response of answering) {
        if (!response.headersSent) response.shouldKeepAlive = false;
      }
      // Closes the connections that have no call.
      server.close();
    },
  };
}

function openHttp2({ limits, connection, onRequest }: HttpPortOptions): HttpBackend {
  let draining = false;
  const sessions = new Set<ServerHttp2Session>();
  const server: Http2Server = createHttp2Server(
    { ...http2Options(limits), maxHeaderListPairs: limits.maxHeaderPairs },
    onRequest,
  );
  return {
    take(socket) {
      // Made within the event of its connection.
      server.once("session", (session) => {
        sessions.add(session);
        session.once("close", () => sessions.delete(session));
        session.setLocalWindowSize(connectionWindowBytes);
        careForConnection({ session, socket, limits, settings: connection });
        if (draining) session.close();
      });
      server.emit("connection", socket);
    },
    drain() {
      draining = true;
      // Tells the clients to make new calls elsewhere; a session closes with its last stream.
      for (const session of sessions) session.close();
    },
  };
}
