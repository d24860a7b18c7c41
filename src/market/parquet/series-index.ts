import { join } from "node:path";
import { z } from "zod";
import { formatTradingDate, parseTradingDate } from "../../domain/trading-date.ts";
import type { BarInterval } from "../catalog.ts";

/**
 * The layout of a catalog folder, readable without Openbell:
 *
 * ```
 * bars/interval=1d/symbol=SP500/20000103-20200417-1b2c3d4e5f60.parquet
 * index/bars/1d/SP500.json
 * ```
 *
 * `key=value` folders are what DuckDB, Polars and Arrow turn into columns, and they hold Parquet
 * files only. A series may have any number of files, which hold consecutive stretches of dates.
 * Their names carry the start of their SHA-256, so that an import never overwrites what a reader
 * has open. The index that names them is put in place by one rename: the point at which an import
 * takes effect.
 */
export function seriesDirectory(catalogDir: string, interval: BarInterval, symbol: string): string {
  return join(catalogDir, "bars", `interval=${interval}`, `symbol=${symbol}`);
}

/** The folder with the indexes of all series of an interval. */
export function indexDirectory(catalogDir: string, interval: BarInterval): string {
  return join(catalogDir, "index", "bars", interval);
}

/** What follows the symbol in the name of an index file. */
export const INDEX_SUFFIX = ".json";

const date = z.string().transform((text, context) => {
  const parsed = parseTradingDate(text);
  if (parsed === undefined) context.addIssue(`expected a date as YYYY-MM-DD, got "${text}"`);
  return parsed ?? z.NEVER;
});
const count = z.int().min(1);

const fileSchema = z.strictObject({
  /** Name in the folder of the series. */
  name: z.string().regex(/^[\w-]+\.parquet$/),
  bytes: count,
  /** SHA-256 of the file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bars: count,
  first_date: date,
  last_date: date,
});

/** One Parquet file of a series. */
export type BarFile = Readonly<z.infer<typeof fileSchema>>;

const indexSchema = z.strictObject({
  format: z.literal(1),
  symbol: z.string(),
  interval: z.literal("1d"),
  /** Increment of the prices in the files. */
  price_increment: z.string(),
  /** Where the prices come from, for people. */
  source: z.string(),
  bars: count,
  first_date: date,
  last_date: date,
  /** Sessions between those dates that have no bar. */
  missing_dates: z.array(date),
  files: z.array(fileSchema).min(1),
});

/** What a catalog knows of a series without opening a Parquet file. */
export type SeriesIndex = Readonly<z.infer<typeof indexSchema>>;

/** Spells an index as the text of its file. Equal indexes have equal texts. */
export function formatSeriesIndex(index: SeriesIndex): string {
  const text = (value: SeriesIndex | BarFile) => ({
    ...value,
    first_date: formatTradingDate(value.first_date),
    last_date: formatTradingDate(value.last_date),
  });
  const file = {
    ...text(index),
    missing_dates: index.missing_dates.map(formatTradingDate),
    files: index.files.map(text),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads the text of an index file: the index, or what is wrong with it, one sentence each. */
export function parseSeriesIndex(
  text: string,
): { readonly index: SeriesIndex } | { readonly problems: readonly string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: ["is not JSON"] };
  }
  const parsed = indexSchema.safeParse(json);
  if (parsed.success) return { index: parsed.data };
  const place = (path: readonly PropertyKey[]) => (path.length === 0 ? "" : `${path.join(".")}: `);
  return { problems: parsed.error.issues.map((issue) => place(issue.path) + issue.message) };
}
