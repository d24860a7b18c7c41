import { TimeHeap } from "../domain/time-heap.ts";
import type { MergedBatch, SeriesBatch } from "./series-catalog.ts";

/** A series on its way: the batch it is at, and the next row of it. */
interface Source {
  readonly number: number;
  readonly batches: AsyncIterator<SeriesBatch>;
  batch: SeriesBatch | undefined;
  row: number;
  /** Known time of the next row, as two halves: comparing them makes no bigints. */
  halves: Int32Array;
  high: number;
  low: number;
}

/** Rows in a merged batch at most. */
const MERGED_ROWS = 65_536;

/**
 * Merges series by time, holding one batch of each. A merged batch ends where the batch of a series
 * does, so that every row number in it is one of `columns`. Leaving early ends all series.
 */
export async function* mergeSeries(
  series: readonly AsyncIterable<SeriesBatch>[],
): AsyncGenerator<MergedBatch> {
  const sources = series.map(
    (each, number): Source => ({
      number,
      batches: each[Symbol.asyncIterator](),
      batch: undefined,
      row: 0,
      halves: new Int32Array(),
      high: 0,
      low: 0,
    }),
  );
  try {
    for (const source of sources) await refill(source);
    const heap = new TimeHeap<Source>();
    for (const source of sources) if (source.batch !== undefined) heap.push(source);
    while (heap.top !== undefined) {
      const merged = drain(heap, sources);
      yield merged;
      for (const source of sources) {
        if (source.batch === undefined || source.row < source.batch.length) continue;
        await refill(source);
        if (source.batch !== undefined) heap.push(source);
      }
    }
  } finally {
    for (const { batches } of sources) await batches.return?.();
  }
}

async function refill(source: Source): Promise<void> {
  const next = await source.batches.next();
  source.batch = next.done === true ? undefined : next.value;
  source.row = 0;
  if (source.batch === undefined) return;
  const { knownNs } = source.batch;
  source.halves = new Int32Array(knownNs.buffer, knownNs.byteOffset, knownNs.length * 2);
  look(source);
}

function look(source: Source): void {
  source.high = source.halves[2 * source.row + 1] ?? 0;
  source.low = (source.halves[2 * source.row] ?? 0) >>> 0;
}

/** Takes rows until a batch of a source ends. */
function drain(heap: TimeHeap<Source>, sources: readonly Source[]): MergedBatch {
  const series = new Uint16Array(MERGED_ROWS);
  const row = new Uint32Array(MERGED_ROWS);
  let length = 0;
  while (length < MERGED_ROWS) {
    const source = heap.top;
    if (source === undefined) break;
    series[length] = source.number;
    row[length++] = source.row++;
    if (source.row === source.batch?.length) {
      heap.pop();
      break;
    }
    look(source);
    heap.sink();
  }
  return {
    length,
    series: series.subarray(0, length),
    row: row.subarray(0, length),
    columns: sources.map(({ batch }) => batch),
  };
}
