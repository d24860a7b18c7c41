/** Figures of empyrical on returns and those of a benchmark, of one length and by place. */
import { annualReturn } from "./ratios.ts";
import { deviationOfPresent, lessEach, meanOfPresent } from "./series.ts";

const { NaN: nan } = Number;
/** A variance below this is none to empyrical. */
const leastVariance = 1e-30;

/** Covariance with the benchmark / variance of the benchmark. */
export function beta(returns: readonly number[], market: readonly number[]): number {
  if (returns.length < 1 || market.length < 2) return nan;
  const independent = market.map((value, index) =>
    Number.isNaN(returns[index] ?? nan) ? nan : value,
  );
  const apart = lessEach(independent, meanOfPresent(independent));
  const covariance = meanOfPresent(apart.map((value, index) => value * (returns[index] ?? nan)));
  const variance = meanOfPresent(apart.map((value) => value * value));
  return variance < leastVariance ? nan : covariance / variance;
}

/** (1 + mean of r − riskFree − beta · (b − riskFree))^factor − 1. */
export function alpha(
  returns: readonly number[],
  market: readonly number[],
  riskFree: number,
  factor: number,
): number {
  if (returns.length < 2) return nan;
  const slope = beta(returns, market);
  const own = returns.map(
    (value, index) => value - riskFree - slope * ((market[index] ?? nan) - riskFree),
  );
  return (meanOfPresent(own) + 1) ** factor - 1;
}

/** Mean of r − b / its standard deviation. */
export function excessSharpe(
  returns: readonly number[],
  market: number | readonly number[],
): number {
  if (returns.length < 2) return nan;
  const active = lessEach(returns, market);
  return meanOfPresent(active) / deviationOfPresent(active);
}

/** Annual return / annual return of the benchmark. */
export function capture(
  returns: readonly number[],
  market: readonly number[],
  factor: number,
): number {
  return annualReturn(returns, factor) / annualReturn(market, factor);
}

/** A figure on the periods alone in which the benchmark rose. */
export function whenUp<Value>(
  returns: readonly number[],
  market: readonly number[],
  compute: (returns: readonly number[], market: readonly number[]) => Value,
): Value {
  return onlyWhere(returns, market, (value) => value > 0, compute);
}

/** A figure on the periods alone in which the benchmark fell. */
export function whenDown<Value>(
  returns: readonly number[],
  market: readonly number[],
  compute: (returns: readonly number[], market: readonly number[]) => Value,
): Value {
  return onlyWhere(returns, market, (value) => value < 0, compute);
}

function onlyWhere<Value>(
  returns: readonly number[],
  market: readonly number[],
  isTaken: (market: number) => boolean,
  compute: (returns: readonly number[], market: readonly number[]) => Value,
): Value {
  return compute(
    returns.filter((_, index) => isTaken(market[index] ?? nan)),
    market.filter(isTaken),
  );
}

/**
 * How much is lost at the middle against the ends of the benchmark's range, with the weights and
 * the middle of empyrical 0.5.5; empyrical-reloaded 0.7 swaps the weights.
 */
export function betaFragility(returns: readonly number[], market: readonly number[]): number {
  const pairs = returns
    .map((own, index) => ({ own, market: market[index] ?? nan }))
    .filter((pair) => !Number.isNaN(pair.own) && !Number.isNaN(pair.market))
    .sort((left, right) => left.market - right.market);
  const [start, middle, end] = [pairs[0], pairs[middleOf(pairs.length)], pairs.at(-1)];
  if (pairs.length < 3 || !start || !middle || !end) return nan;
  const range = end.market - start.market;
  const startWeight = range === 0 ? 0.5 : (middle.market - start.market) / range;
  const endWeight = range === 0 ? 0.5 : (end.market - middle.market) / range;
  return startWeight * start.own + endWeight * end.own - middle.own;
}

/** Half of a length, a half to the even one. */
function middleOf(length: number): number {
  const low = Math.floor(length / 2);
  return length % 2 === 1 && low % 2 === 1 ? low + 1 : low;
}
