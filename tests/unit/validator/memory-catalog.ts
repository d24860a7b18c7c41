import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import type { BarColumns, BarRange, Catalog } from "../../../src/market/catalog.ts";
import type { Instrument } from "../../../src/market/instrument.ts";

/** One instrument of the catalog, and the dates of its data; none without `data`. */
export interface Series {
  readonly symbol: string;
  readonly assetClass?: Instrument["asset_class"];
  readonly calendar?: string;
  readonly currency?: string;
  readonly status?: Instrument["status"];
  readonly data?: { readonly first: TradingDate; readonly last: TradingDate };
  readonly missing?: readonly TradingDate[];
}

/** A catalog that knows what there is, and holds no prices: judging a spec reads none. */
export class MemoryCatalog implements Catalog {
  readonly version = "1";
  readonly #instruments = new Map<string, Instrument>();
  readonly #series = new Map<string, Series>();

  constructor(all: readonly Series[]) {
    for (const series of all) {
      this.#series.set(series.symbol, series);
      this.#instruments.set(series.symbol, {
        symbol: series.symbol,
        name: series.symbol,
        asset_class: series.assetClass ?? "stock",
        venue: "XNYS",
        calendar: series.calendar ?? "XNYS",
        currency: series.currency ?? "USD",
        price_increment: "0.01",
        quantity_increment: "1",
        status: series.status ?? "active",
      });
    }
  }

  instruments(): readonly Instrument[] {
    return [...this.#instruments.values()];
  }

  findInstrument(symbol: string): Instrument | undefined {
    return this.#instruments.get(symbol);
  }

  range(symbol: string): BarRange | undefined {
    const series = this.#series.get(symbol);
    if (series?.data === undefined) return undefined;
    return {
      firstDate: series.data.first,
      lastDate: series.data.last,
      bars: this.countBars(symbol, "1d", series.data.first, series.data.last),
      missingDates: series.missing ?? [],
      source: "a test",
      version: "1",
    };
  }

  countBars(symbol: string, _interval: "1d", from: TradingDate, to: TradingDate): number {
    const { data, missing = [], calendar = "XNYS" } = this.#series.get(symbol) ?? {};
    if (data === undefined) return 0;
    const first = Math.max(from, data.first);
    const last = Math.min(to, data.last);
    const sessions = findCalendar(calendar)?.countSessions(first, last) ?? 0;
    return sessions - missing.filter((date) => date >= first && date <= last).length;
  }

  // biome-ignore lint/correctness/useYield: reading is what this catalog cannot do
  async *readBars(): AsyncGenerator<BarColumns> {
    throw new Error("a judgement reads no bars");
  }
}
