import type { FileHandle } from "node:fs/promises";
import { zstdDecompressSync } from "node:zlib";
import type { AsyncBuffer, DecodedArray, FileMetaData, ParquetScan, RowGroup } from "hyparquet";
import { parquetMetadataAsync, parquetScan } from "hyparquet";
import { tradingDateOf } from "../../domain/trading-date.ts";
import { firstRowFrom, type RowBatch, viewRows } from "../row-batch.ts";
import { KIND_COLUMNS, type SeriesKind } from "../series-kind.ts";

/** More than the metadata of a year of minute bars takes; where it takes more, the rest is read. */
const footerBytes = 65_536;

/** The file does not hold what a file of its kind holds. */
export class SeriesFileError extends Error {
  override readonly name = "SeriesFileError";
}

/** Rows of a file that are stored together, at most `BATCH_ROWS`. */
export interface FileGroup {
  /** Place of the first row in the file, and of the one behind the last. */
  readonly rowStart: number;
  readonly rowEnd: number;
  /** First times of the first row and the last. */
  readonly firstNs: bigint;
  readonly lastNs: bigint;
}

/** An open file of which single groups can be read. */
export interface ScannedFile {
  /** In their order. */
  readonly groups: readonly FileGroup[];
  /** Decodes a group anew with each call. */
  read(group: FileGroup): Promise<RowBatch>;
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
  const { groups, read } = await scanSeriesFile(handle, kind);
  for (const group of groups) {
    if (group.lastNs < fromNs || group.firstNs >= toNs) continue;
    const rows = await read(group);
    const [from, to] = [firstRowFrom(rows, fromNs), firstRowFrom(rows, toNs)];
    if (from < to) yield from === 0 && to === rows.length ? rows : viewRows(rows, from, to);
  }
}

/**
 * Finds the groups of a file.
 * @throws as `readSeriesFile` does, here and where a group is read.
 */
export async function scanSeriesFile(handle: FileHandle, kind: SeriesKind): Promise<ScannedFile> {
  const file = await asyncBufferOf(handle);
  const metadata = await plainMetadata(file);
  const scan = await parquetScan({
    ...{ file, metadata },
    compressors: { ZSTD: (page: Uint8Array) => zstdDecompressSync(page) },
  });
  return {
    groups: groupsOf(metadata, kind),
    read: (group) => readGroup(scan, kind, group),
  };
}

function groupsOf({ row_groups: groups }: FileMetaData, kind: SeriesKind): readonly FileGroup[] {
  let rowEnd = 0;
  return groups.map((group) => {
    const rowStart = rowEnd;
    rowEnd += Number(group.num_rows);
    return { rowStart, rowEnd, ...timesOf(group, kind) };
  });
}

/** A writer that kept no statistics leaves open which times a group has: then it may have any. */
function timesOf({ columns }: RowGroup, kind: SeriesKind): Pick<FileGroup, "firstNs" | "lastNs"> {
  const [name = ""] = KIND_COLUMNS[kind].times;
  const column = columns.find(({ meta_data }) => meta_data?.path_in_schema.join(".") === name);
  const { min_value: first, max_value: last } = column?.meta_data?.statistics ?? {};
  if (typeof first === "bigint" && typeof last === "bigint")
    return { firstNs: first, lastNs: last };
  return { firstNs: -(2n ** 63n), lastNs: 2n ** 63n - 1n };
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
    initialFetchSize: footerBytes,
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
