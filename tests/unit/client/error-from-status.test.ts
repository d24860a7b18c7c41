import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { errorFromStatus } from "../../../src/client/error-from-status.ts";
import * as errors from "../../../src/client/errors.ts";
import { refusal, scriptedService } from "./scripted-server.ts";

/** What a caller gets when the server answers with this error. */
async function received(error: ConnectError): Promise<errors.OpenbellError> {
  const transport = scriptedService({
    getSession() {
      throw error;
    },
  });
  const client = createOpenbellClient({ transport, attempts: 1 });
  const thrown: unknown = await client.get("ses_a").catch((reason: unknown) => reason);
  if (thrown instanceof errors.OpenbellError) return thrown;
  throw new Error(`not typed: ${thrown}`);
}

describe("every reason that matters has its class and its fields", () => {
  test.each([
    [
      Code.NotFound,
      "SESSION_NOT_FOUND",
      { session_id: "s" },
      errors.SessionNotFoundError,
      { sessionId: "s" },
    ],
    [
      Code.FailedPrecondition,
      "ILLEGAL_TRANSITION",
      { current_state: "STOPPED", allowed_states: "RUNNING,PAUSED", command: "PAUSE" },
      errors.IllegalTransitionError,
      { currentState: "STOPPED", allowedStates: ["RUNNING", "PAUSED"], command: "PAUSE" },
    ],
    [
      Code.FailedPrecondition,
      "SESSION_DELETED",
      { session_id: "s", delete_time: "2026-01-02T00:00:00Z" },
      errors.SessionDeletedError,
      { sessionId: "s", deleteTime: "2026-01-02T00:00:00Z" },
    ],
    [
      Code.FailedPrecondition,
      "MODE_NOT_AVAILABLE",
      { mode: "LIVE" },
      errors.ModeNotAvailableError,
      { mode: "LIVE" },
    ],
    [
      Code.Aborted,
      "ETAG_MISMATCH",
      { etag: '"7"' },
      errors.EtagMismatchError,
      { currentEtag: '"7"' },
    ],
    [Code.Aborted, "CONFLICT", {}, errors.ConflictError, {}],
    [Code.InvalidArgument, "REQUEST_ID_REUSED", {}, errors.RequestIdReusedError, {}],
    [
      Code.ResourceExhausted,
      "SESSION_LIMIT_EXCEEDED",
      { limit: "5" },
      errors.SessionLimitExceededError,
      { limit: 5 },
    ],
    [
      Code.ResourceExhausted,
      "RATE_LIMITED",
      { limit: "60" },
      errors.RateLimitedError,
      { limit: 60 },
    ],
    [
      Code.OutOfRange,
      "REVISION_COMPACTED",
      { requested_revision: "4", oldest_revision: "9", current_revision: "20" },
      errors.RevisionCompactedError,
      { requestedRevision: 4n, oldestRevision: 9n, currentRevision: 20n },
    ],
    [
      Code.OutOfRange,
      "REVISION_IN_FUTURE",
      { requested_revision: "9007199254740993", current_revision: "20" },
      errors.ResumeError,
      { requestedRevision: 9_007_199_254_740_993n, currentRevision: 20n },
    ],
    [Code.InvalidArgument, "INVALID_RESUME_TOKEN", {}, errors.ResumeError, {}],
    [Code.OutOfRange, "STORE_CHANGED", {}, errors.ResumeError, {}],
    [Code.OutOfRange, "STORE_RESTORED", {}, errors.ResumeError, {}],
    [Code.OutOfRange, "FILTER_CHANGED", {}, errors.ResumeError, {}],
    [Code.InvalidArgument, "INVALID_FILTER", { offset: "3" }, errors.ValidationError, {}],
    [Code.Unauthenticated, "UNAUTHENTICATED", {}, errors.UnauthenticatedError, {}],
    [Code.PermissionDenied, "PERMISSION_DENIED", {}, errors.PermissionDeniedError, {}],
    [Code.Unavailable, "SERVER_STOPPING", {}, errors.UnavailableError, {}],
    [Code.DeadlineExceeded, "DEADLINE_EXCEEDED", {}, errors.DeadlineError, {}],
    [Code.Internal, "INTERNAL", {}, errors.OpenbellError, {}],
  ])("%s %s", async (code, reason, metadata, errorClass, fields) => {
    const error = await received(refusal(code, reason, metadata));
    expect(error.constructor).toBe(errorClass);
    expect(error.name).toBe(errorClass.name);
    expect(error).toMatchObject({ code, reason, metadata, ...fields });
    expect(error.message).toBe(`refused: ${reason}`);
  });

  test("all bad fields are listed", async () => {
    const fieldViolations = [
      { field: "spec.symbols[1]", reason: "INVALID_SYMBOL", description: "no such symbol" },
      { field: "spec.initial_capital", reason: "INVALID_DECIMAL", description: "no decimal" },
    ];
    const details = [
      { desc: BadRequestSchema, value: create(BadRequestSchema, { fieldViolations }) },
    ];
    const error = await received(refusal(Code.InvalidArgument, "VALIDATION_FAILED", {}, details));
    expect(error).toBeInstanceOf(errors.ValidationError);
    expect((error as errors.ValidationError).violations).toEqual([
      { field: "spec.symbols[1]", reason: "INVALID_SYMBOL", message: "no such symbol" },
      { field: "spec.initial_capital", reason: "INVALID_DECIMAL", message: "no decimal" },
    ]);
  });

  test("RetryInfo is read in milliseconds", async () => {
    const value = create(RetryInfoSchema, { retryDelay: { seconds: 2n, nanos: 250_000_000 } });
    const details = [{ desc: RetryInfoSchema, value }];
    const error = await received(refusal(Code.ResourceExhausted, "RATE_LIMITED", {}, details));
    expect(error.retryAfterMs).toBe(2_250);
  });

  test("metadata that is missing or no number is undefined, not an exception", async () => {
    expect(
      await received(
        refusal(Code.OutOfRange, "REVISION_COMPACTED", {
          oldest_revision: "soon",
        }),
      ),
    ).toMatchObject({ oldestRevision: undefined, requestedRevision: undefined });
    expect(await received(refusal(Code.ResourceExhausted, "RATE_LIMITED"))).toMatchObject({
      limit: undefined,
    });
    const none = refusal(Code.ResourceExhausted, "RATE_LIMITED", { limit: "0" });
    expect(await received(none)).toMatchObject({ limit: 0 });
  });
});

describe("what no Openbell server wrote", () => {
  test("a reason of another domain is not taken for ours", async () => {
    const value = create(ErrorInfoSchema, { domain: "proxy.test", reason: "SESSION_NOT_FOUND" });
    const details = [{ desc: ErrorInfoSchema, value }];
    const error = await received(new ConnectError("no route", Code.NotFound, undefined, details));
    expect(error.constructor).toBe(errors.OpenbellError);
    expect(error.reason).toBe("");
  });

  test.each([
    "ECONNRESET",
    "EPIPE",
    "ERR_HTTP2_GOAWAY_SESSION",
    "ERR_HTTP2_INVALID_SESSION",
    "ERR_HTTP2_INVALID_STREAM",
    "ERR_HTTP2_SESSION_ERROR",
    "ERR_HTTP2_STREAM_CANCEL",
    "ERR_STREAM_DESTROYED",
    "ERR_STREAM_PREMATURE_CLOSE",
  ])("a connection that broke with %s is unavailable, under whichever code", (code) => {
    const broken = Object.assign(new Error("broken"), { code });
    const status = new ConnectError("x", Code.Aborted, undefined, undefined, broken);
    const error = errorFromStatus(status);
    expect(error).toBeInstanceOf(errors.UnavailableError);
    expect(error.code).toBe(Code.Unavailable);
  });

  test("a call that came after the server's goodbye is unavailable, other resets are not", () => {
    const statusOf = (reset: string) => {
      const message = `Stream closed with error code ${reset}`;
      const cause = Object.assign(new Error(message), { code: "ERR_HTTP2_STREAM_ERROR" });
      return new ConnectError(message, Code.Internal, undefined, undefined, cause);
    };
    const refused = errorFromStatus(statusOf("NGHTTP2_REFUSED_STREAM"));
    expect(refused).toBeInstanceOf(errors.UnavailableError);
    expect(refused.code).toBe(Code.Unavailable);
    const broken = errorFromStatus(statusOf("NGHTTP2_INTERNAL_ERROR"));
    expect(broken.constructor).toBe(errors.OpenbellError);
    expect(broken.code).toBe(Code.Internal);
  });

  test.each([
    "protocol error: missing status",
    "protocol error: incomplete envelope",
    "protocol error: promised 500 bytes, received 20",
  ])("an answer that broke off is unavailable: %s", (message) => {
    // As connect reports them: under codes that accuse the caller.
    const error = errorFromStatus(new ConnectError(message, Code.InvalidArgument));
    expect(error).toBeInstanceOf(errors.UnavailableError);
    expect(error.code).toBe(Code.Unavailable);
  });

  test("cancelled is the caller's doing only when its signal says so", () => {
    const status = new ConnectError("stream closed", Code.Canceled);
    const { signal } = new AbortController();
    expect(errorFromStatus(status, { signal })).toBeInstanceOf(errors.UnavailableError);
    const aborted = errorFromStatus(status, { signal: AbortSignal.abort() });
    expect(aborted).toBeInstanceOf(errors.CancelledError);
  });

  test("an error that is typed already stays as it is", () => {
    const error = new errors.FeedIntegrityError("gap");
    expect(errorFromStatus(error)).toBe(error);
  });

  test("causes that go round in a circle end", () => {
    const error = new Error("boom");
    error.cause = error;
    expect(errorFromStatus(error).message).toBe("boom");
  });

  test("anything else becomes an OpenbellError with its cause", () => {
    const error = errorFromStatus(new Error("boom"), { requestId: "id-1" });
    expect(error.cause).toMatchObject({ cause: { message: "boom" } });
    expect(error.constructor).toBe(errors.OpenbellError);
    expect(error).toMatchObject({ code: Code.Unknown, message: "boom", requestId: "id-1" });
  });
});
