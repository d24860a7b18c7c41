import { describe, expect, it } from "vitest";
import { boundToken, parsePosition, requestHash } from "../../../src/rpc/bound-token.ts";

const hash = requestHash("List", ["a"], undefined);
const terms = { hash, bound: "search", parts: 2 };
const messageOf = (token: string, with_ = terms) => {
  const parsed = parsePosition(token, with_);
  return parsed.ok ? undefined : parsed.rejection.message;
};

describe("a token", () => {
  it("gives back its position", () => {
    const position = ["0", 'é"🔔'];
    expect(parsePosition(boundToken(position, hash), terms)).toEqual({ ok: true, value: position });
  });

  it("is bound to every fact of its request", () => {
    const hashes = [
      hash,
      requestHash("List", ["a"], false),
      requestHash("List", [], "a"),
      requestHash("Other", ["a"], undefined),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    for (const other of hashes.slice(1)) {
      expect(messageOf(boundToken(["0", "a"], other))).toContain("search must stay the same");
    }
  });

  it("is refused when any bit of it was altered", () => {
    const bytes = Buffer.from(boundToken(["1704067200000000000", "1"], hash), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const parsed = parsePosition(altered.toString("base64url"), terms);
      expect(parsed.ok, `bit ${bit}`).toBe(false);
    }
  });

  it("has as many parts as its position", () => {
    for (const position of [[], ["0"], ["0", "a", ""]]) {
      expect(messageOf(boundToken(position, hash))).toContain("is not a page token");
    }
  });

  it("is judged by its form alone when the request is bad itself", () => {
    const unbound = { bound: "search", parts: 2, hash: undefined };
    expect(parsePosition(boundToken([], "x"), unbound)).toEqual({ ok: true, value: undefined });
    expect(parsePosition("garbage", unbound).ok).toBe(false);
  });
});
