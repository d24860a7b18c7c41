/**
 * What is kept of the equity after every slice, without keeping the slices: sums and extremes from
 * which the figures about drawdown and exposure follow. Plain numbers only, so that it can be saved
 * with the state of a simulation and gone on with.
 */

/** The sums and extremes. Money in the session's currency, depths as fractions of 0 or less. */
export interface EquityTally {
  /** Slices observed. */
  slices: number;
  /** Slices at whose end there was a position. */
  exposedSlices: number;
  /** Day and time of the first slice, and the equity after it. */
  firstDay: number;
  firstSeconds: number;
  firstEquity: number;
  /** Sum of gross exposure / equity over the slices whose equity is positive. */
  leverageSum: number;
  /** Largest gross exposure / equity. */
  leverageMax: number;
  /** Highest equity so far, the capital at the start included. */
  peak: number;
  /** Lowest equity so far, the capital at the start included. */
  lowest: number;
  /** Day of the peak, and of the last slice, counted from 1970. */
  peakDay: number;
  lastDay: number;
  /** Time of the peak, and of the last slice, in seconds since 1970. */
  peakSeconds: number;
  lastSeconds: number;
  /** Slices since the peak that are below it; 0 at the peak. */
  slicesBelow: number;
  /** Deepest point of the drawdown that is open. */
  openDepth: number;
  /** Deepest fall from a peak, as a fraction and as money (0 or less). */
  maxDrawdown: number;
  maxDrawdownMoney: number;
  /** Sum of the drawdown of each slice, and of its square. */
  drawdownSum: number;
  drawdownSquareSum: number;
  /** Equity and price of the benchmark after the last slice; 0 before there is one. */
  lastEquity: number;
  lastBenchmark: number;
  /** The first price of the benchmark; 0 before there is one. */
  firstBenchmark: number;
  /** Pairs of logarithmic returns from slice to slice, of the equity and of the benchmark. */
  pairs: number;
  /** Their means, and their sums of products of deviations from these. */
  equityLogMean: number;
  benchmarkLogMean: number;
  benchmarkLogSquares: number;
  crossLogProducts: number;
  /** Drawdowns that ended at a new peak (or an equal one). */
  episodes: number;
  /** Sum of their deepest points. */
  depthSum: number;
  /** Their lengths from peak to recovery, in days by the venue's dates: sum and longest. */
  daysSum: number;
  daysMax: number;
  /** The same by session time, in seconds. */
  secondsSum: number;
  secondsMax: number;
}

const tallyFields: readonly (keyof EquityTally)[] = [
  "slices",
  "exposedSlices",
  "firstDay",
  "firstSeconds",
  "firstEquity",
  "leverageSum",
  "leverageMax",
  "peak",
  "lowest",
  "peakDay",
  "lastDay",
  "peakSeconds",
  "lastSeconds",
  "slicesBelow",
  "openDepth",
  "maxDrawdown",
  "maxDrawdownMoney",
  "drawdownSum",
  "drawdownSquareSum",
  "lastEquity",
  "lastBenchmark",
  "firstBenchmark",
  "pairs",
  "equityLogMean",
  "benchmarkLogMean",
  "benchmarkLogSquares",
  "crossLogProducts",
  "episodes",
  "depthSum",
  "daysSum",
  "daysMax",
  "secondsSum",
  "secondsMax",
];

/** The tally before the first slice; `capital` is the equity at the start. */
export function emptyTally(capital: number): EquityTally {
  const zeros = Object.fromEntries(tallyFields.map((field) => [field, 0]));
  return { ...(zeros as Record<keyof EquityTally, number>), peak: capital, lowest: capital };
}

/** The tally as numbers in a fixed order: for a `repeated double`. */
export function tallyToNumbers(tally: EquityTally): number[] {
  return tallyFields.map((field) => tally[field]);
}

/** The tally of `tallyToNumbers`. Throws when the count is another one. */
export function tallyFromNumbers(numbers: readonly number[]): EquityTally {
  if (numbers.length !== tallyFields.length) {
    throw new Error(`an equity tally has ${tallyFields.length} numbers, not ${numbers.length}`);
  }
  const entries = tallyFields.map((field, index) => [field, numbers[index] ?? 0]);
  return Object.fromEntries(entries) as Record<keyof EquityTally, number>;
}

/** Length of the drawdown that is open, from its peak to the last slice; 0 for none. */
export function openSpan(tally: EquityTally): { readonly days: number; readonly seconds: number } {
  if (tally.slicesBelow === 0) return { days: 0, seconds: 0 };
  return {
    days: tally.lastDay - tally.peakDay,
    seconds: tally.lastSeconds - tally.peakSeconds,
  };
}
