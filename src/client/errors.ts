import { Code } from "@connectrpc/connect";

/** One bad field of a request. */
export interface FieldViolation {
  /** Path of the field in the request, for example `spec.symbols[3]`. */
  readonly field: string;
  /** A value of ErrorReason without its prefix. */
  readonly reason: string;
  /** What is wrong and, where it is known, what would be right. */
  readonly message: string;
}

/** What a failed call said, read once from the status and its details. */
export interface ErrorFacts {
  /** The gRPC code. */
  readonly code: Code;
  /** See {@link OpenbellError.reason}. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  /** Facts for programs, under the keys that the reason publishes. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Every bad field. */
  readonly violations: readonly FieldViolation[];
  /** See {@link OpenbellError.retryAfterMs}. */
  readonly retryAfterMs: number | undefined;
  /** See {@link OpenbellError.requestId}. */
  readonly requestId: string | undefined;
  /** The error underneath. */
  readonly cause: unknown;
}

/** A call that failed. Its subclasses are the failures that programs tell apart. */
export class OpenbellError extends Error {
  /** The gRPC code. */
  readonly code: Code;
  /**
   * A value of ErrorReason without its prefix, for example `SESSION_NOT_FOUND`. Empty when no
   * Openbell server wrote the status: the connection, a proxy or this client did.
   */
  readonly reason: string;
  /** Facts for programs, under the keys that the reason publishes. */
  readonly metadata: Readonly<Record<string, string>>;
  /**
   * The `request_id` that a mutation carried, made by the client where the caller gave none. After
   * an {@link UnavailableError} or a {@link DeadlineError} the mutation may have happened: the same
   * request with this id gives its answer without doing it twice.
   */
  readonly requestId: string | undefined;
  /** When to try again, in milliseconds from the answer; undefined when the server did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ErrorFacts) {
    super(facts.message, { cause: facts.cause });
    this.name = new.target.name;
    this.code = facts.code;
    this.reason = facts.reason;
    this.metadata = facts.metadata;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The request is bad; all that is wrong with it is listed. */
export class ValidationError extends OpenbellError {
  /** Every bad field. Empty when the request as a whole could not be read. */
  readonly violations: readonly FieldViolation[];

  constructor(facts: ErrorFacts) {
    super(facts);
    this.violations = facts.violations;
  }
}

/** A `request_id` was used before for another request. */
export class RequestIdReusedError extends ValidationError {}

/** There is no such session for this caller. */
export class SessionNotFoundError extends OpenbellError {
  /** The id that was asked for. */
  readonly sessionId: string;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.sessionId = facts.metadata.session_id ?? "";
  }
}

/** The session is deleted and refuses every change. */
export class SessionDeletedError extends OpenbellError {
  /** The session. */
  readonly sessionId: string;
  /** When it was deleted, RFC 3339. */
  readonly deleteTime: string;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.sessionId = facts.metadata.session_id ?? "";
    this.deleteTime = facts.metadata.delete_time ?? "";
  }
}

/** The session is in a state in which this may not be done. */
export class IllegalTransitionError extends OpenbellError {
  /** The state it is in, for example `STOPPED`. */
  readonly currentState: string;
  /** The states in which it would be legal. */
  readonly allowedStates: readonly string[];
  /** What was asked for, for example `PAUSE`. */
  readonly command: string;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.currentState = facts.metadata.current_state ?? "";
    this.allowedStates = (facts.metadata.allowed_states ?? "").split(",").filter((s) => s !== "");
    this.command = facts.metadata.command ?? "";
  }
}

/** The mode is not available in this server. */
export class ModeNotAvailableError extends OpenbellError {
  /** The mode, for example `LIVE`. */
  readonly mode: string;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.mode = facts.metadata.mode ?? "";
  }
}

/** The session has changed since the etag was read. Read it again and decide anew. */
export class EtagMismatchError extends OpenbellError {
  /** The current etag. */
  readonly currentEtag: string;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.currentEtag = facts.metadata.etag ?? "";
  }
}

/** Other changes of the session came first, again and again. Trying again is right. */
export class ConflictError extends OpenbellError {}

/** The owner has too many open sessions. */
export class SessionLimitExceededError extends OpenbellError {
  /** The limit; undefined when the server did not say. */
  readonly limit: number | undefined;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.limit = limitOf(facts);
  }
}

/** Too many requests; `retryAfterMs` says when to try again. */
export class RateLimitedError extends OpenbellError {
  /** The limit; undefined when the server did not say. */
  readonly limit: number | undefined;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.limit = limitOf(facts);
  }
}

/** A feed cannot go on from the resume token. `reason` says why. */
export class ResumeError extends OpenbellError {
  /** The revision of the token; undefined where the reason has none. */
  readonly requestedRevision: bigint | undefined;
  /** The newest revision of the store; undefined where the reason has none. */
  readonly currentRevision: bigint | undefined;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.requestedRevision = revisionOf(facts, "requested_revision");
    this.currentRevision = revisionOf(facts, "current_revision");
  }
}

/** The records after the resume token were removed. */
export class RevisionCompactedError extends ResumeError {
  /** The oldest revision that can be resumed after. */
  readonly oldestRevision: bigint | undefined;

  constructor(facts: ErrorFacts) {
    super(facts);
    this.oldestRevision = revisionOf(facts, "oldest_revision");
  }
}

/** The caller is not known. */
export class UnauthenticatedError extends OpenbellError {}

/** The caller may not do this. */
export class PermissionDeniedError extends OpenbellError {}

/** The server cannot be reached, or is stopping. A mutation may have happened; see `requestId`. */
export class UnavailableError extends OpenbellError {}

/** The deadline of the call passed. A mutation may have happened; see `requestId`. */
export class DeadlineError extends OpenbellError {}

/**
 * The caller's signal was aborted, or the client closed. A mutation may have happened; see
 * `requestId`.
 */
export class CancelledError extends OpenbellError {}

/**
 * A feed that the server could not prove to be complete: frames were missing, and missing again
 * after connecting anew. Nothing was skipped: what was delivered before is complete.
 */
export class FeedIntegrityError extends OpenbellError {
  constructor(message: string) {
    super(clientFacts(Code.DataLoss, message));
  }
}

/**
 * A recorded event of a kind that this client does not know and that the server marked as one that
 * must be understood: the client is too old to follow the feed.
 */
export class UnknownEventError extends OpenbellError {
  constructor(message: string) {
    super(clientFacts(Code.Unimplemented, message));
  }
}

/** The facts of an error that this client raises itself. */
export function clientFacts(code: Code, message: string, cause?: unknown): ErrorFacts {
  return {
    code,
    reason: "",
    message,
    metadata: {},
    violations: [],
    retryAfterMs: undefined,
    requestId: undefined,
    cause,
  };
}

function limitOf(facts: ErrorFacts): number | undefined {
  const limit = Number.parseInt(facts.metadata.limit ?? "", 10);
  return Number.isNaN(limit) ? undefined : limit;
}

function revisionOf(facts: ErrorFacts, key: string): bigint | undefined {
  const digits = facts.metadata[key] ?? "";
  return /^\d+$/.test(digits) ? BigInt(digits) : undefined;
}
