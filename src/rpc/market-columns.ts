/** Rows of a catalog as columns on the wire. */
import { create, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { AggressorSide } from "../../gen/ts/openbell/v1/market_data_pb.ts";
import {
  type ReadBarsResponse,
  ReadBarsResponseSchema,
  type ReadQuotesResponse,
  ReadQuotesResponseSchema,
  type ReadTradesResponse,
  ReadTradesResponseSchema,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesBatch } from "../market/series-catalog.ts";
import { KIND_COLUMNS, type SeriesKind, SIDE } from "../market/series-kind.ts";
import { packedMessage } from "./packed-field.ts";

/** The message that carries rows of a kind; its field for them is named for the kind. */
export interface ResponseOf {
  readonly bars: ReadBarsResponse;
  readonly quote_bars: ReadBarsResponse;
  readonly trades: ReadTradesResponse;
  readonly quotes: ReadQuotesResponse;
}

interface Form<Response> {
  readonly schema: DescMessage;
  /** The message before it has rows. */
  readonly empty: (resumeToken: string) => Response;
}

const barsForm: Form<ReadBarsResponse> = {
  schema: ReadBarsResponseSchema,
  empty: (resumeToken) => create(ReadBarsResponseSchema, { resumeToken }),
};

const forms: { readonly [Kind in SeriesKind]: Form<ResponseOf[Kind]> } = {
  bars: barsForm,
  quote_bars: barsForm,
  trades: {
    schema: ReadTradesResponseSchema,
    empty: (resumeToken) => create(ReadTradesResponseSchema, { resumeToken }),
  },
  quotes: {
    schema: ReadQuotesResponseSchema,
    empty: (resumeToken) => create(ReadQuotesResponseSchema, { resumeToken }),
  },
};

/** Numbers of one column, as they stand in memory. */
export type Column = BigInt64Array | Int32Array | Float64Array | Uint8Array;

/** The rows of a batch from one up to another, as a message of the contract. */
export function readableRows<Kind extends SeriesKind>(
  kind: Kind,
  batch: SeriesBatch,
  range: readonly [number, number],
  resumeToken: string,
): ResponseOf[Kind] {
  const { field, columns } = fieldsOf(kind);
  const named = columnsOf(kind, batch, range).map(([name, column]) => {
    return [camelCase(name), Array.from<bigint | number>(column)];
  });
  const response = forms[kind].empty(resumeToken);
  const rows = create(columns, Object.fromEntries(named));
  reflect(forms[kind].schema, response).set(field, reflect(columns, rows));
  return response;
}

/**
 * The same for binary forms only. Numbers of a fixed width stand on the wire as they stand in
 * memory, so a column is copied and no number of it is looked at.
 */
export function packedRows<Kind extends SeriesKind>(
  kind: Kind,
  batch: SeriesBatch,
  range: readonly [number, number],
  resumeToken: string,
): ResponseOf[Kind] {
  const { field, columns } = fieldsOf(kind);
  const fields = columnsOf(kind, batch, range).map(([name, column]) => {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    return [fieldOf(columns, name), bytes] as const;
  });
  const response = forms[kind].empty(resumeToken);
  response.$unknown = [packedMessage(field, fields)];
  return response;
}

/** The field that the rows of a kind have in their message, and the message that it holds. */
function fieldsOf(kind: SeriesKind): {
  readonly field: DescField;
  readonly columns: DescMessage;
} {
  const field = fieldOf(forms[kind].schema, kind);
  if (field.message === undefined) throw new Error(`${field.name} holds no columns`);
  return { field, columns: field.message };
}

/** The part of a batch that goes over the wire. */
export type ColumnBatch = Pick<
  SeriesBatch,
  "timeNs" | "knownNs" | "date" | "prices" | "quantities" | "sides"
>;

/**
 * Columns whose names in the contract are not those in the catalog: generated C++ counts a list
 * `bid` by a method `bid_size`, beside which no list of that name compiles.
 */
const contractNames: Readonly<Record<string, string>> = {
  bid_size: "bid_quantity",
  ask_size: "ask_quantity",
};

/** The columns of some rows under the names that they have in the contract. */
export function columnsOf(
  kind: SeriesKind,
  batch: ColumnBatch,
  range: readonly [number, number],
): readonly (readonly [string, Column])[] {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const named = (names: readonly string[], columns: readonly Exclude<Column, Uint8Array>[]) =>
    names.map((name, index) => {
      const column = (columns[index] ?? new Float64Array()).subarray(...range);
      return [contractNames[name] ?? name, column] as const;
    });
  return [
    ...named(times, [batch.timeNs, batch.knownNs]),
    ...named(hasDate ? ["date"] : [], [batch.date]),
    ...named(prices, batch.prices),
    ...named(quantities, batch.quantities),
    ...(hasSide ? [["side", wireSides(batch.sides.subarray(...range))] as const] : []),
  ];
}

/** Numbers of an enum are varints: these have a byte each. */
function wireSides(sides: Int32Array): Uint8Array {
  return Uint8Array.from(sides, (side) => {
    if (side === SIDE.unknown) return AggressorSide.UNSPECIFIED;
    return side === SIDE.buy ? AggressorSide.BUYER : AggressorSide.SELLER;
  });
}

/** A field of a message by its name. */
export function fieldOf(schema: DescMessage, name: string): DescField {
  const field = schema.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`${schema.name} has no field ${name}`);
  return field;
}

/** A name of the contract as programs spell it. */
export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
