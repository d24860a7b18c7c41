/** Answers to turns on the wire. */
import { create, type DescField, type DescMessage, type UnknownField } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { WireType } from "@bufbuild/protobuf/wire";
import {
  type MarketColumns,
  MarketColumnsSchema,
  type TurnResult,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { SeriesRows, TurnAnswer } from "../sessions/turn-answer.ts";
import { type Column, camelCase, columnsOf, fieldOf } from "./market-columns.ts";

/** The answer with its data: `packs` for callers of the binary form, who get columns as bytes. */
export function turnMessage({ result, data }: TurnAnswer, packs: boolean): TurnResult {
  if (data.length === 0) return result;
  return { ...result, data: data.map((rows) => marketColumns(rows, packs)) };
}

function marketColumns(rows: SeriesRows, packs: boolean): MarketColumns {
  const { symbol, series, warmupRows } = rows;
  const isBars = series.kind === "bars" || series.kind === "quote_bars";
  const interval = isBars ? series.interval : "";
  const message = create(MarketColumnsSchema, { symbol, interval, warmupRows });
  const form = formOf(series.kind);
  const columns = joinedColumns(rows);
  if (packs) message.$unknown = [packColumns(form, columns)];
  else reflect(MarketColumnsSchema, message).set(form.field, readable(form.schema, columns));
  return message;
}

/** Where the rows of a kind stand in their message; found once, for a turn is little else. */
interface Form {
  readonly field: DescField;
  readonly schema: DescMessage;
  /** Numbers of the columns, by name. */
  readonly numbers: ReadonlyMap<string, number>;
}

const forms = new Map<string, Form>();

function formOf(kind: SeriesRows["series"]["kind"]): Form {
  const known = forms.get(kind);
  if (known !== undefined) return known;
  const field = fieldOf(MarketColumnsSchema, kind);
  const schema = field.message;
  if (schema === undefined) throw new Error(`${field.name} holds no columns`);
  const numbers = new Map(schema.fields.map(({ name, number }) => [name, number]));
  const form = { field, schema, numbers };
  forms.set(kind, form);
  return form;
}

/** The columns with the pieces that each stands in. */
type Columns = readonly (readonly [name: string, pieces: readonly Column[]])[];

function joinedColumns({ series, parts }: SeriesRows): Columns {
  const pieces = parts.map(({ batch, from, to }) => columnsOf(series.kind, batch, [from, to]));
  const [first = []] = pieces;
  if (pieces.length === 1) return first.map(([name, column]) => [name, [column]]);
  return first.map(([name], index) => [
    name,
    pieces.flatMap((piece) => {
      const column = piece[index]?.[1];
      return column === undefined ? [] : [column];
    }),
  ]);
}

/**
 * The columns as a field that the message does not know. Numbers of a fixed width stand on the wire
 * as in memory, and tags of columns have one byte: each column is copied, and nothing is looked at.
 */
function packColumns({ field, numbers }: Form, columns: Columns): UnknownField {
  const lengths = columns.map(([, pieces]) =>
    pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
  const length = lengths.reduce((sum, each) => sum + 1 + varintBytes(each) + each, 0);
  const data = Buffer.allocUnsafe(varintBytes(length) + length);
  let at = writeVarint(data, length, 0);
  for (const [index, [name, pieces]] of columns.entries()) {
    data[at] = ((numbers.get(name) ?? 0) << 3) | WireType.LengthDelimited;
    at = writeVarint(data, lengths[index] ?? 0, at + 1);
    for (const { buffer, byteOffset, byteLength } of pieces) {
      data.set(new Uint8Array(buffer, byteOffset, byteLength), at);
      at += byteLength;
    }
  }
  return { no: field.number, wireType: WireType.LengthDelimited, data };
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest >>>= 7) bytes += 1;
  return bytes;
}

function writeVarint(target: Uint8Array, value: number, from: number): number {
  let [at, rest] = [from, value];
  for (; rest >= 0x80; rest >>>= 7) {
    target[at] = (rest & 0x7f) | 0x80;
    at += 1;
  }
  target[at] = rest;
  return at + 1;
}

function readable(schema: DescMessage, columns: Columns) {
  const numbers = columns.map(([name, pieces]) => [
    camelCase(name),
    pieces.flatMap((piece) => Array.from<bigint | number>(piece)),
  ]);
  return reflect(schema, create(schema, Object.fromEntries(numbers)));
}
