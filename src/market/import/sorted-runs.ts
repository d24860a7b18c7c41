import { open } from "node:fs/promises";
import type { StagedFile } from "../parquet/commit-series.ts";
import { readSeriesFile } from "../parquet/read-series-file.ts";
import { pickRows, type RowBatch, timeAt } from "../row-batch.ts";
import { isBarKind, type SeriesKind } from "../series-kind.ts";
import { mergeRows } from "./merge-rows.ts";
import { YearWriter, type YearWriting } from "./year-writer.ts";

/** Runs that are open at once while they are merged; one batch of each is in memory. */
const runsMax = 16;

/**
 * Puts rows in order without holding them: batches are sorted in memory and written as ascending
 * runs, a new one wherever a batch begins before the last one ended. Rows that come in order make
 * one run, which is then the result; a file from the newest row to the oldest makes one for each
 * batch. Rows of one time keep the order of the file; of bars of one time the last stays.
 */
export class SortedRuns {
  readonly #writing: YearWriting;
  #runs: (readonly StagedFile[])[] = [];
  #current: YearWriter | undefined;
  #count = 0;

  constructor(writing: YearWriting) {
    this.#writing = writing;
  }

  /** Takes rows in the order of the file. */
  async add(batch: RowBatch): Promise<void> {
    const sorted = inOrder(batch);
    const last = this.#current?.lastNs;
    const first = timeAt(sorted, 0);
    const continues = last !== undefined && (isBarKind(batch.kind) ? first > last : first >= last);
    if (!continues) await this.#endRun();
    this.#current ??= this.#newWriter("run");
    await this.#current.write(sorted);
  }

  /** Gives the files of all runs; those of one run ascend, and a later run's rows came later. */
  async finish(): Promise<readonly (readonly StagedFile[])[]> {
    await this.#endRun();
    return this.#runs;
  }

  /** Lets go of what is open. */
  async abandon(): Promise<void> {
    await this.#current?.abandon();
  }

  #newWriter(name: string): YearWriter {
    this.#count += 1;
    return new YearWriter(this.#writing, `${name}${this.#count}`);
  }

  async #endRun(): Promise<void> {
    const ended = this.#current;
    this.#current = undefined;
    if (ended === undefined) return;
    this.#runs.push(await ended.finish());
    if (this.#runs.length < runsMax) return;
    const writer = this.#newWriter("merged");
    const { kind } = this.#writing.key;
    for await (const rows of mergeRows(
      kind,
      this.#runs.map((run) => readStaged(run, kind)),
    )) {
      await writer.write(rows);
    }
    this.#runs = [await writer.finish()];
  }
}

/** Reads files that were written aside, one after the other. */
export async function* readStaged(
  files: readonly StagedFile[],
  kind: SeriesKind,
): AsyncGenerator<RowBatch> {
  for (const { path } of files) {
    const handle = await open(path, "r");
    try {
      yield* readSeriesFile(handle, kind, -(2n ** 63n), 2n ** 63n - 1n);
    } finally {
      await handle.close();
    }
  }
}

/** A batch in ascending order; of bars that begin at one time only the last. */
function inOrder(batch: RowBatch): RowBatch {
  const [times = new BigInt64Array()] = batch.times;
  const isBar = isBarKind(batch.kind);
  let isAscending = true;
  for (let row = 1; row < batch.length && isAscending; row++) {
    const [before = 0n, time = 0n] = [times[row - 1], times[row]];
    isAscending = isBar ? time > before : time >= before;
  }
  if (isAscending) return batch;
  const rows = Uint32Array.from({ length: batch.length }, (_, row) => row);
  const compare = (left: number, right: number): number => {
    const [a = 0n, b = 0n] = [times[left], times[right]];
    return a < b ? -1 : a > b ? 1 : left - right;
  };
  rows.sort(compare);
  if (!isBar) return pickRows(batch, rows);
  const isLast = (row: number, at: number) =>
    at === rows.length - 1 || times[row] !== times[rows[at + 1] ?? 0];
  return pickRows(batch, rows.filter(isLast));
}
