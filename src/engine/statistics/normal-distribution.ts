/** The standard normal distribution. */

/**
 * Probability of a value up to x, to about 1e-15: by the series of the error function near the
 * middle and by its continued fraction in the tails (M. Abramowitz and I. Stegun, 7.1.6, 7.1.14).
 */
export function normalProbability(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const upper = 0.5 * (z < 2.5 ? 1 - errorSeries(z) : errorFraction(z));
  return x > 0 ? 1 - upper : upper;
}

/** The value up to which a probability lies; −∞ for 0 and ∞ for 1. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  let [low, high] = [-40, 40];
  // Bisection of a monotonous function: as exact as the function, and with nothing to tune.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
}

function errorSeries(z: number): number {
  let term = z;
  let total = z;
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(total) && n < 200; n += 1) {
    term *= (2 * z * z) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * total;
}

function errorFraction(z: number): number {
  let fraction = z;
  for (let n = 80; n > 0; n -= 1) fraction = z + n / 2 / fraction;
  return Math.exp(-z * z) / (Math.sqrt(Math.PI) * fraction);
}
