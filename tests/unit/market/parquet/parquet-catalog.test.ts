import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { describe, expect, test } from "vitest";
import { findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import { formatTradingDate } from "../../../../src/domain/trading-date.ts";
import { type BarColumns, CatalogError, MAX_BATCH_BARS } from "../../../../src/market/catalog.ts";
import { importDailyBars } from "../../../../src/market/import/import-daily-bars.ts";
import type { Instrument } from "../../../../src/market/instrument.ts";
import { loadInstruments } from "../../../../src/market/load-instruments.ts";
import { encodeBarFile } from "../../../../src/market/parquet/encode-bar-file.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { readBarFile } from "../../../../src/market/parquet/read-bar-file.ts";
import { PriceGrid } from "../../../../src/market/price-grid.ts";
import { collect } from "../collect.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const instruments = loadInstruments();
const synth = instruments.find(({ symbol }) => symbol === "SYNTH") ?? fail();
const sessions = findCalendar("XNYS")?.sessionsBetween(20200101, 20201231) ?? [];
const dates = sessions.map((session) => session.date);
/** Two sessions of 2020 without a bar. */
const holes = [20200318, 20200319];

function fail(): never {
  throw new Error("no instrument SYNTH");
}

/** A catalog with a bar for each session of 2020 but the holes; the price counts the sessions. */
async function catalogOf2020(priceShift = 0): Promise<string> {
  const directory = temporaryDirectory();
  await importOf2020(directory, priceShift);
  return directory;
}

async function importOf2020(directory: string, priceShift = 0) {
  const rows = dates
    .map((date, index) => {
      const price = (100 + index + priceShift).toFixed(2);
      const text = formatTradingDate(date);
      return { line: index + 1, date: text, open: price, high: price, low: price, close: price };
    })
    .filter((_, index) => !holes.includes(dates[index] ?? 0))
    .map((row) => ({ ...row, volume: "1" }));
  return importDailyBars(rows, "a test", synth, directory);
}

async function datesBetween(catalog: ParquetCatalog, from: number, to: number): Promise<number[]> {
  const batches = await collect(catalog.readBars("SYNTH", "1d", from, to));
  return batches.flatMap((batch) => Array.from(batch.date));
}

function dataFile(directory: string): string {
  const folder = join(directory, "bars", "interval=1d", "symbol=SYNTH");
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  return join(folder, files[0] ?? "");
}

test("reads any range, both ends included, and counts it without reading", async () => {
  const catalog = await ParquetCatalog.open(await catalogOf2020(), instruments);
  const stored = dates.filter((date) => !holes.includes(date));
  for (const [from, to] of [
    [20000101, 20281231],
    [20200318, 20200319],
    [20200317, 20200320],
    [20200102, 20200102],
    [20201231, 20210104],
    [20190101, 20191231],
    [20200704, 20200705],
    [20200601, 20200501],
  ] as const) {
    const expected = stored.filter((date) => date >= from && date <= to);
    expect(await datesBetween(catalog, from, to)).toEqual(expected);
    expect(catalog.countBars("SYNTH", "1d", from, to)).toBe(expected.length);
  }
  expect(catalog.range("SYNTH", "1d")).toEqual({
    firstDate: 20200102,
    lastDate: 20201231,
    bars: stored.length,
    missingDates: holes,
    source: "a test",
    version: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test("prices are the nearest doubles, and the ticks beside them are exact", async () => {
  const catalog = await ParquetCatalog.open(await catalogOf2020(0.07), instruments);
  const [bars] = await collect(catalog.readBars("SYNTH", "1d", 20200102, 20200103));
  expect(bars?.length).toBe(2);
  for (const column of ["open", "high", "low", "close"] as const) {
    expect(Array.from(bars?.[column] ?? [])).toEqual([100.07, 101.07]);
    expect(Array.from(bars?.[`${column}Ticks`] ?? [])).toEqual([10_007, 10_107]);
  }
  expect(Array.from(bars?.volume ?? [])).toEqual([1, 1]);
});

test("a file without a date of the range is not opened", async () => {
  const directory = await catalogOf2020();
  const catalog = await ParquetCatalog.open(directory, instruments);
  unlinkSync(dataFile(directory));
  expect(await datesBetween(catalog, 20190101, 20200101)).toEqual([]);
  expect(await datesBetween(catalog, 20210101, 20281231)).toEqual([]);
});

test("knows its instruments, with data or without", async () => {
  const catalog = await ParquetCatalog.open(await catalogOf2020(), instruments);
  expect(catalog.instruments()).toEqual(instruments);
  expect(catalog.findInstrument("SP500")?.venue).toBe("XNYS");
  expect(catalog.findInstrument("sp500")).toBeUndefined();
  expect(catalog.range("SP500", "1d")).toBeUndefined();
  expect(catalog.countBars("SP500", "1d", 20000101, 20281231)).toBe(0);
  await expect(catalog.readBars("SP500", "1d", 20200101, 20201231).next()).rejects.toThrow(
    "there are no 1d bars of SP500",
  );
});

describe("the version", () => {
  test("is the same for the same content, wherever it lies", async () => {
    const [one, other] = [await catalogOf2020(), await catalogOf2020()];
    const versions = await Promise.all(
      [one, other].map(async (dir) => (await ParquetCatalog.open(dir, instruments)).version),
    );
    expect(versions[0]).toBe(versions[1]);
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  test("changes with a price, an instrument, and the first data", async () => {
    const directory = temporaryDirectory();
    const empty = (await ParquetCatalog.open(directory, instruments)).version;
    await importOf2020(directory);
    const first = (await ParquetCatalog.open(directory, instruments)).version;
    await importOf2020(directory, 0.01);
    const second = (await ParquetCatalog.open(directory, instruments)).version;
    const renamed = instruments.map((one): Instrument => ({ ...one, name: `${one.name}!` }));
    const third = (await ParquetCatalog.open(directory, renamed)).version;
    expect(new Set([empty, first, second, third]).size).toBe(4);
  });
});

test("importing again changes nothing, importing other prices replaces the file", async () => {
  const directory = await catalogOf2020();
  const before = readFileSync(dataFile(directory));
  expect((await importOf2020(directory)).kind).toBe("unchanged");
  expect(readFileSync(dataFile(directory)).equals(before)).toBe(true);
  const open = await ParquetCatalog.open(directory, instruments);
  expect((await importOf2020(directory, 5)).kind).toBe("imported");
  expect(readFileSync(dataFile(directory)).equals(before)).toBe(false);
  // A catalog opened before does not mix the old with the new.
  await expect(datesBetween(open, 20200101, 20201231)).rejects.toThrow(CatalogError);
});

describe("what is damaged is refused with its path and the reason", () => {
  test.each([
    ["a flipped bit", (file: string) => flipBit(file), "its content is not what was imported"],
    ["a cut file", (file: string) => truncateSync(file, 1_000), "it has 1000 bytes"],
    ["more at its end", (file: string) => appendFileSync(file, "x"), "were imported"],
    ["no file", (file: string) => unlinkSync(file), "ENOENT"],
  ])("%s", async (_, damage, reason) => {
    const directory = await catalogOf2020();
    const file = dataFile(directory);
    damage(file);
    const catalog = await ParquetCatalog.open(directory, instruments);
    const reading = datesBetween(catalog, 20200101, 20201231);
    await expect(reading).rejects.toThrow(CatalogError);
    await expect(reading).rejects.toThrow(`${file} cannot be read: `);
    await expect(reading).rejects.toThrow(reason);
    await expect(reading).rejects.toThrow("Import the symbol again");
    // The advice is good: the same import repairs it.
    expect((await importOf2020(directory)).kind).toBe("imported");
    expect(await datesBetween(catalog, 20200101, 20200103)).toEqual([20200102, 20200103]);
  });

  test("indexes: all problems of all of them at once", async () => {
    const directory = await catalogOf2020();
    const folder = join(directory, "index", "bars", "1d");
    const good = readFileSync(join(folder, "SYNTH.json"), "utf8");
    writeFileSync(join(folder, "OTHER.json"), good);
    writeFileSync(join(folder, "GONE.json"), good.replace('"SYNTH"', '"GONE"'));
    writeFileSync(join(folder, "SP500.json"), "{");
    writeFileSync(
      join(folder, "SYNTH.json"),
      good.replace('"bars": 251', '"bars": "many"').replace('"2020-01-02"', '"2020-02-30"'),
    );
    mkdirSync(join(folder, "DIR.json"));
    const opening = ParquetCatalog.open(directory, instruments);
    await expect(opening).rejects.toThrow(CatalogError);
    const { problems } = (await opening.catch((error: unknown) => error)) as CatalogError;
    const of = (name: string) => problems.filter((one) => one.startsWith(join(folder, name)));
    expect(of("DIR.json")[0]).toMatch(/EISDIR/);
    expect(of("GONE.json")[0]).toMatch(/: GONE is not in the file of instruments$/);
    expect(of("OTHER.json")[0]).toMatch(/: holds SYNTH, not OTHER$/);
    expect(of("SP500.json")[0]).toMatch(/: is not JSON$/);
    expect(of("SYNTH.json").join("\n")).toMatch(/: bars: .*\n.*first_date: .*"2020-02-30"/);
  });

  test("prices imported for another increment", async () => {
    const directory = await catalogOf2020();
    const coarser = instruments.map((one) => ({ ...one, price_increment: "0.25" }));
    await expect(ParquetCatalog.open(directory, coarser)).rejects.toThrow(
      "prices were imported in steps of 0.01, and the file of instruments says 0.25 for SYNTH",
    );
  });

  test("a folder that is a file", async () => {
    const file = join(temporaryDirectory(), "catalog");
    writeFileSync(file, "");
    await expect(ParquetCatalog.open(file, instruments)).rejects.toThrow(/ENOTDIR/);
  });
});

describe("files of more than one row group", () => {
  const length = MAX_BATCH_BARS + 1_000;
  const dayOf = (index: number) => Math.floor(index / 1_000);
  const price = (index: number) => (10_000 + (index % 777)) / 100;
  const bars: BarColumns = {
    length,
    date: Int32Array.from({ length }, (_, index) => dates[dayOf(index)] ?? 0),
    openTimeNs: BigInt64Array.from({ length }, (_, index) => BigInt(index) * 10n ** 14n + 1n),
    closeTimeNs: BigInt64Array.from({ length }, (_, index) => BigInt(index) * 10n ** 14n + 2n),
    open: Float64Array.from({ length }, (_, index) => price(index)),
    high: Float64Array.from({ length }, (_, index) => price(index)),
    low: Float64Array.from({ length }, (_, index) => price(index)),
    close: Float64Array.from({ length }, (_, index) => price(index)),
    openTicks: new Float64Array(length),
    highTicks: new Float64Array(length),
    lowTicks: new Float64Array(length),
    closeTicks: new Float64Array(length),
    volume: Float64Array.from({ length }, (_, index) => index),
  };

  async function writtenFile() {
    const path = join(temporaryDirectory(), "bars.parquet");
    writeFileSync(path, encodeBarFile(bars, { symbol: "X" }));
    return open(path, "r");
  }

  test("come in bounded batches that join without a gap", async () => {
    const handle = await writtenFile();
    const grid = new PriceGrid("0.01");
    const batches = await collect(readBarFile(handle, grid, 20200101, 20201231));
    expect(batches.map((batch) => batch.length)).toEqual([MAX_BATCH_BARS, 1_000]);
    expect(batches.flatMap((batch) => Array.from(batch.volume))).toEqual(Array.from(bars.volume));
    // The day of row 65,000 lies in both row groups; the others of the range in one.
    const [from, to] = [dates[64] ?? 0, dates[65] ?? 0];
    const some = await collect(readBarFile(handle, grid, from, to));
    const volumes = some.flatMap((batch) => Array.from(batch.volume));
    expect(volumes).toEqual(Array.from({ length: 2_000 }, (_, index) => 64_000 + index));
    expect(some[0]?.openTimeNs[0]).toBe(64_000n * 10n ** 14n + 1n);
    expect(some[0]?.closeTicks[7]).toBe(Math.round(price(64_007) * 100));
    await handle.close();
  });

  test("a price off the grid is no price of the instrument", async () => {
    const handle = await writtenFile();
    const reading = readBarFile(handle, new PriceGrid("0.25"), 20200101, 20201231).next();
    await expect(reading).rejects.toThrow("column open holds 100.01, which is no multiple of");
    await handle.close();
  });

  test("the file states what it holds to every Parquet reader", () => {
    const bytes = encodeBarFile(bars, { symbol: "X", price_increment: "0.01" });
    const metadata = parquetMetadata(bytes.slice().buffer);
    expect(metadata.key_value_metadata).toEqual([
      { key: "openbell.symbol", value: "X" },
      { key: "openbell.price_increment", value: "0.01" },
    ]);
    const columns = metadata.schema.slice(1);
    expect(columns.map((column) => column.name).join(" ")).toBe(
      "date open_time close_time open high low close volume",
    );
    expect(columns.every((column) => column.repetition_type === "REQUIRED")).toBe(true);
    expect(columns[0]?.logical_type).toEqual({ type: "DATE" });
    expect(columns[1]?.logical_type).toEqual({
      type: "TIMESTAMP",
      isAdjustedToUTC: true,
      unit: "NANOS",
    });
  });
});

test("an iteration that is left early lets go of its file", async () => {
  const catalog = await ParquetCatalog.open(await catalogOf2020(), instruments);
  const openFiles = () => readdirSync("/proc/self/fd").length;
  if (process.platform !== "linux") return;
  const before = openFiles();
  for (let turn = 0; turn < 20; turn++) {
    for await (const batch of catalog.readBars("SYNTH", "1d", 20200101, 20201231)) {
      if (batch.length > 0) break;
    }
  }
  expect(openFiles()).toBeLessThan(before + 5);
});

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
