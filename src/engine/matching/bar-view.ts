/**
 * A row of market data as orders see it. Prices are turned to the order's side: price × sign, so
 * that for a buy as for a sale *more is worse*. A rule about stops or limits is then written once:
 * a stop waits for the price to rise to it, a limit for it to fall.
 */
import type { Instant } from "../../domain/instant.ts";
import type { InstrumentUnits } from "../instrument-units.ts";
import type { FeedBatch } from "../market-feed.ts";
import type { TradedSymbol } from "../traded-symbol.ts";
import { cappedLots, type FillRules } from "./fill-rules.ts";

/** The prices of a bar as one side sees them, in price units × sign. */
export interface SidePrices {
  open: number;
  /** The lowest: the high of a bar for a sale. */
  best: number;
  /** The highest: the low of a bar for a sale. */
  worst: number;
  close: number;
}

/** A row. One is kept for each symbol and filled in for each row that orders may meet. */
export class BarView {
  readonly symbol: TradedSymbol;
  readonly rules: FillRules;
  /** Whether it is one price and not a bar. */
  isTick = false;
  /** Whether its prices are quotes, which orders can be filled at by reaching them. */
  isQuote = false;
  /** Close of the bar before, as a double; NaN before the first. */
  previousClose = Number.NaN;
  /** When that close was known. */
  previousNs = 0n;
  /** The last wave of rows that it had one in; counted by who passes the slices. */
  wave = 0;
  /** This view and no other. */
  readonly alone: readonly BarView[] = [this];
  row = 0;
  readonly #buy: SidePrices = { open: 0, best: 0, worst: 0, close: 0 };
  readonly #sell: SidePrices = { open: 0, best: 0, worst: 0, close: 0 };

  constructor(symbol: TradedSymbol, rules: FillRules) {
    this.symbol = symbol;
    this.rules = rules;
  }

  /** The prices as orders of a side see them. */
  side(sign: 1 | -1): Readonly<SidePrices> {
    return sign > 0 ? this.#buy : this.#sell;
  }

  /** The batch of the row; undefined before the first, and once it has passed. */
  get batch(): FeedBatch | undefined {
    return this.symbol.shownBatch;
  }

  /** Start of a bar, time of a tick. */
  get openNs(): Instant {
    return this.batch?.timeNs[this.row] ?? 0n;
  }

  /** From when on the row is known. */
  get knownNs(): Instant {
    return this.batch?.knownNs[this.row] ?? 0n;
  }

  /** How far beyond a limit a price must be. */
  get penetration(): number {
    return this.isQuote ? 0 : this.rules.penetration;
  }

  /** Shows a row. The volume that may be filled of it is the symbol's from now on. */
  show(batch: FeedBatch, row: number): void {
    this.symbol.shownBatch = batch;
    this.row = row;
    this.isTick = batch.kind === "trades" || batch.kind === "quotes";
    this.isQuote = batch.kind === "quotes" || batch.kind === "quote_bars";
    this.previousClose = this.symbol.bid;
    this.previousNs = this.symbol.knownNs;
    this.#showPrices(batch, row);
    this.#showVolume(batch, row);
  }

  /** Marks the symbol at the open of a row, until the row has passed. */
  markAt(batch: FeedBatch, row: number): void {
    const { kind, prices } = batch;
    const bid = prices[0]?.[row] ?? Number.NaN;
    const askColumn = kind === "quotes" ? 1 : kind === "quote_bars" ? 4 : 0;
    this.symbol.quote(bid, prices[askColumn]?.[row] ?? bid);
  }

  /** Marks the symbol at the open of the row that is shown. */
  markOpen(): void {
    if (this.batch !== undefined) this.markAt(this.batch, this.row);
  }

  #showPrices(batch: FeedBatch, row: number): void {
    const { kind } = batch;
    const { units } = this.symbol;
    const buyFirst = kind === "quotes" ? 1 : kind === "quote_bars" ? 4 : 0;
    showSide(this.#buy, batch, row, buyFirst, 1, units);
    if (buyFirst > 0) showSide(this.#sell, batch, row, 0, -1, units);
    else turnSide(this.#sell, this.#buy);
  }

  #showVolume(batch: FeedBatch, row: number): void {
    const { symbol, rules } = this;
    const has = symbol.instrument.hasVolume && !this.isQuote;
    symbol.volume = has ? symbol.units.dataLots(batch.quantities[0]?.[row] ?? 0) : undefined;
    symbol.volumeLeft =
      symbol.volume === undefined || rules.volumeCap === undefined
        ? undefined
        : cappedLots(symbol.volume, rules.volumeCap);
  }
}

/** Sets the prices of a row that a side sees: the first of its columns is the open, or a tick. */
function showSide(
  side: SidePrices,
  { kind, prices }: FeedBatch,
  row: number,
  first: number,
  sign: 1 | -1,
  units: InstrumentUnits,
): void {
  const open = units.dataPrice(prices[first]?.[row] ?? Number.NaN) * sign;
  side.open = side.best = side.worst = side.close = open;
  if (kind === "trades" || kind === "quotes") return;
  const high = units.dataPrice(prices[first + 1]?.[row] ?? Number.NaN);
  const low = units.dataPrice(prices[first + 2]?.[row] ?? Number.NaN);
  side.best = sign > 0 ? low : -high;
  side.worst = sign > 0 ? high : -low;
  side.close = units.dataPrice(prices[first + 3]?.[row] ?? Number.NaN) * sign;
}

/** The same prices as the other side sees them. */
function turnSide(side: SidePrices, { open, best, worst, close }: SidePrices): void {
  side.open = -open;
  side.best = -worst;
  side.worst = -best;
  side.close = -close;
}
