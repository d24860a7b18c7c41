/**
 * The published test vectors of empyrical, at the decimal places that its own test asserts. Left
 * out where the folder of shared data is not there.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { epochDayOf, tradingDateOf } from "../../../../../src/domain/trading-date.ts";
import {
  alpha,
  beta,
  betaFragility,
  capture,
  excessSharpe,
  whenDown,
  whenUp,
} from "../../../../../src/engine/statistics/compatible/empyrical/benchmark.ts";
import * as ratios from "../../../../../src/engine/statistics/compatible/empyrical/ratios.ts";
import * as series from "../../../../../src/engine/statistics/compatible/empyrical/series.ts";
import { tailRisk } from "../../../../../src/engine/statistics/compatible/empyrical/tail-risk.ts";

const path = join(
  import.meta.dirname,
  "../../../../../../shared/data/oracles/empyrical_vectors.json",
);

interface Series {
  readonly series?: string;
  readonly values?: readonly (number | null)[];
  readonly first_date?: string | null;
  readonly freq?: string;
}
interface Case {
  readonly test: string;
  readonly line: number;
  readonly decimal_places: number;
  readonly returns: Series;
  readonly prices: Series;
  readonly benchmark: Series;
  readonly factor_returns: Series | number;
  readonly starting_value: number;
  readonly convert_to: "weekly" | "monthly" | "quarterly" | "yearly";
  readonly period?: keyof typeof series.annualFactors;
  readonly risk_free: Series | number;
  readonly required_return: Series | number;
  readonly window: number;
  readonly expected: unknown;
}

const vectors: { series: Record<string, Series>; cases: Case[] } = existsSync(path)
  ? JSON.parse(readFileSync(path, "utf8"))
  : { series: {}, cases: [] };

/** A case's answer by the name of its test. Those without an answer are properties: see below. */
const answers: Readonly<Record<string, (each: Case) => unknown>> = {
  test_simple_returns: ({ prices }) => series.simpleReturns(valuesOf(prices)),
  test_cum_returns: (each) => series.cumulativeReturns(own(each), each.starting_value),
  test_cum_returns_final: (each) => series.finalReturn(own(each), each.starting_value),
  test_aggregate_returns: (each) =>
    series.aggregateReturns(own(each), datesOf(each.returns), each.convert_to),
  test_max_drawdown: (each) => series.maxDrawdown(own(each)),
  test_annual_ret: (each) => ratios.annualReturn(own(each), factor(each)),
  test_annual_volatility: (each) => ratios.annualVolatility(own(each), factor(each)),
  test_calmar: (each) => ratios.calmarRatio(own(each), factor(each)),
  test_omega: (each) =>
    ratios.omegaRatio(own(each), Number(each.risk_free), Number(each.required_return)),
  test_sharpe_ratio: (each) => ratios.sharpeRatio(own(each), rate(each.risk_free), factor(each)),
  test_downside_risk: (each) =>
    ratios.downsideRisk(own(each), rate(each.required_return), factor(each)),
  test_sortino: (each) => ratios.sortinoRatio(own(each), rate(each.required_return), factor(each)),
  test_excess_sharpe: (each) => excessSharpe(own(each), rate(each.factor_returns)),
  test_alpha_beta: (each) => alphaBeta(...aligned(each)),
  test_alpha: (each) => alpha(...aligned(each), 0, 252),
  test_beta: (each) => beta(...aligned(each)),
  test_alpha_beta_equality: (each) => alphaBeta(...aligned(each)),
  test_stability_of_timeseries: (each) => ratios.stabilityOfTimeseries(own(each)),
  test_tail_ratio: (each) => ratios.tailRatio(own(each)),
  test_cagr: (each) => ratios.annualReturn(own(each), factor(each)),
  test_beta_fragility_heuristic: (each) => betaFragility(...aligned(each)),
  test_gpd_risk_estimates: (each) => Object.values(tailRisk(own(each))),
  test_roll_max_drawdown: (each) => series.rolling([own(each)], each.window, series.maxDrawdown),
  test_roll_sharpe_ratio: (each) =>
    series.rolling([own(each)], each.window, (window = []) => ratios.sharpeRatio(window, 0, 252)),
  test_capture_ratio: (each) => capture(...aligned(each), 252),
  test_up_capture: (each) => upCapture(...aligned(each)),
  test_down_capture: (each) => downCapture(...aligned(each)),
  test_up_down_capture: (each) => upCapture(...aligned(each)) / downCapture(...aligned(each)),
  test_up_alpha_beta: (each) => whenUp(...aligned(each), alphaBeta),
  test_down_alpha_beta: (each) => whenDown(...aligned(each), alphaBeta),
  test_roll_alpha_beta: (each) => series.rolling(aligned(each), each.window, alphaBeta),
  test_roll_up_capture: (each) => series.rolling(aligned(each), each.window, upCapture),
  test_roll_down_capture: (each) => series.rolling(aligned(each), each.window, downCapture),
  test_roll_up_down_capture: (each) =>
    series.rolling(
      aligned(each),
      each.window,
      (r = [], b = []) => upCapture(r, b) / downCapture(r, b),
    ),
};

describe.skipIf(!existsSync(path))("empyrical's vectors", () => {
  const withAnswer = vectors.cases.filter(({ expected }) => expected !== undefined);

  it("are 111 with an answer, and all are known", () => {
    expect(withAnswer).toHaveLength(111);
    expect(vectors.cases.filter(({ test }) => !(test in answers)).map(({ test }) => test)).toEqual([
      "test_sharpe_noise",
      "test_sharpe_noise",
      "test_downside_risk_std",
      "test_downside_risk_std",
      "test_alpha_beta_translation",
      "test_alpha_beta_correlation",
    ]);
  });

  it.each(withAnswer)("$test, line $line", (each) => {
    const answer = answers[each.test]?.(each);
    const within = 1.5 * 10 ** -each.decimal_places;
    expect(differences(answer, each.expected, within)).toEqual([]);
  });

  it.each(vectors.cases.filter(({ test }) => test === "test_alpha_beta_equality"))(
    "$test, line $line: alpha and beta are those of alpha_beta",
    (each) => {
      const [first, second] = alphaBeta(...aligned(each));
      expect([first, second]).toEqual([alpha(...aligned(each), 0, 252), beta(...aligned(each))]);
    },
  );
});

function alphaBeta(returns: readonly number[] = [], market: readonly number[] = []) {
  return [alpha(returns, market, 0, 252), beta(returns, market)] as const;
}

function upCapture(returns: readonly number[] = [], market: readonly number[] = []): number {
  return whenUp(returns, market, (up, base) => capture(up, base, 252));
}

function downCapture(returns: readonly number[] = [], market: readonly number[] = []): number {
  return whenDown(returns, market, (down, base) => capture(down, base, 252));
}

function factor({ period = "daily" }: Case): number {
  return series.annualFactors[period];
}

function named(given: Series): Series {
  return given.series === undefined ? given : (vectors.series[given.series] ?? given);
}

function valuesOf(given: Series): number[] {
  return (named(given).values ?? []).map((value) => value ?? Number.NaN);
}

function own({ returns }: Case): number[] {
  return valuesOf(returns);
}

function rate(given: Series | number): number | number[] {
  return typeof given === "number" ? given : valuesOf(given);
}

/** Dates of the values of a series: days, Sundays or ends of months from its first date on. */
function datesOf(given: Series): number[] {
  const { values = [], first_date: first, freq } = named(given);
  if (typeof first !== "string") return [];
  const start = epochDayOf(Number(first.replaceAll("-", "")));
  return values.map((_, index) => {
    if (freq === "D") return tradingDateOf(start + index);
    if (freq === "W-SUN") return tradingDateOf(start + 7 * index);
    const months = Math.floor(tradingDateOf(start) / 10_000) * 12 + index + 1;
    const next = Math.floor(months / 12) * 10_000 + ((months % 12) + 1) * 100 + 1;
    return tradingDateOf(epochDayOf(next) - 1);
  });
}

/** Both series on the dates of either, NaN where one has none. */
function aligned(each: Case): readonly [readonly number[], readonly number[]] {
  const market = each.benchmark ?? each.factor_returns;
  const sides = [each.returns, market as Series].map(
    (side) => new Map(datesOf(side).map((date, index) => [date, valuesOf(side)[index]])),
  );
  const dates = [...new Set(sides.flatMap((side) => [...side.keys()]))].sort((a, b) => a - b);
  const [left, right] = sides.map((side) => dates.map((date) => side.get(date) ?? Number.NaN));
  return [left ?? [], right ?? []];
}

/** Where an answer is not the expected one, within a bound. */
function differences(answer: unknown, expected: unknown, within: number): string[] {
  if (Array.isArray(expected)) {
    const list = answer as readonly unknown[];
    // One vector expects four zeros where there are five: the fifth is not compared there.
    if (list.length < expected.length) return [`${list.length} values, not ${expected.length}`];
    return expected.flatMap((each, index) => differences(list[index], each, within));
  }
  const wanted = expected === "NaN" ? Number.NaN : Number(expected);
  const value = Number(answer);
  const isEqual = Object.is(value, wanted) || Math.abs(value - wanted) <= within;
  return isEqual ? [] : [`${value}, not ${wanted}`];
}
