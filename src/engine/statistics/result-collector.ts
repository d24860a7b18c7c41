/**
 * Gathers a `ResultSeries` from what a session recorded, in one pass and in the order of the log.
 * It keeps the days and sums, but neither fills nor closed trades.
 */
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type Fill,
  FillReason,
  type PositionAdjusted,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingDayClosed } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { doubleOfMoney } from "../../domain/money.ts";
import { instantOf } from "../../domain/timestamp.ts";
import { epochDayOf, parseTradingDate } from "../../domain/trading-date.ts";
import { CoveredBars } from "./covered-bars.ts";
import { FillTally } from "./fill-tally.ts";
import type { EquityDay, ResultSeries } from "./result-series.ts";
import { type BookedTrade, TradeBook, type TradeEnd } from "./trade-book.ts";
import { type TradeResult, TradeTally } from "./trade-tally.ts";

/** What has to be known before the first record. */
export interface CollectorTerms {
  readonly initialCapital: number;
  /** Its closes are the benchmark. */
  readonly firstSymbol: string;
  /** Value of a price of 1 for a quantity of 1, in 10^-18. */
  readonly multiplierOf: (symbol: string) => bigint;
  /** Length of the bars that orders are filled by; 86400 for whole days, 0 for ticks. */
  readonly barSeconds: number;
  /** Whether a slice is a whole day. */
  readonly isDaily: boolean;
}

/** What has to be known at the end. */
export type ResultFacts = Pick<
  ResultSeries,
  "riskFreeRate" | "indicatorBars" | "annualDays" | "startNs" | "tally" | "dividends" | "orders"
>;

const secondsPerDay = 86_400;

/** The collector. */
export class ResultCollector {
  readonly days: EquityDay[] = [];
  readonly fills: FillTally;
  readonly trades = new TradeTally();
  readonly roundTrips = new TradeTally();
  readonly tradeBars = new CoveredBars();
  readonly book: TradeBook;
  readonly #terms: CollectorTerms;
  readonly #trips = new Map<string, Trip>();
  /** Closed trades of the day that is open: its date is known when it closes. */
  readonly #waiting: BookedTrade[] = [];
  #benchmark: number | undefined;
  #traded = 0;

  constructor(terms: CollectorTerms) {
    this.#terms = terms;
    this.fills = new FillTally(terms.initialCapital);
    this.book = new TradeBook(terms.multiplierOf);
  }

  /** Takes a fill; gives the trades that it closed. */
  addFill(fill: Fill): readonly BookedTrade[] {
    const multiplier = doubleOfMoney(this.#terms.multiplierOf(fill.symbol));
    this.fills.add(fill, multiplier);
    this.#traded += Number(fill.quantity) * Number(fill.price) * multiplier;
    return this.#close(this.book.fill(fill));
  }

  /** Takes a split or a dividend. */
  addAdjustment(adjusted: PositionAdjusted, time: Timestamp | undefined): readonly BookedTrade[] {
    return this.#close(this.book.adjust(adjusted, time));
  }

  /** Takes a closed day with the session time of its last barrier. Without an equity it is left. */
  addDay(day: TradingDayClosed, timeNs: bigint): void {
    const price = day.closes.find(({ symbol }) => symbol === this.#terms.firstSymbol)?.price;
    if (price !== undefined) this.#benchmark = Number(price);
    const { equity } = day;
    if (equity === undefined) return;
    this.days.push({
      date: parseTradingDate(day.date) ?? 0,
      barrier: day.barrier,
      timeNs,
      open: Number(equity.open),
      high: Number(equity.high),
      low: Number(equity.low),
      close: Number(equity.close),
      cash: Number(equity.cash),
      grossExposure: Number(equity.grossExposure),
      benchmark: this.#benchmark,
      traded: this.#traded,
    });
    this.#traded = 0;
    this.#settle();
  }

  /** The end of what is recorded: trades of a day that is still open are counted too. */
  finish(facts: ResultFacts): ResultSeries {
    this.#settle();
    const { days, fills, trades, roundTrips, tradeBars } = this;
    const { initialCapital, isDaily, barSeconds } = this.#terms;
    const { openTrades } = this.book;
    const sums = { days, fills, trades, roundTrips, tradeBars, openTrades };
    return { ...facts, ...sums, initialCapital, isDaily, barSeconds: Math.max(1, barSeconds) };
  }

  #close(trades: readonly BookedTrade[]): readonly BookedTrade[] {
    this.#waiting.push(...trades);
    return trades;
  }

  #settle(): void {
    for (const trade of this.#waiting.splice(0)) this.#count(trade);
  }

  #count(trade: BookedTrade): void {
    const { entry, exit, entryValue, sign, symbol } = trade;
    if (exit === undefined) return;
    const value = doubleOfMoney(entryValue);
    const [netProfit, fees] = [doubleOfMoney(trade.netProfit), doubleOfMoney(trade.fees)];
    const isLong = sign > 0;
    this.trades.add(this.#result({ entry, isLong, netProfit, fees, value }, exit));
    this.tradeBars.add(Number(this.#barrierOf(entry)), Number(this.#barrierOf(exit)));
    const trip = this.#trips.get(symbol) ?? { entry, isLong, netProfit: 0, fees: 0, value: 0 };
    trip.netProfit += netProfit;
    trip.fees += fees;
    trip.value += value;
    this.#trips.set(symbol, trip);
    if (!trade.endsFlat) return;
    this.#trips.delete(symbol);
    this.roundTrips.add(this.#result(trip, exit));
  }

  #result({ entry, isLong, netProfit, fees, value }: Trip, exit: TradeEnd): TradeResult {
    const returned = value > 0 ? netProfit / value : undefined;
    const days = Math.max(0, secondsOf(exit) - secondsOf(entry)) / secondsPerDay;
    return { isLong, netProfit, fees, returned, days, barDays: this.#barDays(entry, exit) };
  }

  #barDays(entry: TradeEnd, exit: TradeEnd): number {
    const { isDaily, barSeconds } = this.#terms;
    if (isDaily) return this.#dayAt(this.#barrierOf(exit)) - this.#dayAt(this.#barrierOf(entry));
    return (barStart(exit, barSeconds) - barStart(entry, barSeconds)) / secondsPerDay;
  }

  /**
   * The barrier of a fill; of one at a close that was over before its barrier, as a profile may do
   * at the end of the data, the barrier of that close.
   */
  #barrierOf({ barrier, time }: TradeEnd): bigint {
    const { days } = this;
    let last = days.length - 1;
    while (last >= 0 && (days[last]?.barrier ?? 0n) >= barrier) last -= 1;
    const day = days[last];
    if (day?.barrier !== barrier - 1n || time === undefined) return barrier;
    return instantOf(time) <= day.timeNs ? day.barrier : barrier;
  }

  /** Day of a barrier, counted from 1970; of one after the last closed day, that day. */
  #dayAt(barrier: bigint): number {
    let [low, high] = [0, this.days.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.days[middle]?.barrier ?? 0n) >= barrier) high = middle;
      else low = middle + 1;
    }
    const date = this.days[low]?.date;
    return date === undefined ? 0 : epochDayOf(date);
  }
}

/** From an entry on: a trade, or all trades until the position is flat again. */
interface Trip {
  readonly entry: TradeEnd;
  readonly isLong: boolean;
  netProfit: number;
  fees: number;
  value: number;
}

function secondsOf({ time }: TradeEnd): number {
  return time === undefined ? 0 : Number(instantOf(time)) / 1e9;
}

/** Fills whose time is the end of the bar in which they happened. */
const withinBar: readonly (FillReason | undefined)[] = [
  FillReason.SAME_CLOSE,
  FillReason.STOP_TRIGGER,
  FillReason.LIMIT_TOUCH,
  FillReason.LIMIT_PENETRATION,
  FillReason.END_OF_DATA,
];

function barStart(end: TradeEnd, barSeconds: number): number {
  return secondsOf(end) - (withinBar.includes(end.reason) ? barSeconds : 0);
}
