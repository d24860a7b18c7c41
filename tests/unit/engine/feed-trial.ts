/** Series made by hand for trials of a feed. */
import type { FeedBatch, FeedSeries } from "../../../src/engine/market-feed.ts";

/** One batch of trades with these times; its prices count its rows from `firstPrice`. */
export function tradesAt(times: readonly bigint[], firstPrice = 1, date = 20240102): FeedBatch {
  const timeNs = BigInt64Array.from(times);
  return {
    kind: "trades",
    length: times.length,
    timeNs,
    knownNs: timeNs,
    date: new Int32Array(times.length).fill(date),
    prices: [Float64Array.from(times, (_, row) => firstPrice + row)],
    quantities: [Float64Array.from(times, () => 1)],
    sides: new Int32Array(times.length),
  };
}

/** A series of these batches; says when it was let go. */
export function seriesOf(
  symbol: number,
  batches: readonly FeedBatch[],
  closed?: () => void,
): FeedSeries {
  async function* read(): AsyncGenerator<FeedBatch> {
    try {
      yield* batches;
    } finally {
      closed?.();
    }
  }
  return { symbol, kind: "trades", interval: "tick", batches: read() };
}
