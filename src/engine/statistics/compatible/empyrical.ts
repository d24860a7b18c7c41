/** The statistics of empyrical, by its definitions. */
import { dailyReturns, pairedReturns, type ResultSeries } from "../result-series.ts";
import { dailyRiskFree } from "../risk-figures.ts";
import type { CompatibleFigure, CompatibleSet } from "./compatible-set.ts";
import {
  alpha,
  beta,
  betaFragility,
  capture,
  excessSharpe,
  whenDown,
  whenUp,
} from "./empyrical/benchmark.ts";
import {
  annualReturn,
  annualVolatility,
  calmarRatio,
  downsideRisk,
  omegaRatio,
  sharpeRatio,
  sortinoRatio,
  stabilityOfTimeseries,
  tailRatio,
  valueAtRisk,
} from "./empyrical/ratios.ts";
import { finalReturn, maxDrawdown } from "./empyrical/series.ts";
import { type TailRisk, tailRisk } from "./empyrical/tail-risk.ts";

type Unit = CompatibleFigure["unit"];
type Own = (returns: readonly number[], factor: number, riskFree: number) => number;
type Paired = (
  returns: readonly number[],
  market: readonly number[],
  factor: number,
  riskFree: number,
) => number;

function own(name: string, unit: Unit, formula: string, compute: Own): CompatibleFigure {
  const value = (series: ResultSeries) =>
    compute(dailyReturns(series), series.annualDays, dailyRiskFree(series));
  return { name, unit, formula, compute: value };
}

function paired(name: string, unit: Unit, formula: string, compute: Paired): CompatibleFigure {
  const value = (series: ResultSeries) => {
    const { own: returns, market } = pairedReturns(series);
    return compute(returns, market, series.annualDays, dailyRiskFree(series));
  };
  return { name, unit, formula, compute: value };
}

function tail(name: string, formula: string, pick: (fit: TailRisk) => number): CompatibleFigure {
  return own(name, "fraction", formula, (returns) => {
    const fit = tailRisk(returns);
    // Zeros stand for no fit there; here a figure that is not defined is absent.
    return fit.shape === 0 ? Number.NaN : pick(fit);
  });
}

function upCapture(returns: readonly number[], market: readonly number[], factor: number): number {
  return whenUp(returns, market, (up, base) => capture(up, base, factor));
}

function downCapture(
  returns: readonly number[],
  market: readonly number[],
  factor: number,
): number {
  return whenDown(returns, market, (down, base) => capture(down, base, factor));
}

const figures: readonly CompatibleFigure[] = [
  own("cum_returns_final", "fraction", "Π(1 + r) − 1", (r) => finalReturn(r)),
  own("annual_return", "fraction", "Π(1 + r)^(A / n) − 1", annualReturn),
  own("cagr", "fraction", "the same as annual_return", annualReturn),
  own("annual_volatility", "fraction", "s(r) · √A", annualVolatility),
  own("sharpe_ratio", "ratio", "mean(r − f) / s(r − f) · √A", (returns, factor, riskFree) =>
    sharpeRatio(returns, riskFree, factor),
  ),
  own("sortino_ratio", "ratio", "mean(r) · A / downside_risk", (returns, factor) =>
    sortinoRatio(returns, 0, factor),
  ),
  own("downside_risk", "fraction", "√mean(min(r, 0)²) · √A", (returns, factor) =>
    downsideRisk(returns, 0, factor),
  ),
  own("calmar_ratio", "ratio", "annual_return / |max_drawdown|", calmarRatio),
  own("omega_ratio", "ratio", "Σ max(r − f, 0) / Σ max(f − r, 0)", (returns, factor, riskFree) =>
    omegaRatio(returns, riskFree, 0, factor),
  ),
  own("max_drawdown", "fraction", "min(growth / highest growth so far − 1)", maxDrawdown),
  own("stability_of_timeseries", "ratio", "R² of the cumulated log returns", (returns) =>
    stabilityOfTimeseries(returns),
  ),
  own("tail_ratio", "ratio", "|95 % quantile| / |5 % quantile|", tailRatio),
  own("value_at_risk", "fraction", "5 % quantile of r", (returns) => valueAtRisk(returns, 0.05)),
  tail(
    "gpd_var_estimate",
    "of a Pareto tail, at 1 %; a loss is positive",
    (fit) => fit.valueAtRisk,
  ),
  tail("gpd_es_estimate", "expected shortfall of the same", (fit) => fit.expectedShortfall),
  paired("alpha", "fraction", "(1 + mean(r − f − β (b − f)))^A − 1", (r, b, factor, riskFree) =>
    alpha(r, b, riskFree, factor),
  ),
  paired("beta", "ratio", "cov(r, b) / var(b)", beta),
  paired("excess_sharpe", "ratio", "mean(r − b) / s(r − b)", excessSharpe),
  paired("capture", "ratio", "annual_return of r / of b", capture),
  paired("up_capture", "ratio", "the same on the days with b > 0", upCapture),
  paired("down_capture", "ratio", "the same on the days with b < 0", downCapture),
  paired(
    "up_down_capture",
    "ratio",
    "up_capture / down_capture",
    (r, b, factor) => upCapture(r, b, factor) / downCapture(r, b, factor),
  ),
  paired("up_beta", "ratio", "beta on the days with b > 0", (r, b) => whenUp(r, b, beta)),
  paired("down_beta", "ratio", "beta on the days with b < 0", (r, b) => whenDown(r, b, beta)),
  paired(
    "beta_fragility_heuristic",
    "fraction",
    "weighted mean of r at the ends of the range of b − r at its middle",
    betaFragility,
  ),
];

/** The set. */
export const empyrical: CompatibleSet = {
  tool: "empyrical",
  source: "empyrical 0.5.5 and empyrical-reloaded 0.7.1, `empyrical/stats.py`",
  remarks: [
    "r are the daily returns, the first day's on the capital; those against the benchmark begin " +
      "with the second day. A is the session's annual factor (there: 252 unless it is given), " +
      "and f the risk-free rate of one day.",
    "What is NaN or infinite there is absent here, and so is a Pareto tail that cannot be fitted.",
  ],
  figures,
};
