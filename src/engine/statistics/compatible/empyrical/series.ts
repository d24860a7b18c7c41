/**
 * Series functions of empyrical: simple returns of a period, of which NaN is one that is missing.
 */
import { epochDayOf, tradingDateOf, weekdayOf } from "../../../../domain/trading-date.ts";

/** Periods per year that empyrical counts with. */
export const annualFactors = { daily: 252, weekly: 52, monthly: 12, quarterly: 4, yearly: 1 };

/** Price / price before − 1, one value fewer than there are prices. */
export function simpleReturns(prices: readonly number[]): number[] {
  return prices.slice(1).map((price, index) => price / (prices[index] ?? Number.NaN) - 1);
}

/** Growth of `start` by the returns so far; with a start of 0, the return so far. */
export function cumulativeReturns(returns: readonly number[], start = 0): number[] {
  let growth = 1;
  return returns.map((value) => {
    growth *= 1 + (Number.isNaN(value) ? 0 : value);
    return start === 0 ? growth - 1 : growth * start;
  });
}

/** The last value of `cumulativeReturns`; NaN for none. */
export function finalReturn(returns: readonly number[], start = 0): number {
  return cumulativeReturns(returns, start).at(-1) ?? Number.NaN;
}

/** Returns of longer periods: weeks of ISO 8601, months, quarters or years of their dates. */
export function aggregateReturns(
  returns: readonly number[],
  dates: readonly number[],
  period: "weekly" | "monthly" | "quarterly" | "yearly",
): number[] {
  const groups = Map.groupBy(returns.keys(), (index) => periodOf(dates[index] ?? 0, period));
  return [...groups]
    .sort(([left], [right]) => left - right)
    .map(([, indexes]) => finalReturn(indexes.map((index) => returns[index] ?? Number.NaN)));
}

function periodOf(date: number, period: "weekly" | "monthly" | "quarterly" | "yearly"): number {
  const month = Math.floor(date / 100);
  switch (period) {
    case "weekly":
      return mondayOf(date);
    case "monthly":
      return month;
    case "quarterly":
      return Math.floor(date / 10_000) * 10 + Math.ceil((month % 100) / 3);
    case "yearly":
      return Math.floor(date / 10_000);
  }
}

function mondayOf(date: number): number {
  const day = epochDayOf(date);
  return tradingDateOf(day - ((weekdayOf(day) + 6) % 7));
}

/** Smallest value / largest before it − 1, of the growth from 1; NaN for no returns. */
export function maxDrawdown(returns: readonly number[]): number {
  if (returns.length === 0) return Number.NaN;
  let [peak, deepest] = [1, 0];
  for (const value of cumulativeReturns(returns, 1)) {
    peak = Math.max(peak, value);
    deepest = Math.min(deepest, value / peak - 1);
  }
  return deepest;
}

/** The mean of what is there; NaN for nothing. */
export function meanOfPresent(values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.reduce((total, value) => total + value, 0) / present.length;
}

/** The sample standard deviation of what is there; NaN below two values. */
export function deviationOfPresent(values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length < 2) return Number.NaN;
  const middle = meanOfPresent(present);
  const squares = present.reduce((total, value) => total + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (present.length - 1));
}

/** Each value less a rate, or less the value of the other series at its place. */
export function lessEach(values: readonly number[], other: number | readonly number[]): number[] {
  if (typeof other === "number") return values.map((value) => value - other);
  return values.map((value, index) => value - (other[index] ?? Number.NaN));
}

/** A function over each window of so many periods, the oldest first. */
export function rolling<Value>(
  series: readonly (readonly number[])[],
  window: number,
  compute: (...windows: (readonly number[])[]) => Value,
): Value[] {
  const length = series[0]?.length ?? 0;
  return Array.from({ length: Math.max(0, length - window + 1) }, (_, start) =>
    compute(...series.map((values) => values.slice(start, start + window))),
  );
}
