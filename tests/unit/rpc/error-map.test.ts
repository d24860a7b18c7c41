import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import {
  BadRequestSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { ErrorReason, ErrorReasonSchema } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { rejectFields } from "../../../src/domain/rejection.ts";
import { codeOf, refusalError, serviceError } from "../../../src/rpc/error-map.ts";
import { FeedEnd } from "../../../src/sessions/feed-end.ts";
import { DiskStall } from "../../../src/store/disk-stall.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { expectStatus, findDetail } from "../../contract/rpc/expect-status.ts";
import { publishedReasons } from "../../contract/rpc/published-reasons.ts";
import { statusOfError } from "../../contract/rpc/status-of-error.ts";

const R = ErrorReason;

describe("the code of a reason", () => {
  const reasons = ErrorReasonSchema.values.filter(({ number }) => number !== 0);

  it("is published for every reason of the contract", () => {
    const names = reasons.map(({ name }) => name.replace("ERROR_REASON_", ""));
    expect([...publishedReasons.keys()].sort()).toEqual(names.sort());
  });

  it.each([...publishedReasons.values()])("$name has the code of its comment", (published) => {
    // One reason ends sessions and is in no status; its code is nobody's business.
    if (published.code === undefined) expect(published.name).toBe("DATA_CHANGED");
    else expect(Code[codeOf(published.number as ErrorReason)]).toBe(Code[published.code]);
  });
});

describe("the status of a refusal", () => {
  it("says every bad field, with what would be right", () => {
    const rejection = rejectFields([
      { field: "a", reason: R.INVALID_VALUE, message: "is bad", suggestion: "1 to 2" },
      { field: "b", reason: R.FIELD_REQUIRED, message: "is required" },
    ]);
    const status = statusOfError(refusalError(rejection));
    expectStatus(status, {
      fields: [
        ["a", "INVALID_VALUE"],
        ["b", "FIELD_REQUIRED"],
      ],
      metadata: { fields: "a,b" },
    });
    const { fieldViolations } = findDetail(status, BadRequestSchema) ?? {};
    expect(fieldViolations?.map(({ description }) => description)).toEqual([
      expect.stringContaining("1 to 2"),
      "is required",
    ]);
  });

  it("has the published detail of its code", () => {
    const details = (reason: ErrorReason, metadata: Record<string, string>) =>
      statusOfError(refusalError({ reason, message: "because", metadata }));
    const missing = details(R.SESSION_NOT_FOUND, { session_id: "ses_1" });
    expect(findDetail(missing, ResourceInfoSchema)).toMatchObject({
      resourceType: "openbell.v1.Session",
      resourceName: "ses_1",
      description: "because",
    });
    const unknown = details(R.SERVICE_NOT_FOUND, { service: "x.Y" });
    expect(findDetail(unknown, ResourceInfoSchema)).toMatchObject({
      resourceType: "grpc.Service",
      resourceName: "x.Y",
    });
    const deleted = details(R.SESSION_DELETED, { session_id: "ses_1", delete_time: "now" });
    expect(findDetail(deleted, PreconditionFailureSchema)?.violations).toMatchObject([
      { type: "SESSION_DELETED", subject: "ses_1", description: "because" },
    ]);
    const full = details(R.SESSION_LIMIT_EXCEEDED, { limit: "5" });
    expect(findDetail(full, QuotaFailureSchema)?.violations).toMatchObject([
      { subject: "SESSION_LIMIT_EXCEEDED", description: "because" },
    ]);
    expect(details(R.CANCELLED, {}).details).toHaveLength(1);
  });

  it("says when to try again, to the millisecond", () => {
    const metadata = { limit: "1" };
    const rejection = { reason: R.RATE_LIMITED, message: "slow", metadata, retryAfterMs: 1_250 };
    const status = statusOfError(refusalError(rejection));
    const delay = findDetail(status, RetryInfoSchema)?.retryDelay;
    expect(delay).toMatchObject({ seconds: 1n, nanos: 250_000_000 });
  });
});

describe("what a service throws", () => {
  it("is left alone where it is a status already", () => {
    const error = new ConnectError("x", Code.Aborted);
    expect(serviceError(error)).toBe(error);
  });

  it("is the refusal that ended a feed", () => {
    const end = new FeedEnd({ reason: R.STORE_CHANGED, message: "another store", metadata: {} });
    expectStatus(statusOfError(serviceError(end)), { reason: "STORE_CHANGED" });
  });

  it.each([
    ["FULL", "STORAGE_FULL"],
    ["CLOSED", "SERVER_STOPPING"],
    ["FAILED", "STORAGE_UNAVAILABLE"],
  ] as const)("is, of a store that is %s, %s without its inside", (code, reason) => {
    const cause = new StoreError(code, "/var/lib/openbell.db: disk I/O error");
    const error = serviceError(cause);
    const status = statusOfError(error);
    expectStatus(status, { reason });
    expect(findDetail(status, RetryInfoSchema)?.retryDelay?.seconds).toBeGreaterThan(0n);
    expect(status.message).not.toContain("/var/lib");
    expect(error?.cause).toBe(cause);
  });

  it("is, of a store whose disk does not answer, what that store says to clients", () => {
    const stall = new DiskStall();
    const status = statusOfError(serviceError(stall.refusal()));
    expectStatus(status, { reason: "STORAGE_UNAVAILABLE" });
    expect(findDetail(status, RetryInfoSchema)?.retryDelay?.seconds).toBeGreaterThan(0n);
    expect(status.message).toContain("nothing was changed");
  });

  it("is unknown where it is a defect", () => {
    expect(serviceError(new TypeError("x is undefined"))).toBeUndefined();
    expect(serviceError("text")).toBeUndefined();
  });
});
