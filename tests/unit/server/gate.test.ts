import { createConnectRouter } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { Health } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { createGate, type RequestHead } from "../../../src/server/gate.ts";

const { handlers } = createConnectRouter().service(Health, {});
const limits = { readMaxBytes: 1_000, unaryTimeoutMs: 60_000, maxHeaderPairs: 10 };
const gate = createGate(handlers, ["gzip"], limits);

const head = (header: Record<string, string> = {}, more: Partial<RequestHead> = {}) => ({
  httpVersion: "2.0",
  method: "POST",
  url: "http://localhost/grpc.health.v1.Health/Check",
  header: new Headers({ "content-type": "application/grpc", ...header }),
  headerPairs: 3,
  ...more,
});
const watch = { url: "http://localhost/grpc.health.v1.Health/Watch" };

function grantedMs(given: RequestHead) {
  const verdict = gate(given);
  if ("error" in verdict) throw verdict.error;
  return verdict.timeoutMs;
}

function refusal(given: RequestHead) {
  const verdict = gate(given);
  if (!("error" in verdict)) throw new Error("it was admitted");
  return verdict;
}

describe("the time of a call", () => {
  it.each([
    ["1H", 60_000],
    ["2M", 60_000],
    ["3S", 3_000],
    ["4m", 4],
    ["500u", 0.5],
    ["99999999n", 99.999999],
    ["99999999H", 60_000],
  ])("is what gRPC asks for, up to the limit: %s", (asked, granted) => {
    expect(grantedMs(head({ "grpc-timeout": asked }))).toBeCloseTo(granted);
  });

  it("is the limit where the caller sets none", () => {
    expect(grantedMs(head())).toBe(60_000);
  });

  it("has no end for a stream where its caller sets none, and else fits a timer", () => {
    expect(grantedMs(head({}, watch))).toBeUndefined();
    expect(grantedMs(head({ "grpc-timeout": "2H" }, watch))).toBe(7_200_000);
    expect(grantedMs(head({ "grpc-timeout": "99999999H" }, watch))).toBe(2 ** 31 - 1);
  });

  it.each(["", "1", "H", "-1S", "1.5S", "123456789S", "1s", " 1S x"])(
    "is refused where it is none: '%s'",
    (asked) => {
      expect(refusal(head({ "grpc-timeout": asked })).error.message).toContain("no timeout");
    },
  );

  it.each(["soon", "-1", "1.5", "12345678901"])(
    "is refused where Connect has none: %s",
    (asked) => {
      const header = { "content-type": "application/proto", "connect-timeout-ms": asked };
      expect(refusal(head(header)).error.message).toContain("no timeout");
    },
  );

  it("is written back as it is read", () => {
    for (const contentType of ["application/grpc", "application/proto"]) {
      const verdict = gate(head({ "content-type": contentType }));
      if ("error" in verdict) throw verdict.error;
      const { parseTimeoutMs, formatTimeout } = verdict.protocol;
      for (const ms of [1, 999, 60_000, 99_999_999, 2 ** 31 - 1]) {
        const again = parseTimeoutMs(formatTimeout(ms)) ?? Number.NaN;
        expect(Math.abs(again - ms)).toBeLessThan(1_000);
        expect(again).toBeGreaterThanOrEqual(ms);
      }
    }
  });
});

describe("a content type", () => {
  it.each([
    ["application/grpc", "grpc"],
    ["application/grpc+proto", "grpc"],
    ["application/grpc+json", "grpc"],
    ["application/grpc-web", "grpc-web"],
    ["application/grpc-web+proto", "grpc-web"],
    ["application/proto", "connect"],
    ["application/json; charset=utf-8", "connect"],
    ["Application/JSON", "connect"],
  ])("is served: %s", (contentType, name) => {
    const verdict = gate(head({ "content-type": contentType }));
    expect("error" in verdict ? verdict.error : verdict.protocol.name).toBe(name);
  });

  it.each([
    ["application/grpc+thrift", "grpc"],
    ["application/grpc-web+thrift", "grpc-web"],
    ["application/connect+proto", "connect-stream"],
    ["application/connect+thrift", "connect-stream"],
    ["application/json; charset=latin1", "connect"],
    ["application/grpc-web-text", undefined],
    ["application/connectproto", undefined],
    ["text/html", undefined],
    ["", undefined],
  ])("is not served at a unary method, and answered as far as it says how: %s", (type, name) => {
    const { error, protocol, httpStatus } = refusal(head({ "content-type": type }));
    expect(error.message).toContain("application/grpc");
    expect(protocol?.name).toBe(name);
    expect(httpStatus).toBe(415);
  });

  it("without envelopes is not served at a method that streams", () => {
    const { error } = refusal(head({ "content-type": "application/proto" }, watch));
    expect(error.message).toContain("application/connect+proto");
  });
});

describe("the gate", () => {
  it("refuses a declared length that the method could never take", () => {
    expect("error" in gate(head({ "content-length": "1005" }))).toBe(false);
    expect(refusal(head({ "content-length": "1006" })).error.message).toContain("1000 bytes");
  });

  it("refuses too many headers", () => {
    expect(refusal(head({}, { headerPairs: 11 })).error.message).toContain("11 headers");
  });

  it("looks at the path first", () => {
    const url = "http://localhost/nothing?x=1";
    const { error, httpStatus } = refusal(head({ "grpc-timeout": "x" }, { url, method: "PUT" }));
    expect(error.message).toContain("no method at /nothing");
    expect(httpStatus).toBe(404);
  });

  it("admits identity and gzip, and nothing else", () => {
    for (const encoding of ["identity", "gzip"]) {
      expect("error" in gate(head({ "grpc-encoding": encoding }))).toBe(false);
    }
    const { error } = refusal(head({ "grpc-encoding": "br" }));
    expect(error.message).toContain('"br" is not supported: use gzip or none');
  });
});
