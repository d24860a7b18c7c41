/** Bars of a catalog as columns on the wire. */
import { create, type DescMessage } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import {
  BarColumnsSchema,
  QuoteBarColumnsSchema,
  type ReadBarsResponse,
  ReadBarsResponseSchema,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesBatch } from "../market/series-catalog.ts";
import { KIND_COLUMNS } from "../market/series-kind.ts";
import { packedField } from "./packed-field.ts";

/** Kinds of series that are bars. */
export type BarKind = "bars" | "quote_bars";

type Column = BigInt64Array | Int32Array | Float64Array;

/** The rows of a batch from one up to another, as a message of the contract. */
export function readableBars(
  kind: BarKind,
  batch: SeriesBatch,
  [from, to]: readonly [number, number],
  resumeToken: string,
): ReadBarsResponse {
  const named = columnsOf(kind, batch).map(([name, column]) => {
    return [camelCase(name), Array.from<bigint | number>(column.subarray(from, to))];
  });
  const columns = Object.fromEntries(named);
  return create(ReadBarsResponseSchema, {
    columns:
      kind === "bars"
        ? { case: "bars", value: create(BarColumnsSchema, columns) }
        : { case: "quoteBars", value: create(QuoteBarColumnsSchema, columns) },
    resumeToken,
  });
}

/**
 * The same for binary forms only. Numbers of a fixed width stand on the wire as they stand in
 * memory, so a column is copied and no number of it is looked at.
 */
export function packedBars(
  kind: BarKind,
  batch: SeriesBatch,
  [from, to]: readonly [number, number],
  resumeToken: string,
): ReadBarsResponse {
  const writer = new BinaryWriter();
  const schema = schemas[kind];
  for (const [name, column] of columnsOf(kind, batch)) {
    const rows = column.subarray(from, to);
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
    writer.tag(numberOf(schema, name), WireType.LengthDelimited).bytes(bytes);
  }
  const { bars, quoteBars } = ReadBarsResponseSchema.field;
  return {
    $typeName: ReadBarsResponseSchema.typeName,
    columns: { case: undefined },
    resumeToken,
    $unknown: [packedField(kind === "bars" ? bars : quoteBars, writer.finish())],
  };
}

const schemas: Readonly<Record<BarKind, DescMessage>> = {
  bars: BarColumnsSchema,
  quote_bars: QuoteBarColumnsSchema,
};

/** The columns of a batch under the names that they have in the catalog and in the contract. */
function columnsOf(kind: BarKind, batch: SeriesBatch): readonly (readonly [string, Column])[] {
  const { prices, quantities } = KIND_COLUMNS[kind];
  const named = (names: readonly string[], columns: readonly Column[]) =>
    names.map((name, index) => [name, columns[index] ?? new Float64Array()] as const);
  return [
    ["open_time", batch.timeNs],
    ["close_time", batch.knownNs],
    ["date", batch.date],
    ...named(prices, batch.prices),
    ...named(quantities, batch.quantities),
  ];
}

function numberOf(schema: DescMessage, name: string): number {
  const field = schema.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`${schema.name} has no column ${name}`);
  return field.number;
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
