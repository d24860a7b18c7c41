/** How far a turn goes: what of a slice that was passed ends it. */
import { type PriceCrossing, type Until, WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { instantOf } from "../domain/timestamp.ts";
import type { FeedBatch, FeedSeries, PassedRows } from "../engine/market-feed.ts";

/** What happened with slices: all of it, but for the passage of time, with the last one. */
export interface PassedSlices {
  readonly slices: number;
  /** Time of the last. */
  readonly timeNs: Instant;
  readonly hasFill: boolean;
  readonly hasOrderChange: boolean;
  /** Their rows; asked for only by a goal that looks at prices. */
  readonly rows: readonly PassedRows[];
}

/** Columns of a row's highest and lowest prices. */
const extremes: Readonly<
  Record<FeedBatch["kind"], { readonly highs: readonly number[]; readonly lows: readonly number[] }>
> = {
  bars: { highs: [1], lows: [2] },
  quote_bars: { highs: [1, 5], lows: [2, 6] },
  trades: { highs: [0], lows: [0] },
  quotes: { highs: [0, 1], lows: [0, 1] },
};

/** The goal of one turn. Every turn passes at least one slice, where there is one. */
export class TurnGoal {
  readonly #slices: number;
  /** The first slice at or after it ends the turn; undefined for none. */
  readonly timeNs: Instant | undefined;
  readonly #onFill: boolean;
  readonly #onOrderChange: boolean;
  readonly #crossings: readonly Crossing[];
  #passed = 0;

  /** The request has been checked before; its symbols are of the session. */
  constructor(until: Until | undefined, symbols: readonly string[], series: readonly FeedSeries[]) {
    const { slices = 0, time, onFill = false, onOrderChange = false, crossings = [] } = until ?? {};
    const isBounded = time !== undefined || onFill || onOrderChange || crossings.length > 0;
    this.#slices = slices > 0 ? slices : isBounded ? Number.POSITIVE_INFINITY : 1;
    this.timeNs = time && instantOf(time);
    this.#onFill = onFill;
    this.#onOrderChange = onOrderChange;
    this.#crossings = crossings.map((each) => new Crossing(each, symbols, series));
  }

  /** Whether it looks at the prices of each slice. */
  get looksAtPrices(): boolean {
    return this.#crossings.length > 0;
  }

  /** Slices that may pass before `reachedBy` is asked; those whose prices matter one by one. */
  get slicesAhead(): number {
    return this.looksAtPrices ? 1 : this.#slices - this.#passed;
  }

  /** What ends the turn with the last of these slices; undefined for nothing. */
  reachedBy({ slices, timeNs, hasFill, hasOrderChange, rows }: PassedSlices): WokeBy | undefined {
    this.#passed += slices;
    if ((hasFill && this.#onFill) || (hasOrderChange && this.#onOrderChange)) return WokeBy.ORDER;
    if (this.#crossings.some((crossing) => crossing.isReachedBy(rows))) return WokeBy.CROSSING;
    if (this.timeNs !== undefined && timeNs >= this.timeNs) return WokeBy.TIME;
    return this.#passed >= this.#slices ? WokeBy.SLICES : undefined;
  }
}

class Crossing {
  readonly #series: ReadonlySet<number>;
  readonly #price: number;
  readonly #isAbove: boolean;

  constructor(
    { symbol, price }: PriceCrossing,
    symbols: readonly string[],
    series: readonly FeedSeries[],
  ) {
    const place = symbols.indexOf(symbol);
    const own = [...series.keys()].filter((index) => series[index]?.symbol === place);
    this.#series = new Set(own);
    this.#price = Number(price.value);
    this.#isAbove = price.case === "atOrAbove";
  }

  isReachedBy(rows: readonly PassedRows[]): boolean {
    return rows.some((run) => this.#series.has(run.series) && this.#isReachedIn(run));
  }

  #isReachedIn({ batch, from, to }: PassedRows): boolean {
    const { highs, lows } = extremes[batch.kind];
    for (const column of this.#isAbove ? highs : lows) {
      const prices = batch.prices[column] ?? new Float64Array();
      for (let row = from; row < to; row += 1) {
        const price = prices[row] ?? Number.NaN;
        if (this.#isAbove ? price >= this.#price : price <= this.#price) return true;
      }
    }
    return false;
  }
}
