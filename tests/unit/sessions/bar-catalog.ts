import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { Session } from "../../../src/domain/calendar/session.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import { type BarColumns, type Catalog, CatalogError } from "../../../src/market/catalog.ts";
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
export class BarCatalog implements Catalog {
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

  async *readBars(
    symbol: string,
    _interval: "1d",
    from: TradingDate,
    to: TradingDate,
  ): AsyncGenerator<BarColumns> {
    this.openReadings += 1;
    try {
      const sessions = this.#sessions(symbol, from, to);
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

  #sessions(symbol: string, from: TradingDate, to: TradingDate): readonly Session[] {
    const { data, missing = [], calendar = "XNYS" } = this.#series.get(symbol) ?? {};
    if (data === undefined) throw new CatalogError([`there is no data of ${symbol}`]);
    const [first, last] = [Math.max(from, data.first), Math.min(to, data.last)];
    const sessions = findCalendar(calendar)?.sessionsBetween(first, last) ?? [];
    return sessions.filter(({ date }) => !missing.includes(date));
  }
}

function columns(symbol: string, sessions: readonly Session[]): BarColumns {
  const ticks = Float64Array.from(sessions, ({ date }) => closeTicks(symbol, date));
  const price = ticks.map((each) => each / 100);
  return {
    length: sessions.length,
    date: Int32Array.from(sessions, ({ date }) => date),
    openTimeNs: BigInt64Array.from(sessions, ({ openNs }) => openNs),
    closeTimeNs: BigInt64Array.from(sessions, ({ closeNs }) => closeNs),
    open: price,
    high: price,
    low: price,
    close: price,
    openTicks: ticks,
    highTicks: ticks,
    lowTicks: ticks,
    closeTicks: ticks,
    volume: price,
  };
}
