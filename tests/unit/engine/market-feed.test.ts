import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FeedBatch, type FeedSeries, MarketFeed } from "../../../src/engine/market-feed.ts";
import { seriesOf, tradesAt } from "./feed-trial.ts";

/** A row as tests compare it: known time, series, place in its series. */
type Row = readonly [timeNs: bigint, series: number, price: number];

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));

async function slicesOf(feed: MarketFeed): Promise<Row[][]> {
  const slices: Row[][] = [];
  for (;;) {
    if (!feed.isReady) await feed.fill();
    const next = feed.peek();
    if (next === undefined) return slices;
    const slice: Row[] = [];
    feed.take((series, batch, row) => {
      slice.push([batch.knownNs[row] ?? 0n, series, batch.prices[0]?.[row] ?? 0]);
    });
    expect(slice[0]?.[0]).toBe(next.timeNs);
    slices.push(slice);
  }
}

/** Times around a turn of the lower 32 bits and around 1970, with many that are equal. */
const time = fc.oneof(
  fc.bigInt(-3n, 3n),
  fc.bigInt(2n ** 31n - 3n, 2n ** 31n + 3n),
  fc.bigInt(2n ** 32n - 3n, 2n ** 32n + 3n),
  fc.bigInt(1_577_836_800_000_000_000n, 1_577_836_800_000_000_004n),
);
const ascending = fc
  .array(time, { maxLength: 40 })
  .map((times) => times.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 });
const market = fc.array(fc.tuple(ascending, cuts), { maxLength: 7 });

function batchesOf(times: readonly bigint[], lengths: readonly number[]): readonly FeedBatch[] {
  const batches: FeedBatch[] = [];
  for (let from = 0; from < times.length; ) {
    const length = lengths[batches.length % lengths.length] ?? 1;
    batches.push(tradesAt(times.slice(from, from + length), from));
    from += length;
  }
  return batches;
}

function sorted(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) =>
    a[0] !== b[0] ? (a[0] < b[0] ? -1 : 1) : a[1] - b[1] || a[2] - b[2],
  );
}

function rowsOf(asked: readonly (readonly [readonly bigint[], readonly number[]])[]): Row[] {
  return asked.flatMap(([times], series) => times.map((at, row): Row => [at, series, row]));
}

function feedOf(
  asked: readonly (readonly [readonly bigint[], readonly number[]])[],
  afterNs?: bigint,
): MarketFeed {
  return new MarketFeed(
    asked.map(([times, lengths], series) => seriesOf(series, batchesOf(times, lengths))),
    afterNs,
  );
}

describe(`feed, FC_SEED=${seed}`, () => {
  test("is a plain sort of all rows by known time, series and row, one instant a slice", async () => {
    const property = fc.asyncProperty(market, async (asked) => {
      const slices = await slicesOf(feedOf(asked));
      expect(slices.flat()).toEqual(sorted(rowsOf(asked)));
      const times = slices.map(([first]) => first?.[0]);
      expect(new Set(times).size).toBe(times.length);
      for (const slice of slices) expect(new Set(slice.map(([at]) => at)).size).toBe(1);
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  test("goes on after any instant with exactly what is known later", async () => {
    const property = fc.asyncProperty(market, time, async (asked, afterNs) => {
      const rows = (await slicesOf(feedOf(asked, afterNs))).flat();
      expect(rows).toEqual(sorted(rowsOf(asked).filter(([at]) => at > afterNs)));
    });
    await fc.assert(property, { seed, numRuns: 200 });
  });

  test("passes rows that are slices of their own as it passes others", async () => {
    const most = fc.integer({ min: 1, max: 9 });
    const property = fc.asyncProperty(market, most, most, async (asked, ahead, rows) => {
      const slices = await slicesOf(feedOf(asked));
      const feed = feedOf(asked);
      feed.record = true;
      const passed: Row[][] = [];
      for (;;) {
        if (!feed.isReady) await feed.fill();
        const next = feed.ahead(ahead, Number.POSITIVE_INFINITY);
        if (next === undefined) break;
        const { series, batch, known, row, alone } = next;
        expect(alone).toBeLessThanOrEqual(ahead);
        const count = Math.min(alone, rows);
        for (let at = row; at < row + count; at += 1) {
          passed.push([[known.at(at), series, batch.prices[0]?.[at] ?? 0]]);
        }
        if (count > 0) {
          feed.passAlone(count);
          continue;
        }
        const slice: Row[] = [];
        feed.take((number, { knownNs, prices }, at) => {
          slice.push([knownNs[at] ?? 0n, number, prices[0]?.[at] ?? 0]);
        });
        passed.push(slice);
      }
      expect(passed).toEqual(slices);
      expectPassed(feed, passed.flat());
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });

  test("gives what passed since it was asked last, by series, and counts its bytes", async () => {
    const every = fc.integer({ min: 1, max: 9 });
    const property = fc.asyncProperty(market, every, async (asked, slicesPerTurn) => {
      const feed = feedOf(asked);
      feed.record = true;
      const seen: Row[] = [];
      for (let turn = 0; ; turn++) {
        if (!feed.isReady) await feed.fill();
        if (feed.peek() === undefined) break;
        feed.take((series, batch, row) => {
          seen.push([batch.knownNs[row] ?? 0n, series, batch.prices[0]?.[row] ?? 0]);
        });
        if (turn % slicesPerTurn < slicesPerTurn - 1) continue;
        expectPassed(feed, seen.splice(0));
      }
      expectPassed(feed, seen);
    });
    await fc.assert(property, { seed, numRuns: 200 });
  });
});

function expectPassed(feed: MarketFeed, seen: readonly Row[]): void {
  // 25 bytes: time, price and size of 8 each, and the side.
  expect(feed.passedBytes).toBe(25 * seen.length);
  const passed = feed.takePassed();
  expect(feed.passedBytes).toBe(0);
  const rows = passed.flatMap(({ series, batch, from, to }) =>
    Array.from({ length: to - from }, (_, at): Row => {
      const row = from + at;
      return [batch.knownNs[row] ?? 0n, series, batch.prices[0]?.[row] ?? 0];
    }),
  );
  expect(rows).toEqual([...seen].sort((a, b) => a[1] - b[1] || a[2] - b[2]));
}

describe("a feed", () => {
  test("holds back the rows of an instant that goes on in the next batch", async () => {
    const feed = new MarketFeed(
      [seriesOf(0, [tradesAt([1n, 2n]), tradesAt([2n, 2n], 3), tradesAt([2n, 3n], 5)])],
      undefined,
    );
    await feed.fill();
    feed.take(() => {});
    expect(feed.isReady).toBe(false);
    await feed.fill();
    const prices: number[] = [];
    feed.take((_, batch, row) => prices.push(batch.prices[0]?.[row] ?? 0));
    expect(prices).toEqual([2, 3, 4, 5]);
  });

  test("passes one run of rows, however many slices they were", async () => {
    const feed = new MarketFeed(
      [seriesOf(0, [tradesAt([1n, 3n, 5n])]), seriesOf(1, [tradesAt([2n, 4n, 6n])])],
      undefined,
    );
    feed.record = true;
    expect((await slicesOf(feed)).length).toBe(6);
    expect(feed.takePassed().map(({ series, from, to }) => [series, from, to])).toEqual([
      [0, 0, 3],
      [1, 0, 3],
    ]);
  });

  test("knows how many rows ahead are slices of their own", async () => {
    const aheadOf = async (series: readonly FeedSeries[], most = 100) => {
      const feed = new MarketFeed(series, undefined);
      await feed.fill();
      return feed.ahead(most, Number.POSITIVE_INFINITY)?.alone;
    };
    const five = tradesAt([1n, 2n, 3n, 4n, 5n]);
    // The last row of a batch may have others of its instant in the next.
    expect(await aheadOf([seriesOf(0, [five])])).toBe(4);
    expect(await aheadOf([seriesOf(0, [five])], 3)).toBe(3);
    expect(await aheadOf([seriesOf(0, [five]), seriesOf(1, [tradesAt([3n])])])).toBe(2);
    expect(await aheadOf([seriesOf(0, [five]), seriesOf(1, [tradesAt([1n])])])).toBe(0);
    expect(await aheadOf([seriesOf(0, [tradesAt([1n, 1n, 2n, 3n])])])).toBe(0);
    expect(await aheadOf([seriesOf(0, [tradesAt([1n, 2n, 2n, 3n])])])).toBe(1);
    const days = { ...five, date: Int32Array.of(20240102, 20240102, 20240103, 20240103, 20240104) };
    expect(await aheadOf([seriesOf(0, [days])])).toBe(2);
    expect(await aheadOf([])).toBeUndefined();
  });

  test("looks no further ahead than to where its rows fill so many bytes", async () => {
    const feed = new MarketFeed([seriesOf(0, [tradesAt([1n, 2n, 3n, 4n, 5n])])], undefined);
    await feed.fill();
    expect(feed.ahead(100, 51)?.alone).toBe(4);
    feed.record = true;
    // 25 bytes a row: with the third they are more than 51.
    expect(feed.ahead(100, 51)?.alone).toBe(3);
    feed.passAlone(1);
    expect([feed.passedBytes, feed.ahead(100, 51)?.alone]).toEqual([25, 2]);
  });

  test("records nothing unless asked to", async () => {
    const feed = new MarketFeed([seriesOf(0, [tradesAt([1n, 2n])])], undefined);
    await slicesOf(feed);
    expect(feed.takePassed()).toEqual([]);
    expect(feed.passedBytes).toBe(0);
  });

  test("takes the date of a slice from its first row", async () => {
    const series: FeedSeries[] = [
      seriesOf(0, [tradesAt([5n], 1, 20240105)]),
      seriesOf(1, [tradesAt([5n], 1, 20240106)]),
    ];
    const feed = new MarketFeed(series, undefined);
    await feed.fill();
    expect(feed.peek()).toEqual({ timeNs: 5n, date: 20240105 });
  });

  test("can be asked only while it is ready", () => {
    const feed = new MarketFeed([seriesOf(0, [tradesAt([1n])])], undefined);
    expect(() => feed.peek()).toThrow("call fill first");
    expect(() => feed.take(() => {})).toThrow("call fill first");
    expect(() => feed.ahead(1, 1)).toThrow("call fill first");
  });

  test("refuses a series that goes back in time, within a batch and between two", async () => {
    const within = new MarketFeed([seriesOf(0, [tradesAt([2n, 1n])])], undefined);
    await expect(within.fill()).rejects.toThrow("known at 1 follows one that is known later");
    const between = new MarketFeed([seriesOf(0, [tradesAt([1n, 3n]), tradesAt([2n])])], undefined);
    await expect(slicesOf(between)).rejects.toThrow("known at 2 follows one that is known later");
  });

  test("rejects with the error of a series, whoever asks again", async () => {
    async function* broken(): AsyncGenerator<FeedBatch> {
      yield tradesAt([1n]);
      throw new Error("the disk is gone");
    }
    const series = [{ ...seriesOf(0, []), batches: broken() }, seriesOf(1, [tradesAt([1n, 9n])])];
    const feed = new MarketFeed(series, undefined);
    for (const _ of [1, 2]) await expect(feed.fill()).rejects.toThrow("the disk is gone");
    // A generator that threw has ended: what it had not given must not pass for the end of data.
    expect(feed.isReady).toBe(false);
    await feed.close();
    expect(feed.peek()).toBeUndefined();
  });

  test("loads once where two ask for it", async () => {
    const feed = new MarketFeed([seriesOf(0, [tradesAt([1n]), tradesAt([2n])])], undefined);
    await Promise.all([feed.fill(), feed.fill()]);
    expect((await slicesOf(feed)).flat().map(([at]) => at)).toEqual([1n, 2n]);
  });

  test("closes all series and has no more slices, also while one is loading", async () => {
    const closed: number[] = [];
    const series = [0, 1].map((each) =>
      seriesOf(each, [tradesAt([1n]), tradesAt([2n])], () => closed.push(each)),
    );
    const feed = new MarketFeed(series, undefined);
    const filling = feed.fill();
    await feed.close();
    await filling;
    expect(closed.sort()).toEqual([0, 1]);
    expect(feed.isReady).toBe(true);
    expect(feed.peek()).toBeUndefined();
  });
});
