/** Makes typed errors out of what a transport throws. The only file that reads `google.rpc`. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from "../../gen/ts/google/rpc/error_details_pb.ts";
import {
  CancelledError,
  ConflictError,
  DeadlineError,
  type ErrorFacts,
  EtagMismatchError,
  IllegalTransitionError,
  ModeNotAvailableError,
  OpenbellError,
  PermissionDeniedError,
  RateLimitedError,
  RequestIdReusedError,
  ResumeError,
  RevisionCompactedError,
  SessionDeletedError,
  SessionLimitExceededError,
  SessionNotFoundError,
  UnauthenticatedError,
  UnavailableError,
  ValidationError,
} from "./errors.ts";

type ErrorClass = new (facts: ErrorFacts) => OpenbellError;

/** The reasons whose class is not simply that of their code. */
const classOfReason: Readonly<Record<string, ErrorClass>> = {
  INVALID_RESUME_TOKEN: ResumeError,
  REQUEST_ID_REUSED: RequestIdReusedError,
  SESSION_NOT_FOUND: SessionNotFoundError,
  ILLEGAL_TRANSITION: IllegalTransitionError,
  SESSION_DELETED: SessionDeletedError,
  MODE_NOT_AVAILABLE: ModeNotAvailableError,
  ETAG_MISMATCH: EtagMismatchError,
  CONFLICT: ConflictError,
  SESSION_LIMIT_EXCEEDED: SessionLimitExceededError,
  RATE_LIMITED: RateLimitedError,
  REVISION_COMPACTED: RevisionCompactedError,
  STORE_CHANGED: ResumeError,
  STORE_RESTORED: ResumeError,
  REVISION_IN_FUTURE: ResumeError,
  FILTER_CHANGED: ResumeError,
};

/** The class of every other status, also of those that no Openbell server wrote. */
const classOfCode: Readonly<Partial<Record<Code, ErrorClass>>> = {
  [Code.InvalidArgument]: ValidationError,
  [Code.Unauthenticated]: UnauthenticatedError,
  [Code.PermissionDenied]: PermissionDeniedError,
  [Code.Unavailable]: UnavailableError,
  [Code.DeadlineExceeded]: DeadlineError,
  [Code.Canceled]: CancelledError,
};

/** Codes that Node.js gives to a connection that broke while it was in use. */
const brokenConnection: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "EPIPE",
  "ERR_HTTP2_GOAWAY_SESSION",
  "ERR_HTTP2_INVALID_SESSION",
  "ERR_HTTP2_INVALID_STREAM",
  "ERR_HTTP2_SESSION_ERROR",
  "ERR_HTTP2_STREAM_CANCEL",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/**
 * What is said of calls that a server which is going did not answer; there is no other place where
 * it is said. Node.js: the call was on its way when the server said that it takes no more of this
 * connection, and did not happen. connect: the server was gone, killed perhaps, before it sent the
 * status or the rest of a message, and as it had said that it goes, the end of the connection looks
 * like that of the answer.
 */
const unanswered =
  /NGHTTP2_REFUSED_STREAM$|^protocol error: (missing status|incomplete envelope|promised \d+)/;

/** The domain of the reasons that this client knows. */
const errorDomain = "openbell.dev";

/** What is known about a call beside what it threw. */
export interface FailedCall {
  /** See {@link OpenbellError.requestId}. */
  readonly requestId?: string | undefined;
  /** The signal with which the caller could cancel. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The typed error of whatever a call threw. A connection that broke is an UnavailableError, under
 * whichever code the transport reports it.
 */
export function errorFromStatus(thrown: unknown, call: FailedCall = {}): OpenbellError {
  if (thrown instanceof OpenbellError) return thrown;
  const status = ConnectError.from(thrown);
  const info = status.findDetails(ErrorInfoSchema).find((detail) => detail.domain === errorDomain);
  const facts: ErrorFacts = {
    code: status.code,
    reason: info?.reason ?? "",
    message: status.rawMessage,
    metadata: info?.metadata ?? {},
    violations: status.findDetails(BadRequestSchema).flatMap((detail) =>
      detail.fieldViolations.map((violation) => ({
        field: violation.field,
        reason: violation.reason,
        message: violation.description,
      })),
    ),
    retryAfterMs: durationMs(status.findDetails(RetryInfoSchema)[0]?.retryDelay),
    requestId: call.requestId,
    cause: status,
  };
  if (info === undefined && isBrokenConnection(status, call.signal)) {
    return new UnavailableError({ ...facts, code: Code.Unavailable });
  }
  const errorClass = classOfReason[facts.reason] ?? classOfCode[facts.code] ?? OpenbellError;
  return new errorClass(facts);
}

/** Milliseconds of a duration; undefined when there is none. */
export function durationMs(
  duration: MessageInitShape<typeof DurationSchema> | undefined,
): number | undefined {
  if (duration === undefined) return undefined;
  return Number(duration.seconds ?? 0n) * 1_000 + (duration.nanos ?? 0) / 1e6;
}

/** The codes of Node.js in an error and its causes, for example `ECONNREFUSED`. */
export function systemErrorCodes(error: unknown): readonly string[] {
  return errorsUnder(error).flatMap((each) => systemCodeOf(each) ?? []);
}

/** An error and its causes. */
function errorsUnder(error: unknown): readonly Error[] {
  const found = new Set<Error>();
  for (let cause = error; cause instanceof Error && !found.has(cause); cause = cause.cause) {
    found.add(cause);
  }
  return [...found];
}

function systemCodeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function messageOf(error: Error): string {
  return error instanceof ConnectError ? error.rawMessage : error.message;
}

/**
 * Whether a status that no server wrote stands for a connection that broke; `signal` is that with
 * which the caller could cancel.
 */
export function isBrokenConnection(status: ConnectError, signal: AbortSignal | undefined): boolean {
  // HTTP/2 cancels the streams of a connection that goes away; so does the caller's own signal.
  if (status.code === Code.Canceled) return signal?.aborted !== true;
  return errorsUnder(status).some(
    (error) => brokenConnection.has(systemCodeOf(error) ?? "") || unanswered.test(messageOf(error)),
  );
}
