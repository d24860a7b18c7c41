import { describe, expect, it } from "vitest";
import { compatibleSets } from "../../../../src/engine/statistics/compatible/compatible-sets.ts";
import {
  computeStatistics,
  statisticThemes,
} from "../../../../src/engine/statistics/statistics.ts";
import { type InventedDay, inventedResult } from "./invented-result.ts";

const definitions = statisticThemes.flatMap(({ figures }) => figures);

function valuesOf(result: ReturnType<typeof inventedResult>): Map<string, number> {
  return new Map(computeStatistics(definitions, result).map(({ name, value }) => [name, value]));
}

describe("the definitions", () => {
  it("are more than forty, each under a name of its own", () => {
    const names = definitions.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(70);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it("say a formula each, those of other tools too", () => {
    const figures = [...definitions, ...compatibleSets.flatMap((set) => set.figures)];
    expect(figures.filter(({ formula }) => formula === "").map(({ name }) => name)).toEqual([]);
    for (const { figures: own } of compatibleSets) {
      expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    }
  });

  it("are absent, never a sentinel, for a session in which nothing happened", () => {
    const empty = inventedResult(1_000, []);
    const there = valuesOf(empty);
    const mayBeThere = definitions.filter(({ undefinedWhen }) => undefinedWhen === "");
    expect([...there.keys()].sort()).toEqual(mayBeThere.map(({ name }) => name).sort());
    expect(there.get("final_equity")).toBe(1_000);
    for (const { figures } of compatibleSets) {
      const values = computeStatistics(figures, empty).map(({ value }) => value);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });
});

/**
 * Worked by hand. Equity 100 → 110 → 99 → 108.9 → 108.9: returns +10 %, −10 %, +10 %, 0. The
 * benchmark is at 50, 55, 52.25, 52.25: returns of the last three days +10 %, −5 %, 0.
 */
describe("the figures of four days", () => {
  const days: InventedDay[] = [
    { date: 20_240_130, close: 50, equity: 110, exposure: 55 },
    { date: 20_240_131, close: 55, equity: 99, exposure: 99 },
    { date: 20_240_201, close: 52.25, equity: 108.9, exposure: 0 },
    { date: 20_240_202, close: 52.25, equity: 108.9, exposure: 0 },
  ];
  const values = valuesOf(inventedResult(100, days));
  const deviation = Math.sqrt((0.075 ** 2 + 0.125 ** 2 + 0.075 ** 2 + 0.025 ** 2) / 3);
  const years = 4 / 365.25;

  it.each([
    ["net_profit", 8.9],
    ["total_return", 0.089],
    ["annual_return", 1.089 ** (1 / years) - 1],
    ["mean_daily_return", 0.025],
    ["geometric_daily_return", 1.089 ** 0.25 - 1],
    ["best_day", 0.1],
    ["worst_day", -0.1],
    ["winning_days", 0.5],
    ["losing_days", 0.25],
    // January ends at 99, February at 108.9.
    ["best_month", 0.1],
    ["worst_month", -0.01],
    ["winning_months", 0.5],
    ["gain_to_pain_ratio", 1],
    ["daily_volatility", deviation],
    ["volatility", deviation * Math.sqrt(252)],
    ["downside_deviation", Math.sqrt(0.01 / 4) * Math.sqrt(252)],
    ["sharpe_ratio", (0.025 / deviation) * Math.sqrt(252)],
    ["sortino_ratio", (0.025 * 252) / (0.05 * Math.sqrt(252))],
    ["omega_ratio", 2],
    // Sorted −0.1, 0, 0.1, 0.1: place 0.15 between the first two.
    ["value_at_risk_95", -0.085],
    ["expected_shortfall_95", -0.1],
    ["tail_ratio", 0.1 / 0.085],
    ["max_drawdown", -0.1],
    ["max_drawdown_amount", -11],
    ["current_drawdown", 108.9 / 110 - 1],
    ["drawdowns", 1],
    ["average_drawdown", -0.1],
    ["longest_drawdown", 3],
    ["ulcer_index", Math.sqrt((0.01 + 2 * 0.01 ** 2) / 4)],
    ["pain_index", (0.1 + 0.01 + 0.01) / 4],
    ["recovery_factor", 8.9 / 11],
    ["peak_equity", 110],
    ["lowest_equity", 99],
    ["exposure", 0.5],
    ["average_leverage", (0.5 + 1) / 4],
    ["max_leverage", 1],
    ["benchmark_return", 0.045],
    ["excess_return", 0.044],
    // Own −0.1, 0.1, 0 against 0.1, −0.05, 0: means 0 and 1/60.
    ["beta", -0.015 / (0.1 ** 2 + 0.05 ** 2 - 3 * (1 / 60) ** 2)],
    ["up_capture", -1],
    ["down_capture", -2],
  ])("%s is %d", (name, value) => {
    expect(values.get(name)).toBeCloseTo(value, 10);
  });

  it("take the risk-free rate that is asked for", () => {
    const asked = valuesOf(inventedResult(100, days, { riskFreeRate: 0.1 }));
    const daily = 1.1 ** (1 / 252) - 1;
    const wanted = ((0.025 - daily) / deviation) * Math.sqrt(252);
    expect(asked.get("sharpe_ratio")).toBeCloseTo(wanted, 10);
    expect(asked.get("volatility")).toBe(values.get("volatility"));
  });

  it("annualise by the factor of the calendar", () => {
    const always = valuesOf(inventedResult(100, days, { annualDays: 365 }));
    expect(always.get("volatility")).toBeCloseTo(deviation * Math.sqrt(365), 10);
  });
});

/**
 * Net profits 10, −5, 0, 20, −8, 0, 3, −3, 0, 12, of one share each bought at 100: a list whose
 * win rate is 0.4 where zeros are a class of their own and 0.571 where they are left out.
 */
describe("the figures of ten trades", () => {
  const profits = [10, -5, 0, 20, -8, 0, 3, -3, 0, 12];
  let equity = 1_000;
  const days = profits.map((profit, index): InventedDay => {
    equity += profit;
    return {
      date: 20_240_101 + index,
      close: 100,
      equity,
      fills: [
        { side: "buy", quantity: 1, price: 100 },
        { side: "sell", quantity: 1, price: 100 + profit },
      ],
    };
  });
  const values = valuesOf(inventedResult(1_000, days));
  const squares = profits.reduce((sum, profit) => sum + (profit - 2.9) ** 2, 0);

  it.each([
    ["trades", 10],
    ["winning_trades", 4],
    ["losing_trades", 3],
    ["flat_trades", 3],
    ["win_rate", 0.4],
    ["loss_rate", 0.3],
    ["profit_factor", 45 / 16],
    ["expectancy", 2.9],
    ["average_win", 11.25],
    ["average_loss", -16 / 3],
    ["payoff_ratio", 11.25 / (16 / 3)],
    ["largest_win", 20],
    ["largest_loss", -8],
    ["average_trade_return", 0.029],
    ["best_trade_return", 0.2],
    ["worst_trade_return", -0.08],
    ["longest_winning_streak", 1],
    ["longest_losing_streak", 1],
    ["system_quality_number", (Math.sqrt(10) * 2.9) / Math.sqrt(squares / 9)],
    ["kelly_fraction", 0.4 - 0.3 / (11.25 / (16 / 3))],
    ["long_trades", 10],
    ["short_trades", 0],
    ["long_win_rate", 0.4],
    ["round_trips", 10],
    ["round_trip_expectancy", 2.9],
    ["fills", 20],
    ["traded_value", 10 * 200 + 29],
  ])("%s is %d", (name, value) => {
    expect(values.get(name)).toBeCloseTo(value, 10);
  });

  it("have no rate of what there is none of", () => {
    expect(values.has("short_win_rate")).toBe(false);
  });

  it("count several trades of one position as one round trip", () => {
    const scaled = valuesOf(
      inventedResult(1_000, [
        {
          date: 20_240_101,
          close: 100,
          equity: 1_000,
          fills: [
            { side: "buy", quantity: 1, price: 100, fee: 1 },
            { side: "buy", quantity: 1, price: 102 },
            { side: "sell", quantity: 1, price: 103 },
            { side: "sell", quantity: 1, price: 101 },
          ],
        },
      ]),
    );
    // +2 and −1 by first in, first out; +1 in all.
    expect([scaled.get("trades"), scaled.get("win_rate")]).toEqual([2, 0.5]);
    expect([scaled.get("round_trips"), scaled.get("round_trip_win_rate")]).toEqual([1, 1]);
    expect(scaled.get("round_trip_expectancy")).toBeCloseTo(1, 12);
  });
});
