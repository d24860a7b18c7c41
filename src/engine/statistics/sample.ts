/** Figures of a list of numbers. Undefined where the list is too short for them. */

/** The sum, from left to right. */
export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The arithmetic mean; undefined for none. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length;
}

/** The sample variance, of n − 1 degrees of freedom; undefined below two values. */
export function variance(values: readonly number[]): number | undefined {
  // A mean of equal values may differ from them in its last bit; their variance is 0 all the same.
  if (values.length > 1 && values.every((value) => value === values[0])) return 0;
  return covariance(values, values);
}

/** The square root of the sample variance; undefined below two values. */
export function deviation(values: readonly number[]): number | undefined {
  const squared = variance(values);
  return squared === undefined ? undefined : Math.sqrt(squared);
}

/** The sample covariance of two lists of one length; undefined below two pairs. */
export function covariance(left: readonly number[], right: readonly number[]): number | undefined {
  const [leftMean, rightMean] = [mean(left), mean(right)];
  if (leftMean === undefined || rightMean === undefined || left.length < 2) return undefined;
  let products = 0;
  for (const [index, value] of left.entries()) {
    products += (value - leftMean) * ((right[index] ?? 0) - rightMean);
  }
  return products / (left.length - 1);
}

/** The mean of a power of the deviations from the mean; 0 for none. */
function centralMoment(values: readonly number[], power: number): number {
  const middle = mean(values) ?? 0;
  return (mean(values.map((value) => (value - middle) ** power)) ?? 0) || 0;
}

/**
 * The adjusted skewness G1 = √(n(n − 1)) / (n − 2) · m3 / m2^1.5 of D. N. Joanes and C. A. Gill
 * (1998); undefined below three values, and where all are equal.
 */
export function skewness(values: readonly number[]): number | undefined {
  const n = values.length;
  const m2 = centralMoment(values, 2);
  if (n < 3 || m2 === 0) return undefined;
  return (Math.sqrt(n * (n - 1)) / (n - 2)) * (centralMoment(values, 3) / m2 ** 1.5);
}

/**
 * The adjusted excess kurtosis G2 = (n − 1) / ((n − 2)(n − 3)) · ((n + 1)(m4 / m2² − 3) + 6) of
 * Joanes and Gill; undefined below four values, and where all are equal.
 */
export function kurtosis(values: readonly number[]): number | undefined {
  const n = values.length;
  const m2 = centralMoment(values, 2);
  if (n < 4 || m2 === 0) return undefined;
  const excess = centralMoment(values, 4) / m2 ** 2 - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
}

/**
 * The value below which a share of the list lies, between neighbours in proportion (method 7 of
 * R. J. Hyndman and Y. Fan, 1996); undefined for none.
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (place - Math.floor(place));
}

/** The quotient; undefined where a part is undefined or the divisor is 0. */
export function ratio(
  dividend: number | undefined,
  divisor: number | undefined,
): number | undefined {
  if (dividend === undefined || divisor === undefined || divisor === 0) return undefined;
  return dividend / divisor;
}
