import type { FileHandle } from "node:fs/promises";
import type { AsyncBuffer, DecodedArray, FileMetaData, ParquetRowRange } from "hyparquet";
import { parquetMetadataAsync, parquetScan } from "hyparquet";
import { epochDayOf, type TradingDate, tradingDateOf } from "../../domain/trading-date.ts";
import type { BarColumns } from "../catalog.ts";
import type { PriceGrid } from "../price-grid.ts";
import type { BarColumn } from "./bar-file-format.ts";

/** The file does not hold what a file of bars holds. */
export class BarFileError extends Error {
  override readonly name = "BarFileError";
}

/**
 * Reads the bars of a Parquet file from one date to another, both included, one batch for each row
 * group that has any.
 * @throws BarFileError for a price that is not on the grid; whatever the Parquet reader throws for
 * a file that is none.
 */
export async function* readBarFile(
  handle: FileHandle,
  grid: PriceGrid,
  from: TradingDate,
  to: TradingDate,
): AsyncGenerator<BarColumns> {
  const file = await asyncBufferOf(handle);
  const [firstDay, lastDay] = [epochDayOf(from), epochDayOf(to)];
  const scan = await parquetScan({
    file,
    metadata: await plainMetadata(file),
    pruningFilter: { date: { $gte: firstDay, $lte: lastDay } },
  });
  const readColumn = (column: BarColumn, rows: ParquetRowRange): Promise<DecodedArray> =>
    scan.readColumn({ column, ...rows });
  for (const group of scan.ranges) {
    const days = Int32Array.from(await readColumn("date", group));
    const rows = {
      rowStart: group.rowStart + firstIndexAtLeast(days, firstDay),
      rowEnd: group.rowStart + firstIndexAtLeast(days, lastDay + 1),
    };
    if (rows.rowStart >= rows.rowEnd) continue;
    const date = days.slice(rows.rowStart - group.rowStart, rows.rowEnd - group.rowStart);
    yield {
      length: date.length,
      date: date.map(tradingDateOf),
      openTimeNs: BigInt64Array.from(await readColumn("open_time", rows)),
      closeTimeNs: BigInt64Array.from(await readColumn("close_time", rows)),
      ...prices("open", await readColumn("open", rows), grid),
      ...prices("high", await readColumn("high", rows), grid),
      ...prices("low", await readColumn("low", rows), grid),
      ...prices("close", await readColumn("close", rows), grid),
      volume: Float64Array.from(await readColumn("volume", rows)),
    };
  }
}

type PriceColumn = "open" | "high" | "low" | "close";

/** One price column, as doubles and as ticks. */
function prices<Name extends PriceColumn>(name: Name, values: DecodedArray, grid: PriceGrid) {
  const doubles = Float64Array.from(values);
  const ticks = doubles.map((price) => {
    const tick = grid.ticksOfDouble(price);
    if (tick === undefined) {
      throw new BarFileError(
        `column ${name} holds ${price}, which is no multiple of the increment ${grid.increment}`,
      );
    }
    return tick;
  });
  return { [name]: doubles, [`${name}Ticks`]: ticks } as Record<
    Name | `${Name}Ticks`,
    Float64Array
  >;
}

/**
 * The metadata without the meaning of the columns: dates stay days and times stay nanoseconds, in
 * typed arrays, where the reader would otherwise make a `Date` object of each and lose digits.
 */
async function plainMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  const metadata = await parquetMetadataAsync(file, { parsers: { dateFromDays: (days) => days } });
  const schema = metadata.schema.map((element) => {
    const { converted_type: _, logical_type: __, ...plain } = element;
    return plain;
  });
  return { ...metadata, schema };
}

function firstIndexAtLeast(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function asyncBufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const buffer = new ArrayBuffer(Math.max(0, end - start));
      const { bytesRead } = await handle.read(new Uint8Array(buffer), { position: start });
      if (bytesRead !== buffer.byteLength) throw new BarFileError("the file ends too early");
      return buffer;
    },
  };
}
