/** How fast a file becomes a catalog, in how much memory, and how fast a catalog is read. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadInstruments, loadMarkets } from "../../src/market/load-instruments.ts";
import { ParquetCatalog } from "../../src/market/parquet/parquet-catalog.ts";
import type { SeriesKey } from "../../src/market/series-kind.ts";
import type { Figure } from "./figure.ts";

/** Rows of the imported file; `BENCH_IMPORT_ROWS=10000000` is the size that its aim speaks of. */
const importRows = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000);
const mergedSymbols = 50;
const mergedRows = 20_000;

interface ImportRun {
  readonly rows: number;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly peakMebibytes: number;
}

/** Imports minute bars from CSV, and reads them: one series, and fifty merged by time. */
export async function benchImport(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "openbell-bench-import-"));
  try {
    const one = join(folder, "one");
    const run = importMinutes(one, "BTCUSD", importRows);
    const many = join(folder, "many");
    const symbols = loadInstruments()
      .filter(({ calendar }) => calendar !== "CME_FX")
      .map(({ symbol }) => symbol)
      .slice(0, mergedSymbols);
    for (const symbol of symbols) importMinutes(many, symbol, mergedRows);
    const perByte = (run.bytes / run.rows).toFixed(1);
    const rows = run.rows.toLocaleString("en-US");
    return [
      {
        name: "Import of a CSV file",
        size: `${rows} minute bars, ${perByte} bytes each in Parquet`,
        perSecond: (run.rows / run.milliseconds) * 1_000,
        mebibytes: run.peakMebibytes,
      },
      {
        name: "Reading Parquet",
        size: `${rows} bars of one symbol, in process`,
        perSecond: await readRate(one, ["BTCUSD"]),
      },
      {
        name: "Reading Parquet, merged by time",
        size: `${mergedSymbols} symbols, ${mergedRows.toLocaleString("en-US")} bars each, in process`,
        perSecond: await readRate(many, symbols),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports so many minute bars of a symbol into a catalog, in a process of its own. */
export function importMinutes(catalogDir: string, symbol: string, rows: number): ImportRun {
  const file = `${catalogDir}-${symbol}.csv`;
  writeMinutes(file, rows);
  const script = join(import.meta.dirname, "import-run.ts");
  const output = execFileSync(process.execPath, [script, catalogDir, file, symbol]);
  rmSync(file);
  return JSON.parse(output.toString());
}

/** A walk in cents, the same each time, from 2005 on. */
function writeMinutes(path: string, rows: number): void {
  const file = openSync(path, "w");
  let text = "time,open,high,low,close,volume\n";
  let [price, state] = [100_000, 1];
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let row = 0; row < rows; row++) {
    const time = new Date(1_104_537_600_000 + row * 60_000).toISOString();
    const close = Math.max(1_000, price + random(41) - 20);
    const [high, low] = [Math.max(price, close) + random(9), Math.min(price, close) - random(9)];
    const cells = [price, high, low, close].map((cents) => (cents / 100).toFixed(2));
    text += `${time},${cells.join(",")},${random(10_000)}\n`;
    price = close;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = "";
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** Rows a second; the second of two readings, when files are verified and code is compiled. */
export async function readRate(catalogDir: string, symbols: readonly string[]): Promise<number> {
  const catalog = await ParquetCatalog.open(catalogDir, loadMarkets());
  const keys = symbols.map((symbol): SeriesKey => ({ symbol, kind: "bars", interval: "1m" }));
  const [only] = keys;
  let rate = 0;
  for (let round = 0; round < 2; round++) {
    const start = performance.now();
    let rows = 0;
    const batches =
      only !== undefined && keys.length === 1 ? catalog.readSeries(only) : catalog.readMerged(keys);
    for await (const batch of batches) rows += batch.length;
    rate = (rows / (performance.now() - start)) * 1_000;
  }
  return rate;
}
