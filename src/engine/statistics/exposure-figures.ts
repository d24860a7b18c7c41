/** Figures about how much was held, and what trading cost. */
import type { StatisticDefinition } from "./definition.ts";
import type { ResultSeries } from "./result-series.ts";
import { yearsOf } from "./return-figures.ts";
import { mean, ratio } from "./sample.ts";

function averageEquity({ days }: ResultSeries): number | undefined {
  return mean(days.map(({ close }) => close));
}

const noSlice = "no slice has passed";
const noFill = "nothing was filled";

/** The figures. */
export const exposureFigures: readonly StatisticDefinition[] = [
  {
    name: "exposure",
    unit: "fraction",
    formula: "slices at whose end there was a position / slices",
    undefinedWhen: noSlice,
    source: "",
    compute: ({ tally }) => ratio(tally.exposedSlices, tally.slices),
  },
  {
    name: "average_leverage",
    unit: "ratio",
    formula: "mean(gross exposure / E) over the slices; a slice with E of 0 or less counts as 0",
    undefinedWhen: noSlice,
    source: "",
    compute: ({ tally }) => ratio(tally.leverageSum, tally.slices),
  },
  {
    name: "max_leverage",
    unit: "ratio",
    formula: "max(gross exposure / E) over the slices with E above 0",
    undefinedWhen: noSlice,
    source: "",
    compute: ({ tally }) => (tally.slices === 0 ? undefined : tally.leverageMax),
  },
  {
    name: "traded_value",
    unit: "currency",
    formula: "Σ quantity · price · multiplier of all fills",
    undefinedWhen: "",
    source: "",
    compute: ({ fills }) => fills.value,
  },
  {
    name: "annual_turnover",
    unit: "ratio",
    formula: "traded_value / 2 / mean(E at the end of a day) / T",
    undefinedWhen: "no trading day has closed, or the mean is 0",
    source: "",
    compute: (series) => {
      const years = yearsOf(series);
      const turnover = ratio(series.fills.value / 2, averageEquity(series));
      return years === undefined || turnover === undefined ? undefined : turnover / years;
    },
  },
];

/** The figures of cost. */
export const costFigures: readonly StatisticDefinition[] = [
  {
    name: "orders",
    unit: "count",
    formula: "orders that were placed",
    undefinedWhen: "",
    source: "",
    compute: ({ orders }) => orders,
  },
  {
    name: "fills",
    unit: "count",
    formula: "fills",
    undefinedWhen: "",
    source: "",
    compute: ({ fills }) => fills.count,
  },
  {
    name: "fees",
    unit: "currency",
    formula: "Σ commission of all fills",
    undefinedWhen: "",
    source: "",
    compute: ({ fills }) => fills.fees,
  },
  {
    name: "fees_per_traded_value",
    unit: "fraction",
    formula: "fees / traded_value",
    undefinedWhen: noFill,
    source: "",
    compute: ({ fills }) => ratio(fills.fees, fills.value),
  },
  {
    name: "slippage_cost",
    unit: "currency",
    formula: "Σ slippage · quantity · multiplier of all fills",
    undefinedWhen: "",
    source: "",
    compute: ({ fills }) => fills.slippageCost,
  },
  {
    name: "maker_share",
    unit: "fraction",
    formula: "fills that gave liquidity / fills",
    undefinedWhen: noFill,
    source: "",
    compute: ({ fills }) => ratio(fills.makers, fills.count),
  },
  {
    name: "volume_capped_share",
    unit: "fraction",
    formula: "fills that the volume cap cut down / fills",
    undefinedWhen: noFill,
    source: "",
    compute: ({ fills }) => ratio(fills.capped, fills.count),
  },
  {
    name: "dividends",
    unit: "currency",
    formula: "dividends that were paid in, less those paid out, and what splits left over",
    undefinedWhen: "",
    source: "",
    compute: ({ dividends }) => dividends,
  },
];
