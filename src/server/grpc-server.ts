/**
 * gRPC over HTTP/2 as the protocol is written, on Node's HTTP/2 and nothing else. A library for
 * servers would stand between the connection and the call, where our statuses, limits and
 * back-pressure belong, and costs more than half of a small call.
 */
import {
  type IncomingHttpHeaders,
  performServerHandshake,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { Socket } from "node:net";
import { careForConnection } from "./connection-care.ts";
import type { ConnectionSettings } from "./connection-settings.ts";
import { GrpcCall, type GrpcCallEnvironment } from "./grpc-call.ts";
import { createGrpcGate } from "./grpc-gate.ts";
import type { GrpcMethod } from "./grpc-methods.ts";
import { writeGrpcRefusal } from "./grpc-refusal.ts";
import { connectionWindowBytes, http2Options } from "./http2-options.ts";

/** What a server needs. */
export interface GrpcServerOptions extends GrpcCallEnvironment {
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly connection: ConnectionSettings;
}

/** A server without a port of its own. */
export interface GrpcServer {
  /** Serves a connection. */
  take(socket: Socket): void;
  /** Tells all clients to make new calls elsewhere; a connection closes with its last call. */
  drain(): void;
}

/** A server of these methods. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { methods, limits, connection: settings } = options;
  const gate = createGrpcGate(methods, limits);
  const sessionOptions = http2Options(limits);
  const sessions = new Set<ServerHttp2Session>();
  let draining = false;

  function serve(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    _flags: number,
    rawHeaders: readonly string[],
  ): void {
    // A stream that breaks is closed by Node, and its call with it; there is nobody left to tell.
    stream.on("error", ignore);
    // Reset by its caller between its headers and this event.
    if (stream.destroyed || stream.closed) return;
    const verdict = gate(headers, rawHeaders.length / 2);
    if ("error" in verdict) writeGrpcRefusal(stream, verdict);
    else new GrpcCall({ ...verdict, stream, headers }, options);
  }

  return {
    take(socket) {
      const session = performServerHandshake(socket, sessionOptions);
      session.setLocalWindowSize(connectionWindowBytes);
      // A connection that breaks ends its calls.
      session.on("error", ignore);
      session.on("stream", serve);
      careForConnection({ session, socket, limits, settings });
      sessions.add(session);
      session.once("close", () => sessions.delete(session));
      if (draining) session.close();
    },
    drain() {
      draining = true;
      for (const session of sessions) session.close();
    },
  };
}

function ignore(): void {}
