import type { SeriesBatch } from "./series-catalog.ts";

/** Rows from one up to another, as views on the same memory; the batch itself where that is all. */
export function viewSeries<Batch extends Omit<SeriesBatch, "kind">>(
  batch: Batch,
  from: number,
  to: number,
): Batch {
  if (from === 0 && to === batch.length) return batch;
  const { timeNs, knownNs } = batch;
  const times = timeNs.subarray(from, to);
  return {
    ...batch,
    length: to - from,
    timeNs: times,
    knownNs: knownNs === timeNs ? times : knownNs.subarray(from, to),
    date: batch.date.subarray(from, to),
    prices: batch.prices.map((column) => column.subarray(from, to)),
    quantities: batch.quantities.map((column) => column.subarray(from, to)),
    sides: batch.sides.subarray(from, to),
  };
}
