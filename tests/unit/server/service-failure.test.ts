import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { CatalogError } from "../../../src/market/catalog.ts";
import { refusalError } from "../../../src/rpc/error-map.ts";
import { completeServiceFailure } from "../../../src/server/service-failure.ts";
import { FeedEnd } from "../../../src/sessions/feed-end.ts";
import { StoreError } from "../../../src/store/store-error.ts";

const running = { aborted: false, reason: undefined };
const gone = { aborted: true, reason: new Error("gone") };

function complete(reason: unknown, signal = running as { aborted: boolean; reason: unknown }) {
  const logged: unknown[] = [];
  const log = { error: (fields: object) => logged.push(fields), warn: () => {} };
  const error = completeServiceFailure(reason, signal, "/x.Y/Z", log);
  return { error, reason: error.findDetails(ErrorInfoSchema)[0]?.reason, logged };
}

describe("what a service throws", () => {
  it("stays what it is where it is meant for the caller", () => {
    const refusal = refusalError({
      reason: ErrorReason.SESSION_NOT_FOUND,
      message: "no such session",
      metadata: {},
    });
    expect(complete(refusal)).toMatchObject({ logged: [] });
    expect(complete(refusal).error).toBe(refusal);
  });

  it.each([
    ["a full disk", new StoreError("FULL", "no space"), "STORAGE_FULL", Code.ResourceExhausted],
    ["a broken disk", new StoreError("FAILED", "EIO"), "STORAGE_UNAVAILABLE", Code.Unavailable],
    ["a closed store", new StoreError("CLOSED", "closed"), "SERVER_STOPPING", Code.Unavailable],
    [
      "the end of a feed",
      new FeedEnd({
        reason: ErrorReason.REVISION_COMPACTED,
        message: "removed",
        metadata: { requested_revision: "1", oldest_revision: "2", current_revision: "3" },
      }),
      "REVISION_COMPACTED",
      Code.OutOfRange,
    ],
  ])("of %s has a status of its own", (_, thrown, reason, code) => {
    const completed = complete(thrown);
    expect([completed.reason, completed.error.code]).toEqual([reason, code]);
    expect(completed.logged).toEqual([]);
  });

  it.each([
    ["its signal's reason", gone.reason],
    ["an AbortError", new DOMException("stopped", "AbortError")],
    ["a status of its own for it", new ConnectError("x", Code.Canceled)],
  ])("is an interruption where it is %s", (_, thrown) => {
    expect(complete(thrown, gone)).toMatchObject({ reason: "CANCELLED", logged: [] });
  });

  it("says that time is over, and that there is no such method", () => {
    const late = complete(new ConnectError("x", Code.DeadlineExceeded));
    expect(late).toMatchObject({ reason: "DEADLINE_EXCEEDED", logged: [] });
    const absent = complete(new ConnectError("x.Y.Z is not implemented", Code.Unimplemented));
    expect(absent).toMatchObject({ reason: "METHOD_NOT_FOUND", logged: [] });
  });

  it("is for the operator where market data cannot be read: the caller learns of no file", () => {
    const completed = complete(new CatalogError(["/srv/market/a.parquet cannot be read"]));
    expect(completed).toMatchObject({ reason: "DATA_UNAVAILABLE", logged: [{ path: "/x.Y/Z" }] });
    expect(completed.error.code).toBe(Code.FailedPrecondition);
    expect(completed.error.rawMessage).not.toContain("parquet");
  });

  it.each([
    ["a mistake", new TypeError("x is undefined")],
    ["a status without a reason", new ConnectError("x", Code.PermissionDenied)],
    ["no error", "a text"],
    ["nothing", undefined],
    ["an abort of something else", new DOMException("stopped", "AbortError")],
  ])("is a defect where it is %s: logged, and kept from the caller", (_, thrown) => {
    const completed = complete(thrown);
    expect(completed.reason).toBe("INTERNAL");
    expect(completed.error.rawMessage).toBe("internal error");
    expect(completed.logged).toEqual([{ err: thrown, path: "/x.Y/Z" }]);
  });
});
