import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import type { TradingDate } from "../../domain/trading-date.ts";
import {
  type BarColumns,
  type BarInterval,
  type BarRange,
  type Catalog,
  CatalogError,
} from "../catalog.ts";
import type { Instrument } from "../instrument.ts";
import { PriceGrid } from "../price-grid.ts";
import { TEMPORARY_PREFIX } from "./durable-file.ts";
import { readBarFile } from "./read-bar-file.ts";
import {
  type BarFile,
  INDEX_SUFFIX,
  indexDirectory,
  parseSeriesIndex,
  type SeriesIndex,
  seriesDirectory,
} from "./series-index.ts";

const INTERVAL: BarInterval = "1d";

/** A catalog over a folder of Parquet files; `series-index.ts` describes the folder. */
export class ParquetCatalog implements Catalog {
  readonly version: string;
  readonly #directory: string;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #series: ReadonlyMap<string, SeriesIndex>;
  /** Files whose content was found to be what was imported. */
  readonly #verified = new Set<string>();

  private constructor(
    directory: string,
    instruments: readonly Instrument[],
    series: readonly SeriesIndex[],
  ) {
    this.#directory = directory;
    this.#instruments = new Map(instruments.map((entry) => [entry.symbol, entry]));
    this.#series = new Map(series.map((entry) => [entry.symbol, entry]));
    const content = JSON.stringify([instruments, series]);
    this.version = shortHash(content);
  }

  /**
   * Opens the catalog in a folder; a folder that does not exist is a catalog without data. Reads
   * the indexes, not the Parquet files.
   * @throws CatalogError that names every index that cannot be used.
   */
  static async open(
    directory: string,
    instruments: readonly Instrument[],
  ): Promise<ParquetCatalog> {
    const series: SeriesIndex[] = [];
    const problems: string[] = [];
    const indexDir = indexDirectory(directory, INTERVAL);
    for (const symbol of await symbolsIn(indexDir)) {
      const path = join(indexDir, `${symbol}${INDEX_SUFFIX}`);
      const read = await readIndex(path, symbol, instruments);
      if ("problems" in read) problems.push(...read.problems.map((one) => `${path}: ${one}`));
      else series.push(read.index);
    }
    if (problems.length > 0) throw new CatalogError(problems);
    return new ParquetCatalog(directory, instruments, series);
  }

  instruments(): readonly Instrument[] {
    return [...this.#instruments.values()];
  }

  findInstrument(symbol: string): Instrument | undefined {
    return this.#instruments.get(symbol);
  }

  range(symbol: string, _interval: BarInterval): BarRange | undefined {
    const series = this.#series.get(symbol);
    if (series === undefined) return undefined;
    return {
      firstDate: series.first_date,
      lastDate: series.last_date,
      bars: series.bars,
      missingDates: series.missing_dates,
      source: series.source,
      version: versionOf(series),
    };
  }

  countBars(symbol: string, interval: BarInterval, from: TradingDate, to: TradingDate): number {
    const range = this.range(symbol, interval);
    const calendar = findCalendar(this.findInstrument(symbol)?.calendar ?? "");
    if (range === undefined || calendar === undefined) return 0;
    const first = Math.max(from, range.firstDate);
    const last = Math.min(to, range.lastDate);
    if (first > last) return 0;
    const missing = range.missingDates.filter((date) => date >= first && date <= last);
    return calendar.countSessions(first, last) - missing.length;
  }

  async *readBars(
    symbol: string,
    interval: BarInterval,
    from: TradingDate,
    to: TradingDate,
  ): AsyncGenerator<BarColumns> {
    const series = this.#series.get(symbol);
    if (series === undefined) {
      throw new CatalogError([`there are no ${interval} bars of ${symbol} in ${this.#directory}`]);
    }
    const grid = new PriceGrid(series.price_increment);
    const directory = seriesDirectory(this.#directory, interval, symbol);
    for (const file of series.files) {
      if (file.last_date < from || file.first_date > to) continue;
      yield* this.#readFile(join(directory, file.name), file, grid, from, to);
    }
  }

  async *#readFile(
    path: string,
    file: BarFile,
    grid: PriceGrid,
    from: TradingDate,
    to: TradingDate,
  ): AsyncGenerator<BarColumns> {
    let handle: FileHandle | undefined;
    try {
      handle = await open(path, "r");
      if (!this.#verified.has(path)) await verify(handle, file);
      this.#verified.add(path);
      yield* readBarFile(handle, grid, from, to);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const advice = "Import the symbol again, or restore the file from a backup.";
      throw new CatalogError([`${path} cannot be read: ${reason}. ${advice}`], { cause });
    } finally {
      await handle?.close();
    }
  }
}

/** Parquet carries no checksum that its readers check: a flipped bit would pass for a price. */
async function verify(handle: FileHandle, file: BarFile): Promise<void> {
  const { size } = await handle.stat();
  if (size !== file.bytes) {
    throw new Error(`it has ${size} bytes, and ${file.bytes} were imported`);
  }
  const hash = createHash("sha256");
  const chunks = handle.createReadStream({ start: 0, autoClose: false });
  for await (const chunk of chunks) hash.update(chunk);
  if (hash.digest("hex") !== file.sha256) {
    throw new Error("its content is not what was imported (SHA-256 differs)");
  }
}

async function symbolsIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new CatalogError([`${directory} cannot be read: ${error.message}`], { cause: error });
  });
  // A file cut short by a crash keeps its temporary name, which ends the same.
  const indexes = names.filter(
    (name) => name.endsWith(INDEX_SUFFIX) && !name.startsWith(TEMPORARY_PREFIX),
  );
  return indexes.map((name) => name.slice(0, -INDEX_SUFFIX.length)).sort();
}

async function readIndex(
  path: string,
  symbol: string,
  instruments: readonly Instrument[],
): Promise<ReturnType<typeof parseSeriesIndex>> {
  try {
    const parsed = parseSeriesIndex(await readFile(path, "utf8"));
    if ("problems" in parsed) return parsed;
    const problems = mismatches(parsed.index, symbol, instruments);
    return problems.length > 0 ? { problems } : parsed;
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** What in an index does not fit its folder or the instruments. */
function mismatches(
  index: SeriesIndex,
  symbol: string,
  instruments: readonly Instrument[],
): readonly string[] {
  if (index.symbol !== symbol) return [`holds ${index.symbol}, not ${symbol}`];
  const instrument = instruments.find((entry) => entry.symbol === symbol);
  if (instrument === undefined) return [`${symbol} is not in the file of instruments`];
  if (instrument.price_increment !== index.price_increment) {
    return [
      `prices were imported in steps of ${index.price_increment}, and the file of instruments ` +
        `says ${instrument.price_increment} for ${symbol}: import it again`,
    ];
  }
  return [];
}

/** The content of the files and the grid that their prices are on. */
function versionOf({ files, price_increment }: SeriesIndex): string {
  return shortHash([price_increment, ...files.map((file) => file.sha256)].join("\n"));
}

function shortHash(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
