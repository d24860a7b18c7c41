/** One series on its way through a feed: the batch it is at, and what is loaded behind it. */
import type { TimedSource } from "../domain/time-heap.ts";
import type { FeedBatch, FeedSeries, PassedRows } from "./market-feed.ts";
import { RowInstants } from "./row-instants.ts";

/** What is shown each row of a slice. */
export type RowVisit = (series: number, batch: FeedBatch, row: number) => void;

/** The rows of one series, in order. */
export class FeedCursor implements TimedSource {
  readonly number: number;
  /** Instant of the next row in halves; what they are without one means nothing. */
  high = 0;
  low = 0;
  readonly #batches: AsyncIterator<FeedBatch>;
  readonly #afterNs: bigint | undefined;
  #batch: FeedBatch | undefined;
  #known = new RowInstants(new BigInt64Array());
  #row = 0;
  /** Batches behind the one the cursor is at. More than one where a whole batch has one time. */
  readonly #loaded: FeedBatch[] = [];
  #lastHigh = 0;
  #lastLow = 0;
  #ended = false;
  #run: { -readonly [Key in keyof PassedRows]: PassedRows[Key] } | undefined;
  #runs: PassedRows[] = [];

  /** `afterNs`: rows known at or before it are skipped. */
  constructor(number: number, { batches }: FeedSeries, afterNs: bigint | undefined) {
    this.number = number;
    this.#batches = batches;
    this.#afterNs = afterNs;
  }

  /** Whether there is a next row. */
  get hasRow(): boolean {
    return this.#batch !== undefined;
  }

  /**
   * Whether a slice that begins with the next row may have rows that are not loaded: those of the
   * last time that is loaded may go on in the batch after it.
   */
  get isHeld(): boolean {
    if (this.#ended) return false;
    if (this.#batch === undefined) return true;
    return this.high === this.#lastHigh && this.low === this.#lastLow;
  }

  /** The batch of the next row; undefined without one. */
  get batch(): FeedBatch | undefined {
    return this.#batch;
  }

  /** The instants of the batch. */
  get known(): RowInstants {
    return this.#known;
  }

  /** Where the next row stands in its batch. */
  get row(): number {
    return this.#row;
  }

  /** Instant of the next row. */
  get timeNs(): bigint {
    return this.#known.at(this.#row);
  }

  /** The venue's date of the next row. */
  get date(): number {
    return this.#batch?.date[this.#row] ?? 0;
  }

  /** Loads until it is not held. @throws what the series throws; RangeError for disorder. */
  async load(): Promise<void> {
    while (this.isHeld) {
      const next = await this.#batches.next();
      if (this.#ended) return;
      if (next.done === true) this.#ended = true;
      else this.#append(next.value);
    }
  }

  /** Passes the rows of the instant at which the cursor is; returns how many. */
  pass(visit: RowVisit, isRecorded: boolean): number {
    const { high, low } = this;
    let rows = 0;
    while (this.#batch !== undefined && this.high === high && this.low === low) {
      const batch = this.#batch;
      const from = this.#row;
      const { halves } = this.#known;
      let row = from;
      do {
        visit(this.number, batch, row);
        row += 1;
      } while (
        row < batch.length &&
        halves[2 * row + 1] === high &&
        (halves[2 * row] ?? 0) >>> 0 === low
      );
      if (isRecorded) this.#note(batch, from, row);
      rows += row - from;
      this.#moveTo(row);
    }
    return rows;
  }

  /**
   * The rows from the next one on that are slices of their own: of one batch and one date, each the
   * only one of its instant, and before the next row of another series. At most so many, none where
   * the next slice has several rows or may have.
   */
  alone(most: number, other: TimedSource | undefined): number {
    const { high: highMax, low: lowMax } = other ?? never;
    const batch = this.#batch;
    if (batch === undefined) return 0;
    const { halves } = this.#known;
    const { date } = batch;
    const from = this.#row;
    // The last row of a batch may not be the only one of its instant.
    const end = Math.min(batch.length - 1, from + most);
    let { high, low } = this;
    let row = from;
    while (row < end && date[row] === date[from]) {
      const isBefore = high < highMax || (high === highMax && low < lowMax);
      const nextHigh = halves[2 * row + 3] ?? 0;
      const nextLow = (halves[2 * row + 2] ?? 0) >>> 0;
      if (!isBefore || (nextHigh === high && nextLow === low)) break;
      row += 1;
      high = nextHigh;
      low = nextLow;
    }
    return row - from;
  }

  /** Passes so many rows of those that are slices of their own. */
  passAlone(rows: number, isRecorded: boolean): void {
    const batch = this.#batch;
    if (batch === undefined) return;
    const from = this.#row;
    if (isRecorded) this.#note(batch, from, from + rows);
    this.#moveTo(from + rows);
  }

  /** The runs of rows that were recorded since they were taken last. */
  takeRuns(): readonly PassedRows[] {
    const runs = this.#runs;
    this.#run = undefined;
    if (runs.length > 0) this.#runs = [];
    return runs;
  }

  /** Lets the series go: there are no more rows. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#batch = undefined;
    this.#loaded.length = 0;
    await this.#batches.return?.();
  }

  #append(batch: FeedBatch): void {
    const { knownNs, length } = batch;
    const first = firstRowAfter(batch, this.#afterNs);
    if (first === length) return;
    const { halves } = new RowInstants(knownNs);
    checkOrder(batch, halves, this.#batch === undefined ? undefined : this.#lastHalves());
    this.#lastHigh = halves[2 * length - 1] ?? 0;
    this.#lastLow = (halves[2 * length - 2] ?? 0) >>> 0;
    if (this.#batch === undefined) this.#enter(batch, first);
    else this.#loaded.push(batch);
  }

  #lastHalves(): readonly [number, number] {
    return [this.#lastHigh, this.#lastLow];
  }

  #enter(batch: FeedBatch, row: number): void {
    this.#batch = batch;
    this.#known = new RowInstants(batch.knownNs);
    this.#moveTo(row);
  }

  #moveTo(row: number): void {
    if (row === this.#batch?.length) {
      this.#batch = undefined;
      const next = this.#loaded.shift();
      if (next !== undefined) this.#enter(next, 0);
      return;
    }
    this.#row = row;
    const { halves } = this.#known;
    this.high = halves[2 * row + 1] ?? 0;
    this.low = (halves[2 * row] ?? 0) >>> 0;
  }

  #note(batch: FeedBatch, from: number, to: number): void {
    if (this.#run?.batch === batch && this.#run.to === from) {
      this.#run.to = to;
      return;
    }
    this.#run = { series: this.number, batch, from, to };
    this.#runs.push(this.#run);
  }
}

/** An instant after all others. */
const never = { high: Number.POSITIVE_INFINITY, low: 0 };

/** The first row that is known later than an instant; the length when none is. */
function firstRowAfter({ knownNs, length }: FeedBatch, afterNs: bigint | undefined): number {
  if (afterNs === undefined) return 0;
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((knownNs[middle] ?? 0n) <= afterNs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A row before its predecessor would be passed late, and would show the past as the present. */
function checkOrder(
  { knownNs, length }: FeedBatch,
  halves: Int32Array,
  before: readonly [number, number] | undefined,
): void {
  let [high, low] = before ?? [-0x8000_0000, 0];
  for (let row = 0; row < length; row++) {
    const nextHigh = halves[2 * row + 1] ?? 0;
    const nextLow = (halves[2 * row] ?? 0) >>> 0;
    if (nextHigh < high || (nextHigh === high && nextLow < low)) {
      throw new RangeError(`a row known at ${knownNs[row]} follows one that is known later`);
    }
    high = nextHigh;
    low = nextLow;
  }
}
