/** Bars as a catalog would hand them out, for tests of what reads them. */
import type { BarBatch } from "../../../src/engine/slice-merge.ts";

/** One bar of a test. */
export interface TestBar {
  readonly timeNs: bigint;
  /** `yyyymmdd`. */
  readonly date: number;
  readonly ticks: number;
}

/** A bar of 2020-01-02 or, with a day, of another day of that month, at a whole hour. */
export function bar(hour: number, ticks: number, day = 2): TestBar {
  const timeNs = BigInt((day * 24 + hour) * 3_600) * 1_000_000_000n;
  return { timeNs, date: 20_200_100 + day, ticks };
}

/** The columns of some bars. */
export function batchOf(bars: readonly TestBar[]): BarBatch {
  return {
    length: bars.length,
    date: Int32Array.from(bars, ({ date }) => date),
    closeTimeNs: BigInt64Array.from(bars, ({ timeNs }) => timeNs),
    closeTicks: Float64Array.from(bars, ({ ticks }) => ticks),
  };
}

/** A source that hands out bars in batches of these sizes, again and again from the first. */
export async function* sourceOf(
  bars: readonly TestBar[],
  sizes: readonly number[] = [bars.length || 1],
): AsyncGenerator<BarBatch> {
  let from = 0;
  for (let index = 0; from < bars.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield batchOf(bars.slice(from, from + size));
    from += size;
  }
}
