/** The statistics of LEAN, by its definitions. */

import { normalProbability, normalQuantile } from "../normal-distribution.ts";
import type { ResultSeries } from "../result-series.ts";
import { finalEquity } from "../return-figures.ts";
import {
  covariance,
  deviation,
  kurtosis,
  mean,
  ratio,
  skewness,
  sum,
  variance,
} from "../sample.ts";
import type { CompatibleFigure, CompatibleSet } from "./compatible-set.ts";
import { annualDays, calendarDays, samplesOf } from "./lean-samples.ts";

function performance(series: ResultSeries): readonly number[] {
  return samplesOf(series).own;
}

function annualPerformance(returns: readonly number[], power: number): number {
  return ((mean(returns) ?? 0) + 1) ** power - 1;
}

function annualVariance(returns: readonly number[], series: ResultSeries): number {
  return (variance(returns) ?? 0) * annualDays(series);
}

function annualDeviation(returns: readonly number[], series: ResultSeries): number {
  return Math.sqrt(annualVariance(returns, series));
}

function excess(series: ResultSeries): number {
  return annualPerformance(performance(series), annualDays(series)) - series.riskFreeRate;
}

function beta(series: ResultSeries): number {
  const { own, market } = samplesOf(series);
  return ratio(covariance(own, market), variance(market)) ?? 0;
}

function alpha(series: ResultSeries): number {
  const slope = beta(series);
  if (slope === 0) return 0;
  const market = annualPerformance(samplesOf(series).market, annualDays(series));
  return excess(series) - slope * (market - series.riskFreeRate);
}

function trackingError(series: ResultSeries): number {
  const { own, market } = samplesOf(series);
  return annualDeviation(
    own.map((value, index) => value - (market[index] ?? 0)),
    series,
  );
}

function informationRatio(series: ResultSeries): number {
  const { own, market } = samplesOf(series);
  const power = annualDays(series);
  const ahead = annualPerformance(own, power) - annualPerformance(market, power);
  return ratio(ahead, trackingError(series)) ?? 0;
}

function probabilisticSharpe(series: ResultSeries): number {
  const own = performance(series);
  const average = (mean(own) ?? 0) - series.riskFreeRate / annualDays(series);
  const observed = ratio(average, deviation(own));
  if (observed === undefined) return 0;
  const [skew, tails] = [skewness(own) ?? Number.NaN, kurtosis(own) ?? Number.NaN];
  const spread = (1 - skew * observed + ((tails - 1) / 4) * observed ** 2) / (own.length - 1);
  if (Number.isNaN(Math.sqrt(spread))) return 0;
  const benchmark = 1 / Math.sqrt(annualDays(series));
  return normalProbability(spread === 0 ? 0 : (observed - benchmark) / Math.sqrt(spread));
}

function valueAtRisk(series: ResultSeries, confidence: number): number {
  const last = performance(series).slice(-annualDays(series));
  const spread = deviation(last) ?? 0;
  return rounded((mean(last) ?? 0) + spread * normalQuantile(1 - confidence), 3);
}

/** From midnight before the first day to the end of the last, in years of 365 days. */
function compoundGrowth(series: ResultSeries): number {
  const { days, startNs, initialCapital } = series;
  const end = days.at(-1);
  if (end === undefined || startNs === undefined) return 0;
  const years = Number(end.timeNs - startNs) / 1e9 / 86_400 / 365;
  return years === 0 ? 0 : (finalEquity(series) / initialCapital) ** (1 / years) - 1;
}

function drawdown({ days, initialCapital }: ResultSeries): number {
  let [high, deepest] = [initialCapital, 0];
  for (const { close } of days) {
    high = Math.max(high, close);
    if (high > 0) deepest = Math.min(deepest, close / high - 1);
  }
  return rounded(-deepest, 3);
}

/** Half to even, as .NET's Math.Round. */
function rounded(value: number, digits: number): number {
  const scaled = value * 10 ** digits;
  const low = Math.floor(scaled);
  const half = scaled - low === 0.5;
  return (half ? low + (low % 2) : Math.round(scaled)) / 10 ** digits;
}

function closings({ fills }: ResultSeries) {
  const { wins, losses, winRates, lossRates } = fills.closings;
  const averageWin = ratio(winRates, wins) ?? 0;
  const averageLoss = ratio(lossRates, losses) ?? 0;
  const winRate = ratio(wins, wins + losses) ?? 0;
  const lossRate = ratio(losses, wins + losses) ?? 0;
  const payoff = ratio(averageWin, Math.abs(averageLoss)) ?? 0;
  return { averageWin, averageLoss, winRate, lossRate, payoff };
}

/** Nothing is computed from fewer than two returns. */
function whole(compute: (series: ResultSeries) => number): CompatibleFigure["compute"] {
  return (series) => (performance(series).length < 2 ? 0 : compute(series));
}

function figure(
  name: string,
  unit: CompatibleFigure["unit"],
  formula: string,
  compute: (series: ResultSeries) => number,
): CompatibleFigure {
  return { name, unit, formula, compute: whole(compute) };
}

const figures: readonly CompatibleFigure[] = [
  { name: "Total Orders", unit: "count", formula: "orders", compute: ({ orders }) => orders },
  figure(
    "Average Win",
    "fraction",
    "mean of c / capital before it, over c > 0",
    (series) => closings(series).averageWin,
  ),
  figure(
    "Average Loss",
    "fraction",
    "the same over c of 0 or less",
    (series) => closings(series).averageLoss,
  ),
  figure(
    "Compounding Annual Return",
    "fraction",
    "(E_n / E_0)^(365 days / time from the first midnight) − 1",
    compoundGrowth,
  ),
  figure("Drawdown", "fraction", "largest fall of the daily equity, to 3 digits", drawdown),
  figure("Expectancy", "ratio", "Win Rate · Profit-Loss Ratio − Loss Rate", (series) => {
    const { winRate, payoff, lossRate } = closings(series);
    return winRate * payoff - lossRate;
  }),
  {
    name: "Start Equity",
    unit: "currency",
    formula: "E_0",
    compute: ({ initialCapital }) => initialCapital,
  },
  { name: "End Equity", unit: "currency", formula: "E_n", compute: finalEquity },
  figure(
    "Net Profit",
    "fraction",
    "E_n / E_0 − 1",
    (series) => finalEquity(series) / series.initialCapital - 1,
  ),
  figure(
    "Sharpe Ratio",
    "ratio",
    "((1 + mean(r))^A − 1 − rate) / Annual Standard Deviation",
    (series) => ratio(excess(series), annualDeviation(performance(series), series)) ?? 0,
  ),
  figure("Sortino Ratio", "ratio", "the same over s(r < 0) · √A", (series) => {
    const below = performance(series).filter((value) => value < 0);
    return ratio(excess(series), annualDeviation(below, series)) ?? 0;
  }),
  figure(
    "Probabilistic Sharpe Ratio",
    "fraction",
    "Φ((S − 1/√A) / √((1 − g S + (k − 1) / 4 · S²) / (n − 1))), with S = (mean(r) − rate / A) / " +
      "s(r) and k the excess kurtosis",
    probabilisticSharpe,
  ),
  figure(
    "Loss Rate",
    "fraction",
    "closings with c of 0 or less / closings",
    (series) => closings(series).lossRate,
  ),
  figure(
    "Win Rate",
    "fraction",
    "closings with c > 0 / closings",
    (series) => closings(series).winRate,
  ),
  figure(
    "Profit-Loss Ratio",
    "ratio",
    "Average Win / |Average Loss|",
    (series) => closings(series).payoff,
  ),
  figure(
    "Alpha",
    "fraction",
    "a − rate − Beta · (a of the benchmark − rate), with a = (1 + mean(r))^A − 1",
    alpha,
  ),
  figure("Beta", "ratio", "cov(r, b) / var(b)", beta),
  figure("Annual Standard Deviation", "fraction", "√(Annual Variance)", (series) =>
    annualDeviation(performance(series), series),
  ),
  figure("Annual Variance", "fraction", "s²(r) · A", (series) =>
    annualVariance(performance(series), series),
  ),
  figure(
    "Information Ratio",
    "ratio",
    "(a − a of the benchmark) / Tracking Error",
    informationRatio,
  ),
  figure("Tracking Error", "fraction", "s(r − b) · √A", trackingError),
  figure(
    "Treynor Ratio",
    "ratio",
    "(a − rate) / Beta",
    (series) => ratio(excess(series), beta(series)) ?? 0,
  ),
  { name: "Total Fees", unit: "currency", formula: "Σ fees", compute: ({ fills }) => fills.fees },
  {
    name: "Portfolio Turnover",
    unit: "fraction",
    formula: "mean over the calendar days of traded value / equity at the end of the day",
    compute: (series) => {
      const turnovers = series.days.map(({ traded, close }) => ratio(traded, close) ?? 0);
      return ratio(sum(turnovers), calendarDays(series)) ?? 0;
    },
  },
  figure(
    "Value At Risk 99",
    "fraction",
    "1 % quantile of a normal distribution like the last A days, to 3 digits",
    (series) => valueAtRisk(series, 0.99),
  ),
  figure("Value At Risk 95", "fraction", "the same at 5 %", (series) => valueAtRisk(series, 0.95)),
];

/** The set. */
export const lean: CompatibleSet = {
  tool: "lean",
  source: "LEAN, `Common/Statistics/PortfolioStatistics.cs` and `Statistics.cs`",
  remarks: [
    "What is not defined is 0, as LEAN has it; fewer than two returns make everything 0 but " +
      "counts, equity, fees and turnover.",
    "r and b are returns of equity and benchmark over calendar days, 0 on those without trading " +
      "and without the first; A is 365 for venues that never close, otherwise 252.",
    "The rate is that of the request; LEAN takes the mean of the Federal Reserve's primary " +
      "credit rate over the days of the run.",
    "`Drawdown Recovery`, `Estimated Strategy Capacity`, `Lowest Capacity Asset` and the hash of " +
      "the orders are not computed.",
    "c is the profit of a closing fill on the average price, less twice its fee.",
    "Fractions are not turned into percent; LEAN rounds most of them when it prints.",
  ],
  figures,
};
