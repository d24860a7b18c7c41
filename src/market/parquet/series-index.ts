import { join } from "node:path";
import { z } from "zod";
import { formatTradingDate, parseTradingDate } from "../../domain/trading-date.ts";
import { findingSchema } from "../finding.ts";
import { SERIES_KINDS, type SeriesKey } from "../series-kind.ts";

/**
 * The layout of a catalog folder, readable without Openbell:
 *
 * ```
 * series/instrument=AAPL/kind=bars/interval=1d/year=2014/1b2c3d4e5f60a7b8.parquet
 * index/AAPL.bars.1d.json
 * ```
 *
 * `key=value` folders are what pandas, Polars and DuckDB turn into columns, and they hold Parquet
 * files only. A series has one file for each year (UTC, of a row's first time) that it has rows in.
 * A file is named for its content, so that an import never overwrites what a reader has open. The
 * index that names the files is put in place by one rename: the point at which an import takes
 * effect. What an import replaced waits in `replaced` for a day, so that readers which opened the
 * catalog before finish on what they began with.
 */
export function seriesDirectory(catalogDir: string, key: SeriesKey): string {
  const { symbol, kind, interval } = key;
  const names = [`instrument=${symbol}`, `kind=${kind}`, `interval=${interval}`];
  return join(catalogDir, SERIES_FOLDER, ...names);
}

/** The folder of the Parquet files. */
export const SERIES_FOLDER = "series";

/** The path of a file of a series. */
export function seriesFilePath(catalogDir: string, key: SeriesKey, file: SeriesFile): string {
  return join(seriesDirectory(catalogDir, key), `year=${file.year}`, fileName(file));
}

/** Where a file waits once an import replaced it. */
export function replacedFilePath(catalogDir: string, file: SeriesFile): string {
  return join(replacedDirectory(catalogDir), fileName(file));
}

/** The folder of what imports replaced. */
export function replacedDirectory(catalogDir: string): string {
  return join(catalogDir, "replaced");
}

function fileName({ sha256 }: SeriesFile): string {
  return `${sha256.slice(0, 16)}.parquet`;
}

/** The folder with the indexes of all series. */
export function indexDirectory(catalogDir: string): string {
  return join(catalogDir, "index");
}

/** The name of a series' index file. */
export function indexName({ symbol, kind, interval }: SeriesKey): string {
  return `${symbol}.${kind}.${interval}${INDEX_SUFFIX}`;
}

/** What the names of index files end with. */
export const INDEX_SUFFIX = ".json";

const date = z.string().transform((text, context) => {
  const parsed = parseTradingDate(text);
  if (parsed === undefined) context.addIssue(`expected a date as YYYY-MM-DD, got "${text}"`);
  return parsed ?? z.NEVER;
});
/** JSON numbers cannot hold nanoseconds, so instants are digits in quotes. */
const instant = z
  .string()
  .regex(/^-?\d{1,19}$/, { error: "expected nanoseconds as digits" })
  .transform((text) => BigInt(text));
const count = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const holeSchema = z.strictObject({ from_ns: instant, to_ns: instant });

const fileSchema = z.strictObject({
  /** Year of the rows' first times, UTC. */
  year: z.int(),
  bytes: count,
  /** SHA-256 of the file. */
  sha256: hash,
  /** SHA-256 of its rows, the same whichever compressor wrote them. */
  content: hash,
  rows: count,
  /** First time of the first row, and of the last. */
  first_ns: instant,
  last_ns: instant,
  /** When the last row to end ends. */
  end_ns: instant,
  /** Venue's dates of the first and the last row; absent of ticks. */
  first_date: date.optional(),
  last_date: date.optional(),
  /** Of daily bars: the dates that are no session of a calendar or that it does not cover. */
  extra_dates: z.array(date),
  holes: z.array(holeSchema),
});

/** One Parquet file of a series. */
export type SeriesFile = Readonly<z.infer<typeof fileSchema>>;

const importSchema = z.strictObject({
  /** Name of the imported file, without its folder. */
  file: z.string(),
  /** Where the data comes from, for people. */
  source: z.string(),
  /** SHA-256 of the imported file. */
  sha256: z.string(),
  rows: count,
  first_ns: instant,
  last_ns: instant,
  findings: z.array(findingSchema),
});

/** What one imported file gave to a series. */
export type SeriesImport = Readonly<z.infer<typeof importSchema>>;

const indexSchema = z.strictObject({
  format: z.literal(2),
  symbol: z.string(),
  kind: z.enum(SERIES_KINDS),
  interval: z.string(),
  files: z.array(fileSchema).min(1),
  /** Columns that no import had: their values are zeros that say nothing. */
  absent: z.array(z.string()),
  imports: z.array(importSchema),
});

/** What a catalog knows of a series without opening a Parquet file. */
export type SeriesIndex = Readonly<z.infer<typeof indexSchema>>;

/** Spells an index as the text of its file. Equal indexes have equal texts. */
export function formatSeriesIndex(index: SeriesIndex): string {
  const spell = (key: string, value: unknown): unknown => {
    if (typeof value === "bigint") return String(value);
    if (typeof value === "number" && /_date$/.test(key)) return formatTradingDate(value);
    if (key === "extra_dates") return (value as readonly number[]).map(formatTradingDate);
    return value;
  };
  return `${JSON.stringify(index, spell, 1)}\n`;
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
