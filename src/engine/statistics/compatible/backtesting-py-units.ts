/** How backtesting.py writes its figures. */
import type { ResultSeries } from "../result-series.ts";
import type { CompatibleFigure } from "./compatible-set.ts";

type Compute = CompatibleFigure["compute"];

/** A figure as it is. */
export function figure(
  name: string,
  unit: CompatibleFigure["unit"],
  formula: string,
  compute: Compute,
): CompatibleFigure {
  return { name, unit, formula, compute };
}

/** A fraction, in percent. */
export function percent(name: string, formula: string, compute: Compute): CompatibleFigure {
  return figure(name, "percent", formula, (series) => {
    const value = compute(series);
    return value === undefined ? undefined : value * 100;
  });
}

const resolutions = [86_400, 3_600, 60, 1] as const;

/** Days rounded up to the largest of a day, an hour, a minute and a second that the bars have. */
export function roundedUp(days: number | undefined, series: ResultSeries): number | undefined {
  if (days === undefined) return undefined;
  const { barSeconds } = series;
  const step = resolutions.find((each) => barSeconds % each === 0) ?? 1;
  // To the microsecond first: a sum of doubles must not become a step of its own.
  return (Math.ceil(Math.round(days * 86_400e6) / 1e6 / step) * step) / 86_400;
}
