/** What a figure is: one object that computes it and documents it. */
import type { ResultSeries } from "./result-series.ts";

/**
 * Unit of a figure. `fraction`: 0.05 is 5 %; `percent`, of compatible sets alone: 5 is.
 * `currency`: the session's.
 */
export type StatisticUnit = "fraction" | "percent" | "currency" | "count" | "days" | "ratio";

/** A figure of the report. */
export interface StatisticDefinition {
  /** Name in the contract, `snake_case`. Never reused for something else. */
  readonly name: string;
  readonly unit: StatisticUnit;
  /** The formula, in the symbols of `docs/statistics.md`. */
  readonly formula: string;
  /** When the figure is absent; empty for never. */
  readonly undefinedWhen: string;
  /** Who defined it so; empty for a count or a sum that needs no source. */
  readonly source: string;
  /** The value; undefined, or no finite number, where the figure is absent. */
  readonly compute: (series: ResultSeries) => number | undefined;
}
