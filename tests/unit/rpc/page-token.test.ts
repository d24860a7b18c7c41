import { randomInt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OrderBy, parseOrderBy } from "../../../src/domain/order-by.ts";
import { boundToken, requestHash } from "../../../src/rpc/bound-token.ts";
import { pageToken, parsePageToken, queryHash } from "../../../src/rpc/page-token.ts";

const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));
process.stdout.write(`FC_SEED=${seed}\n`);

const order = (text: string): OrderBy => {
  const parsed = parseOrderBy(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.order;
};
const byTime = order("create_time desc");
const hash = queryHash("state = RUNNING", "create_time desc", false);
const token = pageToken([1_767_605_400_000_000_000n, "ses_1"], hash);

/** The token of these parts, as somebody else could write it. */
const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString("base64url");
/** A token of the hash, sound but for its position. */
const at = (position: unknown) => boundToken(position as string[], hash);
/** The checksum of a position. */
const sum = (position: unknown) => requestHash(hash, position);
const isRefused = (text: string, orderBy = byTime) => !parsePageToken(text, hash, orderBy).ok;

describe("a page token", () => {
  it("gives back its position, whatever that is", () => {
    const instant = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(instant, instant, text, text, (created, updated, strategy, id) => {
        const orderBy = order("update_time, strategy_id desc, create_time");
        const cursor = [updated, strategy, created, id];
        const parsed = parsePageToken(pageToken(cursor, hash), hash, orderBy);
        expect(parsed).toEqual({ ok: true, value: cursor });
      }),
      { seed },
    );
  });

  it("can stand in an address as it is", () => {
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it("is bound to filter, order and deleted sessions", () => {
    const others = [
      queryHash("state = PAUSED", "create_time desc", false),
      queryHash("state = RUNNING", "create_time", false),
      queryHash("state = RUNNING", "create_time desc", true),
      queryHash("", "state = RUNNINGcreate_time desc", false),
    ];
    expect(new Set([hash, ...others]).size).toBe(5);
    for (const other of others) {
      const parsed = parsePageToken(token, other, byTime);
      if (parsed.ok) throw new Error("accepted");
      expect(parsed.rejection.violations).toMatchObject([{ field: "page_token" }]);
      expect(parsed.rejection.message).toContain("another request");
    }
  });

  it("is nothing when it is empty", () => {
    expect(parsePageToken("", hash, byTime)).toEqual({ ok: true, value: undefined });
    expect(parsePageToken("", undefined, byTime)).toEqual({ ok: true, value: undefined });
  });

  it("is judged by its form alone where its request is bad", () => {
    expect(parsePageToken(token, undefined, [])).toEqual({ ok: true, value: undefined });
    expect(parsePageToken("garbage", undefined, []).ok).toBe(false);
  });

  it.each([
    ["garbage", "garbage"],
    ["a number", forged(1)],
    ["an object", forged({ length: 3 })],
    ["another form", forged([3, hash, ["1", "a"], sum(["1", "a"])])],
    ["too few parts", forged([2, hash])],
    ["too many parts", forged([2, hash, ["1", "a"], sum(["1", "a"]), 0])],
    ["a hash that is no text", forged([2, 1, ["1", "a"], requestHash(1, ["1", "a"])])],
    ["another checksum", forged([2, hash, ["1", "a"], sum(["1", "b"])])],
    ["values that are no list", at({ 0: "1", 1: "a" })],
    ["a value that is no text", at([1, "a"])],
    ["too few values", at(["1"])],
    ["too many values", at(["1", "a", "b"])],
    ["an instant that is no number", at(["x", "a"])],
    ["an instant in another spelling", at(["0x1", "a"])],
    ["an empty instant", at(["", "a"])],
    ["an instant of more than 64 bits", at([String(2n ** 63n), "a"])],
    ["an endless instant", at(["9".repeat(1_000), "a"])],
  ])("of %s is refused", (_, text) => {
    expect(isRefused(text)).toBe(true);
  });

  it("takes the last instants of 64 bits", () => {
    for (const instant of [2n ** 63n - 1n, -(2n ** 63n)]) {
      const parsed = parsePageToken(at([String(instant), "a"]), hash, byTime);
      expect(parsed).toEqual({ ok: true, value: [instant, "a"] });
    }
  });

  it("never throws", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((json) => forged(JSON.parse(json))),
    );
    fc.assert(
      fc.property(texts, (text) => {
        parsePageToken(text, hash, byTime);
      }),
      { seed },
    );
  });
});
