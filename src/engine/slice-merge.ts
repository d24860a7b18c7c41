/**
 * Merges the bars of several symbols into slices: everything that carries one timestamp. A bar's
 * time is its close, the first instant at which all of it is known. Ties between symbols keep the
 * order of the sources, so the order of everything is total.
 */

/** The columns of a run of bars that a replay reads, ascending in time, of equal length. */
export interface BarBatch {
  readonly length: number;
  /** The venue's date, `yyyymmdd`. */
  readonly date: Int32Array;
  /** Nanoseconds since 1970, UTC. */
  readonly closeTimeNs: BigInt64Array;
  /** Whole multiples of the price increment. */
  readonly closeTicks: Float64Array;
}

/** Where a slice stands. */
export interface SliceTime {
  readonly timeNs: bigint;
  /** The venue's date, `yyyymmdd`. */
  readonly date: number;
}

/** The merge. Reading is synchronous while `isReady`; `fill` loads what is missing. */
export class SliceMerge {
  readonly #cursors: Cursor[];

  /** `afterNs`: bars at or before this instant are skipped; for going on after a checkpoint. */
  constructor(sources: readonly AsyncIterator<BarBatch>[], afterNs: bigint | undefined) {
    this.#cursors = sources.map((source) => ({
      source,
      afterNs,
      batch: undefined,
      row: 0,
      ended: false,
    }));
  }

  /** Whether the next slice, or the end, is known without loading. */
  get isReady(): boolean {
    return this.#cursors.every((cursor) => cursor.ended || cursor.batch !== undefined);
  }

  /** Loads until `isReady`. Rejects with the error of a source. */
  async fill(): Promise<void> {
    await Promise.all(this.#cursors.map(fillCursor));
  }

  /** The time of the next slice; undefined at the end. Only while `isReady`. */
  peek(): SliceTime | undefined {
    let next: SliceTime | undefined;
    for (const cursor of this.#cursors) {
      const { batch, row } = cursor;
      if (batch === undefined) continue;
      const timeNs = batch.closeTimeNs[row] ?? 0n;
      if (next === undefined || timeNs < next.timeNs) next = { timeNs, date: batch.date[row] ?? 0 };
    }
    return next;
  }

  /** Passes the slice of this time: visits its bars by source, then moves on. */
  take(timeNs: bigint, visit: (source: number, closeTicks: number) => void): void {
    for (const [index, cursor] of this.#cursors.entries()) {
      const { batch, row } = cursor;
      if (batch === undefined || batch.closeTimeNs[row] !== timeNs) continue;
      visit(index, batch.closeTicks[row] ?? 0);
      cursor.row += 1;
      if (cursor.row >= batch.length) cursor.batch = undefined;
    }
  }

  /** Lets the sources go; to be called when the merge is left early. */
  async close(): Promise<void> {
    await Promise.all(
      this.#cursors.map(async (cursor) => {
        cursor.batch = undefined;
        cursor.ended = true;
        await cursor.source.return?.();
      }),
    );
  }
}

interface Cursor {
  readonly source: AsyncIterator<BarBatch>;
  readonly afterNs: bigint | undefined;
  batch: BarBatch | undefined;
  row: number;
  ended: boolean;
}

async function fillCursor(cursor: Cursor): Promise<void> {
  while (!cursor.ended && cursor.batch === undefined) {
    const result = await cursor.source.next();
    if (result.done === true) {
      cursor.ended = true;
      return;
    }
    const row = firstRowAfter(result.value, cursor.afterNs);
    if (row < result.value.length) {
      cursor.batch = result.value;
      cursor.row = row;
    }
  }
}

function firstRowAfter(batch: BarBatch, afterNs: bigint | undefined): number {
  if (afterNs === undefined) return 0;
  let row = 0;
  while (row < batch.length && (batch.closeTimeNs[row] ?? 0n) <= afterNs) row += 1;
  return row;
}
