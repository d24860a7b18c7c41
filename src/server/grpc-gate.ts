/**
 * What is decided about a call from its headers alone: what is refused here has read no body and
 * reached no service. It is the gate of the Connect side for
 * one protocol, without the objects of the web that make up much of the cost of a small call.
 */
import type { IncomingHttpHeaders } from "node:http2";
import type { ConnectError } from "@connectrpc/connect";
import type { GrpcMethod } from "./grpc-methods.ts";
import { gzipCompression } from "./gzip-compression.ts";
import {
  compressionNotSupported,
  deadlineExceeded,
  malformedRequest,
  messageTooLarge,
  methodNotFound,
  protocolNotSupported,
} from "./protocol-errors.ts";
import type { TransportLimits } from "./transport-limits.ts";
import { findWireProtocol } from "./wire-protocol.ts";

/** A call that may go on to its body. */
export interface GrpcAdmission {
  readonly method: GrpcMethod;
  /** Time for the whole call, from the arrival of its headers; undefined for no end. */
  readonly timeoutMs: number | undefined;
}

/** A call that ends here. */
export interface GrpcRefusal {
  readonly error: ConnectError;
  /** Set for a caller that speaks no gRPC: it reads this, and a body, in place of a status. */
  readonly httpStatus?: number;
}

/** Judges one call. `headerPairs` counts its headers, repeated ones too. */
export type GrpcGate = (
  headers: IncomingHttpHeaders,
  headerPairs: number,
) => GrpcAdmission | GrpcRefusal;

type GateLimits = Pick<TransportLimits, "readMaxBytes" | "unaryTimeoutMs" | "maxHeaderPairs">;

const encodings: readonly string[] = [gzipCompression.name];
const prefixBytes = 5;
const protocol = findWireProtocol("POST", "application/grpc");

/** A gate to these methods, by their path. */
export function createGrpcGate(
  methods: ReadonlyMap<string, GrpcMethod>,
  limits: GateLimits,
): GrpcGate {
  return (headers, headerPairs) => {
    const contentType = headers["content-type"] ?? "";
    if (!/^application\/grpc(\+|;|$)/i.test(contentType)) return notGrpc(contentType);
    const path = headers[":path"] ?? "";
    const method = methods.get(path);
    if (method === undefined) return { error: methodNotFound(path) };
    const asked = headers["grpc-timeout"];
    const askedMs = typeof asked === "string" ? protocol?.parseTimeoutMs(asked) : undefined;
    const timeoutMs =
      method.spec.kind === "unary" ? Math.min(askedMs ?? Infinity, limits.unaryTimeoutMs) : askedMs;
    const error =
      findFormProblem(headers, headerPairs, limits) ??
      findTimeoutProblem(asked, askedMs, timeoutMs);
    return error === undefined ? { method, timeoutMs } : { error };
  };
}

function notGrpc(contentType: string): GrpcRefusal {
  const quoted = contentType.slice(0, 100);
  return {
    error: protocolNotSupported(
      `this address speaks gRPC with content type application/grpc, not "${quoted}"; ` +
        "Connect, gRPC-Web and JSON are served at the HTTP address of the server",
    ),
    httpStatus: 415,
  };
}

function findFormProblem(
  headers: IncomingHttpHeaders,
  headerPairs: number,
  limits: GateLimits,
): ConnectError | undefined {
  const { ":method": verb, "content-type": contentType = "" } = headers;
  if (verb !== "POST") return protocolNotSupported(`gRPC calls are POST, not ${verb}`);
  if (!/^application\/grpc(\+proto)?(;|$)/i.test(contentType)) {
    return protocolNotSupported(
      `messages are served as application/grpc+proto, not as "${contentType.slice(0, 100)}"`,
    );
  }
  if (headerPairs > limits.maxHeaderPairs) {
    return malformedRequest(
      `the request has ${headerPairs} headers, but ${limits.maxHeaderPairs} are the limit`,
    );
  }
  const encoding = headers["grpc-encoding"];
  if (typeof encoding === "string" && encoding !== "identity" && !encodings.includes(encoding)) {
    return compressionNotSupported(encoding, encodings);
  }
  const declared = Number(headers["content-length"] ?? 0);
  return declared > limits.readMaxBytes + prefixBytes
    ? messageTooLarge("the request", limits.readMaxBytes)
    : undefined;
}

function findTimeoutProblem(
  asked: string | string[] | undefined,
  askedMs: number | undefined,
  grantedMs: number | undefined,
): ConnectError | undefined {
  if (asked !== undefined && askedMs === undefined) {
    return malformedRequest(`grpc-timeout is no timeout: "${asked}"`);
  }
  return grantedMs !== undefined && grantedMs <= 0
    ? deadlineExceeded("the deadline of the call had passed when it arrived")
    : undefined;
}
