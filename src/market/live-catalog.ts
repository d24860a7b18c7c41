import type { Instant } from "../domain/instant.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import type { BarColumns, BarInterval, BarRange } from "./catalog.ts";
import type { CorporateAction, DatedAction } from "./corporate-action.ts";
import type { Instrument, Market } from "./instrument.ts";
import type {
  MergedBatch,
  ReadOptions,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "./series-catalog.ts";
import type { SeriesKey } from "./series-kind.ts";

/**
 * The catalog of a server: the one that was opened last. A reading that was begun goes on in the
 * catalog that it began in; every later call is answered by the new one.
 */
export class LiveCatalog implements SeriesCatalog {
  readonly #open: () => Promise<SeriesCatalog>;
  #current: SeriesCatalog;
  #reloading: Promise<boolean> | undefined;

  private constructor(open: () => Promise<SeriesCatalog>, current: SeriesCatalog) {
    this.#open = open;
    this.#current = current;
  }

  /** Opens the first one. @throws what opening throws. */
  static async start(open: () => Promise<SeriesCatalog>): Promise<LiveCatalog> {
    return new LiveCatalog(open, await open());
  }

  /**
   * Opens the catalog anew and, if that succeeds, answers from it. A catalog or a file of
   * instruments that cannot be used leaves everything as it was. A call during another joins it.
   * @returns whether anything had changed.
   * @throws what opening throws.
   */
  reload(): Promise<boolean> {
    this.#reloading ??= this.#replace().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  async #replace(): Promise<boolean> {
    const next = await this.#open();
    const isChanged = next.version !== this.#current.version;
    this.#current = next;
    return isChanged;
  }

  get version(): string {
    return this.#current.version;
  }

  markets(): readonly Market[] {
    return this.#current.markets();
  }

  instruments(): readonly Instrument[] {
    return this.#current.instruments();
  }

  findInstrument(symbol: string, on?: TradingDate): Instrument | undefined {
    return this.#current.findInstrument(symbol, on);
  }

  range(symbol: string, interval: BarInterval): BarRange | undefined {
    return this.#current.range(symbol, interval);
  }

  countBars(symbol: string, interval: BarInterval, from: TradingDate, to: TradingDate): number {
    return this.#current.countBars(symbol, interval, from, to);
  }

  readBars(
    symbol: string,
    interval: BarInterval,
    from: TradingDate,
    to: TradingDate,
  ): AsyncIterable<BarColumns> {
    return this.#current.readBars(symbol, interval, from, to);
  }

  listSeries(): readonly SeriesInfo[] {
    return this.#current.listSeries();
  }

  findSeries(key: SeriesKey): SeriesInfo | undefined {
    return this.#current.findSeries(key);
  }

  estimateRows(key: SeriesKey, fromNs: Instant, toNs: Instant): number {
    return this.#current.estimateRows(key, fromNs, toNs);
  }

  readSeries(key: SeriesKey, options?: ReadOptions): AsyncIterable<SeriesBatch> {
    return this.#current.readSeries(key, options);
  }

  readMerged(keys: readonly SeriesKey[], options?: ReadOptions): AsyncIterable<MergedBatch> {
    return this.#current.readMerged(keys, options);
  }

  actions(symbol: string): readonly CorporateAction[] {
    return this.#current.actions(symbol);
  }

  actionsBetween(
    symbols: readonly string[],
    fromNs: Instant,
    toNs: Instant,
  ): readonly DatedAction[] {
    return this.#current.actionsBetween(symbols, fromNs, toNs);
  }
}
