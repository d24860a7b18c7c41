import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { epochDayOf } from "../../domain/trading-date.ts";
import { type BarColumns, MAX_BATCH_BARS } from "../catalog.ts";
import { BAR_FILE_SCHEMA, type BarColumn } from "./bar-file-format.ts";

/**
 * The bytes of a Parquet file of bars. Equal bars give equal bytes on every machine: Snappy is
 * compressed by the writer itself, not by a library of the host. A row group is what a reader
 * loads at once.
 */
export function encodeBarFile(
  bars: BarColumns,
  facts: Readonly<Record<string, string>>,
): Uint8Array {
  const data: Record<BarColumn, ColumnSource["data"]> = {
    date: Int32Array.from(bars.date, epochDayOf),
    open_time: bars.openTimeNs,
    close_time: bars.closeTimeNs,
    open: bars.open,
    high: bars.high,
    low: bars.low,
    close: bars.close,
    volume: bars.volume,
  };
  const file = parquetWriteBuffer({
    columnData: Object.entries(data).map(([name, column]) => ({ name, data: column })),
    schema: BAR_FILE_SCHEMA,
    codec: "SNAPPY",
    rowGroupSize: MAX_BATCH_BARS,
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key: `openbell.${key}`, value })),
    createdBy: "openbell",
  });
  return new Uint8Array(file);
}
