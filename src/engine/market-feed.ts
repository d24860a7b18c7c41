/**
 * Merges the series of a session into slices: everything that becomes known at one instant. A bar
 * is known at its close, a tick at its time. Rows of one instant come in the order of the series,
 * those of one series in their own, so that the order of everything is total.
 */
import { TimeHeap } from "../domain/time-heap.ts";
import { FeedCursor, type RowVisit } from "./feed-cursor.ts";
import type { RowInstants } from "./row-instants.ts";

/** Rows of one series as columns. Never empty; `knownNs` ascends, equal instants are allowed. */
export interface FeedBatch {
  readonly kind: "bars" | "quote_bars" | "trades" | "quotes";
  /** Number of rows. */
  readonly length: number;
  /** Start of a bar, time of a tick. Nanoseconds since 1970 UTC. */
  readonly timeNs: BigInt64Array;
  /** From when on the values are known: the end of a bar, the time of a tick. */
  readonly knownNs: BigInt64Array;
  /** The venue's date of each row, `yyyymmdd`; of ticks too. */
  readonly date: Int32Array;
  /**
   * Of bars open, high, low and close; of quote bars those of the bid, then of the ask; of trades
   * the price; of quotes bid and ask.
   */
  readonly prices: readonly Float64Array[];
  /** Volume or size; of quotes and quote bars that of the bid and of the ask. */
  readonly quantities: readonly Float64Array[];
  /** Of trades the aggressor: 1 the buyer, -1 the seller, 0 not known. Otherwise empty. */
  readonly sides: Int32Array;
}

/** One series of a session. */
export interface FeedSeries {
  /** Place of the symbol in the session's list. */
  readonly symbol: number;
  readonly kind: FeedBatch["kind"];
  /** Length of a bar, as `1d` or `5m`; `tick` for trades and quotes. */
  readonly interval: string;
  readonly batches: AsyncIterator<FeedBatch>;
}

/** Rows of one batch from one up to, not including, another. */
export interface PassedRows {
  /** Place of the series in the feed. */
  readonly series: number;
  readonly batch: FeedBatch;
  readonly from: number;
  readonly to: number;
}

/**
 * Bytes of a row as it is sent: numbers of 8 bytes; the date of a bar has 4, the side of a trade 1.
 * A tick is sent undated.
 */
export const rowBytes: Readonly<Record<FeedBatch["kind"], number>> = {
  bars: 7 * 8 + 4,
  quote_bars: 12 * 8 + 4,
  trades: 3 * 8 + 1,
  quotes: 5 * 8,
};

/** Where a slice stands. */
export interface SliceTime {
  /** The instant at which all of it is known. */
  readonly timeNs: bigint;
  /** The venue's date, `yyyymmdd`, of its first row. */
  readonly date: number;
}

/** The slices that come next. */
export interface SlicesAhead {
  /** Of the next row. */
  readonly series: number;
  readonly batch: FeedBatch;
  readonly known: RowInstants;
  readonly row: number;
  /**
   * So many rows, this one the first, are slices of their own and of one date; 0 where the next
   * slice has several rows, or may have.
   */
  readonly alone: number;
}

/** The merge. Slices pass synchronously while `isReady`; `fill` loads what is missing. */
export class MarketFeed {
  /** The series, in the order in which rows of one instant pass. */
  readonly series: readonly FeedSeries[];
  /** Whether rows that pass are kept for `takePassed`. Off at first. */
  record = false;
  readonly #cursors: readonly FeedCursor[];
  readonly #heap = new TimeHeap<FeedCursor>();
  /** Those that have to load before the next slice is known; they are not in the heap. */
  #held: FeedCursor[];
  /** What is being loaded, or what could not be. */
  #filling: Promise<void> | undefined;
  #next: SliceTime | undefined;
  #passedBytes = 0;

  /** `afterNs`: rows known at or before this instant are skipped, for going on from there. */
  constructor(series: readonly FeedSeries[], afterNs: bigint | undefined) {
    this.series = series;
    this.#cursors = series.map((each, number) => new FeedCursor(number, each, afterNs));
    this.#held = [...this.#cursors];
  }

  /** Whether the next slice with all its rows, or the end, is known without loading. */
  get isReady(): boolean {
    return this.#held.length === 0;
  }

  /**
   * Loads until `isReady`. Rejects with the error of a series, or a RangeError for disorder; from
   * then on always, since a series that was broken off would pass for one that has ended.
   */
  fill(): Promise<void> {
    this.#filling ??= this.#load().then(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  /** Where the next slice stands; undefined at the end. @throws Error unless `isReady`. */
  peek(): SliceTime | undefined {
    this.#checkReady();
    const first = this.#heap.top;
    if (first === undefined) return undefined;
    this.#next ??= { timeNs: first.timeNs, date: first.date };
    return this.#next;
  }

  /**
   * What comes next: of rows that are slices of their own at most so many, and no more than it
   * takes until `passedBytes` comes to a number. Undefined at the end.
   * @throws Error unless `isReady`.
   */
  ahead(slices: number, passedBytes: number): SlicesAhead | undefined {
    this.#checkReady();
    const cursor = this.#heap.top;
    const batch = cursor?.batch;
    if (cursor === undefined || batch === undefined) return undefined;
    const room = this.record ? (passedBytes - this.#passedBytes) / rowBytes[batch.kind] : slices;
    const alone = cursor.alone(Math.min(slices, Math.ceil(room)), this.#heap.second);
    return { series: cursor.number, batch, known: cursor.known, row: cursor.row, alone };
  }

  /** Passes so many of the rows ahead that are slices of their own, without a visit. */
  passAlone(rows: number): void {
    const cursor = this.#heap.top;
    if (cursor === undefined) return;
    this.#next = undefined;
    cursor.passAlone(rows, this.record);
    this.#moved(cursor, rows);
  }

  /**
   * Passes the slice that `peek` shows: visits its rows in order. At the end nothing passes.
   * @throws Error unless `isReady`.
   */
  take(visit: RowVisit): void {
    this.#checkReady();
    const first = this.#heap.top;
    if (first === undefined) return;
    this.#next = undefined;
    const { high, low } = first;
    let cursor: FeedCursor | undefined = first;
    while (cursor !== undefined && cursor.high === high && cursor.low === low) {
      this.#moved(cursor, cursor.pass(visit, this.record));
      cursor = this.#heap.top;
    }
  }

  /** Size of the rows that `takePassed` would give, as columns of numbers of a fixed width. */
  get passedBytes(): number {
    return this.#passedBytes;
  }

  /** The rows that passed while `record` since they were taken last, by series, then by time. */
  takePassed(): readonly PassedRows[] {
    this.#passedBytes = 0;
    const [only] = this.#cursors;
    if (this.#cursors.length === 1 && only !== undefined) return only.takeRuns();
    return this.#cursors.flatMap((cursor) => cursor.takeRuns());
  }

  /** Lets the data go; to be called when the feed is left early. There are no more slices. */
  async close(): Promise<void> {
    this.#held = [];
    while (this.#heap.top !== undefined) this.#heap.pop();
    await Promise.all(this.#cursors.map((cursor) => cursor.close()));
  }

  async #load(): Promise<void> {
    const held = this.#held;
    await Promise.all(held.map((cursor) => cursor.load()));
    if (this.#held !== held) return; // It was closed meanwhile.
    this.#held = [];
    this.#next = undefined;
    for (const cursor of held) if (cursor.hasRow) this.#heap.push(cursor);
  }

  /** The cursor on top has passed so many rows. */
  #moved(cursor: FeedCursor, rows: number): void {
    if (this.record) this.#passedBytes += rows * this.#bytesOf(cursor);
    if (cursor.isHeld) {
      this.#heap.pop();
      this.#held.push(cursor);
    } else if (cursor.hasRow) this.#heap.sink();
    else this.#heap.pop();
  }

  #bytesOf({ number }: FeedCursor): number {
    const kind = this.series[number]?.kind;
    return kind === undefined ? 0 : rowBytes[kind];
  }

  #checkReady(): void {
    if (!this.isReady) throw new Error("the next slice is not loaded: call fill first");
  }
}
