import { describe, expect, it } from "vitest";
import { metadataOf, requestHeadersOf } from "../../../src/server/grpc-headers.ts";

describe("the headers of a request", () => {
  it("are those without a colon, each value of them", () => {
    const raw = { ":path": "/x", "x-one": "1", cookie: "a=b", "set-cookie": ["a", "b"] };
    const headers = requestHeadersOf(raw);
    expect([...headers]).toEqual([
      ["cookie", "a=b"],
      ["set-cookie", "a"],
      ["set-cookie", "b"],
      ["x-one", "1"],
    ]);
  });
});

describe("the metadata of a service", () => {
  it("is nothing where none was set", () => {
    expect(metadataOf(undefined)).toEqual({});
  });

  it("joins values, and those of bytes without a space", () => {
    const headers = new Headers({ "X-Word": "a" });
    headers.append("x-word", "b, c");
    headers.append("x-bytes-bin", "AAEC");
    headers.append("x-bytes-bin", "AQ==");
    expect(metadataOf(headers)).toEqual({ "x-word": "a, b, c", "x-bytes-bin": "AAEC,AQ==" });
  });

  it.each(["ü", "\x01", "a\tb"])("has signs that gRPC can carry, unlike %j", (value) => {
    const headers = new Headers({ "x-word": value });
    expect(() => metadataOf(headers)).toThrow("x-word");
  });

  it.each([
    "grpc-status",
    "grpc-message",
    "grpc-encoding",
    "content-type",
    "content-length",
    "te",
    "host",
    "connection",
    "keep-alive",
    "proxy-connection",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
  ])("leaves out %s, which is not its to set", (name) => {
    expect(metadataOf(new Headers({ [name]: "x", "x-ok": "y" }))).toEqual({ "x-ok": "y" });
  });
});
