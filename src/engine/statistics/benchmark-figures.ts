/** Figures against the benchmark: the first symbol, bought at its first close and held. */
import type { StatisticDefinition } from "./definition.ts";
import { pairedReturns, type ResultSeries } from "./result-series.ts";
import { finalEquity, yearsOf } from "./return-figures.ts";
import { dailyRiskFree } from "./risk-figures.ts";
import { covariance, deviation, mean, ratio, variance } from "./sample.ts";

function benchmarkReturn({ days }: ResultSeries): number | undefined {
  const first = days.find(({ benchmark }) => benchmark !== undefined)?.benchmark;
  const growth = ratio(days.at(-1)?.benchmark, first);
  return growth === undefined ? undefined : growth - 1;
}

function beta(series: ResultSeries): number | undefined {
  const { own, market } = pairedReturns(series);
  return ratio(covariance(own, market), variance(market));
}

/** Mean daily excess return beyond what the benchmark explains. */
function dailyAlpha(series: ResultSeries): number | undefined {
  const { own, market } = pairedReturns(series);
  const [slope, ownMean, marketMean] = [beta(series), mean(own), mean(market)];
  if (slope === undefined || ownMean === undefined || marketMean === undefined) return undefined;
  const riskFree = dailyRiskFree(series);
  return ownMean - riskFree - slope * (marketMean - riskFree);
}

function differences(series: ResultSeries): readonly number[] {
  const { own, market } = pairedReturns(series);
  return own.map((value, index) => value - (market[index] ?? 0));
}

/** Mean of the own returns over mean of the benchmark's, on the days that it rose or fell. */
function capture(series: ResultSeries, isTaken: (market: number) => boolean): number | undefined {
  const { own, market } = pairedReturns(series);
  const taken = own.filter((_, index) => isTaken(market[index] ?? 0));
  return ratio(mean(taken), mean(market.filter(isTaken)));
}

const short = "fewer than three trading days have closed";
const still = `${short}, or the benchmark never moved`;

/** The figures. */
export const benchmarkFigures: readonly StatisticDefinition[] = [
  {
    name: "benchmark_return",
    unit: "fraction",
    formula: "last close of the first symbol / its first close − 1",
    undefinedWhen: "it has no close",
    source: "",
    compute: benchmarkReturn,
  },
  {
    name: "benchmark_annual_return",
    unit: "fraction",
    formula: "(1 + benchmark_return)^(1 / T) − 1",
    undefinedWhen: "it has no close",
    source: "",
    compute: (series) => {
      const [total, years] = [benchmarkReturn(series), yearsOf(series)];
      return total === undefined || years === undefined
        ? undefined
        : (1 + total) ** (1 / years) - 1;
    },
  },
  {
    name: "excess_return",
    unit: "fraction",
    formula: "total_return − benchmark_return",
    undefinedWhen: "the first symbol has no close",
    source: "",
    compute: (series) => {
      const total = benchmarkReturn(series);
      if (total === undefined) return undefined;
      return finalEquity(series) / series.initialCapital - 1 - total;
    },
  },
  {
    name: "beta",
    unit: "ratio",
    formula: "cov(r, b) / var(b), over the days after the first",
    undefinedWhen: still,
    source: "W. F. Sharpe, Capital Asset Prices (1964)",
    compute: beta,
  },
  {
    name: "alpha",
    unit: "fraction",
    formula: "(mean(r) − f − beta · (mean(b) − f)) · A",
    undefinedWhen: still,
    source: "M. C. Jensen, The Performance of Mutual Funds (1968)",
    compute: (series) => {
      const daily = dailyAlpha(series);
      return daily === undefined ? undefined : daily * series.annualDays;
    },
  },
  {
    name: "benchmark_correlation",
    unit: "ratio",
    formula: "cov(r, b) / (s(r) · s(b))",
    undefinedWhen: `${still}, or the equity never moved`,
    source: "",
    compute: (series) => {
      const { own, market } = pairedReturns(series);
      return ratio(covariance(own, market), (deviation(own) ?? 0) * (deviation(market) ?? 0));
    },
  },
  {
    name: "tracking_error",
    unit: "fraction",
    formula: "s(r − b) · √A",
    undefinedWhen: short,
    source: "",
    compute: (series) => {
      const daily = deviation(differences(series));
      return daily === undefined ? undefined : daily * Math.sqrt(series.annualDays);
    },
  },
  {
    name: "information_ratio",
    unit: "ratio",
    formula: "mean(r − b) / s(r − b) · √A",
    undefinedWhen: `${short}, or r − b never changed`,
    source: "T. H. Goodwin, The Information Ratio (1998)",
    compute: (series) => {
      const apart = differences(series);
      const daily = ratio(mean(apart), deviation(apart));
      return daily === undefined ? undefined : daily * Math.sqrt(series.annualDays);
    },
  },
  {
    name: "treynor_ratio",
    unit: "ratio",
    formula: "(mean(r) − f) · A / beta",
    undefinedWhen: `${still}, or beta is 0`,
    source: "J. L. Treynor, How to Rate Management of Investment Funds (1965)",
    compute: (series) => {
      const own = mean(pairedReturns(series).own);
      if (own === undefined) return undefined;
      return ratio((own - dailyRiskFree(series)) * series.annualDays, beta(series));
    },
  },
  {
    name: "up_capture",
    unit: "ratio",
    formula: "mean(r) / mean(b) over the days with b > 0",
    undefinedWhen: "the benchmark never rose",
    source: "",
    compute: (series) => capture(series, (market) => market > 0),
  },
  {
    name: "down_capture",
    unit: "ratio",
    formula: "mean(r) / mean(b) over the days with b < 0",
    undefinedWhen: "the benchmark never fell",
    source: "",
    compute: (series) => capture(series, (market) => market < 0),
  },
];
