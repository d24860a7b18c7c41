import { describe, expect, it } from "vitest";
import { lean } from "../../../../../src/engine/statistics/compatible/lean.ts";
import { computeStatistics } from "../../../../../src/engine/statistics/statistics.ts";
import { type InventedDay, inventedResult } from "../invented-result.ts";

function figuresOf(result: ReturnType<typeof inventedResult>) {
  return new Map(computeStatistics(lean.figures, result).map(({ name, value }) => [name, value]));
}

/**
 * LEAN's BasicTemplateDailyAlgorithm, as its regression test publishes it: SPY, 2013-10-08 to
 * 2013-10-17, 698 shares at the open of the second day, a fee of 3.49, an end equity of 104,486.22.
 * Prices are adjusted by a factor that follows from these: with the raw open 165.82 and the raw
 * last close 173.27, 698 · factor · 7.45 − 3.49 = 4,486.22. The end equity is rounded to cents, so
 * the factor is known to six digits, and the figures to about one part in ten thousand. The
 * risk-free rate was the primary credit rate of the Federal Reserve, 0.75 %.
 */
describe("the statistics of LEAN", () => {
  const factor = (4_486.22 + 3.49) / (698 * 7.45);
  const closes = [
    [20_131_008, 165.48],
    [20_131_009, 165.57],
    [20_131_010, 169.24],
    [20_131_011, 170.3],
    [20_131_014, 171.04],
    [20_131_015, 169.72],
    [20_131_016, 172.05],
    [20_131_017, 173.27],
  ] as const;
  const days = closes.map(([date, close], index): InventedDay => {
    if (index === 0) return { date, close, equity: 100_000 };
    const price = factor * 165.82;
    const equity = 100_000 - 3.49 + 698 * (factor * close - price);
    const fill = { side: "buy", quantity: 698, price, fee: 3.49 } as const;
    return { date, close, equity, fills: index === 1 ? [fill] : [] };
  });

  // Midnight in New York to 16:00 there, which the invented days have at 21:00 UTC.
  const result = inventedResult(100_000, days, { riskFreeRate: 0.0075 });
  const first = result.startNs ?? 0n;
  const figures = figuresOf({ ...result, startNs: first + 5n * 3_600_000_000_000n });

  it.each([
    ["Total Orders", 1, 0],
    ["Average Win", 0, 0],
    ["Average Loss", 0, 0],
    ["Compounding Annual Return", 4.24375, 5e-5],
    ["Drawdown", 0.008, 0],
    ["Expectancy", 0, 0],
    ["Start Equity", 100_000, 0],
    ["End Equity", 104_486.22, 1e-9],
    ["Net Profit", 0.04486, 5e-5],
    ["Sharpe Ratio", 17.304, 1e-4],
    ["Sortino Ratio", 35.217, 1e-4],
    ["Probabilistic Sharpe Ratio", 0.9671, 1e-5],
    ["Loss Rate", 0, 0],
    ["Win Rate", 0, 0],
    ["Profit-Loss Ratio", 0, 0],
    ["Alpha", -0.249, 2.1e-3],
    ["Beta", 1.015, 5e-4],
    ["Annual Standard Deviation", 0.141, 4e-3],
    ["Annual Variance", 0.02, 3e-2],
    ["Information Ratio", -19, 5e-4],
    ["Tracking Error", 0.011, 5e-2],
    ["Treynor Ratio", 2.403, 3e-4],
    ["Total Fees", 3.49, 1e-9],
    ["Portfolio Turnover", 0.1001, 5e-4],
  ])("%s is %d, as published", (name, published, relative) => {
    const value = figures.get(name) ?? Number.NaN;
    expect(Math.abs(value - published)).toBeLessThanOrEqual(relative * Math.abs(published));
  });

  it("counts closings against a capital that grows, each less twice its fee", () => {
    const trade = (side: "buy" | "sell", price: number, realized: number) =>
      ({ side, quantity: 10, price, fee: 1, realized }) as const;
    const traded = figuresOf(
      inventedResult(1_000, [
        { date: 20_240_102, close: 10, equity: 999, fills: [trade("buy", 10, 0)] },
        { date: 20_240_103, close: 22, equity: 1_118, fills: [trade("sell", 22, 120)] },
        { date: 20_240_104, close: 22, equity: 1_117, fills: [trade("buy", 22, 0)] },
        { date: 20_240_105, close: 17, equity: 1_066, fills: [trade("sell", 17, -50)] },
      ]),
    );
    // +118 on 1,000, then −52 on 1,118.
    expect(traded.get("Average Win")).toBeCloseTo(0.118, 12);
    expect(traded.get("Average Loss")).toBeCloseTo(-52 / 1_118, 12);
    expect(traded.get("Win Rate")).toBe(0.5);
    expect(traded.get("Profit-Loss Ratio")).toBeCloseTo(0.118 / (52 / 1_118), 10);
    expect(traded.get("Expectancy")).toBeCloseTo(0.5 * (0.118 / (52 / 1_118)) - 0.5, 10);
  });

  it("is 0 where LEAN has 0: fewer than two returns", () => {
    const short = figuresOf(inventedResult(1_000, [{ date: 20_240_102, close: 1, equity: 1_010 }]));
    expect(short.get("Sharpe Ratio")).toBe(0);
    expect(short.get("Compounding Annual Return")).toBe(0);
    expect(short.get("End Equity")).toBe(1_010);
  });
});
