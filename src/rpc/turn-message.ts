/** Answers to turns as messages, for callers of forms that people can read. */
import { create } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import {
  type MarketColumns,
  MarketColumnsSchema,
  type TurnResult,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { SeriesRows, TurnAnswer } from "../sessions/turn-answer.ts";
import { columnsForm } from "./batch-columns.ts";
import { camelCase, columnsOf } from "./market-columns.ts";
import { intervalOf } from "./turn-bytes.ts";

/** The answer with its data. */
export function turnMessage({ result, data }: TurnAnswer): TurnResult {
  return data.length === 0 ? result : { ...result, data: data.map(marketColumns) };
}

function marketColumns({ symbol, series, parts, warmupRows }: SeriesRows): MarketColumns {
  const interval = intervalOf(series);
  const message = create(MarketColumnsSchema, { symbol, interval, warmupRows });
  const { field, schema } = columnsForm(series.kind);
  const columns: Record<string, (bigint | number)[]> = {};
  for (const { batch, from, to } of parts) {
    for (const [name, column] of columnsOf(series.kind, batch, [from, to])) {
      columns[camelCase(name)] ??= [];
      for (const value of column) columns[camelCase(name)]?.push(value);
    }
  }
  reflect(MarketColumnsSchema, message).set(field, reflect(schema, create(schema, columns)));
  return message;
}
