/**
 * Value at risk and expected shortfall of a generalised Pareto distribution that is fitted to the
 * losses beyond a threshold, as empyrical does it (`gpd_risk_estimates`; A. J. McNeil and R. Frey,
 * 2000). The threshold begins at 20 % and is halved until a fit with a heavy tail is found.
 */
import { minimise } from "./nelder-mead.ts";

/** The fit; all zeros where there is none. */
export interface TailRisk {
  readonly threshold: number;
  readonly scale: number;
  readonly shape: number;
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

const noFit: TailRisk = {
  threshold: 0,
  scale: 0,
  shape: 0,
  valueAtRisk: 0,
  expectedShortfall: 0,
};
const firstThreshold = 0.2;
const leastThreshold = 1e-9;

/** Fits the losses among the returns, for a probability of 1 % unless another is given. */
export function tailRisk(returns: readonly number[], probability = 0.01): TailRisk {
  if (returns.length < 3) return noFit;
  const losses = returns.map((value) => -value).filter((value) => value > 0);
  for (let threshold = firstThreshold; threshold > leastThreshold; threshold /= 2) {
    const beyond = losses.filter((value) => value >= threshold);
    const [scale = 0, shape = 0] = beyond.length === 0 ? [] : fitted(beyond);
    if (shape <= 0) continue;
    const share = (losses.length / beyond.length) * probability;
    const valueAtRisk = threshold + (scale / shape) * (share ** -shape - 1);
    if (valueAtRisk <= 0) continue;
    const expectedShortfall =
      shape >= 1
        ? Number.POSITIVE_INFINITY
        : valueAtRisk / (1 - shape) + (scale - shape * threshold) / (1 - shape);
    return { threshold, scale, shape, valueAtRisk, expectedShortfall };
  }
  return noFit;
}

/** Scale and shape of the greatest likelihood; nothing where the search does not end. */
function fitted(losses: readonly number[]): readonly number[] {
  const { point, found } = minimise(
    ([scale = 0, shape = 0]) => -likelihood(scale, shape, losses),
    [1, 1],
  );
  return found ? point : [];
}

function likelihood(scale: number, shape: number, losses: readonly number[]): number {
  const n = losses.length;
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  if (shape === 0) {
    return scale < 0 ? -Number.MAX_VALUE : -n * Math.log(scale) - total(losses) / scale;
  }
  if (scale <= 0 || shape / scale < 0) return -Number.MAX_VALUE;
  const logs = losses.map((value) => Math.log((shape / scale) * value + 1));
  return -n * Math.log(scale) - (1 / shape + 1) * total(logs);
}
