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
import type { Socket } from "node:net";
import { careForConnection } from "./connection-care.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { answerHttp1Error } from "./http1-error.ts";
import { connectionWindowBytes, http2Options } from "./http2-options.ts";
import { type ListeningPort, listenAtHost, openListeningPort } from "./listening-port.ts";
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

/** A port that listens. Its `drain` also takes no more calls; those that run go on. */
export type HttpPort = ListeningPort<LoopbackAddress>;

/** Listens; fails with the system's error if the address cannot be had. */
export async function openHttpPort(options: HttpPortOptions): Promise<HttpPort> {
  const { address, limits, log } = options;
  const http1 = openHttp1(options);
  const http2 = openHttp2(options);
  const port = await openListeningPort<LoopbackAddress>({
    ...{ limits, log },
    listen: (listener) => listenAtHost(listener, address),
    take: { "HTTP/1.1": http1.take, "HTTP/2": http2.take },
  });
  return {
    ...port,
    drain() {
      port.drain();
      http1.drain();
      http2.drain();
    },
  };
}

/** One version of HTTP behind the port. */
interface HttpBackend {
  /** Serves a connection, which is paused and holds the bytes that were read of it. */
  take(socket: Socket): void;
  drain(): void;
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
