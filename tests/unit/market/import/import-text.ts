import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ImportOutcome,
  type ImportRequest,
  importFiles,
} from "../../../../src/market/import/import-files.ts";
import { InstrumentNames } from "../../../../src/market/instrument-names.ts";
import { parseInterval } from "../../../../src/market/interval.ts";
import { loadMarkets } from "../../../../src/market/load-instruments.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const shipped = loadMarkets();
/** The instruments that come with Openbell. */
export const { instruments } = shipped;
const names = new InstrumentNames(instruments);
/** 2027-01-01, what the imports of tests take for today. */
export const nowNs = 1_798_761_600_000_000_000n;

/** What a test says of an import besides its files. */
export type Flags = Omit<ImportRequest, "files" | "interval"> & { readonly interval?: string };

/** Imports files of the disk. */
export function importPaths(
  catalogDir: string,
  symbol: string,
  files: readonly string[],
  { interval, ...flags }: Flags = {},
): Promise<ImportOutcome> {
  const instrument = names.find(symbol) ?? names.meanings(symbol)[0]?.instrument;
  if (instrument === undefined) throw new Error(`no instrument ${symbol}`);
  const length = interval === undefined ? undefined : parseInterval(interval);
  const request = { files, ...flags, ...(length === undefined ? {} : { interval: length }) };
  return importFiles(request, { catalogDir, instrument, nowNs });
}

/** Imports a text, or bytes, as a file of some name. */
export function importText(
  catalogDir: string,
  symbol: string,
  content: string | Uint8Array,
  flags: Flags = {},
  name = "prices.csv",
): Promise<ImportOutcome> {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, content);
  return importPaths(catalogDir, symbol, [path], flags);
}

/** The problems of a refused import, as `line: problem`; throws when it was not refused. */
export async function refusal(outcome: Promise<ImportOutcome>): Promise<readonly string[]> {
  const ended = await outcome;
  if (ended.kind !== "refused") throw new Error(`it was ${ended.kind}`);
  return ended.problems.map(({ line, problem }) => `${line}: ${problem}`);
}

/** Findings of an import as `CODE count`. */
export function findingsOf(outcome: ImportOutcome): readonly string[] {
  return outcome.files.flatMap(({ findings }) =>
    findings.map(({ code, count }) => `${code} ${count}`),
  );
}

/** Opens the catalog in a folder. */
export function openCatalog(catalogDir: string): Promise<ParquetCatalog> {
  return ParquetCatalog.open(catalogDir, shipped);
}

/** All rows of a series as `time price price ... quantity ...`. */
export async function rowsOf(
  catalogDir: string,
  symbol: string,
  kind: "bars" | "quote_bars" | "trades" | "quotes",
  interval = "tick",
): Promise<readonly string[]> {
  const catalog = await openCatalog(catalogDir);
  const rows: string[] = [];
  for await (const batch of catalog.readSeries({ symbol, kind, interval })) {
    for (let row = 0; row < batch.length; row++) {
      const time = new Date(Number((batch.timeNs[row] ?? 0n) / 1_000_000n)).toISOString();
      const values = [...batch.prices, ...batch.quantities].map((column) => column[row]);
      rows.push([time, ...values].join(" "));
    }
  }
  return rows;
}
