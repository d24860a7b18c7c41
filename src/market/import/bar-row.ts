/** One bar of a source, as the text it came as. */
export interface BarRow {
  /** Line of the source, counted from 1. */
  readonly line: number;
  /** Trading date as `YYYY-MM-DD`. */
  readonly date: string;
  /** Prices and volume as plain decimals. */
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** Something in a source that cannot be imported. */
export interface RowProblem {
  /** Line of the source, counted from 1; 0 for the source as a whole. */
  readonly line: number;
  /** What is wrong, and what would be right. */
  readonly problem: string;
}
