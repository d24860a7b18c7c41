/**
 * What is decided from the headers alone, before one byte of a body is read. connect parses a body
 * before any interceptor runs, so whatever an interceptor refuses has already been paid for; here a
 * call that cannot succeed costs a look at its headers. (Who the caller is will be asked here too.)
 */
import { base64Decode } from "@bufbuild/protobuf/wire";
import type { ConnectError } from "@connectrpc/connect";
import type { UniversalHandler } from "@connectrpc/connect/protocol";
import {
  compressionNotSupported,
  deadlineExceeded,
  malformedRequest,
  messageTooLarge,
  methodNotFound,
  protocolNotSupported,
} from "./protocol-errors.ts";
import type { TransportLimits } from "./transport-limits.ts";
import { findWireProtocol, type WireProtocol } from "./wire-protocol.ts";

/** The part of a request that comes before its body. */
export interface RequestHead {
  /** "1.0", "1.1" or "2.0". */
  readonly httpVersion: string;
  readonly method: string;
  /** The full address, with the query. */
  readonly url: string;
  readonly header: Headers;
  /** How many headers were sent; repeated ones count. */
  readonly headerPairs: number;
}

/** A call that may go on to its body. */
export interface Admission {
  readonly handler: UniversalHandler;
  readonly protocol: WireProtocol;
  /** Time for the whole call, from the arrival of its headers; undefined for no end. */
  readonly timeoutMs: number | undefined;
}

/** A call that ends here. */
export interface Refusal {
  readonly error: ConnectError;
  /** In what the caller is answered; undefined when it speaks none of the protocols. */
  readonly protocol: WireProtocol | undefined;
  /** The HTTP status for a caller that has no better one: who sends envelopes reads 200. */
  readonly httpStatus?: number;
  /** Headers that explain the HTTP status. */
  readonly header?: Readonly<Record<string, string>>;
}

/** Judges one request by its headers. */
export type Gate = (head: RequestHead) => Admission | Refusal;

type GateLimits = Pick<TransportLimits, "readMaxBytes" | "unaryTimeoutMs" | "maxHeaderPairs">;

/** A timer of Node holds 31 bits of milliseconds, which is 24 days. */
const timerMaxMs = 2 ** 31 - 1;

/** A gate to these handlers. `encodings` are the compressions that can be read. */
export function createGate(
  handlers: readonly UniversalHandler[],
  encodings: readonly string[],
  limits: GateLimits,
): Gate {
  const byPath = new Map(handlers.map((handler) => [handler.requestPath, handler]));
  return (head) => {
    const protocol = findWireProtocol(head.method, head.header.get("content-type") ?? "");
    const url = new URL(head.url);
    const handler = byPath.get(url.pathname);
    if (handler === undefined) {
      return { error: methodNotFound(url.pathname), protocol, httpStatus: 404 };
    }
    const mismatch = findMismatch(head, handler, protocol);
    if (mismatch !== undefined) return { ...mismatch, protocol };
    if (protocol === undefined) throw new Error("a content type without protocol was admitted");
    const timeoutMs = grantedTimeoutMs(head, handler, protocol, limits.unaryTimeoutMs);
    const error =
      findSizeProblem(head, protocol, limits) ??
      findEncodingProblem(head, protocol, url, encodings) ??
      findTimeoutProblem(head, protocol, timeoutMs);
    return error === undefined ? { handler, protocol, timeoutMs } : { error, protocol };
  };
}

/** What is wrong between the way a call is made and the method that it names. */
function findMismatch(
  { method, httpVersion, header }: RequestHead,
  handler: UniversalHandler,
  protocol: WireProtocol | undefined,
): Omit<Refusal, "protocol"> | undefined {
  const contentType = header.get("content-type") ?? "";
  const allowed = handler.allowedMethods;
  if (!allowed.includes(method)) {
    return {
      error: protocolNotSupported(
        `${handler.requestPath} takes ${allowed.join(" or ")}, not ${method}`,
      ),
      httpStatus: 405,
      header: { allow: allowed.join(", ") },
    };
  }
  if (!hasSupportedType(method, contentType, handler, protocol)) {
    const isUnary = handler.method.methodKind === "unary";
    const types = ["application/grpc", "application/grpc-web"].concat(
      isUnary
        ? ["application/proto", "application/json"]
        : ["application/connect+proto", "application/connect+json"],
    );
    return {
      error: protocolNotSupported(
        `${handler.requestPath} is served as ${types.join(", ")}, ` +
          `but the content type is "${contentType.slice(0, 100)}"`,
      ),
      httpStatus: 415,
      header: { "accept-post": types.join(", ") },
    };
  }
  if (handler.method.methodKind === "bidi_streaming" && httpVersion.startsWith("1.")) {
    // A client that reads while it writes would wait for ever over HTTP/1.1.
    return {
      error: protocolNotSupported(
        `${handler.requestPath} streams in both directions, which needs HTTP/2`,
      ),
      httpStatus: 505,
      header: { connection: "close" },
    };
  }
  return undefined;
}

function hasSupportedType(
  method: string,
  contentType: string,
  handler: UniversalHandler,
  protocol: WireProtocol | undefined,
): boolean {
  if (method === "GET") return true;
  if (protocol === undefined || !handler.supportedContentType(contentType)) return false;
  // connect matches the types of all its protocols at once; a unary method of Connect has no
  // envelopes and a streaming one always has.
  const isUnary = handler.method.methodKind === "unary";
  return protocol.name === "connect" ? isUnary : protocol.name !== "connect-stream" || !isUnary;
}

function findSizeProblem(
  { header, headerPairs }: RequestHead,
  protocol: WireProtocol,
  limits: GateLimits,
): ConnectError | undefined {
  if (headerPairs > limits.maxHeaderPairs) {
    return malformedRequest(
      `the request has ${headerPairs} headers, but ${limits.maxHeaderPairs} are the limit`,
    );
  }
  const declared = Number(header.get("content-length") ?? 0);
  const limit = limits.readMaxBytes + (protocol.enveloped ? 5 : 0);
  return declared > limit ? messageTooLarge("the request", limits.readMaxBytes) : undefined;
}

function findEncodingProblem(
  { method, header }: RequestHead,
  protocol: WireProtocol,
  url: URL,
  encodings: readonly string[],
): ConnectError | undefined {
  const isGet = method === "GET";
  const encoding = isGet
    ? url.searchParams.get("compression")
    : header.get(protocol.encodingHeader);
  if (encoding && encoding !== "identity" && !encodings.includes(encoding)) {
    return compressionNotSupported(encoding, encodings);
  }
  return isGet ? findQueryProblem(url.searchParams) : undefined;
}

/** What is wrong with a call whose message is in the query. */
function findQueryProblem(query: URLSearchParams): ConnectError | undefined {
  const encoding = query.get("encoding");
  if (encoding !== "proto" && encoding !== "json") {
    return malformedRequest("the query needs encoding=json or encoding=proto, and message");
  }
  if (query.get("base64") !== "1") return undefined;
  try {
    base64Decode(query.get("message") ?? "");
    return undefined;
  } catch (cause) {
    return malformedRequest("the query says base64=1, but its message is not base64", cause);
  }
}

function findTimeoutProblem(
  { header }: RequestHead,
  protocol: WireProtocol,
  grantedMs: number | undefined,
): ConnectError | undefined {
  const asked = header.get(protocol.timeoutHeader);
  if (asked !== null && protocol.parseTimeoutMs(asked) === undefined) {
    return malformedRequest(`${protocol.timeoutHeader} is no timeout: "${asked}"`);
  }
  if (grantedMs !== undefined && grantedMs <= 0) {
    return deadlineExceeded("the deadline of the call had passed when it arrived");
  }
  return undefined;
}

/** What the caller asked for, lowered to what the server grants. A stream may live for ever. */
function grantedTimeoutMs(
  { header }: RequestHead,
  handler: UniversalHandler,
  protocol: WireProtocol,
  unaryTimeoutMs: number,
): number | undefined {
  const asked = header.get(protocol.timeoutHeader);
  const askedMs = asked === null ? undefined : protocol.parseTimeoutMs(asked);
  if (handler.method.methodKind === "unary") return Math.min(askedMs ?? Infinity, unaryTimeoutMs);
  return askedMs === undefined ? undefined : Math.min(askedMs, timerMaxMs);
}
