import type { StatisticDefinition } from "../definition.ts";

/** A figure under the name and by the definition of another tool. */
export type CompatibleFigure = Pick<StatisticDefinition, "name" | "unit" | "formula" | "compute">;

/** The figures of another tool. */
export interface CompatibleSet {
  /** The tool, as it calls itself. */
  readonly tool: string;
  /** The release whose definitions they are, and where these are published. */
  readonly source: string;
  /** What a reader has to know who compares. */
  readonly remarks: readonly string[];
  readonly figures: readonly CompatibleFigure[];
}
