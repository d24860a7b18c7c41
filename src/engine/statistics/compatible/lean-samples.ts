/** How LEAN samples a result. */
import { epochDayOf } from "../../../domain/trading-date.ts";
import { pairedReturns, type ResultSeries } from "../result-series.ts";

/** Days of a year: 365 for venues that never close, otherwise 252. */
export function annualDays(series: ResultSeries): number {
  return series.annualDays === 365 ? 365 : 252;
}

/** Returns of equity and benchmark. */
export interface Samples {
  readonly own: readonly number[];
  readonly market: readonly number[];
}

/**
 * LEAN samples every calendar day, weekends and holidays too, on which nothing changes. The first
 * day's return is left out: the benchmark has none.
 */
export function samplesOf(series: ResultSeries): Samples {
  const { own, market } = pairedReturns(series);
  const gaps = series.days.slice(1).map(({ date }, index) => {
    const before = series.days[index]?.date ?? date;
    return Array<number>(epochDayOf(date) - epochDayOf(before) - 1).fill(0);
  });
  const spread = (returns: readonly number[]) =>
    returns.flatMap((value, index) => [
      ...(gaps[index + gaps.length - returns.length] ?? []),
      value,
    ]);
  return { own: spread(own), market: spread(market) };
}

/** Calendar days from the first to the last, both included. */
export function calendarDays({ days }: ResultSeries): number {
  const [first, last] = [days[0], days.at(-1)];
  return first && last ? epochDayOf(last.date) - epochDayOf(first.date) + 1 : 0;
}
