import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { BarRow } from "../../../../src/market/import/bar-row.ts";
import { importDailyBars, MAX_PROBLEMS } from "../../../../src/market/import/import-daily-bars.ts";
import { loadInstruments } from "../../../../src/market/load-instruments.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { collect } from "../collect.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const instruments = loadInstruments();
const [sp500] = instruments;
if (sp500 === undefined) throw new Error("no SP500");

function row(line: number, date: string, changes: Partial<BarRow> = {}): BarRow {
  return { line, date, open: "10", high: "12", low: "9", close: "11", volume: "5", ...changes };
}

async function problemsOf(rows: readonly BarRow[]): Promise<readonly string[]> {
  const directory = temporaryDirectory();
  const outcome = await importDailyBars(rows, "test", sp500 ?? fail(), directory);
  if (outcome.kind !== "refused") return [];
  // Nothing is left behind by an import that was refused.
  expect(existsSync(`${directory}/bars`)).toBe(false);
  expect(outcome.problemCount).toBe(outcome.problems.length);
  return outcome.problems.map(({ line, problem }) => `${line}: ${problem}`);
}

function fail(): never {
  throw new Error("no instrument");
}

test("bars get the hours of their session: daylight saving, and an early close", async () => {
  const directory = temporaryDirectory();
  const dates = ["2007-03-09", "2007-03-12", "2007-07-03", "2007-11-02", "2007-11-05"];
  const rows = dates.map((date, index) => row(index + 2, date));
  const outcome = await importDailyBars(rows, "test", sp500, directory);
  expect(outcome.kind).toBe("imported");
  const catalog = await ParquetCatalog.open(directory, instruments);
  const [bars, ...more] = await collect(catalog.readBars("SP500", "1d", 20000101, 20281231));
  expect(more).toEqual([]);
  const utc = (column: BigInt64Array | undefined) =>
    Array.from(column ?? [], (ns) => new Date(Number(ns / 1_000_000n)).toISOString().slice(5, 16));
  expect(Array.from(bars?.date ?? [])).toEqual([20070309, 20070312, 20070703, 20071102, 20071105]);
  expect(utc(bars?.openTimeNs)).toEqual([
    "03-09T14:30",
    "03-12T13:30",
    "07-03T13:30",
    "11-02T13:30",
    "11-05T14:30",
  ]);
  expect(utc(bars?.closeTimeNs)).toEqual([
    "03-09T21:00",
    "03-12T20:00",
    "07-03T17:00",
    "11-02T20:00",
    "11-05T21:00",
  ]);
});

test("the report says what was rounded and which sessions have no bar", async () => {
  const rows = [
    row(2, "2024-03-27", { open: "10.004", high: "12.000", volume: "0" }),
    // 2024-03-29 was Good Friday: only the 28th is missing.
    row(3, "2024-04-01", { close: "11.015" }),
  ];
  const outcome = await importDailyBars(rows, "test", sp500, temporaryDirectory());
  expect(outcome).toMatchObject({
    kind: "imported",
    report: {
      symbol: "SP500",
      interval: "1d",
      source: "test",
      bars: 2,
      firstDate: 20240327,
      lastDate: 20240401,
      missingDates: [20240328],
      priceIncrement: "0.01",
      rounding: "HALF_EVEN",
      roundedPrices: 2,
    },
  });
});

test("prices are judged after rounding, as they will be stored", async () => {
  // 12.004 above a high of 12.00 is the same cent.
  expect(await problemsOf([row(2, "2024-01-02", { close: "12.004" })])).toEqual([]);
  expect(await problemsOf([row(2, "2024-01-02", { close: "12.006" })])).toEqual([
    "2: high 12 is not the highest price",
  ]);
});

test("every problem of every row is reported at once, with its line", async () => {
  const problems = await problemsOf([
    row(2, "2024-01-02"),
    row(3, "2024-1-3", { open: "ten" }),
    row(4, "2024-01-06"),
    row(5, "2024-01-15", { low: "10.5", high: "10.4" }),
    row(6, "2024-01-15"),
    row(7, "2024-01-12"),
    row(8, "1999-12-31", { volume: "-1" }),
    row(9, "2024-01-16", { low: "0", close: "0.004", open: "1e3", high: "NaN" }),
    row(10, "2024-01-17", { volume: "1,000" }),
    row(11, "2024-01-18"),
  ]);
  expect(problems).toEqual([
    '3: "2024-1-3" is not a date written as YYYY-MM-DD',
    '3: open "ten" is not a plain decimal such as 1438.36',
    "4: 2024-01-06 is not a trading day of XNYS (weekend)",
    "5: 2024-01-15 is not a trading day of XNYS (Martin Luther King Jr. Day)",
    "5: low 10.5 is not the lowest price",
    "5: high 10.4 is not the highest price",
    "6: 2024-01-15 does not come after 2024-01-15 of the row before",
    "6: 2024-01-15 is not a trading day of XNYS (Martin Luther King Jr. Day)",
    "7: 2024-01-12 does not come after 2024-01-15 of the row before",
    "8: 1999-12-31 does not come after 2024-01-15 of the row before",
    "8: 1999-12-31 is outside the calendar XNYS, which covers 2000-01-01 to 2028-12-31",
    '8: volume "-1" is not a plain decimal such as 931800000',
    '9: open "1e3" is not a plain decimal such as 1438.36',
    '9: high "NaN" is not a plain decimal such as 1438.36',
    "9: low 0 is not at least one step of 0.01",
    "9: close 0.004 is not at least one step of 0.01",
    '10: volume "1,000" is not a plain decimal such as 931800000',
  ]);
});

test("a source without rows and one in another format", async () => {
  expect(await problemsOf([])).toEqual(["0: there are no rows"]);
  const rows = Array.from({ length: 3_000 }, (_, line) => ({ line, problem: "bad" }));
  const outcome = await importDailyBars(rows, "test", sp500, temporaryDirectory());
  if (outcome.kind !== "refused") throw new Error("not refused");
  expect(outcome.problems).toHaveLength(MAX_PROBLEMS);
  expect(outcome.problemCount).toBe(3_000);
});

test("a refused import leaves the bars that were there", async () => {
  const directory = temporaryDirectory();
  await importDailyBars([row(2, "2024-01-02")], "first", sp500, directory);
  const before = await ParquetCatalog.open(directory, instruments);
  await importDailyBars([row(2, "2024-01-06")], "second", sp500, directory);
  const after = await ParquetCatalog.open(directory, instruments);
  expect(after.version).toBe(before.version);
  expect(after.range("SP500", "1d")?.source).toBe("first");
});
