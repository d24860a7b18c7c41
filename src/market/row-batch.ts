import { KIND_COLUMNS, type SeriesKind } from "./series-kind.ts";

/**
 * Rows of one kind as columns, the form in which they are imported, stored and merged.
 *
 * Prices are whole multiples of 10^-9 in 64-bit integers, so nothing is rounded that a file says
 * with nine decimals. The lists follow `KIND_COLUMNS`; arrays of what a kind lacks are empty.
 */
export interface RowBatch {
  readonly kind: SeriesKind;
  /** Rows in use; the arrays may be longer. */
  length: number;
  /** Nanoseconds since 1970 UTC. The first list is what rows are ordered by. */
  readonly times: readonly BigInt64Array[];
  /** The venue's date, `yyyymmdd`. */
  readonly dates: Int32Array;
  readonly prices: readonly BigInt64Array[];
  readonly quantities: readonly Float64Array[];
  /** One of `SIDE`. */
  readonly sides: Int32Array;
}

/** Rows in a group of a file, and the most that a batch holds: 3 to 6 MiB. */
export const BATCH_ROWS = 65_536;

/** An empty batch with room for so many rows. */
export function createRowBatch(kind: SeriesKind, capacity = BATCH_ROWS): RowBatch {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  return {
    kind,
    length: 0,
    times: times.map(() => new BigInt64Array(capacity)),
    dates: new Int32Array(hasDate ? capacity : 0),
    prices: prices.map(() => new BigInt64Array(capacity)),
    quantities: quantities.map(() => new Float64Array(capacity)),
    sides: new Int32Array(hasSide ? capacity : 0),
  };
}

/** The time by which a row is ordered. */
export function timeAt(batch: RowBatch, row: number): bigint {
  return batch.times[0]?.[row] ?? 0n;
}

/** The instant from which a row's values are known: the end of a bar, the time of a tick. */
export function knownAt(batch: RowBatch, row: number): bigint {
  return batch.times.at(-1)?.[row] ?? 0n;
}

/** Rows from one up to another, as views on the same memory. */
export function viewRows(batch: RowBatch, from: number, to: number): RowBatch {
  return {
    kind: batch.kind,
    length: to - from,
    times: batch.times.map((column) => column.subarray(from, to)),
    dates: batch.dates.subarray(from, to),
    prices: batch.prices.map((column) => column.subarray(from, to)),
    quantities: batch.quantities.map((column) => column.subarray(from, to)),
    sides: batch.sides.subarray(from, to),
  };
}

/** Appends rows of another batch of the same kind; the target has room. */
export function appendRows(target: RowBatch, source: RowBatch, from: number, to: number): void {
  const at = target.length;
  const part = from === 0 && to === source.length ? source : viewRows(source, from, to);
  const rows = to - from;
  const { times, prices, quantities } = target;
  for (const [index, column] of times.entries()) column.set(cut(part.times[index], rows), at);
  for (const [index, column] of prices.entries()) column.set(cut(part.prices[index], rows), at);
  for (const [index, column] of quantities.entries()) {
    column.set((part.quantities[index] ?? new Float64Array()).subarray(0, rows), at);
  }
  if (target.dates.length > 0) target.dates.set(part.dates.subarray(0, rows), at);
  if (target.sides.length > 0) target.sides.set(part.sides.subarray(0, rows), at);
  target.length = at + rows;
}

function cut(column: BigInt64Array | undefined, rows: number): BigInt64Array {
  return (column ?? new BigInt64Array()).subarray(0, rows);
}

/** The same rows in the order of a list of their numbers. */
export function pickRows(batch: RowBatch, rows: Uint32Array): RowBatch {
  const wide = (column: BigInt64Array) => BigInt64Array.from(rows, (row) => column[row] ?? 0n);
  const narrow = (column: Int32Array) =>
    column.length === 0 ? column : Int32Array.from(rows, (row) => column[row] ?? 0);
  return {
    kind: batch.kind,
    length: rows.length,
    times: batch.times.map(wide),
    dates: narrow(batch.dates),
    prices: batch.prices.map(wide),
    quantities: batch.quantities.map((column) =>
      Float64Array.from(rows, (row) => column[row] ?? 0),
    ),
    sides: narrow(batch.sides),
  };
}

/** The first row at or after a time, in rows that ascend; their number when there is none. */
export function firstRowFrom(batch: RowBatch, timeNs: bigint): number {
  let low = 0;
  let high = batch.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(batch, middle) < timeNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
