/** The statuses of the transport itself: what a call can be told without reaching a service. */
import type { ConnectError } from "@connectrpc/connect";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { refusalError } from "../rpc/error-map.ts";

/** What comes from a request or from a parser may quote it; no more than this of it goes back. */
const quotedMaxChars = 300;

/** The request is no message of the method, or breaks the rules of its protocol. */
export function malformedRequest(why: string, cause?: unknown): ConnectError {
  return refuse(ErrorReason.MALFORMED_REQUEST, shorten(why), {}, cause);
}

/** A message, or the headers, of a call are over the limit. */
export function messageTooLarge(what: string, limitBytes: number, cause?: unknown): ConnectError {
  const message = `${what} is larger than the limit of ${limitBytes} bytes`;
  const metadata = { limit_bytes: String(limitBytes) };
  return refuse(ErrorReason.MESSAGE_TOO_LARGE, message, metadata, cause);
}

/** The server holds as many bytes of unfinished requests as it may. */
export function tooManyPendingBytes(limitBytes: number): ConnectError {
  return refusalError({
    reason: ErrorReason.RATE_LIMITED,
    message: `the unfinished requests of all callers reach the limit of ${limitBytes} bytes`,
    metadata: { limit: String(limitBytes), unit: "bytes of unfinished requests" },
    retryAfterMs: 1_000,
  });
}

/** No service has a method at this path. */
export function methodNotFound(path: string): ConnectError {
  const quoted = shorten(path);
  return refuse(ErrorReason.METHOD_NOT_FOUND, `there is no method at ${quoted}`, { path: quoted });
}

/** The content type, HTTP method or HTTP version belongs to no protocol that is served here. */
export function protocolNotSupported(message: string): ConnectError {
  return refuse(ErrorReason.PROTOCOL_NOT_SUPPORTED, message);
}

/** The request is compressed in a way that the server does not read. */
export function compressionNotSupported(
  encoding: string,
  supported: readonly string[],
): ConnectError {
  const quoted = shorten(encoding);
  const message = `compression "${quoted}" is not supported: use ${supported.join(", ")} or none`;
  return refuse(ErrorReason.COMPRESSION_NOT_SUPPORTED, message, { encoding: quoted });
}

/** The deadline of the call passed, or the request took too long to arrive. */
export function deadlineExceeded(message: string): ConnectError {
  return refuse(ErrorReason.DEADLINE_EXCEEDED, message);
}

/** The caller cancelled the call, or is gone. */
export function cancelled(cause?: unknown): ConnectError {
  return refuse(ErrorReason.CANCELLED, "the caller cancelled the call", {}, cause);
}

/** The server is stopping. */
export function serverStopping(): ConnectError {
  return refusalError({
    reason: ErrorReason.SERVER_STOPPING,
    message: "the server is stopping; try again",
    metadata: {},
    retryAfterMs: 1_000,
  });
}

/** A defect of the server. The cause is for the log; the caller learns only that it happened. */
export function internalError(cause: unknown): ConnectError {
  return refuse(ErrorReason.INTERNAL, "internal error", {}, cause);
}

function refuse(
  reason: ErrorReason,
  message: string,
  metadata: Readonly<Record<string, string>> = {},
  cause?: unknown,
): ConnectError {
  return refusalError({ reason, message, metadata }, cause);
}

function shorten(text: string): string {
  return text.length > quotedMaxChars ? `${text.slice(0, quotedMaxChars)}…` : text;
}
