import type { Calendar } from "../../domain/calendar/calendar.ts";
import { formatInstant, NS_PER_DAY } from "../../domain/instant.ts";
import { epochDayOf, parseTradingDate } from "../../domain/trading-date.ts";
import { FINDING_CODES, type Finding, type FindingCode } from "../finding.ts";
import type { Instrument } from "../instrument.ts";
import { followsDates, type Interval } from "../interval.ts";
import { unitsOfIncrement } from "../price-units.ts";
import { isBarKind, type SeriesKind } from "../series-kind.ts";
import type { RowTime } from "./row-times.ts";

const examplesMax = 10;
/** A row whose price is this many times the one before, or that fraction of it, is an outlier. */
const jump = 1.5;

/** What rows are looked at with. */
export interface QualityContext {
  readonly kind: SeriesKind;
  readonly interval: Interval | undefined;
  readonly instrument: Instrument;
  /** Hours with pre- and post-market. */
  readonly calendar: Calendar;
}

/**
 * Looks at the rows of a file in the order in which they stand, and counts what is odd. Prices come
 * as doubles of units: near enough for every comparison, for neighbours differ by a unit at least.
 */
export class RowQuality {
  readonly #context: QualityContext;
  readonly #increment: number;
  readonly #listedNs: bigint;
  readonly #counts = new Map<FindingCode, number>();
  readonly #examples = new Map<FindingCode, string[]>();
  #lastOpenNs: bigint | undefined;
  #lastCloseNs = 0n;
  #lastPrice = 0;
  #openUntilNs = 0n;
  #openFromNs = 0n;
  #line = 0;

  constructor(context: QualityContext) {
    this.#context = context;
    this.#increment = Number(unitsOfIncrement(context.instrument.price_increment));
    const { listed } = context.instrument;
    const date = listed === undefined ? undefined : parseTradingDate(listed);
    // A day of grace: the venue's midnight lies elsewhere than that of UTC.
    this.#listedNs = date === undefined ? -(2n ** 63n) : BigInt(epochDayOf(date) - 1) * NS_PER_DAY;
  }

  /** Takes a row. */
  add(line: number, time: RowTime, prices: Float64Array, quantities: Float64Array): void {
    this.#line = line;
    this.#judgeOrder(time);
    this.#judgeHours(time);
    this.#judgePrices(time, prices);
    for (const quantity of quantities) {
      if (quantity < 0) this.#note("NEGATIVE_QUANTITY", time.openNs);
    }
  }

  /** Counts a price that was rounded. */
  addRounded(line: number, text: string): void {
    this.#line = line;
    this.#count("ROUNDED_PRICE", text);
  }

  /** Looks at what the file itself says that it is of. */
  judgeSymbol(line: number, text: string): void {
    this.#line = line;
    const { symbol, aliases = [] } = this.#context.instrument;
    const names = [symbol, ...aliases.map((alias) => alias.symbol)].map(plainSymbol);
    // Vendors put a country or an exchange behind it: AAPL.US.
    const written = [text, text.replace(/[.:][A-Za-z]{1,4}$/, "")].map(plainSymbol);
    if (!written.some((name) => names.includes(name))) this.#count("OTHER_SYMBOL", text);
  }

  /** What was found, in the order of `FINDING_CODES`. */
  findings(): readonly Finding[] {
    return FINDING_CODES.flatMap((code) => {
      const count = this.#counts.get(code);
      return count === undefined ? [] : [{ code, count, examples: this.#examples.get(code) ?? [] }];
    });
  }

  #judgeOrder({ openNs, closeNs }: RowTime): void {
    const last = this.#lastOpenNs;
    const isBar = isBarKind(this.#context.kind);
    if (last !== undefined && openNs < last) this.#note("BACKWARD_TIME", openNs);
    else if (isBar && openNs === last) this.#note("DUPLICATE_TIME", openNs);
    else if (isBar && openNs < this.#lastCloseNs) this.#note("OVERLAPPING_BARS", openNs);
    this.#lastOpenNs = openNs;
    this.#lastCloseNs = closeNs;
  }

  #judgeHours({ openNs, date }: RowTime): void {
    const { calendar, interval } = this.#context;
    if (openNs < this.#listedNs) this.#note("BEFORE_LISTING", openNs);
    if (interval !== undefined && followsDates(interval)) {
      if (!calendar.covers(date)) this.#note("OUTSIDE_CALENDAR", openNs);
      else if (interval.unit === "day" && calendar.session(date) === undefined) {
        this.#note("OUTSIDE_SESSION", openNs);
      }
      return;
    }
    if (openNs >= this.#openFromNs && openNs < this.#openUntilNs) return;
    try {
      if (!calendar.isOpen(openNs)) this.#note("OUTSIDE_SESSION", openNs);
      else this.#openUntilNs = calendar.nextClose(openNs) ?? openNs;
      this.#openFromNs = openNs;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#note("OUTSIDE_CALENDAR", openNs);
    }
  }

  #judgePrices({ openNs }: RowTime, prices: Float64Array): void {
    let isPositive = true;
    for (const price of prices) {
      if (price <= 0) isPositive = false;
      else if (price % this.#increment !== 0) this.#note("OFF_INCREMENT", openNs);
    }
    const { kind } = this.#context;
    const [first = 0, second = 0] = prices;
    if (kind === "quotes" && !isPositive && Math.max(first, second) > 0 && first >= 0) {
      // Some sources write one side of a quote at a time, and zero for the other.
      this.#note("ONE_SIDED_QUOTE", openNs);
      return;
    }
    if (!isPositive) {
      this.#note("NON_POSITIVE_PRICE", openNs);
      return;
    }
    if (kind === "quotes" && first > second) this.#note("CROSSED_QUOTE", openNs);
    if (kind === "quote_bars") this.#judgeQuoteBar(openNs, prices);
    if (kind === "bars" && !isOrdered(prices, 0)) this.#note("OHLC_ORDER", openNs);
    this.#judgeJump(openNs, kind === "quotes" ? (first + second) / 2 : prices[closeAt[kind]]);
  }

  #judgeQuoteBar(openNs: bigint, prices: Float64Array): void {
    if (!isOrdered(prices, 0) || !isOrdered(prices, 4)) this.#note("OHLC_ORDER", openNs);
    if ((prices[3] ?? 0) > (prices[7] ?? 0)) this.#note("CROSSED_QUOTE", openNs);
  }

  #judgeJump(openNs: bigint, price = 0): void {
    const last = this.#lastPrice;
    if (last > 0 && (price > last * jump || price * jump < last)) this.#note("OUTLIER", openNs);
    this.#lastPrice = price;
  }

  #note(code: FindingCode, openNs: bigint): void {
    const isNew = (this.#examples.get(code)?.length ?? 0) < examplesMax;
    this.#count(code, isNew ? formatInstant(openNs) : "");
  }

  #count(code: FindingCode, what: string): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
    const examples = this.#examples.get(code) ?? [];
    if (examples.length < examplesMax) examples.push(`line ${this.#line}: ${what}`);
    this.#examples.set(code, examples);
  }
}

/** Which price of a kind is the last one known of a row. */
const closeAt: Readonly<Record<SeriesKind, number>> = {
  bars: 3,
  quote_bars: 3,
  trades: 0,
  quotes: 0,
};

/** A symbol without what vendors separate its parts with: BTC-USD, BTC/USD and btcusd are alike. */
function plainSymbol(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** low <= open, close <= high, for four prices from one place on. */
function isOrdered(prices: Float64Array, at: number): boolean {
  const open = prices[at] ?? 0;
  const high = prices[at + 1] ?? 0;
  const low = prices[at + 2] ?? 0;
  const close = prices[at + 3] ?? 0;
  return low <= open && low <= close && open <= high && close <= high;
}
