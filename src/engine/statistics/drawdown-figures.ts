/** Figures about falls from the highest equity, measured after every slice. */
import type { StatisticDefinition } from "./definition.ts";
import { openSpan } from "./equity-tally.ts";
import { annualReturn, finalEquity } from "./return-figures.ts";
import { ratio } from "./sample.ts";

const noFall = "the equity never fell";
const noSlice = "no slice has passed";

/** The figures. */
export const drawdownFigures: readonly StatisticDefinition[] = [
  {
    name: "max_drawdown",
    unit: "fraction",
    formula: "min(d), with d = E / (highest E so far, E_0 included) − 1 after every slice",
    undefinedWhen: noSlice,
    source: "",
    compute: ({ tally }) => (tally.slices === 0 ? undefined : tally.maxDrawdown),
  },
  {
    name: "max_drawdown_amount",
    unit: "currency",
    formula: "min(E − highest E so far), 0 or less",
    undefinedWhen: noSlice,
    source: "",
    compute: ({ tally }) => (tally.slices === 0 ? undefined : tally.maxDrawdownMoney),
  },
  {
    name: "current_drawdown",
    unit: "fraction",
    formula: "d after the last slice",
    undefinedWhen: noSlice,
    source: "",
    compute: (series) => {
      const { peak, slices, lastEquity } = series.tally;
      return slices === 0 || peak <= 0 ? undefined : lastEquity / peak - 1;
    },
  },
  {
    name: "drawdowns",
    unit: "count",
    formula: "stretches with d < 0; the one that is open counts",
    undefinedWhen: "",
    source: "",
    compute: ({ tally }) => tally.episodes + (tally.slicesBelow > 0 ? 1 : 0),
  },
  {
    name: "average_drawdown",
    unit: "fraction",
    formula: "mean over the drawdowns of their smallest d",
    undefinedWhen: noFall,
    source: "",
    compute: ({ tally }) =>
      ratio(tally.depthSum + tally.openDepth, tally.episodes + (tally.slicesBelow > 0 ? 1 : 0)),
  },
  {
    name: "longest_drawdown",
    unit: "days",
    formula: "longest time from a peak until it was reached again, or to the end, by session time",
    undefinedWhen: noFall,
    source: "",
    compute: ({ tally }) => {
      const longest = Math.max(tally.secondsMax, openSpan(tally).seconds);
      return longest === 0 ? undefined : longest / 86_400;
    },
  },
  {
    name: "average_drawdown_length",
    unit: "days",
    formula: "mean of the same time over the drawdowns",
    undefinedWhen: noFall,
    source: "",
    compute: ({ tally }) => {
      const seconds = tally.secondsSum + openSpan(tally).seconds;
      const days = ratio(seconds, tally.episodes + (tally.slicesBelow > 0 ? 1 : 0));
      return days === undefined ? undefined : days / 86_400;
    },
  },
  {
    name: "ulcer_index",
    unit: "fraction",
    formula: "√(mean(d²)) over the slices",
    undefinedWhen: noSlice,
    source: "P. G. Martin and B. B. McCann, The Investor's Guide to Fidelity Funds (1989)",
    compute: ({ tally }) => {
      const squares = ratio(tally.drawdownSquareSum, tally.slices);
      return squares === undefined ? undefined : Math.sqrt(squares);
    },
  },
  {
    name: "pain_index",
    unit: "fraction",
    formula: "mean(|d|) over the slices",
    undefinedWhen: noSlice,
    source: "T. Becker, Zephyr Associates (2006)",
    compute: ({ tally }) => ratio(-tally.drawdownSum, tally.slices),
  },
  {
    name: "martin_ratio",
    unit: "ratio",
    formula: "(annual_return − risk-free rate) / ulcer_index",
    undefinedWhen: `${noFall}, or annual_return is absent`,
    source: "P. G. Martin and B. B. McCann (1989)",
    compute: (series) => {
      const { drawdownSquareSum, slices } = series.tally;
      const annual = annualReturn(series);
      if (annual === undefined) return undefined;
      return ratio(annual - series.riskFreeRate, Math.sqrt(drawdownSquareSum / slices));
    },
  },
  {
    name: "calmar_ratio",
    unit: "ratio",
    formula: "annual_return / |max_drawdown|",
    undefinedWhen: `${noFall}, or annual_return is absent`,
    source: "T. W. Young, Calmar Ratio: A Smoother Tool (1991), over the whole session",
    compute: (series) => ratio(annualReturn(series), -series.tally.maxDrawdown),
  },
  {
    name: "recovery_factor",
    unit: "ratio",
    formula: "net_profit / |max_drawdown_amount|",
    undefinedWhen: noFall,
    source: "",
    compute: (series) =>
      ratio(finalEquity(series) - series.initialCapital, -series.tally.maxDrawdownMoney),
  },
  {
    name: "peak_equity",
    unit: "currency",
    formula: "highest E after a slice, E_0 included",
    undefinedWhen: "",
    source: "",
    compute: ({ tally }) => tally.peak,
  },
  {
    name: "lowest_equity",
    unit: "currency",
    formula: "lowest E after a slice, E_0 included",
    undefinedWhen: "",
    source: "",
    compute: ({ tally }) => tally.lowest,
  },
];
