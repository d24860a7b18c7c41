import {
  appendRows,
  BATCH_ROWS,
  createRowBatch,
  firstRowFrom,
  type RowBatch,
  timeAt,
  viewRows,
} from "../row-batch.ts";
import { isBarKind, type SeriesKind } from "../series-kind.ts";

/** A stream of ascending rows and where it is. */
interface Head {
  readonly batches: AsyncIterator<RowBatch>;
  batch: RowBatch | undefined;
  row: number;
}

/**
 * Merges streams of ascending rows into one. Rows of one time stand in the order of the streams. Of
 * bars that begin at one time the last stream's is kept: a later file corrects an earlier one.
 */
export async function* mergeRows(
  kind: SeriesKind,
  streams: readonly AsyncIterable<RowBatch>[],
): AsyncGenerator<RowBatch> {
  const heads: Head[] = streams.map((stream) => ({
    batches: stream[Symbol.asyncIterator](),
    batch: undefined,
    row: 0,
  }));
  let out = createRowBatch(kind);
  try {
    for (const head of heads) await advance(head);
    for (let first = firstHead(heads); first !== undefined; first = firstHead(heads)) {
      const end = runEnd(heads, first);
      const { batch } = first;
      if (batch === undefined) break;
      if (out.length === BATCH_ROWS) {
        // The last row stays: the next stream may have the same bar.
        const kept = createRowBatch(kind);
        appendRows(kept, out, out.length - 1, out.length);
        yield viewRows(out, 0, out.length - 1);
        out = kept;
      }
      const isRepeated =
        isBarKind(kind) &&
        out.length > 0 &&
        timeAt(out, out.length - 1) === timeAt(batch, first.row);
      if (isRepeated) out.length -= 1;
      const to = Math.min(end, first.row + BATCH_ROWS - out.length);
      appendRows(out, batch, first.row, to);
      first.row = to;
      if (first.row === batch.length) await advance(first);
    }
    if (out.length > 0) yield viewRows(out, 0, out.length);
  } finally {
    for (const { batches } of heads) await batches.return?.();
  }
}

async function advance(head: Head): Promise<void> {
  const next = await head.batches.next();
  head.batch = next.done === true ? undefined : next.value;
  head.row = 0;
}

/** The stream whose next row comes first; at one time the first of the streams. */
function firstHead(heads: readonly Head[]): Head | undefined {
  let first: Head | undefined;
  for (const head of heads) {
    if (head.batch === undefined) continue;
    if (first?.batch === undefined || headTime(head) < headTime(first)) first = head;
  }
  return first;
}

function headTime({ batch, row }: Head): bigint {
  return batch === undefined ? 0n : timeAt(batch, row);
}

/** Up to where a stream's rows come before the next row of every other stream. */
function runEnd(heads: readonly Head[], first: Head): number {
  const { batch } = first;
  if (batch === undefined) return first.row;
  let limit: bigint | undefined;
  for (const head of heads) {
    if (head === first || head.batch === undefined) continue;
    const time = headTime(head);
    if (limit === undefined || time < limit) limit = time;
  }
  if (limit === undefined) return batch.length;
  const end = firstRowFrom(batch, limit);
  return end > first.row ? end : firstRowFrom(batch, limit + 1n);
}
