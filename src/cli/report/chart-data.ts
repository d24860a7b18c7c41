/** What the charts of a page are drawn from: columns over the days. */
import type { Trade } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { instantOf } from "../../domain/timestamp.ts";
import { epochDayOf, parseTradingDate } from "../../domain/trading-date.ts";
import { digitsOf } from "./figure-text.ts";
import type { CurveDay } from "./read-report.ts";

/** A trade's marks: symbol, whether long, and time and price of both ends. */
export type TradeMark = readonly [
  symbol: string,
  isLong: boolean,
  entryTime: number,
  entryPrice: number,
  exitTime: number | null,
  exitPrice: number | null,
];

/** The data, in the form in which the page's script reads it. */
export interface ChartData {
  readonly currency: string;
  /** Digits of an amount after the point. */
  readonly digits: number;
  /** Midnights of the venue's dates, as seconds since 1970 in UTC. */
  readonly days: readonly number[];
  readonly equity: readonly number[];
  /** What the first symbol would have made of the capital; empty where it has no price. */
  readonly held: readonly (number | null)[];
  readonly drawdown: readonly number[];
  readonly exposure: readonly number[];
  /** Closes by symbol; null on days without one. */
  readonly prices: Readonly<Record<string, readonly (number | null)[]>>;
  readonly trades: readonly TradeMark[];
}

/** What the data is made of. */
export interface ChartInput {
  readonly currency: string;
  readonly initialCapital: number;
  readonly symbols: readonly string[];
  readonly days: readonly CurveDay[];
  readonly closes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly trades: readonly Trade[];
}

/** The data of the charts. */
export function chartData(input: ChartInput): ChartData {
  const { currency, days, symbols, closes, trades } = input;
  const columns = symbols.map((symbol) => {
    const prices = days.map(({ date }) => closes.get(symbol)?.get(date) ?? null);
    return [symbol, prices] as const;
  });
  return {
    currency,
    digits: digitsOf(currency),
    days: days.map(({ date }) => secondsOf(date)),
    equity: days.map(({ close }) => close),
    held: held(columns[0]?.[1] ?? [], input.initialCapital),
    drawdown: days.map(({ drawdown }) => drawdown),
    exposure: days.map(({ grossExposure }) => grossExposure),
    prices: Object.fromEntries(columns),
    trades: tradeMarks(trades, days),
  };
}

function held(prices: readonly (number | null)[], capital: number): readonly (number | null)[] {
  const first = prices.find((price) => price !== null);
  if (first === undefined || first === null || first <= 0) return [];
  return prices.map((price) => (price === null ? null : (capital * price) / first));
}

/** Marks stand at the date of the day on which the end happened; by its barrier, as days end. */
function tradeMarks(trades: readonly Trade[], days: readonly CurveDay[]): readonly TradeMark[] {
  const at = (barrier: bigint) => dayAt(days, barrier);
  return trades.map((trade) => {
    const isOpen = trade.exitPrice === "";
    return [
      trade.symbol,
      !trade.quantity.startsWith("-"),
      at(trade.entryBarrier) ?? timeOf(trade),
      Number(trade.entryPrice),
      isOpen ? null : (at(trade.exitBarrier) ?? timeOf(trade)),
      isOpen ? null : Number(trade.exitPrice),
    ];
  });
}

function dayAt(days: readonly CurveDay[], barrier: bigint): number | undefined {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.barrier ?? 0n) >= barrier) high = middle;
    else low = middle + 1;
  }
  const day = days[low];
  return day === undefined ? undefined : secondsOf(day.date);
}

/** The last trades may be of a day that has not closed. */
function timeOf({ exitTime, entryTime }: Trade): number {
  const time = exitTime ?? entryTime;
  return time === undefined ? 0 : Number(instantOf(time)) / 1e9;
}

function secondsOf(date: string): number {
  const parsed = parseTradingDate(date);
  return parsed === undefined ? 0 : epochDayOf(parsed) * 86_400;
}
