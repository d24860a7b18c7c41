/** What a session came to, as the statistics take it. Money in the session's currency. */
import type { CoveredBars } from "./covered-bars.ts";
import type { EquityTally } from "./equity-tally.ts";
import type { FillTally } from "./fill-tally.ts";
import type { TradeTally } from "./trade-tally.ts";

/** A trading day of the venue. */
export interface EquityDay {
  /** `yyyymmdd`. */
  readonly date: number;
  /** Last barrier of the day. */
  readonly barrier: bigint;
  /** Session time of that barrier. */
  readonly timeNs: bigint;
  /** Equity after the first slice, its extremes after a slice, and after the last slice. */
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** After the last slice. */
  readonly cash: number;
  readonly grossExposure: number;
  /** Last close of the session's first symbol, of an earlier day where need be. */
  readonly benchmark: number | undefined;
  /** Value of what was traded on the day, without sign. */
  readonly traded: number;
}

/** What a reader of the result may choose. */
export interface StatisticTerms {
  /** Annual, a fraction. */
  readonly riskFreeRate: number;
  /** Bars before the strategy's indicators had values: where `backtesting.py` begins to hold. */
  readonly indicatorBars: number;
}

/** The input of every figure. */
export interface ResultSeries extends StatisticTerms {
  /** Equity at the start. */
  readonly initialCapital: number;
  /** Trading days per year: 252, 260 or 365. */
  readonly annualDays: number;
  /** Closed trading days, ascending. */
  readonly days: readonly EquityDay[];
  /** Time of the midnight at the venue before the first day; undefined without days. */
  readonly startNs: bigint | undefined;
  /** Whether a slice is a whole day. */
  readonly isDaily: boolean;
  /** Length of the bars, in seconds; 86400 for whole days, and 1 where there are only ticks. */
  readonly barSeconds: number;
  /** Equity after every slice. */
  readonly tally: EquityTally;
  readonly fills: FillTally;
  /** Closed trades by first in, first out. */
  readonly trades: TradeTally;
  /** Closed trades, flat to flat. */
  readonly roundTrips: TradeTally;
  /** Bars within a closed trade, those of entry and exit included. */
  readonly tradeBars: CoveredBars;
  /** Trades that are open. */
  readonly openTrades: number;
  /** Dividends, and what splits left over. */
  readonly dividends: number;
  /** Orders that were placed. */
  readonly orders: number;
}

/** Return of each day on the day before; of the first day on the capital. */
export function dailyReturns({ days, initialCapital }: ResultSeries): readonly number[] {
  return changes([initialCapital, ...days.map(({ close }) => close)]);
}

/** Returns of days that have a day before, of the equity and of the benchmark. */
export function pairedReturns({ days }: ResultSeries): {
  readonly own: readonly number[];
  readonly market: readonly number[];
} {
  const priced = days.filter(({ benchmark }) => benchmark !== undefined);
  return {
    own: changes(priced.map(({ close }) => close)),
    market: changes(priced.map(({ benchmark = 0 }) => benchmark)),
  };
}

/** Each value / the one before − 1; where the one before is not above 0 there is none. */
function changes(values: readonly number[]): readonly number[] {
  return values.slice(1).flatMap((value, index) => {
    const before = values[index] ?? 0;
    return before > 0 ? [value / before - 1] : [];
  });
}
