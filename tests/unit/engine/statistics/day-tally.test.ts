import { describe, expect, it } from "vitest";
import { tallyOfDays, tallyOfResult } from "../../../../src/engine/statistics/day-tally.ts";
import { emptyTally } from "../../../../src/engine/statistics/equity-tally.ts";
import { EquityTracker } from "../../../../src/engine/statistics/equity-tracker.ts";
import type { EquityDay } from "../../../../src/engine/statistics/result-series.ts";

const ns = 86_400_000_000_000n;

function day(index: number, barrier: number, close: number): EquityDay {
  const level = { open: close, high: close, low: close, close, cash: close };
  return {
    ...level,
    date: 20_240_102 + index,
    barrier: BigInt(barrier),
    timeNs: (19_724n + BigInt(index)) * ns,
    grossExposure: 0,
    benchmark: 10,
    traded: 0,
  };
}

/** Two slices a day: 100, 80 | 110, 105. */
function slices() {
  const tracker = new EquityTracker(emptyTally(100));
  for (const [index, equity] of [100, 80, 110, 105].entries()) {
    const date = 20_240_102 + Math.floor(index / 2);
    const seconds = 86_400 * (19_724 + index / 2);
    tracker.observe({ seconds, date, equity, grossExposure: 0, benchmark: 10 });
  }
  return tracker.tally;
}

describe("the tally of a result", () => {
  it("is that of the slices where a day has several", () => {
    const tally = tallyOfResult([day(0, 2, 80), day(1, 4, 105)], 100, slices());
    expect(tally).toEqual(slices());
    expect(tally.maxDrawdown).toBeCloseTo(-0.2, 12);
  });

  it("ends at the last equity of the days: what was closed at the end cost something", () => {
    const tally = tallyOfResult([day(0, 2, 80), day(1, 4, 77)], 100, slices());
    expect(tally.lastEquity).toBe(77);
    expect(tally.maxDrawdown).toBeCloseTo(77 / 110 - 1, 12);
    expect(tally.maxDrawdownMoney).toBe(-33);
    expect([tally.openDepth, tally.lowest]).toEqual([77 / 110 - 1, 77]);
  });

  it("is that of the days where each has one slice, whatever was followed", () => {
    const days = [day(0, 1, 100), day(1, 2, 95)];
    expect(tallyOfResult(days, 100, slices())).toEqual(tallyOfDays(days, 100));
  });

  it("is that of the days where nothing was followed, and of the slices before a day closes", () => {
    const days = [day(0, 2, 80), day(1, 4, 105)];
    expect(tallyOfResult(days, 100, undefined).maxDrawdown).toBeCloseTo(-0.2, 12);
    expect(tallyOfResult([], 100, slices())).toEqual(slices());
  });
});
