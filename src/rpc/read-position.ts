/**
 * Where a reading of rows stands. Ticks may share a time, so a time alone would not tell which of
 * them were sent.
 */
import type { Instant } from "../domain/instant.ts";
import type { SeriesBatch } from "../market/series-catalog.ts";

/** After so many of the rows of one time, and all of the times before it. */
export interface ReadPosition {
  readonly timeNs: Instant;
  /** At least 1; of bars it is never more. */
  readonly rows: number;
}

/** The position after the rows of a batch from one up to another, which follow a position. */
export function positionAfter(
  { timeNs: times }: Pick<SeriesBatch, "timeNs">,
  [from, to]: readonly [number, number],
  before: ReadPosition | undefined,
): ReadPosition {
  const timeNs = times[to - 1] ?? 0n;
  let start = to - 1;
  while (start > from && times[start - 1] === timeNs) start -= 1;
  const earlier = before?.timeNs === timeNs ? before.rows : 0;
  return { timeNs, rows: earlier + to - start };
}

/**
 * Tells of each batch how many rows at its beginning were sent, where the first batch begins with
 * the first row of the position's time. Rows of one time may go on over several batches.
 */
export function rowsBehind(
  after: ReadPosition | undefined,
): (batch: Pick<SeriesBatch, "length" | "timeNs">) => number {
  let left = after?.rows ?? 0;
  return ({ length, timeNs }) => {
    let behind = 0;
    while (behind < left && behind < length && timeNs[behind] === after?.timeNs) behind += 1;
    left -= behind;
    return behind;
  };
}

/** A position as a token holds it. */
export function formatPosition({ timeNs, rows }: ReadPosition): readonly [string, string] {
  return [String(timeNs), String(rows)];
}

/** Reads what `formatPosition` wrote; undefined for anything else. */
export function readPosition(timeText = "", rowsText = ""): ReadPosition | undefined {
  if (!/^-?\d{1,19}$/.test(timeText) || !/^[1-9]\d{0,14}$/.test(rowsText)) return undefined;
  return { timeNs: BigInt(timeText), rows: Number(rowsText) };
}
