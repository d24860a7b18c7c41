/** Figures of ffn, by its definitions: a series of prices, of which the equity is one. */
import { epochDayOf } from "../../../domain/trading-date.ts";
import type { ResultSeries } from "../result-series.ts";
import type { CompatibleSet } from "./compatible-set.ts";

const secondsPerYear = 31_557_600;

/** Prices as a series that begins with 100. */
export function rebased(prices: readonly number[], start = 100): number[] {
  return prices.map((price) => (price / (prices[0] ?? Number.NaN)) * start);
}

/** Price / highest price so far − 1. */
export function drawdowns(prices: readonly number[]): number[] {
  let peak = Number.NEGATIVE_INFINITY;
  return prices.map((price) => {
    peak = Math.max(peak, price);
    return price / peak - 1;
  });
}

/** Years of 365.25 days between two dates, `yyyymmdd`. */
export function yearFraction(from: number, to: number): number {
  return ((epochDayOf(to) - epochDayOf(from)) * 86_400) / secondsPerYear;
}

/** (Last price / first)^(1 / years) − 1. */
export function compoundGrowth(prices: readonly number[], from: number, to: number): number {
  const growth = (prices.at(-1) ?? Number.NaN) / (prices[0] ?? Number.NaN);
  return growth ** (1 / yearFraction(from, to)) - 1;
}

function equityOf({ days }: ResultSeries): readonly number[] {
  return days.map(({ close }) => close);
}

/** The set. */
export const ffn: CompatibleSet = {
  tool: "ffn",
  source: "ffn 1.4.1, `ffn/core.py`",
  remarks: ["The prices are the equity at the end of each day, from the first day on."],
  figures: [
    {
      name: "total_return",
      unit: "fraction",
      formula: "last price / first price − 1",
      compute: (series) => (rebased(equityOf(series), 1).at(-1) ?? Number.NaN) - 1,
    },
    {
      name: "cagr",
      unit: "fraction",
      formula: "(last price / first price)^(1 / years of 365.25 days) − 1",
      compute: (series) => {
        const { days } = series;
        return compoundGrowth(
          equityOf(series),
          days[0]?.date ?? 19700101,
          days.at(-1)?.date ?? 19700101,
        );
      },
    },
    {
      name: "max_drawdown",
      unit: "fraction",
      formula: "min(price / highest price so far − 1)",
      compute: (series) =>
        drawdowns(equityOf(series)).reduce((left, right) => Math.min(left, right), 0),
    },
  ],
};
