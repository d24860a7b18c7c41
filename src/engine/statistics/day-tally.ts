import { secondsOf } from "../../domain/instant.ts";
import { type EquityTally, emptyTally } from "./equity-tally.ts";
import { EquityTracker } from "./equity-tracker.ts";
import type { EquityDay } from "./result-series.ts";

/**
 * A tally out of days where there is none of slices: each day as one slice, at its end. It is the
 * same where a slice is a day; otherwise what happened within a day is not in it.
 */
export function tallyOfDays(days: readonly EquityDay[], initialCapital: number): EquityTally {
  const tracker = new EquityTracker(emptyTally(initialCapital));
  for (const { timeNs, date, close, grossExposure, benchmark } of days) {
    const seconds = secondsOf(timeNs);
    tracker.observe({ seconds, date, equity: close, grossExposure, benchmark });
  }
  return tracker.tally;
}

/**
 * The tally of a result. Where every day has one slice it follows from the days, which know what
 * was closed at the end of the data too; otherwise it is that of the slices, if there is one, with
 * the last equity as it is in the end.
 */
export function tallyOfResult(
  days: readonly EquityDay[],
  initialCapital: number,
  slices: EquityTally | undefined,
): EquityTally {
  const isByDay =
    days.length > 0 && days.every(({ barrier }, index) => barrier === BigInt(index + 1));
  if (slices === undefined || isByDay) return tallyOfDays(days, initialCapital);
  const close = days.at(-1)?.close;
  return close === undefined ? slices : endingAt(slices, close);
}

/** The tally with another equity after the last slice: positions were closed with a commission. */
function endingAt(tally: EquityTally, equity: number): EquityTally {
  if (equity === tally.lastEquity || equity >= tally.peak) return { ...tally, lastEquity: equity };
  const depth = equity / tally.peak - 1;
  return {
    ...tally,
    lastEquity: equity,
    lowest: Math.min(tally.lowest, equity),
    slicesBelow: Math.max(1, tally.slicesBelow),
    openDepth: Math.min(tally.openDepth, depth),
    maxDrawdown: Math.min(tally.maxDrawdown, depth),
    maxDrawdownMoney: Math.min(tally.maxDrawdownMoney, equity - tally.peak),
  };
}
