import type { ClientHttp2Stream, Http2Session } from "node:http2";
import type { Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  Http2SessionManager,
} from "@connectrpc/connect-node";

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
 * and Connect both go over HTTP/2, in clear text for `http:`.
 *
 * @throws TypeError when the address is none.
 */
export function createConnection(address: string, protocol: Protocol): Connection {
  const baseUrl = parseAddress(address);
  const sessions = new GuardedSessions(baseUrl, keepalive);
  const options = { baseUrl, sessionManager: sessions, readMaxBytes };
  const transport =
    protocol === "grpc"
      ? createGrpcTransport(options)
      : createConnectTransport({ ...options, httpVersion: "2" });
  return { transport, close: () => sessions.abort() };
}

/**
 * Keeps a listener for errors on every connection for as long as it lives. The manager takes its
 * own away when a connection has failed or is given up; an error that the connection emits after
 * that, as it does when the other side speaks no HTTP/2, would end the process.
 */
class GuardedSessions extends Http2SessionManager {
  readonly #guarded = new WeakSet<Http2Session>();

  override async request(
    ...args: Parameters<Http2SessionManager["request"]>
  ): Promise<ClientHttp2Stream> {
    const stream = await super.request(...args);
    const { session } = stream;
    if (session !== undefined && !this.#guarded.has(session)) {
      this.#guarded.add(session);
      session.on("error", () => {});
    }
    return stream;
  }
}

/**
 * The origin of an address: `http://127.0.0.1:50051`, or `127.0.0.1:50051` for the same.
 *
 * @throws TypeError that says what is wrong and what would be right.
 */
export function parseAddress(address: string): string {
  const example = 'for example "http://127.0.0.1:50051"';
  const text = address.includes("://") ? address : `http://${address}`;
  const url = URL.parse(text);
  if (address.trim() === "" || url === null || url.hostname === "") {
    throw new TypeError(`the address "${address}" is no host and port, ${example}`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError(`the address "${address}" must begin with http:// or https://, ${example}`);
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new TypeError(`the address "${address}" must be host and port alone, ${example}`);
  }
  return url.origin;
}
