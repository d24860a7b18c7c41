import { describe, expect, it } from "vitest";
import { backtestingPy } from "../../../../../src/engine/statistics/compatible/backtesting-py.ts";
import { computeStatistics } from "../../../../../src/engine/statistics/statistics.ts";
import { inventedResult } from "../invented-result.ts";

function figuresOf(equities: readonly number[], facts = {}) {
  const days = equities.map((equity, index) => ({
    date: 20_240_102 + index,
    close: 10 + index,
    equity,
  }));
  const figures = computeStatistics(backtestingPy.figures, inventedResult(100, days, facts));
  return new Map(figures.map(({ name, value }) => [name, value]));
}

describe("the statistics of backtesting.py", () => {
  it("leave a drawdown of the last bar alone out of their averages, and count longer ones", () => {
    const one = figuresOf([100, 110, 99]);
    expect(one.has("Avg. Drawdown [%]")).toBe(false);
    expect(one.get("Max. Drawdown [%]")).toBeCloseTo(-10, 10);
    const two = figuresOf([100, 110, 99, 104.5]);
    expect(two.get("Avg. Drawdown [%]")).toBeCloseTo(-10, 10);
    expect(two.get("Avg. Drawdown Duration")).toBe(2);
  });

  it("hold from the bar at which the indicators have values", () => {
    expect(figuresOf([100, 101, 102]).get("Buy & Hold Return [%]")).toBeCloseTo(20, 10);
    const late = figuresOf([100, 101, 102], { indicatorBars: 1 });
    expect(late.get("Buy & Hold Return [%]")).toBeCloseTo((12 / 11 - 1) * 100, 10);
    const never = figuresOf([100, 101, 102], { indicatorBars: 9 });
    expect(never.has("Buy & Hold Return [%]")).toBe(false);
    const minutes = figuresOf([100, 101, 102], { indicatorBars: 1, isDaily: false });
    expect(minutes.has("Buy & Hold Return [%]") || minutes.has("Alpha [%]")).toBe(false);
  });

  it("round durations up to what the bars are counted in", () => {
    // The peak is a day before the recovery, less an hour that a clock change took.
    const result = inventedResult(100, [
      { date: 20_240_102, close: 10, equity: 100 },
      { date: 20_240_103, close: 10, equity: 90 },
      { date: 20_240_104, close: 10, equity: 100 },
    ]);
    const { tally } = result;
    const hours = { ...result, isDaily: false, barSeconds: 14_400 };
    const shifted = { ...hours, tally: { ...tally, secondsMax: 47.25 * 3_600 } };
    const figures = computeStatistics(backtestingPy.figures, shifted);
    const longest = figures.find(({ name }) => name === "Max. Drawdown Duration")?.value;
    expect((longest ?? 0) * 24).toBeCloseTo(48, 10);
  });
});
