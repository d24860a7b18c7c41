import { createHash } from "node:crypto";
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { TradingDate } from "../../domain/trading-date.ts";
import type { BarColumns } from "../catalog.ts";
import { makeDirectory, putFile, readIfPresent, TEMPORARY_PREFIX } from "./durable-file.ts";
import { encodeBarFile } from "./encode-bar-file.ts";
import {
  type BarFile,
  formatSeriesIndex,
  INDEX_SUFFIX,
  indexDirectory,
  type SeriesIndex,
  seriesDirectory,
} from "./series-index.ts";

/** A series to be stored. */
export interface SeriesToWrite {
  readonly symbol: string;
  readonly interval: SeriesIndex["interval"];
  readonly priceIncrement: string;
  readonly source: string;
  readonly missingDates: readonly TradingDate[];
  /** All bars of the series, at least one. */
  readonly bars: BarColumns;
}

/**
 * Replaces a series of the catalog in a folder. After a crash at any point the catalog holds
 * either the old series or the new one, whole. Writing what is already there changes nothing.
 * One writer at a time for each series.
 * @returns whether the catalog changed, and the size of the stored Parquet file.
 */
export async function writeSeries(
  catalogDir: string,
  series: SeriesToWrite,
): Promise<{ readonly changed: boolean; readonly bytes: number }> {
  const { symbol, interval, bars } = series;
  const facts = {
    symbol,
    interval,
    price_increment: series.priceIncrement,
    source: series.source,
  };
  const content = encodeBarFile(bars, facts);
  const file = describeFile(bars, content);
  const index = formatSeriesIndex({
    format: 1,
    ...facts,
    bars: file.bars,
    first_date: file.first_date,
    last_date: file.last_date,
    missing_dates: [...series.missingDates],
    files: [file],
  });
  const dataDir = seriesDirectory(catalogDir, interval, symbol);
  const indexDir = indexDirectory(catalogDir, interval);
  const indexName = `${symbol}${INDEX_SUFFIX}`;
  const stored = await readIfPresent(join(indexDir, indexName));
  const isStored =
    stored?.toString() === index && (await holdsContent(join(dataDir, file.name), content));
  if (!isStored) {
    await makeDirectory(dataDir);
    await putFile(dataDir, file.name, content);
    await makeDirectory(indexDir);
    await putFile(indexDir, indexName, Buffer.from(index));
  }
  await removeOthers(dataDir, file.name);
  return { changed: !isStored, bytes: content.byteLength };
}

function describeFile(bars: BarColumns, content: Uint8Array): BarFile {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const firstDate = bars.date.at(0);
  const lastDate = bars.date.at(-1);
  if (firstDate === undefined || lastDate === undefined) throw new Error("a series without bars");
  return {
    name: `${firstDate}-${lastDate}-${sha256.slice(0, 12)}.parquet`,
    bytes: content.byteLength,
    sha256,
    bars: bars.length,
    first_date: firstDate,
    last_date: lastDate,
  };
}

/** An import of what is there also repairs a file that was damaged or lost. */
async function holdsContent(path: string, content: Uint8Array): Promise<boolean> {
  const stored = await readIfPresent(path);
  return stored?.equals(content) ?? false;
}

/** Removes what older or interrupted imports left, so that every Parquet file here is current. */
async function removeOthers(directory: string, current: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const isUnfinished = name.startsWith(TEMPORARY_PREFIX);
    const isOld = name.endsWith(".parquet") && name !== current;
    if (isUnfinished || isOld) await unlink(join(directory, name));
  }
}
