/** A symbol of a session while it runs: its last prices, its position and how its orders fill. */

import { InstrumentUnits } from "./instrument-units.ts";
import { Position } from "./ledger/position.ts";
import type { FeedBatch, MarketFeed } from "./market-feed.ts";
import type { TradedInstrument } from "./simulation-setup.ts";
import type { PriceRun } from "./statistics/equity-tracker.ts";

/** A close of bid and ask. */
export interface QuotedClose {
  readonly knownNs: bigint;
  readonly bid: number;
  readonly ask: number;
}

/** A row of market data. */
export interface FeedRow {
  readonly batch: FeedBatch;
  readonly row: number;
}

/**
 * The symbol. What a row says is read only when it is asked for, so that a row costs two stores
 * where a symbol has neither orders nor a position.
 */
export class TradedSymbol {
  readonly index: number;
  readonly instrument: TradedInstrument;
  readonly symbol: string;
  readonly units: InstrumentUnits;
  readonly kind: FeedBatch["kind"];
  readonly position: Position;
  /** Least lots of an order. */
  readonly leastLots: number;
  /** Volume of the bar or trade that passed last, in lots; undefined where the data has none. */
  volume: number | undefined;
  /** What the cap leaves of it; undefined for no cap. */
  volumeLeft: number | undefined;
  readonly #bidColumn: number;
  readonly #askColumn: number;
  #batch: FeedBatch | undefined;
  #row = 0;
  /** The columns of bid and ask of the batch that passes. */
  #bids = noColumn;
  #asks = noColumn;
  /** The batch of the last row that passed, and the last row of the batch before it. */
  #passed: FeedBatch | undefined;
  #before: FeedRow | undefined;
  #bid = Number.NaN;
  #ask = Number.NaN;
  #knownNs = 0n;
  #date = 0;
  /** The batch of the row that its orders were shown last; undefined once another one passes. */
  shownBatch: FeedBatch | undefined;
  /** Last closes of bid and ask beside the series that fills its orders. */
  lastQuotedClose: QuotedClose | undefined;

  constructor(index: number, instrument: TradedInstrument, feed: Pick<MarketFeed, "series">) {
    const series = feed.series[instrument.fillSeries];
    if (series === undefined) {
      throw new RangeError(`${instrument.symbol} is filled by a series that the feed has not`);
    }
    this.index = index;
    this.instrument = instrument;
    this.symbol = instrument.symbol;
    this.kind = series.kind;
    this.#bidColumn = bidColumn[series.kind];
    this.#askColumn = askColumn[series.kind];
    this.units = new InstrumentUnits(instrument);
    this.position = new Position(this.units);
    this.leastLots = this.units.lots(instrument.minQuantity || instrument.quantityIncrement);
  }

  /** Whether there was a price. */
  get hasPrice(): boolean {
    return this.#batch !== undefined || !Number.isNaN(this.#bid);
  }

  /** Last bid, or the last price where there is one price; a double. */
  get bid(): number {
    return this.#batch === undefined ? this.#bid : (this.#bids[this.#row] ?? Number.NaN);
  }

  /** Last ask, or the last price where there is one price; a double. */
  get ask(): number {
    return this.#batch === undefined ? this.#ask : (this.#asks[this.#row] ?? Number.NaN);
  }

  /** The price at which the position is valued: the last, or midway of bid and ask. A double. */
  get mark(): number {
    const { bid } = this;
    return this.#askColumn === this.#bidColumn ? bid : (bid + this.ask) / 2;
  }

  /** The same in price units. */
  get markPrice(): number {
    return this.units.dataPrice(this.mark);
  }

  /** When the last row was known; 0 before the first. */
  get knownNs(): bigint {
    return this.#batch?.knownNs[this.#row] ?? this.#knownNs;
  }

  /** Date of the last row, `yyyymmdd`; 0 before the first. */
  get date(): number {
    return this.#batch?.date[this.#row] ?? this.#date;
  }

  /** The last row as it is; undefined before the first, and after going on from a state. */
  get lastRow(): FeedRow | undefined {
    return this.#batch === undefined ? undefined : { batch: this.#batch, row: this.#row };
  }

  /** The row before it; undefined before the second. */
  get previousRow(): FeedRow | undefined {
    if (this.#passed === undefined || this.#row === 0) return this.#before;
    return { batch: this.#passed, row: this.#row - 1 };
  }

  /** Prices of the batch that passes, from a row on. */
  pricesFrom(row: number): PriceRun {
    return { bids: this.#bids, asks: this.#asks, from: row };
  }

  /** Passes a row of bid and ask beside the series that fills its orders. */
  passQuotes(batch: FeedBatch, row: number): void {
    const knownNs = batch.knownNs[row] ?? 0n;
    const bid = batch.prices[bidColumn.quote_bars]?.[row] ?? Number.NaN;
    const ask = batch.prices[askColumn.quote_bars]?.[row] ?? Number.NaN;
    this.lastQuotedClose = { knownNs, bid, ask };
  }

  /** The ask to buy or the bid to sell of such a row; undefined unless it was known just then. */
  quotedClose(sign: 1 | -1, knownNs: bigint): number | undefined {
    if (this.lastQuotedClose?.knownNs !== knownNs) return undefined;
    return sign > 0 ? this.lastQuotedClose.ask : this.lastQuotedClose.bid;
  }

  /** Passes a row: its last prices are the symbol's. */
  pass(batch: FeedBatch, row: number): void {
    if (batch !== this.#passed) {
      // A batch is megabytes, of many sessions at once: nothing of one that has passed holds it.
      if (this.#passed !== undefined) this.#before = rowAlone(this.#passed, this.#row);
      if (this.shownBatch !== batch) this.shownBatch = undefined;
      this.#passed = batch;
      this.#bids = batch.prices[this.#bidColumn] ?? noColumn;
      this.#asks = batch.prices[this.#askColumn] ?? noColumn;
    }
    this.#batch = batch;
    this.#row = row;
  }

  /** Sets prices without a row: those of an open, until its row has passed. */
  quote(bid: number, ask: number): void {
    this.#knownNs = this.knownNs;
    this.#date = this.date;
    this.#bid = bid;
    this.#ask = ask;
    this.#batch = undefined;
  }

  /** Converts the last prices after a split, until there is a new one. */
  rescale(ratio: number): void {
    this.quote(this.bid / ratio, this.ask / ratio);
  }

  /** Goes on from prices that were saved. */
  restore(last: { bid: number; ask: number; knownNs: bigint; date: number }): void {
    this.#bid = last.bid;
    this.#ask = last.ask;
    this.#knownNs = last.knownNs;
    this.#date = last.date;
    this.#batch = undefined;
  }
}

const noColumn: Float64Array = new Float64Array();

/** A copy of a row. */
function rowAlone(batch: FeedBatch, row: number): FeedRow {
  const { kind, timeNs, knownNs, date, prices, quantities, sides } = batch;
  const end = row + 1;
  const copy = {
    ...{ kind, length: 1, timeNs: timeNs.slice(row, end), knownNs: knownNs.slice(row, end) },
    date: date.slice(row, end),
    prices: prices.map((column) => column.slice(row, end)),
    quantities: quantities.map((column) => column.slice(row, end)),
    sides: sides.slice(row, end),
  };
  return { batch: copy, row: 0 };
}

/** The column of the last bid, or last price. */
const bidColumn: Readonly<Record<FeedBatch["kind"], number>> = {
  bars: 3,
  quote_bars: 3,
  trades: 0,
  quotes: 0,
};

/** The column of the last ask, or last price. */
const askColumn: Readonly<Record<FeedBatch["kind"], number>> = {
  bars: 3,
  quote_bars: 7,
  trades: 0,
  quotes: 1,
};
