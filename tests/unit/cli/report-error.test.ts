import { Code } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { createPaint } from "../../../src/cli/paint.ts";
import { errorJson, exitCodeOf, reportError } from "../../../src/cli/report-error.ts";
import { UsageError } from "../../../src/cli/usage-error.ts";
import * as errors from "../../../src/client/errors.ts";

const options = { address: "127.0.0.1:50051", paint: createPaint(false) };
const causedBy = (code: string) => Object.assign(new Error(code), { code });

function failure(
  errorClass: new (facts: errors.ErrorFacts) => errors.OpenbellError,
  facts: Partial<errors.ErrorFacts>,
) {
  return new errorClass({ ...errors.clientFacts(Code.Unknown, "what happened"), ...facts });
}

describe("each failure says what to do", () => {
  const { UnavailableError, DeadlineError, OpenbellError } = errors;
  test.each([
    [
      "nobody listens",
      failure(UnavailableError, { cause: causedBy("ECONNREFUSED"), requestId: "r" }),
      [
        "openbell: nothing listens at 127.0.0.1:50051",
        "  is the server running? start it with: openbell serve",
        "  it is elsewhere? say where with --address or OPENBELL_ADDRESS (now 127.0.0.1:50051)",
      ],
    ],
    [
      "no socket is there",
      failure(UnavailableError, { cause: causedBy("ENOENT"), requestId: "r" }),
      [
        "openbell: nothing listens at 127.0.0.1:50051",
        "  is the server running? start it with: openbell serve",
        "  it is elsewhere? say where with --address or OPENBELL_ADDRESS (now 127.0.0.1:50051)",
      ],
    ],
    [
      "a host that nobody knows",
      failure(UnavailableError, { cause: causedBy("ENOTFOUND") }),
      [
        "openbell: the host of 127.0.0.1:50051 is not known",
        "  it is elsewhere? say where with --address or OPENBELL_ADDRESS (now 127.0.0.1:50051)",
      ],
    ],
    [
      "an order that is not there",
      failure(OpenbellError, { reason: "ORDER_NOT_FOUND" }),
      ["openbell: what happened", "  see what there is: openbell order list ID"],
    ],
    [
      "a move of two words",
      failure(errors.IllegalTransitionError, {
        reason: "ILLEGAL_TRANSITION",
        metadata: {
          ...{ command: "SET_TRADING_STATE", current_state: "COMPLETED" },
          allowed_states: "READY,RUNNING",
        },
      }),
      [
        "openbell: cannot set trading state: the session is COMPLETED",
        "  that is possible in READY, RUNNING",
      ],
    ],
    [
      "a mutation whose connection broke",
      failure(UnavailableError, { requestId: "r-1" }),
      [
        "openbell: 127.0.0.1:50051: what happened",
        "  it may have been done; to be sure, repeat it with --request-id r-1",
        "  try again",
      ],
    ],
    [
      "a server that stops",
      failure(UnavailableError, { reason: "SERVER_STOPPING", retryAfterMs: 1_500 }),
      ["openbell: what happened", "  try again in 1.5 s"],
    ],
    [
      "a deadline",
      failure(DeadlineError, {}),
      ["openbell: 127.0.0.1:50051 did not answer in time", "  wait longer with --timeout 60s"],
    ],
    [
      "another protocol",
      failure(OpenbellError, { cause: causedBy("ERR_HTTP2_ERROR") }),
      [
        "openbell: 127.0.0.1:50051 does not speak gRPC: what happened",
        "  it is elsewhere? say where with --address or OPENBELL_ADDRESS (now 127.0.0.1:50051)",
      ],
    ],
    [
      "a stale etag",
      failure(errors.EtagMismatchError, { reason: "ETAG_MISMATCH", metadata: { etag: '"8"' } }),
      ["openbell: what happened", '  look at it again and decide anew; its etag is "8"'],
    ],
    [
      "too many sessions",
      failure(errors.SessionLimitExceededError, { reason: "SESSION_LIMIT_EXCEEDED" }),
      [
        "openbell: what happened",
        "  stop a session that is not needed: openbell session list, openbell session stop ID",
      ],
    ],
    [
      "too many requests",
      failure(errors.RateLimitedError, { reason: "RATE_LIMITED", retryAfterMs: 250 }),
      ["openbell: what happened", "  try again in 250 ms"],
    ],
    [
      "one bad field",
      failure(errors.ValidationError, {
        violations: [{ field: "filter", reason: "INVALID_FILTER", message: "at character 3" }],
      }),
      ["openbell: a field is bad", "  filter: at character 3"],
    ],
    [
      "a request that could not be read",
      failure(errors.ValidationError, { reason: "MALFORMED_REQUEST" }),
      ["openbell: what happened"],
    ],
    [
      "an interrupted mutation",
      failure(errors.CancelledError, { requestId: "r-1" }),
      [
        "openbell: interrupted",
        "  it may have been done; to be sure, repeat it with --request-id r-1",
      ],
    ],
    ["bad usage", new UsageError(["first", "second"]), ["openbell: first", "openbell: second"]],
    ["something thrown", "boom", ["openbell: a defect of this command: boom"]],
  ])("%s", (_, error, lines) => {
    expect(reportError(error, options)).toEqual(lines);
  });

  test("what comes from elsewhere cannot forge a report", () => {
    const error = failure(OpenbellError, { message: "a\u001b[2J\nopenbell: fine" });
    expect(reportError(error, options)).toEqual(["openbell: a�[2J�openbell: fine"]);
  });
});

test("exit codes", () => {
  const code = (error: unknown) => exitCodeOf(error);
  expect(code(failure(errors.OpenbellError, {}))).toBe(1);
  expect(code(new UsageError(["x"]))).toBe(2);
  expect(code(failure(errors.UnavailableError, {}))).toBe(3);
  expect(code(failure(errors.DeadlineError, {}))).toBe(3);
  expect(code(new TypeError("x"))).toBe(70);
  expect(code(failure(errors.CancelledError, {}))).toBe(130);
});

test("for programs, a failure has everything", () => {
  const violations = [{ field: "a", reason: "FIELD_REQUIRED", message: "is required" }];
  const error = failure(errors.ValidationError, {
    code: Code.InvalidArgument,
    reason: "FIELD_REQUIRED",
    metadata: { fields: "a" },
    violations,
    requestId: "r-1",
    retryAfterMs: 5,
  });
  expect(errorJson(error)).toEqual({
    code: "INVALID_ARGUMENT",
    reason: "FIELD_REQUIRED",
    message: "what happened",
    metadata: { fields: "a" },
    violations,
    requestId: "r-1",
    retryAfterMs: 5,
  });
  expect(errorJson(failure(errors.CancelledError, { code: Code.Canceled })).code).toBe("CANCELLED");
  expect(errorJson(new UsageError(["x"]))).toMatchObject({ code: "USAGE", problems: ["x"] });
  expect(errorJson(new Error("x"))).toMatchObject({ code: "DEFECT", message: "x" });
});
