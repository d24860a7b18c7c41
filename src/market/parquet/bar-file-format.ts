import type { SchemaElement } from "hyparquet";

/** The columns of a Parquet file of bars, in order. None of them has nulls. */
export const BAR_COLUMNS = [
  "date",
  "open_time",
  "close_time",
  "open",
  "high",
  "low",
  "close",
  "volume",
] as const;

/** Name of a column. */
export type BarColumn = (typeof BAR_COLUMNS)[number];

const instant = {
  type: "INT64",
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" },
} as const;

/**
 * Prices are doubles, the nearest to the decimal price: every reader loads them as numbers at full
 * speed, while Parquet's DECIMAL arrives in pandas as slow Python objects.
 */
const typeOfColumn: Record<BarColumn, Omit<SchemaElement, "name">> = {
  date: { type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } },
  open_time: instant,
  close_time: instant,
  open: { type: "DOUBLE" },
  high: { type: "DOUBLE" },
  low: { type: "DOUBLE" },
  close: { type: "DOUBLE" },
  volume: { type: "DOUBLE" },
};

/** The Parquet schema of a file of bars. */
export const BAR_FILE_SCHEMA: SchemaElement[] = [
  { name: "bars", num_children: BAR_COLUMNS.length },
  ...BAR_COLUMNS.map(
    (name): SchemaElement => ({ name, repetition_type: "REQUIRED", ...typeOfColumn[name] }),
  ),
];
