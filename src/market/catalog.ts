import type { TradingDate } from "../domain/trading-date.ts";
import type { Instrument } from "./instrument.ts";

/** Length of a bar. `1d` is one session of the instrument's calendar, from open to close. */
export type BarInterval = "1d";

/** What a catalog holds of one instrument at one interval. */
export interface BarRange {
  /** Date of the first bar. */
  readonly firstDate: TradingDate;
  /** Date of the last bar. */
  readonly lastDate: TradingDate;
  /** Number of bars. */
  readonly bars: number;
  /** Sessions of the calendar between those dates that have no bar, ascending. */
  readonly missingDates: readonly TradingDate[];
  /** Where the prices come from, for people. */
  readonly source: string;
  /** Changes whenever these bars change, and only then. */
  readonly version: string;
}

/**
 * A run of bars as columns of equal length, ascending in time.
 *
 * Prices come twice: as doubles, the nearest to the decimal price, and as ticks, whole multiples of
 * the instrument's price increment in doubles that are safe integers. The ticks are exact where
 * the price is on the increment, and the nearest where it is not, half to even.
 */
export interface BarColumns {
  /** Number of bars. */
  readonly length: number;
  /** The venue's date of the bar, `yyyymmdd`. */
  readonly date: Int32Array;
  /** Start of the bar, nanoseconds since 1970 UTC. */
  readonly openTimeNs: BigInt64Array;
  /** End of the bar: its values are known from here on. */
  readonly closeTimeNs: BigInt64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly openTicks: Float64Array;
  readonly highTicks: Float64Array;
  readonly lowTicks: Float64Array;
  readonly closeTicks: Float64Array;
  /** Traded quantity, zero or more. */
  readonly volume: Float64Array;
}

/**
 * Market data to read: instruments and their bars.
 *
 * A catalog is a snapshot. Every method answers from the same `version`; an import shows in the
 * next one that is opened.
 */
export interface Catalog {
  /** Changes whenever an instrument or any stored data changes, and only then. */
  readonly version: string;

  /** All instruments, with data or without, in a fixed order. */
  instruments(): readonly Instrument[];

  /**
   * The instrument with exactly this canonical symbol. With a date, also the one that went by this
   * name then: tickers change, and change hands.
   */
  findInstrument(symbol: string, on?: TradingDate): Instrument | undefined;

  /** What there is of a symbol; undefined when there is nothing. Reads no data. */
  range(symbol: string, interval: BarInterval): BarRange | undefined;

  /**
   * The number of bars from one date to another, both included, which `readBars` would deliver.
   * Reads no data. 0 where there is nothing.
   */
  countBars(symbol: string, interval: BarInterval, from: TradingDate, to: TradingDate): number;

  /**
   * The bars from one date to another, both included, ascending, in batches of at most
   * `BATCH_ROWS`, none of them empty. A batch belongs to the receiver. Dates without data
   * deliver nothing. The iteration may be left early.
   * @throws CatalogError, from the first step on, when there is no data of the symbol at all, when
   * a file is missing or not what was imported.
   */
  readBars(
    symbol: string,
    interval: BarInterval,
    from: TradingDate,
    to: TradingDate,
  ): AsyncIterable<BarColumns>;
}

/** A catalog that cannot be read. The message names each file and what is wrong with it. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
  /** One sentence for each problem. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
    this.problems = problems;
  }
}
