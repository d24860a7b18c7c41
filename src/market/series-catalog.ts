import type { Instant } from "../domain/instant.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { Catalog } from "./catalog.ts";
import type { CorporateAction, DatedAction } from "./corporate-action.ts";
import type { Finding } from "./finding.ts";
import type { Hole } from "./hole.ts";
import type { Market } from "./instrument.ts";
import type { SeriesKey, SeriesKind } from "./series-kind.ts";

/** What a catalog knows of a series without reading it. */
export interface SeriesInfo extends SeriesKey {
  readonly rows: number;
  /** Size of its files. */
  readonly bytes: number;
  /** First time of the first row. */
  readonly firstNs: Instant;
  /** First time of the last row. */
  readonly lastNs: Instant;
  /** When the last row ends: of a bar its end, of a tick its time. */
  readonly endNs: Instant;
  /** The venue's dates of the first and the last bar; undefined of ticks. */
  readonly firstDate: TradingDate | undefined;
  readonly lastDate: TradingDate | undefined;
  /** Trading time between the first and the last row that has none, ascending. */
  readonly holes: readonly Hole[];
  /** What its imports found odd, added up by code. */
  readonly findings: readonly Finding[];
  /** Columns that no import had; their zeros say nothing. */
  readonly absent: readonly string[];
  /** Where the rows come from, for people. */
  readonly sources: readonly string[];
  /** Changes whenever a row changes, and only then. */
  readonly version: string;
}

/**
 * How splits and dividends show in prices. RAW: as they were traded. SPLIT: divided by the splits
 * that came after, volumes multiplied. TOTAL_RETURN: also lowered by the dividends that came after,
 * each as its share of the last close before its ex-date, (close - dividend) / close.
 */
export type Adjustment = "RAW" | "SPLIT" | "TOTAL_RETURN";

/** Which rows of a series are read, and how. */
export interface ReadOptions {
  /** First times from here on; default: from the first row. */
  readonly fromNs?: Instant;
  /** First times up to, not including, this; default: to the last row. */
  readonly toNs?: Instant;
  /**
   * Rows that become known later than this: what one who has seen everything until then has not. A
   * bar that began before and ends after is among them. Default: all.
   */
  readonly knownAfterNs?: Instant;
  /** Rows that are known at this instant or before; default: all. */
  readonly knownUntilNs?: Instant;
  /** Default: RAW. */
  readonly adjustment?: Adjustment;
}

/**
 * Rows of a series as columns; the lists follow `KIND_COLUMNS` of the kind. Whoever reads the same
 * rows may have the same columns: nobody writes into them.
 */
export interface SeriesBatch {
  readonly kind: SeriesKind;
  /** Number of rows. */
  readonly length: number;
  /** Start of a bar, time of a tick; ascending. Nanoseconds since 1970 UTC. */
  readonly timeNs: BigInt64Array;
  /** From when on a row's values are known: the end of a bar; of a tick its time. */
  readonly knownNs: BigInt64Array;
  /** The venue's date of a bar, `yyyymmdd`; empty of ticks. */
  readonly date: Int32Array;
  /** Raw, the doubles nearest to the stored decimals; adjusted, their products. */
  readonly prices: readonly Float64Array[];
  readonly quantities: readonly Float64Array[];
  /** Aggressor of a trade, one of `SIDE`; empty of other kinds. */
  readonly sides: Int32Array;
}

/**
 * Rows of several series in the order in which they become known; at one instant in the order of
 * the series. The rows stay in their columns: `series` and `row` say where each is.
 */
export interface MergedBatch {
  readonly length: number;
  /** Number of the series, as they were given. */
  readonly series: Uint16Array;
  /** Row in that series' entry of `columns`. */
  readonly row: Uint32Array;
  /** The batch that each series is at; undefined of one that has ended. */
  readonly columns: readonly (SeriesBatch | undefined)[];
}

/** A catalog with everything that it holds; `Catalog` is the part that sessions run on. */
export interface SeriesCatalog extends Catalog {
  /** All markets, with instruments or without, in a fixed order. */
  markets(): readonly Market[];

  /** All series, ordered by symbol, kind and interval. */
  listSeries(): readonly SeriesInfo[];

  /** The series of a key; undefined when there is none. */
  findSeries(key: SeriesKey): SeriesInfo | undefined;

  /**
   * About how many rows of a series begin from one instant up to another: exact for whole years,
   * within a year as if rows were spread evenly. Reads no data. 0 where there is nothing.
   */
  estimateRows(key: SeriesKey, fromNs: Instant, toNs: Instant): number;

  /**
   * Rows of a series, ascending, in batches of at most `BATCH_ROWS`, none of them empty, one in
   * memory at a time. The iteration may be left early.
   * @throws CatalogError, from the first step on, when there is no such series, a file is missing
   * or not what was imported, or a dividend has no close before it to be measured by.
   */
  readSeries(key: SeriesKey, options?: ReadOptions): AsyncIterable<SeriesBatch>;

  /**
   * Rows of several series in the order in which they become known, one batch of each in memory.
   * @throws CatalogError as `readSeries` does.
   */
  readMerged(keys: readonly SeriesKey[], options?: ReadOptions): AsyncIterable<MergedBatch>;

  /** Splits and dividends of an instrument, ascending. */
  actions(symbol: string): readonly CorporateAction[];

  /**
   * Splits and dividends that take effect from one instant up to, not including, another, by time;
   * at one instant in the order of the symbols, and of one symbol its split first.
   */
  actionsBetween(
    symbols: readonly string[],
    fromNs: Instant,
    toNs: Instant,
  ): readonly DatedAction[];
}
