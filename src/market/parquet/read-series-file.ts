import type { FileHandle } from "node:fs/promises";
import { zstdDecompressSync } from "node:zlib";
import type { AsyncBuffer, DecodedArray, FileMetaData, ParquetScan } from "hyparquet";
import { parquetMetadataAsync, parquetScan } from "hyparquet";
import { tradingDateOf } from "../../domain/trading-date.ts";
import { firstRowFrom, type RowBatch, viewRows } from "../row-batch.ts";
import { KIND_COLUMNS, type SeriesKind } from "../series-kind.ts";

/** The file does not hold what a file of its kind holds. */
export class SeriesFileError extends Error {
  override readonly name = "SeriesFileError";
}

/**
 * Reads the rows of a file whose first time lies from one instant up to, not including, another:
 * one batch for each row group that has any, so no more than one group is in memory.
 * @throws SeriesFileError when the file ends too early; whatever the Parquet reader throws for a
 * file that is none.
 */
export async function* readSeriesFile(
  handle: FileHandle,
  kind: SeriesKind,
  fromNs: bigint,
  toNs: bigint,
): AsyncGenerator<RowBatch> {
  const file = await asyncBufferOf(handle);
  const [firstTime = ""] = KIND_COLUMNS[kind].times;
  const scan = await parquetScan({
    file,
    metadata: await plainMetadata(file),
    pruningFilter: { [firstTime]: { $gte: fromNs, $lt: toNs } },
    compressors: { ZSTD: (page: Uint8Array) => zstdDecompressSync(page) },
  });
  for (const group of scan.ranges) {
    const rows = await readGroup(scan, kind, group);
    const [from, to] = [firstRowFrom(rows, fromNs), firstRowFrom(rows, toNs)];
    if (from < to) yield from === 0 && to === rows.length ? rows : viewRows(rows, from, to);
  }
}

async function readGroup(
  scan: ParquetScan,
  kind: SeriesKind,
  group: { readonly rowStart: number; readonly rowEnd: number },
): Promise<RowBatch> {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const read = (column: string): Promise<DecodedArray> => scan.readColumn({ column, ...group });
  const wide = async (names: readonly string[]) => {
    const columns: BigInt64Array[] = [];
    for (const name of names) columns.push(asWide(await read(name)));
    return columns;
  };
  const doubles: Float64Array[] = [];
  for (const name of quantities) doubles.push(Float64Array.from(await read(name)));
  return {
    kind,
    length: group.rowEnd - group.rowStart,
    times: await wide(times),
    dates: hasDate ? datesOfDays(await read("date")) : new Int32Array(),
    prices: await wide(prices),
    quantities: doubles,
    sides: hasSide ? Int32Array.from(await read("side")) : new Int32Array(),
  };
}

/** Copied where it is a view at an offset that its 32-bit halves could not be read from. */
function asWide(values: DecodedArray): BigInt64Array {
  return values instanceof BigInt64Array ? values : BigInt64Array.from(values);
}

/** Neighbours share their date, so most of the arithmetic is done once a day. */
function datesOfDays(days: DecodedArray): Int32Array {
  const dates = new Int32Array(days.length);
  let [lastDay, lastDate] = [Number.NaN, 0];
  for (let index = 0; index < dates.length; index++) {
    const day = Number(days[index]);
    if (day !== lastDay) [lastDay, lastDate] = [day, tradingDateOf(day)];
    dates[index] = lastDate;
  }
  return dates;
}

/**
 * The metadata without the meaning of the columns: dates stay days, times nanoseconds and prices
 * units, in typed arrays, where the reader would make objects of each and lose digits.
 */
async function plainMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  const metadata = await parquetMetadataAsync(file, {
    parsers: { dateFromDays: (days) => days, timestampFromNanoseconds: (nanos) => nanos },
  });
  const schema = metadata.schema.map((element) => {
    const { converted_type: _, logical_type: __, ...plain } = element;
    return plain;
  });
  return { ...metadata, schema };
}

async function asyncBufferOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const buffer = new ArrayBuffer(Math.max(0, end - start));
      const { bytesRead } = await handle.read(new Uint8Array(buffer), { position: start });
      if (bytesRead !== buffer.byteLength) throw new SeriesFileError("the file ends too early");
      return buffer;
    },
  };
}
