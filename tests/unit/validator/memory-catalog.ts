import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import type { TradingDate } from "../../../src/domain/trading-date.ts";
import type { BarColumns, BarRange } from "../../../src/market/catalog.ts";
import type { CorporateAction } from "../../../src/market/corporate-action.ts";
import type { DataSeries } from "../../../src/market/data-series.ts";
import type { Finding } from "../../../src/market/finding.ts";
import type { Instrument } from "../../../src/market/instrument.ts";
import type { SeriesInfo } from "../../../src/market/series-catalog.ts";
import type { SeriesKey } from "../../../src/market/series-kind.ts";
import type { JudgedCatalog } from "../../../src/validator/subject.ts";

/** One instrument of the catalog, and the dates of its data; none without `data`. */
export interface Series {
  readonly symbol: string;
  readonly assetClass?: Instrument["asset_class"];
  readonly calendar?: string;
  readonly currency?: string;
  readonly status?: Instrument["status"];
  /** Anything else that its file of instruments says. */
  readonly facts?: Partial<Instrument>;
  readonly actions?: readonly CorporateAction[];
  readonly findings?: readonly Finding[];
  readonly data?: { readonly first: TradingDate; readonly last: TradingDate };
  readonly missing?: readonly TradingDate[];
  /** Series besides the daily bars, of which only what is given here matters. */
  readonly others?: readonly (DataSeries & Partial<SeriesInfo>)[];
}

/** A catalog that knows what there is, and holds no prices: judging a spec reads none. */
export class MemoryCatalog implements JudgedCatalog {
  /** May be changed, as that of a catalog that is read anew. */
  version = "1";
  readonly #instruments = new Map<string, Instrument>();
  readonly #series = new Map<string, Series>();
  readonly #list: readonly Instrument[];
  /** What was asked for before: a catalog does not count its bars for every question. */
  readonly #ranges = new Map<string, BarRange>();
  readonly #infos = new Map<string, SeriesInfo>();

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
        ...series.facts,
      });
    }
    this.#list = [...this.#instruments.values()];
  }

  instruments(): readonly Instrument[] {
    return this.#list;
  }

  actions(symbol: string): readonly CorporateAction[] {
    return this.#series.get(symbol)?.actions ?? [];
  }

  listSeries(): readonly SeriesInfo[] {
    return [...this.#series].flatMap(([symbol, { others = [] }]) => {
      const daily: DataSeries = { kind: "bars", interval: "1d" };
      return [daily, ...others].flatMap((each) => this.findSeries({ ...each, symbol }) ?? []);
    });
  }

  /** As if rows were spread evenly. */
  estimateRows(key: SeriesKey, fromNs: bigint, toNs: bigint): number {
    const info = this.findSeries(key);
    if (info === undefined) return 0;
    const from = fromNs > info.firstNs ? fromNs : info.firstNs;
    const to = toNs < info.endNs ? toNs : info.endNs;
    const share = Number(to - from) / Number(info.endNs - info.firstNs);
    return to <= from ? 0 : Math.round(info.rows * share);
  }

  /** Daily bars of 40 bytes each; what is not asked for here is empty. */
  findSeries(key: SeriesKey): SeriesInfo | undefined {
    const { data, findings = [] } = this.#series.get(key.symbol) ?? {};
    if (key.kind !== "bars" || key.interval !== "1d") return this.#other(key);
    if (data === undefined) return undefined;
    const known = this.#infos.get(key.symbol);
    if (known !== undefined) return known;
    const rows = this.countBars(key.symbol, "1d", data.first, data.last);
    const info: SeriesInfo = {
      ...key,
      rows,
      bytes: 40 * rows,
      ...{ firstNs: 0n, lastNs: 0n, endNs: 0n },
      firstDate: data.first,
      lastDate: data.last,
      ...{ holes: [], absent: [], sources: [], findings, version: "1" },
    };
    this.#infos.set(key.symbol, info);
    return info;
  }

  #other(key: SeriesKey): SeriesInfo | undefined {
    const name = `${key.symbol} ${key.kind} ${key.interval}`;
    const known = this.#infos.get(name);
    if (known !== undefined) return known;
    const { others = [] } = this.#series.get(key.symbol) ?? {};
    const found = others.find(
      ({ kind, interval }) => kind === key.kind && interval === key.interval,
    );
    if (found === undefined) return undefined;
    const info: SeriesInfo = {
      ...key,
      ...{ rows: 1_000, bytes: 50_000, firstNs: 0n, lastNs: 0n, endNs: 0n },
      ...{ firstDate: undefined, lastDate: undefined },
      ...{ holes: [], absent: [], sources: [], findings: [], version: "1" },
      ...found,
    };
    this.#infos.set(name, info);
    return info;
  }

  findInstrument(symbol: string): Instrument | undefined {
    return this.#instruments.get(symbol);
  }

  range(symbol: string): BarRange | undefined {
    const series = this.#series.get(symbol);
    if (series?.data === undefined) return undefined;
    const known = this.#ranges.get(symbol);
    if (known !== undefined) return known;
    const range: BarRange = {
      firstDate: series.data.first,
      lastDate: series.data.last,
      bars: this.countBars(symbol, "1d", series.data.first, series.data.last),
      missingDates: series.missing ?? [],
      source: "a test",
      version: "1",
    };
    this.#ranges.set(symbol, range);
    return range;
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
