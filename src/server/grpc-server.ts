/**
 * grpc-js behind our gate. It cares for connections (keepalive, idleness, age) and cuts bodies into
 * messages; a call that the gate refuses it never sees, and of one that is admitted it hands every
 * event to `GrpcCall` through an interceptor, which answers in place of a handler of its own.
 *
 * One thing of it is not public: which server of Node it made. There the gate is put before its
 * listener, and the size of headers is limited. A version that keeps it elsewhere fails at start.
 */
import type { Http2Server, IncomingHttpHeaders, ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import {
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServerOptions,
} from "@grpc/grpc-js";
import { type AdmittedCall, GrpcCall, type GrpcCallEnvironment } from "./grpc-call.ts";
import type { GrpcConnectionSettings } from "./grpc-connection-settings.ts";
import { createGrpcGate } from "./grpc-gate.ts";
import type { GrpcMethod } from "./grpc-methods.ts";
import { writeGrpcRefusal } from "./grpc-refusal.ts";
import type { TransportLimits } from "./transport-limits.ts";

/** What a server needs. */
export interface GrpcServerOptions extends GrpcCallEnvironment {
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly connection: GrpcConnectionSettings;
}

/** A server without a port of its own. */
export interface GrpcServer {
  /** Serves a connection. */
  take(socket: Socket): void;
  /** Tells all clients to make new calls elsewhere; a connection closes with its last call. */
  drain(): void;
  /** Lets go of what the server itself holds; for when all connections are closed. */
  dispose(): void;
}

/** One stream that nobody reads must not hold up the others of its connection. */
const connectionWindowBytes = 1024 * 1024;

/** A server of these methods. */
export function createGrpcServer(options: GrpcServerOptions): GrpcServer {
  const { methods, limits } = options;
  // Set for the time in which grpc-js makes the call of a stream that it was given.
  let admitted: AdmittedCall | undefined;
  const toGrpcCall: ServerInterceptor = (_, base) => {
    if (admitted === undefined) throw new Error("grpc-js made a call that was not admitted");
    const call = new GrpcCall(admitted, base, options);
    return new ServerInterceptingCall(base, { start: () => call.start() });
  };
  const server = new Server({ ...grpcJsOptions(options), interceptors: [toGrpcCall] });
  for (const path of methods.keys()) server.register(path, unreachable, same, same, "bidi");
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const http2Server = findHttp2Server(server);
  http2Server.updateSettings({
    maxConcurrentStreams: limits.maxConcurrentStreams,
    maxHeaderListSize: limits.maxHeaderBytes,
  });

  const gate = createGrpcGate(methods, limits);
  const [onStream] = http2Server.listeners("stream");
  http2Server.removeAllListeners("stream");
  http2Server.on("stream", (stream, headers, _flags, rawHeaders: readonly string[]) => {
    // A stream that breaks is closed by Node, and its call with it; there is nobody left to tell.
    stream.on("error", () => {});
    // Reset by its caller between its headers and this event.
    if (stream.destroyed || stream.closed) return;
    const verdict = gate(headers, rawHeaders.length / 2);
    if ("error" in verdict) {
      writeGrpcRefusal(stream, verdict);
      return;
    }
    admitted = { ...verdict, stream, headers };
    onStream?.(stream, headersForGrpcJs(headers));
    admitted = undefined;
  });

  const sessions = new Set<ServerHttp2Session>();
  let draining = false;
  http2Server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    session.setLocalWindowSize(connectionWindowBytes);
    awaitHandshake(session, limits.handshakeTimeoutMs);
    if (draining) session.close();
  });

  return {
    take: (socket) => injector.injectConnection(socket),
    drain() {
      draining = true;
      for (const session of sessions) session.close();
    },
    dispose: () => server.forceShutdown(),
  };
}

function grpcJsOptions({
  limits,
  connection,
}: {
  readonly limits: TransportLimits;
  readonly connection: GrpcConnectionSettings;
}): ServerOptions {
  return {
    // Figures about connections that nobody here asks for, at a cost for each call.
    "grpc.enable_channelz": 0,
    "grpc.max_receive_message_length": limits.readMaxBytes,
    // Answers are measured before grpc-js sees them.
    "grpc.max_send_message_length": -1,
    "grpc.max_concurrent_streams": limits.maxConcurrentStreams,
    "grpc.max_connection_idle_ms": limits.idleTimeoutMs,
    "grpc.keepalive_time_ms": connection.keepaliveIntervalMs,
    "grpc.keepalive_timeout_ms": connection.keepaliveTimeoutMs,
    // In MB, answers that wait for their reader included.
    "grpc-node.max_session_memory": 64,
    ...(connection.maxAgeMs > 0 && { "grpc.max_connection_age_ms": connection.maxAgeMs }),
    ...(connection.maxAgeGraceMs > 0 && {
      "grpc.max_connection_age_grace_ms": connection.maxAgeGraceMs,
    }),
  };
}

function findHttp2Server(server: Server): Http2Server {
  const made: unknown = Reflect.get(server, "http2Servers");
  const [http2Server] = made instanceof Map ? made.keys() : [];
  if (http2Server?.listenerCount("stream") !== 1) {
    throw new Error("this version of @grpc/grpc-js keeps its HTTP/2 server elsewhere");
  }
  return http2Server as Http2Server;
}

/** All that grpc-js has to know: what a service may ask, it asks the headers themselves. */
function headersForGrpcJs(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { ":path": path, "grpc-encoding": encoding } = headers;
  const known = { ":path": path, "content-type": "application/grpc" };
  return encoding === undefined ? known : { ...known, "grpc-encoding": encoding };
}

function awaitHandshake(session: ServerHttp2Session, timeoutMs: number): void {
  const timer = setTimeout(() => session.destroy(), timeoutMs);
  session.once("remoteSettings", () => clearTimeout(timer));
  session.once("close", () => clearTimeout(timer));
}

function same(bytes: Buffer): Buffer {
  return bytes;
}

function unreachable(): never {
  throw new Error("a call passed by its interceptor");
}
