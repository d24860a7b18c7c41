import type { SchemaElement } from "hyparquet";
import { PRICE_SCALE } from "../price-units.ts";
import type { RowBatch } from "../row-batch.ts";
import { KIND_COLUMNS, type SeriesKind } from "../series-kind.ts";

/** One column of a file: where its values are, how they are packed, and what they mean. */
export interface FileColumn {
  readonly name: string;
  readonly type: "INT32" | "INT64" | "DOUBLE";
  /** Times ascend in small steps: as differences they take next to nothing. */
  readonly encoding: "PLAIN" | "DELTA_BINARY_PACKED";
  /** Smallest and largest values are kept in the file, for readers that pass row groups over. */
  readonly statistics: boolean;
  readonly meaning: Omit<SchemaElement, "name" | "type">;
  readonly values: (batch: RowBatch) => BigInt64Array | Int32Array | Float64Array | undefined;
}

const instant = {
  logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "NANOS" },
} as const;
const date = { converted_type: "DATE", logical_type: { type: "DATE" } } as const;
/** Exact decimals: 18 digits, 9 of them after the point, whatever the instrument. */
const price = {
  converted_type: "DECIMAL",
  logical_type: { type: "DECIMAL", precision: 18, scale: PRICE_SCALE },
  precision: 18,
  scale: PRICE_SCALE,
} as const;

/** The columns of a kind's files, in order. None of them has nulls. */
export function fileColumns(kind: SeriesKind): readonly FileColumn[] {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const plain = { encoding: "PLAIN", statistics: false } as const;
  const columns: FileColumn[] = times.map((name, at) => ({
    name,
    type: "INT64",
    encoding: "DELTA_BINARY_PACKED",
    statistics: true,
    meaning: instant,
    values: (batch) => batch.times[at],
  }));
  if (hasDate) {
    const values = (batch: RowBatch) => batch.dates;
    columns.push({ name: "date", type: "INT32", ...plain, meaning: date, values });
  }
  for (const [at, name] of prices.entries()) {
    const values = (batch: RowBatch) => batch.prices[at];
    columns.push({ name, type: "INT64", ...plain, meaning: price, values });
  }
  for (const [at, name] of quantities.entries()) {
    const values = (batch: RowBatch) => batch.quantities[at];
    columns.push({ name, type: "DOUBLE", ...plain, meaning: {}, values });
  }
  if (hasSide) {
    const values = (batch: RowBatch) => batch.sides;
    columns.push({ name: "side", type: "INT32", ...plain, meaning: {}, values });
  }
  return columns;
}

/** The Parquet schema of a kind's files, with the meaning of its columns or as bare numbers. */
export function fileSchema(kind: SeriesKind, withMeaning: boolean): SchemaElement[] {
  const columns = fileColumns(kind);
  return [
    { name: kind, num_children: columns.length },
    ...columns.map(
      ({ name, type, meaning }): SchemaElement => ({
        name,
        type,
        repetition_type: "REQUIRED",
        ...(withMeaning ? meaning : {}),
      }),
    ),
  ];
}
