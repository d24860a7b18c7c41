import type { Calendar } from "../../domain/calendar/calendar.ts";
import {
  formatTradingDate,
  parseTradingDate,
  type TradingDate,
} from "../../domain/trading-date.ts";
import type { BarColumns } from "../catalog.ts";
import type { PriceGrid } from "../price-grid.ts";
import type { BarRow } from "./bar-row.ts";

const PRICES = ["open", "high", "low", "close"] as const;
type Price = (typeof PRICES)[number];
type Ticks = Record<Price, number>;

/**
 * Takes the rows of daily bars one after the other, judges each, and keeps the good ones. A bar
 * gets the open and close of its date's session, so an early close ends its bar early.
 */
export class DailyBarCheck {
  readonly #calendar: Calendar;
  readonly #grid: PriceGrid;
  readonly #dates: TradingDate[] = [];
  readonly #ticks: Record<Price, number[]> = { open: [], high: [], low: [], close: [] };
  readonly #volumes: number[] = [];
  #lastDate: TradingDate | undefined;
  #roundedPrices = 0;

  constructor(calendar: Calendar, grid: PriceGrid) {
    this.#calendar = calendar;
    this.#grid = grid;
  }

  /** How many prices of the rows taken were not on the grid and were rounded to it. */
  get roundedPrices(): number {
    return this.#roundedPrices;
  }

  /** Takes a row and returns everything that is wrong with it; keeps it if that is nothing. */
  add(row: BarRow): readonly string[] {
    const problems: string[] = [];
    const date = this.#judgeDate(row.date, problems);
    const ticks = this.#judgePrices(row, problems);
    const volume = judgeVolume(row.volume, problems);
    if (problems.length > 0 || date === undefined) return problems;
    this.#dates.push(date);
    for (const name of PRICES) this.#ticks[name].push(ticks[name]);
    this.#volumes.push(volume);
    return problems;
  }

  /** The bars of all rows kept. */
  columns(): BarColumns {
    const sessions = this.#dates.map((date) => this.#calendar.session(date));
    const price = (name: Price) =>
      Float64Array.from(this.#ticks[name], (ticks) => this.#grid.price(ticks));
    return {
      length: this.#dates.length,
      date: Int32Array.from(this.#dates),
      openTimeNs: BigInt64Array.from(sessions, (session) => session?.openNs ?? 0n),
      closeTimeNs: BigInt64Array.from(sessions, (session) => session?.closeNs ?? 0n),
      open: price("open"),
      high: price("high"),
      low: price("low"),
      close: price("close"),
      openTicks: Float64Array.from(this.#ticks.open),
      highTicks: Float64Array.from(this.#ticks.high),
      lowTicks: Float64Array.from(this.#ticks.low),
      closeTicks: Float64Array.from(this.#ticks.close),
      volume: Float64Array.from(this.#volumes),
    };
  }

  #judgeDate(text: string, problems: string[]): TradingDate | undefined {
    const date = parseTradingDate(text);
    if (date === undefined) {
      problems.push(`"${text}" is not a date written as YYYY-MM-DD`);
      return undefined;
    }
    const { id, firstDate, lastDate } = this.#calendar;
    const previous = this.#lastDate;
    if (previous !== undefined && date <= previous) {
      problems.push(`${text} does not come after ${formatTradingDate(previous)} of the row before`);
    }
    this.#lastDate = Math.max(date, previous ?? date);
    if (!this.#calendar.covers(date)) {
      const span = `${formatTradingDate(firstDate)} to ${formatTradingDate(lastDate)}`;
      problems.push(`${text} is outside the calendar ${id}, which covers ${span}`);
    } else if (this.#calendar.session(date) === undefined) {
      const why = this.#calendar.closureName(date);
      problems.push(`${text} is not a trading day of ${id} (${why})`);
    }
    return date;
  }

  #judgePrices(row: BarRow, problems: string[]): Ticks {
    const ticks: Ticks = { open: 0, high: 0, low: 0, close: 0 };
    let rounded = 0;
    for (const name of PRICES) {
      const exact = this.#grid.ticksOfDecimal(row[name]);
      if (exact === undefined) {
        problems.push(`${name} "${row[name]}" is not a plain decimal such as 1438.36`);
      } else if (exact.ticks === 0) {
        problems.push(`${name} ${row[name]} is not at least one step of ${this.#grid.increment}`);
      }
      ticks[name] = exact?.ticks ?? 0;
      rounded += exact?.rounded ? 1 : 0;
    }
    // A price that cannot be read has been named above; it says nothing about the others.
    if (PRICES.some((name) => ticks[name] === 0)) return ticks;
    const { open, high, low, close } = ticks;
    if (low > Math.min(open, close, high)) problems.push(`low ${row.low} is not the lowest price`);
    if (high < Math.max(open, close, low))
      problems.push(`high ${row.high} is not the highest price`);
    this.#roundedPrices += rounded;
    return ticks;
  }
}

function judgeVolume(text: string, problems: string[]): number {
  if (!/^\d{1,15}(?:\.\d{1,18})?$/.test(text)) {
    problems.push(`volume "${text}" is not a plain decimal such as 931800000`);
  }
  return Number(text);
}
