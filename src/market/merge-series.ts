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
    const heap = new SourceHeap(sources.filter(({ batch }) => batch !== undefined));
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
function drain(heap: SourceHeap, sources: readonly Source[]): MergedBatch {
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

/** A binary heap: the source whose next row comes first is on top. */
class SourceHeap {
  readonly #sources: Source[] = [];

  constructor(sources: readonly Source[]) {
    for (const source of sources) this.push(source);
  }

  get top(): Source | undefined {
    return this.#sources[0];
  }

  push(source: Source): void {
    let at = this.#sources.push(source) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): void {
    const last = this.#sources.pop();
    if (last === undefined || this.#sources.length === 0) return;
    this.#sources[0] = last;
    this.sink();
  }

  /** Puts the top where it belongs after it moved on. */
  sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      const [left, right] = [2 * at + 1, 2 * at + 2];
      if (left < this.#sources.length && this.#isBefore(left, least)) least = left;
      if (right < this.#sources.length && this.#isBefore(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(left: number, right: number): boolean {
    const [a, b] = [this.#sources[left], this.#sources[right]];
    if (a === undefined || b === undefined) return false;
    if (a.high !== b.high) return a.high < b.high;
    if (a.low !== b.low) return a.low < b.low;
    return a.number < b.number;
  }

  #swap(left: number, right: number): void {
    const [a, b] = [this.#sources[left], this.#sources[right]];
    if (a === undefined || b === undefined) return;
    this.#sources[left] = b;
    this.#sources[right] = a;
  }
}
