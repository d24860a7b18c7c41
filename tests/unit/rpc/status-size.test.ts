import { Code, ConnectError } from "@connectrpc/connect";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { describe, expect, it } from "vitest";
import { BadRequestSchema, ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { statusError } from "../../../src/rpc/status-error.ts";
import { fitStatus } from "../../../src/rpc/status-size.ts";

const clientLimitBytes = 8_192;

function trailerBytes(error: ConnectError): number {
  let bytes = 0;
  setTrailerStatus(new Headers(), error).forEach((value, name) => {
    // HTTP/2 counts 32 bytes for each field (RFC 9113, section 6.5.2).
    bytes += name.length + value.length + 32;
  });
  return bytes;
}

const badFields = (count: number, description: string) => ({
  desc: BadRequestSchema,
  value: {
    fieldViolations: Array.from({ length: count }, (_, i) => ({ field: `f[${i}]`, description })),
  },
});
const base = { code: Code.InvalidArgument, reason: ErrorReason.INVALID_SYMBOL };

describe("a status", () => {
  it("that fits stays as it is", () => {
    const details = [badFields(30, "a symbol that nobody knows")];
    const error = statusError({ ...base, message: "a message", metadata: { a: "b" }, details });
    const before = structuredClone({ message: error.message, details: error.details.length });
    fitStatus(error);
    expect({ message: error.message, details: error.details.length }).toEqual(before);
    expect(error.findDetails(BadRequestSchema)[0]?.fieldViolations).toHaveLength(30);
  });

  it.each([
    ["a long message", { message: "x ".repeat(50_000) }],
    ["a long message in another script", { message: "値".repeat(50_000) }],
    ["long facts", { message: "m", metadata: { a: "x".repeat(50_000), b: "ü".repeat(50_000) } }],
    ["many bad fields", { message: "m", details: [badFields(500, "not known here")] }],
    [
      "one bad field of great length",
      { message: "m", details: [badFields(1, "x".repeat(50_000))] },
    ],
  ])("with %s is cut until it fits, and keeps its reason", (_, more) => {
    const error = statusError({ ...base, ...more });
    expect(trailerBytes(error)).toBeGreaterThan(clientLimitBytes);
    fitStatus(error);
    expect(trailerBytes(error)).toBeLessThan(clientLimitBytes);
    expect(error.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: "INVALID_SYMBOL" }]);
    expect(error.code).toBe(Code.InvalidArgument);
    expect(error.message).toBe(`[invalid_argument] ${error.rawMessage}`);
  });

  it("keeps as many bad fields as fit, from the first", () => {
    const error = statusError({ ...base, message: "m", details: [badFields(500, "not known")] });
    fitStatus(error);
    const [kept] = error.findDetails(BadRequestSchema);
    expect(kept?.fieldViolations.length).toBeGreaterThan(100);
    expect(kept?.fieldViolations[0]?.field).toBe("f[0]");
  });

  it("with half a character is mended", () => {
    const error = new ConnectError("a \ud800 b", Code.Internal);
    fitStatus(error);
    expect(error.rawMessage).toBe("a \ufffd b");
    expect(error.message).toBe("[internal] a \ufffd b");
  });
});
