import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { Session } from "../../../src/domain/calendar/session.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import { type BarColumns, CatalogError } from "../../../src/market/catalog.ts";
import type { CorporateAction, DatedAction } from "../../../src/market/corporate-action.ts";
import type { Market } from "../../../src/market/instrument.ts";
import type {
  MergedBatch,
  ReadOptions,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "../../../src/market/series-catalog.ts";
import type { SeriesKey } from "../../../src/market/series-kind.ts";
import { MemoryCatalog, type Series } from "../validator/memory-catalog.ts";

const wholeRange = { first: 20_000_103, last: 20_201_231 };

/** Two shares in New York, one of them with holes, and a market that never closes. */
export const shares: readonly Series[] = [
  { symbol: "AAPL", data: wholeRange },
  { symbol: "GAPS", data: wholeRange, missing: [20_190_103, 20_190_104, 20_190_110] },
  {
    symbol: "BTC-USD",
    assetClass: "crypto",
    calendar: "24x7",
    data: { first: 20_150_101, last: 20_201_231 },
  },
];

/** A close in cents that any test can compute: unlike for each symbol and date. */
export function closeTicks(symbol: string, date: TradingDate): number {
  const letters = [...symbol].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  return 1_000 + ((letters + date * 7_919) % 50_000);
}

/** A catalog with bars, whose reading can be made to fail. */
export class BarCatalog implements SeriesCatalog {
  readonly version = "1";
  /** Bars in a batch. */
  batchBars = 50;
  /** Reading throws a CatalogError at this date; undefined for never. */
  unreadableFrom: TradingDate | undefined;
  /** Thrown instead, at the same date: no fault of the data. */
  defect: Error | undefined;
  /** Suffix of the version of all data; changing it is changing the data. */
  edition = "1";
  /** Called before each batch; reading waits for it. */
  beforeBatch: () => Promise<void> = () => Promise.resolve();
  /** Readings that were begun and neither ended nor left. */
  openReadings = 0;
  readonly #known: MemoryCatalog;
  readonly #series: ReadonlyMap<string, Series>;

  constructor(all: readonly Series[] = shares) {
    this.#known = new MemoryCatalog(all);
    this.#series = new Map(all.map((series) => [series.symbol, series]));
  }

  instruments() {
    return this.#known.instruments();
  }

  findInstrument(symbol: string) {
    return this.#known.findInstrument(symbol);
  }

  range(symbol: string) {
    const range = this.#known.range(symbol);
    return range === undefined ? undefined : { ...range, version: this.edition };
  }

  countBars(symbol: string, interval: "1d", from: TradingDate, to: TradingDate) {
    return this.#known.countBars(symbol, interval, from, to);
  }

  findSeries(key: SeriesKey): SeriesInfo | undefined {
    const info = this.#known.findSeries(key);
    return info === undefined ? undefined : { ...info, version: this.edition };
  }

  listSeries(): readonly SeriesInfo[] {
    return this.#known.listSeries();
  }

  estimateRows(key: SeriesKey, fromNs: bigint, toNs: bigint): number {
    return this.#known.estimateRows(key, fromNs, toNs);
  }

  actions(symbol: string): readonly CorporateAction[] {
    return this.#known.actions(symbol);
  }

  markets(): readonly Market[] {
    return [];
  }

  actionsBetween(): readonly DatedAction[] {
    return [];
  }

  /** No session reads several series as one. */
  async *readMerged(): AsyncGenerator<MergedBatch> {}

  /** Nobody reads daily bars alone any more. */
  async *readBars(): AsyncGenerator<BarColumns> {}

  async *readSeries(
    { symbol }: SeriesKey,
    { fromNs, toNs, knownAfterNs }: ReadOptions = {},
  ): AsyncGenerator<SeriesBatch> {
    this.openReadings += 1;
    try {
      const sessions = this.#sessions(symbol).filter(
        ({ openNs, closeNs }) =>
          (fromNs === undefined || openNs >= fromNs) &&
          (toNs === undefined || openNs < toNs) &&
          (knownAfterNs === undefined || closeNs > knownAfterNs),
      );
      for (let at = 0; at < sessions.length; at += this.batchBars) {
        await this.beforeBatch();
        const part = sessions.slice(at, at + this.batchBars);
        const unreadable = this.unreadableFrom;
        if (unreadable !== undefined && part.some(({ date }) => date >= unreadable)) {
          throw this.defect ?? new CatalogError([`${symbol}.parquet is not what was imported`]);
        }
        yield columns(symbol, part);
      }
    } finally {
      this.openReadings -= 1;
    }
  }

  #sessions(symbol: string): readonly Session[] {
    const { data, missing = [], calendar = "XNYS" } = this.#series.get(symbol) ?? {};
    if (data === undefined) throw new CatalogError([`there is no data of ${symbol}`]);
    const sessions = findCalendar(calendar)?.sessionsBetween(data.first, data.last) ?? [];
    return sessions.filter(({ date }) => !missing.includes(date));
  }
}

function columns(symbol: string, sessions: readonly Session[]): SeriesBatch {
  const ticks = Float64Array.from(sessions, ({ date }) => closeTicks(symbol, date));
  const price = ticks.map((each) => each / 100);
  return {
    kind: "bars",
    length: sessions.length,
    date: Int32Array.from(sessions, ({ date }) => date),
    timeNs: BigInt64Array.from(sessions, ({ openNs }) => openNs),
    knownNs: BigInt64Array.from(sessions, ({ closeNs }) => closeNs),
    prices: [price, price, price, price],
    quantities: [price.map(() => 1_000_000)],
    sides: new Int32Array(),
  };
}
