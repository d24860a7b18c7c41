import type { ClientHttp2Stream, Http2Session } from "node:http2";
import { connect } from "node:net";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  Http2SessionManager,
} from "@connectrpc/connect-node";
import { nameAddress } from "./name-address.ts";

/** The protocols that a client can speak. */
export type Protocol = "grpc" | "connect";

/** A transport and the way to end its connection. */
export interface Connection {
  readonly transport: Transport;
  /** Ends the connection and what runs on it. */
  close(): void;
}

/** Openbell's own pages are far below; this is what a client bears before it gives up. */
const readMaxBytes = 16 * 1024 * 1024;

/**
 * Pings only while calls are open, so that a watch notices a dead connection even where a
 * middlebox keeps the socket open.
 */
const keepalive = { pingIntervalMs: 25_000, pingTimeoutMs: 10_000 };

/**
 * Opens nothing yet: the connection is made by the first call, and made anew when it broke. gRPC
 * and Connect both go over HTTP/2 in clear text.
 *
 * @throws TypeError when the address is none.
 */
export function createConnection(address: string, protocol: Protocol): Connection {
  const { baseUrl, socketPath } = parseAddress(address);
  const sessions = new GuardedSessions(
    baseUrl,
    keepalive,
    socketPath === undefined ? {} : { createConnection: () => connect(socketPath) },
  );
  const options = {
    ...{ baseUrl, sessionManager: sessions, readMaxBytes },
    interceptors: [nameAddress(address.replace(/^http:\/\//i, ""))],
  };
  const transport =
    protocol === "grpc"
      ? createGrpcTransport(options)
      : createConnectTransport({ ...options, httpVersion: "2" });
  return { transport, close: () => sessions.close() };
}

/**
 * Keeps a listener for errors on every connection for as long as it lives. The manager takes its
 * own away when a connection has failed or is given up; an error that the connection emits after
 * that, as it does when the other side speaks no HTTP/2, would end the process.
 *
 * Connects no more once it was closed: the manager would, for a call that comes late.
 */
class GuardedSessions extends Http2SessionManager {
  readonly #guarded = new WeakSet<Http2Session>();
  #isClosed = false;

  close(): void {
    this.#isClosed = true;
    this.abort();
  }

  override async request(
    ...args: Parameters<Http2SessionManager["request"]>
  ): Promise<ClientHttp2Stream> {
    if (this.#isClosed) throw new ConnectError("the connection is closed", Code.Canceled);
    const stream = await super.request(...args);
    // It was closed while the manager looked whether the old connection lives, and made a new one.
    if (this.#isClosed) this.abort();
    const { session } = stream;
    if (session !== undefined && !this.#guarded.has(session)) {
      this.#guarded.add(session);
      session.on("error", () => {});
    }
    return stream;
  }
}

/** Where a server is. */
interface ServerAddress {
  /** What requests are made out to. */
  readonly baseUrl: string;
  /** The socket in the file system that takes them; undefined for host and port. */
  readonly socketPath?: string;
}

/**
 * Reads `http://127.0.0.1:50051`, `127.0.0.1:50051` for the same, or `unix:PATH` with or without
 * the two slashes of an absolute `unix:///PATH`.
 *
 * @throws TypeError that says what is wrong and what would be right.
 */
export function parseAddress(address: string): ServerAddress {
  const unix = /^unix:(?:\/\/(?=\/))?(.*)$/s.exec(address)?.[1];
  if (unix !== undefined) {
    if (unix !== "" && !unix.endsWith("/")) {
      return { baseUrl: "http://localhost", socketPath: unix };
    }
    const example = 'for example "unix:/run/openbell/grpc.sock"';
    throw new TypeError(`the address "${address}" names no file of a socket, ${example}`);
  }
  if (/^https:/i.test(address)) {
    throw new TypeError(`the address "${address}" is https: TLS is not served yet, use http://`);
  }
  // A port is insisted on: neither that of HTTP, which URL takes by itself, nor 0 is the server's.
  const [, authority = ""] = /^(?:http:\/\/)?([^/?#@\s]+:0*[1-9]\d*)\/?$/i.exec(address) ?? [];
  const url = URL.parse(`http://${authority}`);
  if (authority !== "" && url !== null) return { baseUrl: url.origin };
  const example = 'for example "http://127.0.0.1:50051"';
  throw new TypeError(`the address "${address}" is no host and port, ${example}`);
}
