import { describe, expect, it } from "vitest";
import { tidyGrpcMessage } from "../../../src/server/grpc-message.ts";

function tidy(message: string): string | null {
  const trailer = new Headers({ "grpc-message": encodeURIComponent(message) });
  tidyGrpcMessage(trailer);
  return trailer.get("grpc-message");
}

describe("the message of a gRPC status", () => {
  it.each([
    ["there is no method at /a/B: none", "there is no method at /a/B: none"],
    ['100 % "sure"', '100 %25 "sure"'],
    ["a\nb\tc", "a%0Ab%09c"],
    ["größer", "gr%C3%B6%C3%9Fer"],
    ["値 ok 🙂", "%E5%80%A4 ok %F0%9F%99%82"],
    [" a ", "%20a%20"],
    ["\x7f~", "%7F~"],
    ["", ""],
  ])("is encoded where the protocol asks for it: %j", (message, encoded) => {
    expect(tidy(message)).toBe(encoded);
    expect(decodeURIComponent(encoded)).toBe(message);
  });

  it("is not made up", () => {
    const trailer = new Headers({ "grpc-status": "0" });
    tidyGrpcMessage(trailer);
    expect([...trailer]).toEqual([["grpc-status", "0"]]);
  });
});
