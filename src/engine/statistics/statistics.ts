/** All figures of the report, in their order. */

import { benchmarkFigures } from "./benchmark-figures.ts";
import type { StatisticDefinition, StatisticUnit } from "./definition.ts";
import { drawdownFigures } from "./drawdown-figures.ts";
import { costFigures, exposureFigures } from "./exposure-figures.ts";
import type { ResultSeries } from "./result-series.ts";
import { returnFigures } from "./return-figures.ts";
import { riskFigures } from "./risk-figures.ts";
import { tradeFigures } from "./trade-figures.ts";

/** Figures that belong together. */
export interface StatisticTheme {
  readonly title: string;
  readonly figures: readonly StatisticDefinition[];
}

/** The themes. */
export const statisticThemes: readonly StatisticTheme[] = [
  { title: "Returns", figures: returnFigures },
  { title: "Risk", figures: riskFigures },
  { title: "Drawdown", figures: drawdownFigures },
  { title: "Trades", figures: tradeFigures },
  { title: "Exposure", figures: exposureFigures },
  { title: "Costs", figures: costFigures },
  { title: "Benchmark", figures: benchmarkFigures },
];

/** A figure with its value. */
export interface StatisticValue {
  readonly name: string;
  readonly value: number;
  readonly unit: StatisticUnit;
  readonly definition: string;
}

/** The figures that are defined for a result, in order. What is not defined is left out. */
export function computeStatistics(
  definitions: readonly Pick<StatisticDefinition, "name" | "unit" | "formula" | "compute">[],
  series: ResultSeries,
): StatisticValue[] {
  return definitions.flatMap(({ name, unit, formula, compute }) => {
    const value = compute(series);
    if (value === undefined || !Number.isFinite(value)) return [];
    // `+ 0` makes -0 a 0: nobody means to say minus nothing.
    return [{ name, value: value + 0, unit, definition: formula }];
  });
}
