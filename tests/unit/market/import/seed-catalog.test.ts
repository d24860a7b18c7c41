import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { BarColumns } from "../../../../src/market/catalog.ts";
import { seedCatalog } from "../../../../src/market/import/seed-catalog.ts";
import { findVegaSp500 } from "../../../../src/market/import/vega-sp500.ts";
import { loadMarkets } from "../../../../src/market/load-instruments.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { collect } from "../collect.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const shipped = loadMarkets();
const { instruments } = shipped;
const csv = join(import.meta.dirname, "../../../../node_modules/vega-datasets/data/sp500-2000.csv");

async function allBars(directory: string, symbol: string): Promise<BarColumns[]> {
  const catalog = await ParquetCatalog.open(directory, shipped);
  return collect(catalog.readBars(symbol, "1d", 20000101, 20281231));
}

/** Not found as a package: an explicit `undefined` would ask for the default. */
const absent = findVegaSp500(() => {
  throw new Error("ERR_MODULE_NOT_FOUND");
});

describe.skipIf(!existsSync(csv))("with the package of real data", () => {
  test("all 5,105 days of the S&P 500 arrive, each price rounded to the cent", async () => {
    const directory = temporaryDirectory();
    const outcome = await seedCatalog(directory, instruments);
    expect(outcome).toMatchObject({
      kind: "seeded",
      report: {
        symbol: "SP500",
        bars: 5_105,
        firstDate: 20000103,
        lastDate: 20200417,
      },
    });
    const range = (await ParquetCatalog.open(directory, shipped)).range("SP500", "1d");
    expect(range?.source).toBe("vega-datasets 3.2.1, data/sp500-2000.csv");
    expect(range?.missingDates).toEqual([]);
    const bars = await allBars(directory, "SP500");
    const rows = readFileSync(csv, "utf8").trim().split(/\r?\n/).slice(1);
    expect(rows).toHaveLength(5_105);
    let index = 0;
    for (const batch of bars) {
      for (let at = 0; at < batch.length; at++) {
        const [date = "", open, high, low, close, , volume] = (rows[index++] ?? "").split(",");
        expect(batch.date[at]).toBe(Number(date.replaceAll("-", "")));
        const stored = [batch.open[at], batch.high[at], batch.low[at], batch.close[at]];
        // The source has six decimals of single-precision numbers; none is halfway between cents.
        expect(stored).toEqual(
          [open, high, low, close].map((text) => Number(Number(text).toFixed(2))),
        );
        expect(batch.closeTicks[at]).toBe(Math.round(Number(close) * 100));
        expect(batch.volume[at]).toBe(Number(volume));
      }
    }
    expect(index).toBe(5_105);
  });

  test("facts that everybody can look up", async () => {
    const directory = temporaryDirectory();
    await seedCatalog(directory, instruments);
    const catalog = await ParquetCatalog.open(directory, shipped);
    const on = async (date: number) =>
      (await collect(catalog.readBars("SP500", "1d", date, date)))[0];
    // The low of the financial crisis, the close of its end, and the record before the pandemic.
    expect((await on(20090306))?.low[0]).toBe(666.79);
    expect((await on(20090309))?.close[0]).toBe(676.53);
    expect((await on(20200219))?.close[0]).toBe(3386.15);
    expect(await on(20010912)).toBeUndefined();
    expect(catalog.countBars("SP500", "1d", 20010101, 20011231)).toBe(248);
  });
});

test("without the package the synthetic market takes its place", async () => {
  expect(absent).toBeUndefined();
  const directory = temporaryDirectory();
  const seeded = await seedCatalog(directory, instruments, { sp500: absent });
  expect(seeded).toMatchObject({
    kind: "seeded",
    report: { symbol: "SYNTH", bars: 5_284 },
  });
  const bars = await allBars(directory, "SYNTH");
  expect(bars.reduce((sum, batch) => sum + batch.length, 0)).toBe(5_284);
});

test("a catalog with data is left alone", async () => {
  const directory = temporaryDirectory();
  await seedCatalog(directory, instruments, { sp500: absent });
  const { version } = await ParquetCatalog.open(directory, shipped);
  expect(await seedCatalog(directory, instruments)).toEqual({ kind: "kept", symbols: ["SYNTH"] });
  expect((await ParquetCatalog.open(directory, shipped)).version).toBe(version);
});

test("a refused source and an unknown symbol are errors with a reason", async () => {
  const directory = temporaryDirectory();
  const path = join(temporaryDirectory(), "bad.csv");
  writeFileSync(path, "date,open,high,low,close,volume\n2000-01-03,1,1,1,nonsense,1\n");
  const bad = { name: "bad source", path };
  await expect(seedCatalog(directory, instruments, { sp500: bad })).rejects.toThrow(
    'bad source cannot be imported:\nline 2: close "nonsense" is no price',
  );
  await expect(seedCatalog(directory, [], { sp500: absent })).rejects.toThrow(
    "SYNTH is not in the file",
  );
});

test("a package of that name without the file is as good as none", () => {
  const root = join(temporaryDirectory(), "node_modules", "vega-datasets");
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(join(root, "package.json"), JSON.stringify({ version: "9.9.9" }));
  const resolve = () => pathToFileURL(join(root, "build", "index.js")).href;
  expect(findVegaSp500(resolve)).toBeUndefined();
  mkdirSync(join(root, "data"));
  writeFileSync(join(root, "data", "sp500-2000.csv"), "date\n");
  expect(findVegaSp500(resolve)?.name).toBe("vega-datasets 9.9.9, data/sp500-2000.csv");
  expect(findVegaSp500(() => "file:///nowhere/build/index.js")).toBeUndefined();
});
