import { describe, expect, test } from "vitest";
import { RowGroupCache } from "../../../../src/market/parquet/row-group-cache.ts";
import type { SeriesBatch } from "../../../../src/market/series-catalog.ts";

/** A group of 1,000 trades: 24 bytes a row and their sides, and what an entry takes beside them. */
const groupBytes = 1_000 * (8 + 8 + 8 + 4) + 4_096;

function groupOf(first: number): SeriesBatch {
  const timeNs = BigInt64Array.from({ length: 1_000 }, (_, row) => BigInt(first + row));
  return {
    ...{ kind: "trades", length: 1_000, timeNs, knownNs: timeNs, date: new Int32Array() },
    prices: [new Float64Array(1_000).fill(first)],
    quantities: [new Float64Array(1_000)],
    sides: new Int32Array(1_000),
  };
}

/** A cache with room for so many groups, and what it had decoded. */
function cacheOf(groups: number) {
  const cache = new RowGroupCache(groups * groupBytes);
  const decoded: string[] = [];
  const lend = (key: string) =>
    cache.lend(key, async () => {
      decoded.push(key);
      return groupOf(decoded.length);
    });
  const pass = async (key: string) => (await lend(key)).giveBack();
  return { cache, decoded, lend, pass };
}

describe("what is lent", () => {
  test("is one group for all readers of a key, and is kept for the next", async () => {
    const { cache, decoded, lend } = cacheOf(2);
    const [one, other] = [await lend("a"), await lend("a")];
    expect(other.rows).toBe(one.rows);
    expect((await lend("b")).rows).not.toBe(one.rows);
    one.giveBack();
    other.giveBack();
    expect((await lend("a")).rows).toBe(one.rows);
    expect(decoded).toEqual(["a", "b"]);
    expect(cache.bytes).toBe(2 * groupBytes);
  });

  test("is decoded once, however many wait for it", async () => {
    const cache = new RowGroupCache(groupBytes);
    const { promise, resolve } = Promise.withResolvers<SeriesBatch>();
    let decodings = 0;
    const decode = () => {
      decodings += 1;
      return promise;
    };
    const readers = Array.from({ length: 100 }, () => cache.lend("a", decode));
    const rows = groupOf(1);
    resolve(rows);
    for (const { rows: seen } of await Promise.all(readers)) expect(seen).toBe(rows);
    expect(decodings).toBe(1);
    expect(cache.bytes).toBe(groupBytes);
  });

  test("columns that are one are counted once", async () => {
    const { cache, pass } = cacheOf(1);
    await pass("a");
    expect(cache.bytes).toBe(groupBytes);
  });
});

describe("the limit", () => {
  test("lets go first of what was given back first, and asks for it again", async () => {
    const { cache, decoded, pass } = cacheOf(2);
    for (const key of ["a", "b", "a", "c"]) await pass(key);
    expect(cache.bytes).toBe(2 * groupBytes);
    for (const key of ["a", "c", "b"]) await pass(key);
    expect(decoded).toEqual(["a", "b", "c", "b"]);
  });

  test("leaves what readers have, and is kept to when they give it back", async () => {
    const { cache, decoded, lend, pass } = cacheOf(1);
    const held = [await lend("a"), await lend("b"), await lend("b"), await lend("c")];
    expect(cache.bytes).toBe(3 * groupBytes);
    // There is room for none without a reader.
    await pass("d");
    expect(cache.bytes).toBe(3 * groupBytes);
    for (const key of ["a", "b", "c"]) await pass(key);
    expect(decoded).toEqual(["a", "b", "c", "d"]);
    held[1]?.giveBack();
    expect(cache.bytes).toBe(3 * groupBytes);
    held[2]?.giveBack();
    expect(cache.bytes).toBe(2 * groupBytes);
    held[0]?.giveBack();
    expect(cache.bytes).toBe(groupBytes);
    held[3]?.giveBack();
    await pass("c");
    expect(decoded).toHaveLength(4);
  });

  test("of less than a group keeps nothing that nobody has", async () => {
    const cache = new RowGroupCache(groupBytes - 1);
    (await cache.lend("a", async () => groupOf(1))).giveBack();
    expect(cache.bytes).toBe(0);
  });

  test("of 0 shares nothing, not even among those who read at one time", async () => {
    const cache = new RowGroupCache(0);
    const lend = () => cache.lend("a", async () => groupOf(1));
    const [one, other] = await Promise.all([lend(), lend()]);
    expect(one?.rows).not.toBe(other?.rows);
    expect(cache.bytes).toBe(0);
    one?.giveBack();
  });
});

describe("what is prepared", () => {
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  test("is lent without being decoded again, and goes like what was given back", async () => {
    const { cache, decoded, lend, pass } = cacheOf(1);
    cache.prepare("a", async () => groupOf(7));
    const lent = await lend("a");
    expect(lent.rows.prices[0]?.[0]).toBe(7);
    expect(decoded).toEqual([]);
    lent.giveBack();
    // There is room for none.
    cache.prepare("b", () => Promise.reject(new Error("it was begun")));
    await pass("b");
    expect(cache.bytes).toBe(groupBytes);
    await pass("a");
    expect(decoded).toEqual(["b", "a"]);
  });

  test("is what is there, where it is there already", async () => {
    const { cache, lend } = cacheOf(2);
    const lent = await lend("a");
    cache.prepare("a", async () => groupOf(7));
    await settled();
    expect(cache.bytes).toBe(groupBytes);
    expect((await lend("a")).rows).toBe(lent.rows);
  });

  test("makes way when nobody asks for it", async () => {
    const { cache, decoded, pass } = cacheOf(1);
    cache.prepare("a", async () => groupOf(7));
    await settled();
    expect(cache.bytes).toBe(groupBytes);
    await pass("b");
    expect(cache.bytes).toBe(groupBytes);
    await pass("a");
    expect(decoded).toEqual(["b", "a"]);
  });

  test("and cannot be decoded, is nobody's error until it is asked for", async () => {
    const { cache, decoded, pass } = cacheOf(1);
    cache.prepare("a", () => Promise.reject(new Error("the disk is gone")));
    await settled();
    await pass("a");
    expect(decoded).toEqual(["a"]);
  });

  test("is nothing where nothing is kept", () => {
    const cache = new RowGroupCache(0);
    cache.prepare("a", () => Promise.reject(new Error("it was begun")));
    expect(cache.bytes).toBe(0);
  });
});

test("a decoding that fails is told to all who wait, and tried again by the next", async () => {
  const { cache, lend } = cacheOf(1);
  let failures = 0;
  const fail = async () => {
    failures += 1;
    throw new Error("the disk is gone");
  };
  const waiting = [cache.lend("a", fail), cache.lend("a", fail), lend("a")];
  for (const each of waiting) await expect(each).rejects.toThrow("the disk is gone");
  expect(failures).toBe(1);
  expect(cache.bytes).toBe(0);
  const lent = await lend("a");
  expect(lent.rows.length).toBe(1_000);
  lent.giveBack();
  expect(cache.bytes).toBe(groupBytes);
});
