import { describe, expect, it } from "vitest";
import { formatGrpcAddress, parseGrpcAddress } from "../../../src/server/grpc-address.ts";

describe("an address of native gRPC", () => {
  it.each([
    ["127.0.0.1:50051", { host: "127.0.0.1", port: 50_051 }, "127.0.0.1:50051"],
    ["[::1]:1", { host: "::1", port: 1 }, "[::1]:1"],
    ["unix:/run/openbell.sock", { path: "/run/openbell.sock" }, "unix:/run/openbell.sock"],
    ["unix:///run/openbell.sock", { path: "/run/openbell.sock" }, "unix:/run/openbell.sock"],
    ["unix:data/grpc.sock", { path: "data/grpc.sock" }, "unix:data/grpc.sock"],
  ])("is %s", (text, address, written) => {
    expect(parseGrpcAddress(text)).toEqual(address);
    expect(formatGrpcAddress(address)).toBe(written);
    expect(parseGrpcAddress(written)).toEqual(address);
  });

  it.each([
    ["unix:", "names no file"],
    ["unix:/run/", "names no file"],
    ["unix:/a\0b", "names no file"],
    [`unix:/${"é".repeat(60)}`, "121 bytes"],
    ["8.8.8.8:1", "loopback"],
    ["/run/openbell.sock", "is no address"],
  ])("is not %s", (text, words) => {
    expect(parseGrpcAddress(text)).toContain(words);
  });

  it("may have the longest path that a socket can have", () => {
    const path = `/${"a".repeat(102)}`;
    expect(parseGrpcAddress(`unix:${path}`)).toEqual({ path });
    expect(parseGrpcAddress(`unix:${path}a`)).toContain("104 bytes");
  });
});
