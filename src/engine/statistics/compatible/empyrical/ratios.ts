/** Ratios of empyrical on one series of returns. NaN where empyrical has NaN. */
import { quantile } from "../../sample.ts";
import { deviationOfPresent, finalReturn, lessEach, maxDrawdown, meanOfPresent } from "./series.ts";

const { NaN: nan } = Number;

/** Growth of 1 to the power of one year, less 1; the same as its `cagr`. */
export function annualReturn(returns: readonly number[], factor: number): number {
  if (returns.length === 0) return nan;
  return finalReturn(returns, 1) ** (factor / returns.length) - 1;
}

/** Standard deviation times the root of the periods of a year. */
export function annualVolatility(returns: readonly number[], factor: number): number {
  return returns.length < 2 ? nan : deviationOfPresent(returns) * Math.sqrt(factor);
}

/** Annual return / |max drawdown|; NaN without a drawdown. */
export function calmarRatio(returns: readonly number[], factor: number): number {
  const deepest = maxDrawdown(returns);
  if (!(deepest < 0)) return nan;
  const value = annualReturn(returns, factor) / Math.abs(deepest);
  return Number.isFinite(value) ? value : nan;
}

/** Σ of what is above the threshold / Σ of what is below it, per period. */
export function omegaRatio(
  returns: readonly number[],
  riskFree: number,
  requiredAnnualReturn: number,
  factor = 252,
): number {
  if (returns.length < 2 || (factor !== 1 && requiredAnnualReturn <= -1)) return nan;
  const required =
    factor === 1 ? requiredAnnualReturn : (1 + requiredAnnualReturn) ** (1 / factor) - 1;
  const [above, below] = [{ sum: 0 }, { sum: 0 }];
  for (const value of lessEach(returns, riskFree + required)) {
    if (value > 0) above.sum += value;
    if (value < 0) below.sum -= value;
  }
  return below.sum > 0 ? above.sum / below.sum : nan;
}

/** Mean excess return / its standard deviation · √factor. */
export function sharpeRatio(
  returns: readonly number[],
  riskFree: number | readonly number[],
  factor: number,
): number {
  if (returns.length < 2) return nan;
  const excess = lessEach(returns, riskFree);
  return (meanOfPresent(excess) / deviationOfPresent(excess)) * Math.sqrt(factor);
}

/** √mean(min(r − required, 0)²) · √factor. */
export function downsideRisk(
  returns: readonly number[],
  required: number | readonly number[],
  factor: number,
): number {
  if (returns.length === 0) return nan;
  const squares = lessEach(returns, required).map((value) => Math.min(value, 0) ** 2);
  return Math.sqrt(meanOfPresent(squares)) * Math.sqrt(factor);
}

/** Mean of r − required · factor / downside risk. */
export function sortinoRatio(
  returns: readonly number[],
  required: number | readonly number[],
  factor: number,
): number {
  if (returns.length < 2) return nan;
  const annual = meanOfPresent(lessEach(returns, required)) * factor;
  return annual / downsideRisk(returns, required, factor);
}

/** R² of a line through the cumulated log returns. */
export function stabilityOfTimeseries(returns: readonly number[]): number {
  const present = returns.filter((value) => !Number.isNaN(value));
  if (returns.length < 2) return nan;
  const logs: number[] = [];
  for (const value of present) logs.push((logs.at(-1) ?? 0) + Math.log1p(value));
  const places = logs.map((_, index) => index - (logs.length - 1) / 2);
  const apart = lessEach(logs, meanOfPresent(logs));
  const product = places.reduce((total, place, index) => total + place * (apart[index] ?? 0), 0);
  const squares = (values: readonly number[]) =>
    values.reduce((total, value) => total + value * value, 0);
  return product ** 2 / (squares(places) * squares(apart));
}

/** |95 % quantile| / |5 % quantile|. */
export function tailRatio(returns: readonly number[]): number {
  const present = returns.filter((value) => !Number.isNaN(value));
  return Math.abs(quantile(present, 0.95) ?? nan) / Math.abs(quantile(present, 0.05) ?? nan);
}

/** The quantile of a share of the returns. */
export function valueAtRisk(returns: readonly number[], cutoff: number): number {
  return returns.some((value) => Number.isNaN(value)) ? nan : (quantile(returns, cutoff) ?? nan);
}
