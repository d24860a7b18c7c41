import type { Calendar } from "../../domain/calendar/calendar.ts";
import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import { type Instant, NS_PER_DAY } from "../../domain/instant.ts";
import { epochDayOf, type TradingDate } from "../../domain/trading-date.ts";
import { adjustBatch, adjustmentSteps, type DatedClose } from "../adjustment.ts";
import { type BarColumns, type BarInterval, type BarRange, CatalogError } from "../catalog.ts";
import { type CorporateAction, type DatedAction, datedActions } from "../corporate-action.ts";
import type { Instrument, Market } from "../instrument.ts";
import { InstrumentNames } from "../instrument-names.ts";
import { knownRows, readSpan } from "../known-span.ts";
import { localClock } from "../local-clock.ts";
import { mergeSeries } from "../merge-series.ts";
import type { MarketFile } from "../parse-markets.ts";
import { unitsOfIncrement } from "../price-units.ts";
import type {
  Adjustment,
  MergedBatch,
  ReadOptions,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "../series-catalog.ts";
import { formatSeriesKey, type SeriesKey } from "../series-kind.ts";
import { readActions } from "./actions-file.ts";
import { barColumnsOf, countBetween, type DailyBars, dailyBarsOf } from "./daily-bars.ts";
import type { VerifiedFiles } from "./open-series-file.ts";
import { readIndexes } from "./read-indexes.ts";
import { readRows } from "./read-rows.ts";
import { RowGroupCache } from "./row-group-cache.ts";
import { formatSeriesIndex, type SeriesIndex } from "./series-index.ts";
import { seriesInfoOf, shortHash } from "./series-info.ts";
import { SharedRows } from "./shared-rows.ts";

/** A series as it was when the catalog was opened. */
interface Held {
  readonly index: SeriesIndex;
  readonly info: SeriesInfo;
  readonly calendar: Calendar;
  /** Of daily bars that can be replayed. */
  readonly daily: DailyBars | undefined;
}

/** A catalog over a folder of Parquet files; `series-index.ts` describes the folder. */
export class ParquetCatalog implements SeriesCatalog {
  readonly version: string;
  readonly #directory: string;
  readonly #names: InstrumentNames;
  readonly #markets: readonly Market[];
  readonly #series: ReadonlyMap<string, Held>;
  readonly #actions: ReadonlyMap<string, readonly CorporateAction[]>;
  readonly #verified: VerifiedFiles = new Set();
  readonly #shared: SharedRows;

  private constructor(
    directory: string,
    { markets, instruments }: MarketFile,
    held: readonly Held[],
    actions: ReadonlyMap<string, readonly CorporateAction[]>,
    cache: RowGroupCache,
  ) {
    this.#directory = directory;
    this.#names = new InstrumentNames(instruments);
    this.#markets = markets;
    this.#series = new Map(held.map((each) => [keyText(each.index), each]));
    this.#actions = actions;
    this.#shared = new SharedRows(directory, this.#verified, cache);
    const facts = JSON.stringify([markets, instruments, [...actions]]);
    this.version = shortHash([facts, ...held.map(({ index }) => comparable(index))]);
  }

  /**
   * Opens the catalog in a folder; a folder that does not exist is a catalog without data. Reads
   * the indexes, not the Parquet files.
   * @param cache what its readers share; it may outlive the catalog and serve the next one.
   * @throws CatalogError that names every index that cannot be used.
   */
  static async open(
    directory: string,
    known: MarketFile,
    cache = new RowGroupCache(0),
  ): Promise<ParquetCatalog> {
    const indexes = await readIndexes(directory);
    const actions = await readActions(directory);
    const bySymbol = new Map(known.instruments.map((each) => [each.symbol, each]));
    const used = new Set(indexes.map(({ symbol }) => symbol).concat([...actions.keys()]));
    const unknown = [...used].filter((symbol) => !bySymbol.has(symbol));
    if (unknown.length > 0) {
      const problem = (symbol: string) =>
        `${directory} holds data of ${symbol}, which is not in the file of instruments`;
      throw new CatalogError(unknown.map(problem));
    }
    const held = indexes.map((index): Held => {
      const calendar = calendarOf(bySymbol.get(index.symbol));
      const info = seriesInfoOf(index, calendar);
      const isDaily = index.kind === "bars" && index.interval === "1d";
      return {
        ...{ index, info, calendar },
        daily: isDaily ? dailyBarsOf(index, info, calendar) : undefined,
      };
    });
    return new ParquetCatalog(directory, known, held, actions, cache);
  }

  markets(): readonly Market[] {
    return this.#markets;
  }

  instruments(): readonly Instrument[] {
    return this.#names.instruments;
  }

  findInstrument(symbol: string, on?: TradingDate): Instrument | undefined {
    return this.#names.find(symbol, on);
  }

  listSeries(): readonly SeriesInfo[] {
    return [...this.#series.values()].map(({ info }) => info);
  }

  findSeries(key: SeriesKey): SeriesInfo | undefined {
    return this.#series.get(keyText(key))?.info;
  }

  actions(symbol: string): readonly CorporateAction[] {
    return this.#actions.get(symbol) ?? [];
  }

  actionsBetween(
    symbols: readonly string[],
    fromNs: Instant,
    toNs: Instant,
  ): readonly DatedAction[] {
    return symbols
      .flatMap((symbol) => {
        const actions = this.actions(symbol);
        if (actions.length === 0) return [];
        const calendar = calendarOf(this.findInstrument(symbol));
        return datedActions(symbol, actions, localClock(calendar.timeZone));
      })
      .filter(({ atNs }) => atNs >= fromNs && atNs < toNs)
      .sort((left, right) => (left.atNs < right.atNs ? -1 : left.atNs > right.atNs ? 1 : 0));
  }

  range(symbol: string, interval: BarInterval): BarRange | undefined {
    const daily = this.#series.get(keyText({ symbol, kind: "bars", interval }))?.daily;
    if (daily === undefined) return undefined;
    const { extraDates: _, ...range } = daily;
    return range;
  }

  countBars(symbol: string, interval: BarInterval, from: TradingDate, to: TradingDate): number {
    const held = this.#series.get(keyText({ symbol, kind: "bars", interval }));
    if (held?.daily === undefined) return 0;
    return countBetween(held.daily, held.calendar, from, to);
  }

  estimateRows(key: SeriesKey, fromNs: Instant, toNs: Instant): number {
    const files = this.#series.get(keyText(key))?.index.files ?? [];
    const rows = files.reduce((sum, file) => {
      const [first, end] = [file.first_ns, file.last_ns + 1n];
      const from = fromNs > first ? fromNs : first;
      const to = toNs < end ? toNs : end;
      return to <= from ? sum : sum + (file.rows * Number(to - from)) / Number(end - first);
    }, 0);
    return Math.round(rows);
  }

  async *readSeries(key: SeriesKey, options: ReadOptions = {}): AsyncGenerator<SeriesBatch> {
    const steps = await this.#stepsOf(key, options.adjustment ?? "RAW").catch((cause: Error) => {
      throw new CatalogError([`${formatSeriesKey(key)}: ${cause.message}`], { cause });
    });
    const { fromNs, toNs } = readSpan(key.interval, options);
    for await (const read of this.#shared.read(this.#held(key).index, fromNs, toNs)) {
      const batch = knownRows(read, options);
      if (batch === undefined) continue;
      yield steps.length === 0 ? batch : adjustBatch(batch, steps);
    }
  }

  readMerged(keys: readonly SeriesKey[], options?: ReadOptions): AsyncIterable<MergedBatch> {
    return mergeSeries(keys.map((key) => this.readSeries(key, options)));
  }

  async *readBars(
    symbol: string,
    interval: BarInterval,
    from: TradingDate,
    to: TradingDate,
  ): AsyncGenerator<BarColumns> {
    const { index } = this.#held({ symbol, kind: "bars", interval });
    const increment = unitsOfIncrement(this.findInstrument(symbol)?.price_increment ?? "");
    // A session may open on the day before its date, and in zones far from Greenwich.
    const fromNs = BigInt(epochDayOf(from) - 2) * NS_PER_DAY;
    const toNs = BigInt(epochDayOf(to) + 2) * NS_PER_DAY;
    for await (const rows of readRows(this.#directory, index, fromNs, toNs, this.#verified)) {
      const bars = barColumnsOf(rows, increment, from, to);
      if (bars !== undefined) yield bars;
    }
  }

  #held(key: SeriesKey): Held {
    const held = this.#series.get(keyText(key));
    if (held !== undefined) return held;
    const what = `${key.interval} ${key.kind} of ${key.symbol}`;
    throw new CatalogError([`there are no ${what} in ${this.#directory}`]);
  }

  #stepsOf(key: SeriesKey, adjustment: Adjustment): ReturnType<typeof adjustmentSteps> {
    const { info, calendar } = this.#held(key);
    const daily = this.findSeries(dailyKey(key.symbol));
    const lastNs = daily !== undefined && daily.lastNs > info.lastNs ? daily.lastNs : info.lastNs;
    return adjustmentSteps(
      this.actions(key.symbol),
      adjustment,
      localClock(calendar.timeZone),
      { firstNs: info.firstNs, lastNs },
      (instant) => this.#closeBefore(key.symbol, instant),
    );
  }

  /** The close of the last daily bar before an instant; undefined when there is none. */
  async #closeBefore(symbol: string, instant: Instant): Promise<DatedClose | undefined> {
    const held = this.#series.get(keyText(dailyKey(symbol)));
    if (held === undefined) return undefined;
    let last: DatedClose | undefined;
    // Beyond a month a close says nothing of a dividend any more.
    const rows = this.#shared.read(held.index, instant - 31n * NS_PER_DAY, instant);
    for await (const { length, prices, timeNs } of rows) {
      last = { price: prices[3]?.[length - 1] ?? 0, timeNs: timeNs[length - 1] ?? 0n };
    }
    return last;
  }
}

function dailyKey(symbol: string): SeriesKey {
  return { symbol, kind: "bars", interval: "1d" };
}

function keyText({ symbol, kind, interval }: SeriesKey): string {
  return `${symbol} ${kind} ${interval}`;
}

/** An index without what depends on the compressor rather than on the data. */
function comparable(index: SeriesIndex): string {
  const files = index.files.map((file) => ({ ...file, bytes: 1, sha256: "" }));
  return formatSeriesIndex({ ...index, files });
}

function calendarOf(instrument: Instrument | undefined): Calendar {
  const calendar = findCalendar(instrument?.calendar ?? "");
  if (calendar === undefined) throw new Error(`${instrument?.symbol} has no calendar`);
  return calendar;
}
