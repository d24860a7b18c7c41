import { describe, expect, it } from "vitest";
import { formatAddress, parseLoopbackAddress } from "../../../src/server/loopback-address.ts";

describe("an address", () => {
  it.each([
    ["127.0.0.1:8080", { host: "127.0.0.1", port: 8080 }],
    ["127.8.9.10:0", { host: "127.8.9.10", port: 0 }],
    ["localhost:50051", { host: "127.0.0.1", port: 50051 }],
    ["[::1]:65535", { host: "::1", port: 65535 }],
  ])("of this machine is read: %s", (text, address) => {
    expect(parseLoopbackAddress(text)).toEqual(address);
  });

  it.each(["127.0.0.1:8080", "[::1]:1"])("is written as it is read: %s", (text) => {
    const address = parseLoopbackAddress(text);
    if (typeof address === "string") throw new Error(address);
    expect(formatAddress(address)).toBe(text);
  });

  it.each(["0.0.0.0:8080", "[::]:8080", "192.168.1.5:80", "[2001:db8::1]:1", "[::ffff:8.8.8.8]:1"])(
    "that others can reach is refused: %s",
    (text) => {
      expect(parseLoopbackAddress(text)).toContain("loopback only");
    },
  );

  it.each([
    ["", "is no address"],
    ["8080", "is no address"],
    ["127.0.0.1", "is no address"],
    [":8080", "names no IP address"],
    ["::1:8080", "is no address"],
    ["example.com:80", "names no IP address"],
    ["[127.0.0.1]:80", "names no IP address"],
    ["127.0.0.1:65536", "ports end at 65535"],
    ["127.0.0.1:-1", "is no address"],
    ["unix:/tmp/socket", "is no address"],
  ])("that is none is refused: %s", (text, problem) => {
    const said = parseLoopbackAddress(text);
    expect(said).toContain(problem);
    expect(said).toContain(`"${text}"`);
    expect(said).toContain("localhost:8080");
  });
});
