import { describe, expect, test } from "vitest";
import { type GroupSource, RowGroupCache } from "../../../../src/market/parquet/row-group-cache.ts";
import type { SeriesBatch } from "../../../../src/market/series-catalog.ts";

/** Of the columns of 1,000 trades. */
const bytes = 1_000 * (8 + 8 + 8 + 4);
/** With what an entry takes beside them. */
const groupBytes = bytes + 4_096;

function groupOf(first: number): SeriesBatch {
  const timeNs = BigInt64Array.from({ length: 1_000 }, (_, row) => BigInt(first + row));
  return {
    ...{ kind: "trades", length: 1_000, timeNs, knownNs: timeNs, date: new Int32Array() },
    prices: [new Float64Array(1_000).fill(first)],
    quantities: [new Float64Array(1_000)],
    sides: new Int32Array(1_000),
  };
}

function sourceOf(key: string, decode: GroupSource["decode"]): GroupSource {
  return { key, bytes, decode };
}

/** A cache with room for so many groups, and what it had decoded. */
function cacheOf(groups: number) {
  const cache = new RowGroupCache(groups * groupBytes);
  const decoded: string[] = [];
  const source = (key: string) =>
    sourceOf(key, async () => {
      decoded.push(key);
      return groupOf(decoded.length);
    });
  const lend = (key: string) => cache.lend(source(key));
  const prepare = (key: string) => cache.prepare(source(key));
  const pass = async (key: string) => (await lend(key)).giveBack();
  return { cache, decoded, lend, prepare, pass };
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
    const readers = Array.from({ length: 100 }, () => cache.lend(sourceOf("a", decode)));
    const rows = groupOf(1);
    resolve(rows);
    for (const { rows: seen } of await Promise.all(readers)) expect(seen).toBe(rows);
    expect(decodings).toBe(1);
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
    (await cache.lend(sourceOf("a", async () => groupOf(1)))).giveBack();
    expect(cache.bytes).toBe(0);
  });

  test("of 0 shares nothing, not even among those who read at one time", async () => {
    const cache = new RowGroupCache(0);
    const lend = () => cache.lend(sourceOf("a", async () => groupOf(1)));
    const [one, other] = await Promise.all([lend(), lend()]);
    expect(one?.rows).not.toBe(other?.rows);
    expect(cache.bytes).toBe(0);
    one?.giveBack();
  });
});

describe("what is prepared", () => {
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const broken = sourceOf("broken", () => Promise.reject(new Error("the disk is gone")));

  test("is lent without being decoded again, whatever else passes until then", async () => {
    const { cache, decoded, lend, prepare, pass } = cacheOf(4);
    const held = await lend("a");
    const letGo = prepare("b");
    for (const key of ["c", "d", "e", "f"]) await pass(key);
    const next = await lend("b");
    letGo();
    expect(decoded).toEqual(["a", "b", "c", "d", "e", "f"]);
    held.giveBack();
    next.giveBack();
    expect(cache.bytes).toBe(4 * groupBytes);
  });

  test("takes half of what is not in hand, so that there is room for what is given back", async () => {
    const { decoded, lend, prepare } = cacheOf(5);
    const held = await lend("a");
    for (const key of ["b", "c", "d"]) prepare(key);
    expect(decoded).toEqual(["a", "b", "c"]);
    held.giveBack();
    prepare("e");
    expect(decoded).toEqual(["a", "b", "c"]);
  });

  test("is what is there, where somebody has it or has begun it, and takes no room", async () => {
    const { cache, decoded, lend, prepare } = cacheOf(2);
    const held = await lend("a");
    const letGo = prepare("a");
    held.giveBack();
    const other = prepare("a");
    letGo();
    expect((await lend("a")).rows).toBe(held.rows);
    other();
    expect(cache.bytes).toBe(groupBytes);
    expect(decoded).toEqual(["a"]);
  });

  test("makes way when nobody comes to it, and is let go once", async () => {
    const { cache, decoded, prepare, lend, pass } = cacheOf(2);
    const letGo = prepare("a");
    for (const _ of [1, 2]) letGo();
    const held = await lend("a");
    for (const key of ["b", "c"]) await pass(key);
    expect((await lend("a")).rows).toBe(held.rows);
    for (const _ of [1, 2]) held.giveBack();
    for (const key of ["b", "c", "a"]) await pass(key);
    expect(decoded).toEqual(["a", "b", "c", "b", "c", "a"]);
    expect(cache.bytes).toBe(2 * groupBytes);
  });

  test("and cannot be decoded, is nobody's error until it is asked for, and takes no room", async () => {
    const { cache, decoded, pass } = cacheOf(2);
    const letGo = cache.prepare(broken);
    await settled();
    expect(cache.bytes).toBe(0);
    letGo();
    await pass("broken");
    expect(decoded).toEqual(["broken"]);
    expect(cache.bytes).toBe(groupBytes);
  });

  test("is nothing where nothing is kept", () => {
    const cache = new RowGroupCache(0);
    cache.prepare(sourceOf("a", () => Promise.reject(new Error("it was begun"))))();
    expect(cache.bytes).toBe(0);
  });
});

test("readers side by side decode each group once, however little there is room for", async () => {
  for (const [readers, groups] of [
    ...[1, 2, 3, 5].flatMap((readers) => [1, 2, 3, 4, 6, 9].map((groups) => [readers, groups])),
  ] as [number, number][]) {
    const { cache, decoded, lend, prepare } = cacheOf(groups);
    const read = async (reader: number) => {
      let letGo = () => {};
      for (let group = 0; group < 20; group += 1) {
        const lent = await lend(`${reader}/${group}`);
        letGo();
        letGo = prepare(`${reader}/${group + 1}`);
        await new Promise<void>((resolve) => setImmediate(resolve));
        lent.giveBack();
      }
      letGo();
    };
    await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)));
    expect([readers, groups, new Set(decoded).size]).toEqual([readers, groups, decoded.length]);
    expect(cache.bytes).toBeLessThanOrEqual(groups * groupBytes);
  }
});

test("a decoding that fails is told to all who wait, and tried again by the next", async () => {
  const { cache, lend } = cacheOf(1);
  let failures = 0;
  const fail = async () => {
    failures += 1;
    throw new Error("the disk is gone");
  };
  const waiting = [cache.lend(sourceOf("a", fail)), cache.lend(sourceOf("a", fail)), lend("a")];
  for (const each of waiting) await expect(each).rejects.toThrow("the disk is gone");
  expect(failures).toBe(1);
  expect(cache.bytes).toBe(0);
  const lent = await lend("a");
  expect(lent.rows.length).toBe(1_000);
  lent.giveBack();
  expect(cache.bytes).toBe(groupBytes);
});
