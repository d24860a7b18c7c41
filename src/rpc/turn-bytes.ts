/**
 * Answers to turns in binary form. Most turns are little else than their answer, so the fields that
 * every answer has are written by hand, and columns are copied out of the batches they stand in.
 */
import { toBinary, type UnknownField } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import {
  MarketColumnsSchema,
  type TurnResult,
  TurnResultSchema,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import { RunResponseSchema } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { isBarKind } from "../market/series-kind.ts";
import type { SeriesRows, TurnAnswer } from "../sessions/turn-answer.ts";
import { type BatchColumn, batchColumns, columnsForm } from "./batch-columns.ts";
import { fieldOf } from "./market-columns.ts";
import { delimitedBytes, numberBytes, tagOf, WireBuffer } from "./wire-buffer.ts";

const { LengthDelimited, Varint } = WireType;
const resultNumber = fieldOf(RunResponseSchema, "result").number;
const tags = {
  barrier: tagOf(TurnResultSchema, "barrier", Varint),
  durableBarrier: tagOf(TurnResultSchema, "durable_barrier", Varint),
  sessionTime: tagOf(TurnResultSchema, "session_time", LengthDelimited),
  wokeBy: tagOf(TurnResultSchema, "woke_by", Varint),
  data: tagOf(TurnResultSchema, "data", LengthDelimited),
  sessionState: tagOf(TurnResultSchema, "session_state", Varint),
  tradingState: tagOf(TurnResultSchema, "trading_state", Varint),
  seconds: tagOf(TimestampSchema, "seconds", Varint),
  nanos: tagOf(TimestampSchema, "nanos", Varint),
  warmupRows: tagOf(MarketColumnsSchema, "warmup_rows", Varint),
};

/**
 * The answer as the one field of RunResponse and of StepResponse, in the form in which a message
 * carries a field that it does not know: to who reads it, it is a field like any other.
 */
export function packedTurn({ result, data }: TurnAnswer): UnknownField {
  const numbers = numbersOf(result);
  const time = result.sessionTime && timeOf(result.sessionTime);
  const rest = restOf(result);
  const series = data.map(measure);
  const timeBytes = time && numberBytes(time);
  let length = numberBytes(numbers) + rest.length;
  if (timeBytes !== undefined) length += delimitedBytes(timeBytes);
  for (const each of series) length += delimitedBytes(each.length);
  const buffer = new WireBuffer(delimitedBytes(length) - 1).varint(length).numbers(numbers);
  if (time && timeBytes !== undefined) {
    buffer.varint(tags.sessionTime).varint(timeBytes).numbers(time);
  }
  buffer.copy(rest);
  for (const each of series) write(each, buffer);
  return { no: resultNumber, wireType: LengthDelimited, data: buffer.bytes };
}

/** The barrier comes first. */
function numbersOf(result: TurnResult): readonly number[] {
  const { barrier, durableBarrier, wokeBy, sessionState, tradingState } = result;
  const counts = [tags.barrier, Number(barrier), tags.durableBarrier, Number(durableBarrier)];
  counts.push(tags.wokeBy, wokeBy, tags.sessionState, sessionState);
  counts.push(tags.tradingState, tradingState);
  return counts;
}

function timeOf({ seconds, nanos }: Timestamp): readonly number[] {
  return [tags.seconds, Number(seconds), tags.nanos, nanos];
}

const nothing = new Uint8Array();

/** What is not in every answer. */
function restOf(result: TurnResult): Uint8Array {
  const { results, updates, account, positions, $unknown } = result;
  const isEmpty = results.length + updates.length + positions.length === 0;
  if (isEmpty && account === undefined && $unknown === undefined) return nothing;
  return toBinary(TurnResultSchema, {
    ...result,
    ...{ barrier: 0n, durableBarrier: 0n, sessionTime: undefined, wokeBy: 0 },
    ...{ sessionState: 0, tradingState: 0 },
  });
}

/** One series of an answer, and what it takes. */
interface MeasuredSeries {
  readonly rows: SeriesRows;
  /** Its first fields. */
  readonly head: Uint8Array;
  readonly count: number;
  readonly columnsLength: number;
  /** Bytes of the message. */
  readonly length: number;
}

function measure(rows: SeriesRows): MeasuredSeries {
  const head = headOf(rows);
  let count = 0;
  for (const { from, to } of rows.parts) count += to - from;
  let columnsLength = 0;
  for (const { width } of columnsOf(rows)) columnsLength += delimitedBytes(count * width);
  const warmupLength = numberBytes([tags.warmupRows, rows.warmupRows]);
  const length = head.length + delimitedBytes(columnsLength) + warmupLength;
  return { rows, head, count, columnsLength, length };
}

/** Numbers of a fixed width stand on the wire as in memory: no number is looked at. */
function write(series: MeasuredSeries, buffer: WireBuffer): void {
  const { rows, head, count, columnsLength, length } = series;
  const { parts, warmupRows } = rows;
  buffer.varint(tags.data).varint(length).copy(head);
  buffer.varint(columnsTags[rows.series.kind]).varint(columnsLength);
  for (const [place, { tag, width }] of columnsOf(rows).entries()) {
    buffer.varint(tag).varint(count * width);
    for (const { batch, from, to } of parts) {
      const column = batchColumns(batch)[place];
      if (column !== undefined) buffer.copy(column.bytes, from * width, to * width);
    }
  }
  buffer.numbers([tags.warmupRows, warmupRows]);
}

/** The columns of the first part; those of the others are like them. */
function columnsOf({ parts }: SeriesRows): readonly BatchColumn[] {
  const [first] = parts;
  return first === undefined ? [] : batchColumns(first.batch);
}

const columnsTags = {
  bars: columnsTag("bars"),
  quote_bars: columnsTag("quote_bars"),
  trades: columnsTag("trades"),
  quotes: columnsTag("quotes"),
};

function columnsTag(kind: SeriesRows["series"]["kind"]): number {
  return tagOf(MarketColumnsSchema, columnsForm(kind).field.name, LengthDelimited);
}

/** By the series of a feed, which has one symbol. */
const heads = new WeakMap<SeriesRows["series"], Uint8Array>();

function headOf({ symbol, series }: SeriesRows): Uint8Array {
  const known = heads.get(series);
  if (known !== undefined) return known;
  const head = toBinary(MarketColumnsSchema, {
    $typeName: MarketColumnsSchema.typeName,
    ...{ symbol, interval: intervalOf(series), warmupRows: 0, columns: { case: undefined } },
  });
  heads.set(series, head);
  return head;
}

/** The interval as the contract has it: bars only. */
export function intervalOf({ kind, interval }: SeriesRows["series"]): string {
  return isBarKind(kind) ? interval : "";
}
