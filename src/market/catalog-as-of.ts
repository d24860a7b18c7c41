import type { Calendar } from "../domain/calendar/calendar.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { type Instant, NS_PER_DAY, NS_PER_SECOND } from "../domain/instant.ts";
import { epochDayOf, type TradingDate } from "../domain/trading-date.ts";
import { adjustBatch, adjustmentSteps, type DatedClose } from "./adjustment.ts";
import { type BarColumns, type BarInterval, type BarRange, CatalogError } from "./catalog.ts";
import { type CorporateAction, type DatedAction, exInstant } from "./corporate-action.ts";
import type { Instrument, Market } from "./instrument.ts";
import { instrumentAsOf } from "./instrument-as-of.ts";
import { InstrumentNames } from "./instrument-names.ts";
import { localClock } from "./local-clock.ts";
import { mergeSeries } from "./merge-series.ts";
import type {
  Adjustment,
  MergedBatch,
  ReadOptions,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "./series-catalog.ts";
import { formatSeriesKey, type SeriesKey } from "./series-kind.ts";

/**
 * A catalog as it was known at an instant: what somebody may see who must not know the future.
 * Rows that became known later are not there, and nothing tells of them: neither where a series
 * ends nor its holes, findings and sources, no action that took effect later, no later listing,
 * delisting or name. Adjusted prices are made of what had happened by then.
 *
 * Of a series that goes on after the instant, rows are counted up to the year of it: how many there
 * are until then within that year is not known without reading them.
 */
export class CatalogAsOf implements SeriesCatalog {
  readonly #catalog: SeriesCatalog;
  readonly #untilNs: Instant;
  #names: InstrumentNames | undefined;

  /** `untilNs`: the last instant of which everything is known. */
  constructor(catalog: SeriesCatalog, untilNs: Instant) {
    this.#catalog = catalog;
    this.#untilNs = untilNs;
  }

  get version(): string {
    return `${this.#catalog.version}@${this.#untilNs}`;
  }

  markets(): readonly Market[] {
    return this.#catalog.markets();
  }

  instruments(): readonly Instrument[] {
    return this.#known().instruments;
  }

  findInstrument(symbol: string, on?: TradingDate): Instrument | undefined {
    return this.#known().find(symbol, on);
  }

  listSeries(): readonly SeriesInfo[] {
    return this.#catalog.listSeries().flatMap((info) => this.#seriesAsOf(info) ?? []);
  }

  findSeries(key: SeriesKey): SeriesInfo | undefined {
    const info = this.#catalog.findSeries(key);
    return info === undefined ? undefined : this.#seriesAsOf(info);
  }

  estimateRows(key: SeriesKey, fromNs: Instant, toNs: Instant): number {
    const info = this.#catalog.findSeries(key);
    if (info === undefined) return 0;
    // How rows are spread in a year that goes on says something of the rest of it.
    const endNs = this.#isOver(info) ? toNs : this.#yearStartNs();
    return this.#catalog.estimateRows(key, fromNs, earlier(endNs, toNs));
  }

  async *readSeries(key: SeriesKey, options: ReadOptions = {}): AsyncGenerator<SeriesBatch> {
    const { adjustment = "RAW", knownUntilNs = this.#untilNs, ...rows } = options;
    const untilNs = earlier(knownUntilNs, this.#untilNs);
    const steps = await this.#stepsOf(key, adjustment).catch((cause: Error) => {
      throw new CatalogError([`${formatSeriesKey(key)}: ${cause.message}`], { cause });
    });
    const raw = this.#catalog.readSeries(key, { ...rows, knownUntilNs: untilNs });
    for await (const batch of raw) yield steps.length === 0 ? batch : adjustBatch(batch, steps);
  }

  readMerged(keys: readonly SeriesKey[], options?: ReadOptions): AsyncIterable<MergedBatch> {
    return mergeSeries(keys.map((key) => this.readSeries(key, options)));
  }

  actions(symbol: string): readonly CorporateAction[] {
    const actions = this.#catalog.actions(symbol);
    if (actions.length === 0) return actions;
    const clock = localClock(this.#calendarOf(symbol).timeZone);
    return actions.filter(({ ex_date: date }) => exInstant(date, clock) <= this.#untilNs);
  }

  actionsBetween(
    symbols: readonly string[],
    fromNs: Instant,
    toNs: Instant,
  ): readonly DatedAction[] {
    return this.#catalog.actionsBetween(symbols, fromNs, earlier(toNs, this.#untilNs + 1n));
  }

  range(symbol: string, interval: BarInterval): BarRange | undefined {
    const range = this.#catalog.range(symbol, interval);
    if (range === undefined) return undefined;
    const calendar = this.#calendarOf(symbol);
    let lastDate = Math.min(range.lastDate, this.#lastClosedDate(calendar));
    // A hole that is not over looks like the end of the data.
    const missing = new Set(range.missingDates);
    while (missing.has(lastDate)) lastDate = calendar.previousSession(lastDate)?.date ?? 0;
    if (lastDate < range.firstDate) return undefined;
    return {
      ...range,
      lastDate,
      bars: this.#catalog.countBars(symbol, interval, range.firstDate, lastDate),
      missingDates: range.missingDates.filter((date) => date <= lastDate),
    };
  }

  countBars(symbol: string, interval: BarInterval, from: TradingDate, to: TradingDate): number {
    const last = this.range(symbol, interval)?.lastDate ?? 0;
    return from > last ? 0 : this.#catalog.countBars(symbol, interval, from, Math.min(to, last));
  }

  async *readBars(
    symbol: string,
    interval: BarInterval,
    from: TradingDate,
    to: TradingDate,
  ): AsyncGenerator<BarColumns> {
    const last = this.range(symbol, interval)?.lastDate ?? 0;
    yield* this.#catalog.readBars(symbol, interval, from, Math.min(to, last));
  }

  #known(): InstrumentNames {
    this.#names ??= new InstrumentNames(
      this.#catalog.instruments().flatMap((each) => {
        const clock = localClock(calendarOf(each).timeZone);
        const { date } = clock.dateAt(Number(this.#untilNs / NS_PER_SECOND));
        return instrumentAsOf(each, date) ?? [];
      }),
    );
    return this.#names;
  }

  #seriesAsOf(info: SeriesInfo): SeriesInfo | undefined {
    if (this.#isOver(info)) return info;
    if (info.firstNs > this.#untilNs) return undefined;
    const isDaily = info.kind === "bars" && info.interval === "1d";
    return isDaily ? this.#dailyAsOf(info) : this.#unended(info);
  }

  /**
   * Whether a series has ended for all that can be known. One that ended of late looks like one
   * that goes on: when it does is not known until its next row.
   */
  #isOver({ endNs }: SeriesInfo): boolean {
    return endNs < this.#yearStartNs() && endNs < this.#untilNs - 31n * NS_PER_DAY;
  }

  #unended(info: SeriesInfo): SeriesInfo {
    const untilNs = this.#untilNs;
    const closed = this.#lastClosedDate(this.#calendarOf(info.symbol));
    return {
      ...info,
      rows: this.estimateRows(info, info.firstNs, untilNs),
      // How well rows are packed depends on all of them.
      bytes: 0,
      lastNs: untilNs,
      endNs: untilNs,
      lastDate: info.firstDate === undefined ? undefined : Math.max(info.firstDate, closed),
      holes: info.holes.filter(({ toNs }) => toNs <= untilNs),
      // They are counted over all rows.
      findings: [],
      // Which rows came from where is not kept.
      sources: [],
    };
  }

  /** Of daily bars every date is known, so they end with the last that there is. */
  #dailyAsOf(info: SeriesInfo): SeriesInfo | undefined {
    const range = this.range(info.symbol, "1d");
    if (range === undefined) return undefined;
    const { lastDate, bars } = range;
    const session = this.#calendarOf(info.symbol).session(lastDate);
    const [lastNs, endNs] = [session?.openNs ?? this.#untilNs, session?.closeNs ?? this.#untilNs];
    return { ...this.#unended(info), rows: bars, lastDate, lastNs, endNs };
  }

  /** The last date whose session is over. */
  #lastClosedDate(calendar: Calendar): TradingDate {
    const { date } = localClock(calendar.timeZone).dateAt(Number(this.#untilNs / NS_PER_SECOND));
    if (!calendar.covers(date)) return date < calendar.firstDate ? 0 : calendar.lastDate;
    const today = calendar.session(date);
    if (today !== undefined && today.closeNs <= this.#untilNs) return date;
    return calendar.previousSession(date)?.date ?? 0;
  }

  /** Midnight UTC at which the year of the instant begins: whole years have files of their own. */
  #yearStartNs(): Instant {
    const { date } = localClock("UTC").dateAt(Number(this.#untilNs / NS_PER_SECOND));
    return BigInt(epochDayOf(Math.floor(date / 10_000) * 10_000 + 101)) * NS_PER_DAY;
  }

  #calendarOf(symbol: string): Calendar {
    const instrument = this.#catalog.findInstrument(symbol);
    if (instrument === undefined) throw new CatalogError([`${symbol} is not in the catalog`]);
    return calendarOf(instrument);
  }

  async #stepsOf(key: SeriesKey, adjustment: Adjustment): ReturnType<typeof adjustmentSteps> {
    const info = this.#catalog.findSeries(key);
    const actions = this.actions(key.symbol);
    if (adjustment === "RAW" || info === undefined || actions.length === 0) return [];
    return adjustmentSteps(
      actions,
      adjustment,
      localClock(this.#calendarOf(key.symbol).timeZone),
      { firstNs: info.firstNs, lastNs: this.#untilNs },
      (instant) => this.#closeBefore(key.symbol, instant),
    );
  }

  /** The close of the last daily bar before an instant; beyond a month it says nothing of it. */
  async #closeBefore(symbol: string, instant: Instant): Promise<DatedClose | undefined> {
    const key: SeriesKey = { symbol, kind: "bars", interval: "1d" };
    if (this.#catalog.findSeries(key) === undefined) return undefined;
    const span = { fromNs: instant - 31n * NS_PER_DAY, toNs: instant };
    let last: DatedClose | undefined;
    for await (const { length, prices, timeNs } of this.readSeries(key, span)) {
      last = { price: prices[3]?.[length - 1] ?? 0, timeNs: timeNs[length - 1] ?? 0n };
    }
    return last;
  }
}

function earlier(one: Instant, other: Instant): Instant {
  // Math.min takes no bigints.
  return one <= other ? one : other;
}

function calendarOf({ symbol, calendar: id }: Instrument): Calendar {
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new Error(`${symbol} has no calendar`);
  return calendar;
}
