/** Figures about what was earned. */

import { epochDayOf } from "../../domain/trading-date.ts";
import type { StatisticDefinition } from "./definition.ts";
import { dailyReturns, type EquityDay, type ResultSeries } from "./result-series.ts";
import { mean, ratio, sum } from "./sample.ts";

/** Length of the result in years of 365.25 days, the first and the last day included. */
export function yearsOf({ days }: ResultSeries): number | undefined {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return (epochDayOf(last.date) - epochDayOf(first.date) + 1) / 365.25;
}

/** Equity after the last slice; without one, the capital. */
export function finalEquity({ days, initialCapital }: ResultSeries): number {
  return days.at(-1)?.close ?? initialCapital;
}

/** Compound annual return; undefined without a day and where nothing is left. */
export function annualReturn(series: ResultSeries): number | undefined {
  const years = yearsOf(series);
  const growth = finalEquity(series) / series.initialCapital;
  return years === undefined || growth <= 0 ? undefined : growth ** (1 / years) - 1;
}

/** Return of each calendar month of the venue, the first on the capital. */
function monthlyReturns({ days, initialCapital }: ResultSeries): readonly number[] {
  const closes = [...Map.groupBy(days, ({ date }) => Math.floor(date / 100)).values()].map(
    (month: readonly EquityDay[]) => month.at(-1)?.close ?? 0,
  );
  return closes.flatMap((close, index) => {
    const before = index === 0 ? initialCapital : (closes[index - 1] ?? 0);
    return before > 0 ? [close / before - 1] : [];
  });
}

function shareOf(values: readonly number[], holds: (value: number) => boolean): number | undefined {
  return ratio(values.filter(holds).length, values.length);
}

/** Extreme without spreading an argument list, which has a limit. */
function extreme(values: readonly number[], pick: (a: number, b: number) => number) {
  return values.length === 0 ? undefined : values.reduce((left, right) => pick(left, right));
}

const noDay = "no trading day has closed";

/** The figures. */
export const returnFigures: readonly StatisticDefinition[] = [
  {
    name: "initial_capital",
    unit: "currency",
    formula: "E_0",
    undefinedWhen: "",
    source: "",
    compute: ({ initialCapital }) => initialCapital,
  },
  {
    name: "final_equity",
    unit: "currency",
    formula: "E_n",
    undefinedWhen: "",
    source: "",
    compute: finalEquity,
  },
  {
    name: "net_profit",
    unit: "currency",
    formula: "E_n − E_0",
    undefinedWhen: "",
    source: "",
    compute: (series) => finalEquity(series) - series.initialCapital,
  },
  {
    name: "total_return",
    unit: "fraction",
    formula: "E_n / E_0 − 1",
    undefinedWhen: "",
    source: "",
    compute: (series) => finalEquity(series) / series.initialCapital - 1,
  },
  {
    name: "annual_return",
    unit: "fraction",
    formula: "(E_n / E_0)^(1 / T) − 1, with T the years of 365.25 days, both ends included (CAGR)",
    undefinedWhen: `${noDay}, or E_n is 0 or less`,
    source: "",
    compute: annualReturn,
  },
  {
    name: "trading_days",
    unit: "count",
    formula: "n",
    undefinedWhen: "",
    source: "",
    compute: ({ days }) => days.length,
  },
  {
    name: "annual_factor",
    unit: "count",
    formula: "A",
    undefinedWhen: "",
    source: "",
    compute: ({ annualDays }) => annualDays,
  },
  {
    name: "mean_daily_return",
    unit: "fraction",
    formula: "mean(r)",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => mean(dailyReturns(series)),
  },
  {
    name: "geometric_daily_return",
    unit: "fraction",
    formula: "(E_n / E_0)^(1 / n) − 1",
    undefinedWhen: `${noDay}, or E_n is 0 or less`,
    source: "",
    compute: (series) => {
      const growth = finalEquity(series) / series.initialCapital;
      const { length } = series.days;
      return length === 0 || growth <= 0 ? undefined : growth ** (1 / length) - 1;
    },
  },
  {
    name: "best_day",
    unit: "fraction",
    formula: "max(r)",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => extreme(dailyReturns(series), Math.max),
  },
  {
    name: "worst_day",
    unit: "fraction",
    formula: "min(r)",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => extreme(dailyReturns(series), Math.min),
  },
  {
    name: "winning_days",
    unit: "fraction",
    formula: "days with r > 0 / n; a day of exactly 0 is neither won nor lost",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => shareOf(dailyReturns(series), (value) => value > 0),
  },
  {
    name: "losing_days",
    unit: "fraction",
    formula: "days with r < 0 / n",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => shareOf(dailyReturns(series), (value) => value < 0),
  },
  {
    name: "best_month",
    unit: "fraction",
    formula: "largest return of a calendar month, from the close before it to its last close",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => extreme(monthlyReturns(series), Math.max),
  },
  {
    name: "worst_month",
    unit: "fraction",
    formula: "smallest return of a calendar month",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => extreme(monthlyReturns(series), Math.min),
  },
  {
    name: "winning_months",
    unit: "fraction",
    formula: "calendar months with a return above 0 / calendar months",
    undefinedWhen: noDay,
    source: "",
    compute: (series) => shareOf(monthlyReturns(series), (value) => value > 0),
  },
  {
    name: "gain_to_pain_ratio",
    unit: "ratio",
    formula: "Σ r / Σ |r < 0|",
    undefinedWhen: "no day lost",
    source: "J. D. Schwager, Market Sense and Nonsense (2012)",
    compute: (series) => {
      const returns = dailyReturns(series);
      return ratio(sum(returns), -sum(returns.filter((value) => value < 0)));
    },
  },
];
