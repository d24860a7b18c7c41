import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeSeries } from "../../../src/market/merge-series.ts";
import type { SeriesBatch } from "../../../src/market/series-catalog.ts";
import { collect } from "./collect.ts";

function batchOf(times: readonly bigint[]): SeriesBatch {
  const timeNs = BigInt64Array.from(times);
  return {
    ...{ kind: "trades", length: times.length, timeNs, knownNs: timeNs },
    ...{
      date: new Int32Array(),
      prices: [],
      quantities: [],
      sides: new Int32Array(),
    },
  };
}

async function* batches(
  times: readonly bigint[],
  size: number,
  onEnd: () => void,
): AsyncGenerator<SeriesBatch> {
  try {
    for (let at = 0; at < times.length; at += size) yield batchOf(times.slice(at, at + size));
  } finally {
    onEnd();
  }
}

test("rows of any series come by time, at one time in the order of the series", async () => {
  // Beyond 2^53, where doubles could not tell neighbours apart, and before 1970.
  const time = fc.bigInt({ min: -3n, max: 40n }).map((each) => 1_700_000_000_000_000_000n + each);
  const early = fc.bigInt({ min: -40n, max: 40n }).map((each) => each * 4_294_967_295n);
  const series = fc.array(fc.oneof(time, early), { maxLength: 60 }).map((all) => {
    return all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  });
  const input = [fc.array(series, { maxLength: 8 }), fc.integer({ min: 1, max: 20 })] as const;
  const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };
  await fc.assert(
    fc.asyncProperty(...input, async (all, size) => {
      let ended = 0;
      const merged = await collect(
        mergeSeries(all.map((each) => batches(each, size, () => ended++))),
      );
      const rows = merged.flatMap((batch) =>
        Array.from(batch.series, (number, at) => {
          const row = batch.row[at] ?? 0;
          return [batch.columns[number]?.timeNs[row], number] as const;
        }),
      );
      const expected = all
        .flatMap((times, number) => times.map((each) => [each, number] as const))
        .sort(([a, first], [b, second]) => (a < b ? -1 : a > b ? 1 : first - second));
      expect(rows).toEqual(expected);
      expect(ended).toBe(all.length);
    }),
    { numRuns: 150, ...seed },
  );
});

test("leaving early ends all series", async () => {
  let ended = 0;
  const times = [1n, 2n, 3n, 4n];
  for await (const merged of mergeSeries([1, 2].map(() => batches(times, 1, () => ended++)))) {
    expect(merged.length).toBe(1);
    break;
  }
  expect(ended).toBe(2);
});
