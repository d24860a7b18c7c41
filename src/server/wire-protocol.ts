/** How a call is written in HTTP: what the gate must know of a protocol before it reads a body. */
export interface WireProtocol {
  readonly name: "grpc" | "grpc-web" | "connect" | "connect-stream";
  /** Whether each message has the prefix of five bytes: flags, then length. */
  readonly enveloped: boolean;
  readonly timeoutHeader: string;
  /** Names the compression of the request. */
  readonly encodingHeader: string;
  /** The time in ms that a value of the timeout header asks for; undefined if it is malformed. */
  readonly parseTimeoutMs: (value: string) => number | undefined;
  /** A value of the timeout header. */
  readonly formatTimeout: (timeoutMs: number) => string;
  /** A content type in which any caller of this protocol understands a refusal. */
  readonly plainContentType: string;
}

const grpcUnitMs: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

const grpc: WireProtocol = {
  name: "grpc",
  enveloped: true,
  timeoutHeader: "grpc-timeout",
  encodingHeader: "grpc-encoding",
  parseTimeoutMs(value) {
    const [, digits, unit] = /^(\d{1,8})([HMSmun])$/.exec(value) ?? [];
    return digits && unit ? Number(digits) * (grpcUnitMs[unit] ?? 0) : undefined;
  },
  // Eight digits are all that gRPC allows, so a day and more is told in seconds.
  formatTimeout: (timeoutMs) =>
    timeoutMs < 1e8 ? `${Math.ceil(timeoutMs)}m` : `${Math.ceil(timeoutMs / 1_000)}S`,
  plainContentType: "application/grpc+proto",
};

const grpcWeb: WireProtocol = {
  ...grpc,
  name: "grpc-web",
  plainContentType: "application/grpc-web+proto",
};

const connectUnary: WireProtocol = {
  name: "connect",
  enveloped: false,
  timeoutHeader: "connect-timeout-ms",
  encodingHeader: "content-encoding",
  parseTimeoutMs: (value) => (/^\d{1,10}$/.test(value) ? Number(value) : undefined),
  formatTimeout: (timeoutMs) => String(Math.ceil(timeoutMs)),
  plainContentType: "application/json",
};

const connectStream: WireProtocol = {
  ...connectUnary,
  name: "connect-stream",
  enveloped: true,
  encodingHeader: "connect-content-encoding",
  plainContentType: "application/connect+proto",
};

/**
 * The protocol in which a caller with this content type understands an answer, even where the
 * content type itself is not supported (`application/grpc+thrift` is still gRPC). Undefined for
 * what is no call at all, as of a browser, and for grpc-web-text, whose answers would have to be
 * base64.
 */
export function findWireProtocol(method: string, contentType: string): WireProtocol | undefined {
  const type = contentType.toLowerCase();
  if (type.startsWith("application/grpc-web-text")) return undefined;
  if (type.startsWith("application/grpc-web")) return grpcWeb;
  if (type.startsWith("application/grpc")) return grpc;
  if (type.startsWith("application/connect+")) return connectStream;
  if (method === "GET" || /^application\/(json|proto)\b/.test(type)) return connectUnary;
  return undefined;
}
