/** Figures about how uneven the returns were. */
import type { StatisticDefinition } from "./definition.ts";
import { normalProbability } from "./normal-distribution.ts";
import { dailyReturns, type ResultSeries } from "./result-series.ts";
import { deviation, kurtosis, mean, quantile, ratio, skewness, sum } from "./sample.ts";

/** The risk-free rate of one trading day: (1 + rate)^(1 / A) − 1. */
export function dailyRiskFree({ riskFreeRate, annualDays }: ResultSeries): number {
  return (1 + riskFreeRate) ** (1 / annualDays) - 1;
}

function excessReturns(series: ResultSeries): readonly number[] {
  const riskFree = dailyRiskFree(series);
  return dailyReturns(series).map((value) => value - riskFree);
}

/** Root of the mean square of what lies below 0, over all values. */
function downside(values: readonly number[]): number | undefined {
  const squares = mean(values.map((value) => Math.min(value, 0) ** 2));
  return squares === undefined ? undefined : Math.sqrt(squares);
}

function annualised(daily: number | undefined, { annualDays }: ResultSeries): number | undefined {
  return daily === undefined ? undefined : daily * Math.sqrt(annualDays);
}

function tail(values: readonly number[]): number | undefined {
  const bound = quantile(values, 0.05);
  return bound === undefined ? undefined : mean(values.filter((value) => value <= bound));
}

/** Probability that the true Sharpe ratio is above 0. */
function probabilisticSharpe(series: ResultSeries): number | undefined {
  const excess = excessReturns(series);
  const sharpe = ratio(mean(excess), deviation(excess));
  const [skew, tails] = [skewness(excess), kurtosis(excess)];
  if (sharpe === undefined || skew === undefined || tails === undefined) return undefined;
  const spread = 1 - skew * sharpe + ((tails + 2) / 4) * sharpe ** 2;
  if (spread <= 0) return undefined;
  return normalProbability((sharpe * Math.sqrt(excess.length - 1)) / Math.sqrt(spread));
}

const short = "fewer than two trading days have closed";

/** The figures. */
export const riskFigures: readonly StatisticDefinition[] = [
  {
    name: "daily_volatility",
    unit: "fraction",
    formula: "s(r), the sample standard deviation (n − 1)",
    undefinedWhen: short,
    source: "",
    compute: (series) => deviation(dailyReturns(series)),
  },
  {
    name: "volatility",
    unit: "fraction",
    formula: "s(r) · √A",
    undefinedWhen: short,
    source: "",
    compute: (series) => annualised(deviation(dailyReturns(series)), series),
  },
  {
    name: "downside_deviation",
    unit: "fraction",
    formula: "√(Σ min(r − f, 0)² / n) · √A, over all n days",
    undefinedWhen: "no trading day has closed",
    source: "F. A. Sortino and R. van der Meer, Downside Risk (1991)",
    compute: (series) => annualised(downside(excessReturns(series)), series),
  },
  {
    name: "sharpe_ratio",
    unit: "ratio",
    formula: "mean(r − f) / s(r − f) · √A",
    undefinedWhen: `${short}, or all returns are equal`,
    source: "W. F. Sharpe, The Sharpe Ratio (1994)",
    compute: (series) => {
      const excess = excessReturns(series);
      return annualised(ratio(mean(excess), deviation(excess)), series);
    },
  },
  {
    name: "probabilistic_sharpe_ratio",
    unit: "fraction",
    formula:
      "Φ(S √(n − 1) / √(1 − g S + (k − 1) / 4 · S²)), with S the daily Sharpe ratio, g the " +
      "skewness and k the kurtosis (3 for a normal distribution) of r − f",
    undefinedWhen: "fewer than four trading days have closed, or all returns are equal",
    source: "D. H. Bailey and M. López de Prado, The Sharpe Ratio Efficient Frontier (2012)",
    compute: probabilisticSharpe,
  },
  {
    name: "sortino_ratio",
    unit: "ratio",
    formula: "mean(r − f) · A / downside_deviation",
    undefinedWhen: "no day returned less than f",
    source: "F. A. Sortino and R. van der Meer, Downside Risk (1991)",
    compute: (series) => {
      const excess = excessReturns(series);
      return annualised(ratio(mean(excess), downside(excess)), series);
    },
  },
  {
    name: "omega_ratio",
    unit: "ratio",
    formula: "Σ max(r − f, 0) / Σ max(f − r, 0)",
    undefinedWhen: "no day returned less than f",
    source: "C. Keating and W. F. Shadwick, A Universal Performance Measure (2002)",
    compute: (series) => {
      const excess = excessReturns(series);
      const losses = -sum(excess.filter((value) => value < 0));
      return ratio(sum(excess.filter((value) => value > 0)), losses);
    },
  },
  {
    name: "value_at_risk_95",
    unit: "fraction",
    formula: "5 % quantile of r, between neighbours in proportion",
    undefinedWhen: "no trading day has closed",
    source: "R. J. Hyndman and Y. Fan, Sample Quantiles (1996), method 7",
    compute: (series) => quantile(dailyReturns(series), 0.05),
  },
  {
    name: "expected_shortfall_95",
    unit: "fraction",
    formula: "mean of the r that are at or below value_at_risk_95",
    undefinedWhen: "no trading day has closed",
    source: "C. Acerbi and D. Tasche, On the Coherence of Expected Shortfall (2002)",
    compute: (series) => tail(dailyReturns(series)),
  },
  {
    name: "skewness",
    unit: "ratio",
    formula: "√(n(n − 1)) / (n − 2) · m₃ / m₂^1.5 of r",
    undefinedWhen: "fewer than three trading days have closed, or all returns are equal",
    source: "D. N. Joanes and C. A. Gill (1998), G1",
    compute: (series) => skewness(dailyReturns(series)),
  },
  {
    name: "kurtosis",
    unit: "ratio",
    formula: "(n − 1) / ((n − 2)(n − 3)) · ((n + 1)(m₄ / m₂² − 3) + 6) of r; 0 for a normal one",
    undefinedWhen: "fewer than four trading days have closed, or all returns are equal",
    source: "D. N. Joanes and C. A. Gill (1998), G2",
    compute: (series) => kurtosis(dailyReturns(series)),
  },
  {
    name: "tail_ratio",
    unit: "ratio",
    formula: "|95 % quantile of r| / |5 % quantile of r|",
    undefinedWhen: "the 5 % quantile is 0",
    source: "empyrical, tail_ratio",
    compute: (series) => {
      const returns = dailyReturns(series);
      const [high, low] = [quantile(returns, 0.95), quantile(returns, 0.05)];
      return high === undefined || low === undefined ? undefined : Math.abs(high / low);
    },
  },
];
