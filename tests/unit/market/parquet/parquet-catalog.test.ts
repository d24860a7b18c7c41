import {
  appendFileSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { describe, expect, test } from "vitest";
import { findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import { formatTradingDate } from "../../../../src/domain/trading-date.ts";
import { CatalogError } from "../../../../src/market/catalog.ts";
import { checkCatalog, removeFromCatalog } from "../../../../src/market/import/change-catalog.ts";
import type { Instrument } from "../../../../src/market/instrument.ts";
import { LiveCatalog } from "../../../../src/market/live-catalog.ts";
import { writeActions } from "../../../../src/market/parquet/actions-file.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { collect } from "../collect.ts";
import { importText, instruments, openCatalog } from "../import/import-text.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const sessions = findCalendar("XNYS")?.sessionsBetween(20191201, 20201231) ?? [];
const dates = sessions.map((session) => session.date);
/** Two sessions without a bar. */
const holes = [20200318, 20200319];
const key = { symbol: "SYNTH", kind: "bars", interval: "1d" } as const;

/** A catalog with a bar for each session but the holes; the price counts the sessions. */
async function catalogOf2020(priceShift = 0): Promise<string> {
  const directory = temporaryDirectory();
  await importOf2020(directory, priceShift);
  return directory;
}

async function importOf2020(directory: string, priceShift = 0) {
  const rows = dates
    .map((date, index) => {
      const price = (100 + index + priceShift).toFixed(2);
      return [formatTradingDate(date), price, price, price, price, "1"].join(",");
    })
    .filter((_, index) => !holes.includes(dates[index] ?? 0));
  const text = `date,open,high,low,close,volume\n${rows.join("\n")}\n`;
  return importText(directory, "SYNTH", text, { source: "a test" });
}

async function datesBetween(catalog: ParquetCatalog, from: number, to: number): Promise<number[]> {
  const batches = await collect(catalog.readBars("SYNTH", "1d", from, to));
  return batches.flatMap((batch) => Array.from(batch.date));
}

function dataFiles(directory: string): readonly string[] {
  return globSync(join(directory, "series/**/*.parquet")).sort();
}

test("reads any range, both ends included, over the turn of a year, and counts it unread", async () => {
  const catalog = await openCatalog(await catalogOf2020());
  const stored = dates.filter((date) => !holes.includes(date));
  for (const [from, to] of [
    [20000101, 20281231],
    [20200318, 20200319],
    [20191230, 20200103],
    [20200102, 20200102],
    [20201231, 20210104],
    [20180101, 20181231],
    [20200704, 20200705],
    [20200601, 20200501],
  ] as const) {
    const expected = stored.filter((date) => date >= from && date <= to);
    expect(await datesBetween(catalog, from, to)).toEqual(expected);
    expect(catalog.countBars("SYNTH", "1d", from, to)).toBe(expected.length);
  }
  expect(catalog.range("SYNTH", "1d")).toEqual({
    firstDate: 20191202,
    lastDate: 20201231,
    bars: stored.length,
    missingDates: holes,
    source: "a test",
    version: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
});

test("prices are the nearest doubles, and the ticks beside them are exact", async () => {
  const catalog = await openCatalog(await catalogOf2020(0.07));
  const [bars] = await collect(catalog.readBars("SYNTH", "1d", 20191202, 20191203));
  expect(bars?.length).toBe(2);
  for (const column of ["open", "high", "low", "close"] as const) {
    expect(Array.from(bars?.[column] ?? [])).toEqual([100.07, 101.07]);
    expect(Array.from(bars?.[`${column}Ticks`] ?? [])).toEqual([10_007, 10_107]);
  }
  expect(bars?.openTimeNs[0]).toBe(sessions[0]?.openNs);
  expect(bars?.closeTimeNs[0]).toBe(sessions[0]?.closeNs);
});

test("rows by instants, from one up to another", async () => {
  const catalog = await openCatalog(await catalogOf2020());
  const [from, to] = [sessions[5]?.openNs ?? 0n, sessions[9]?.openNs ?? 0n];
  const batches = await collect(catalog.readSeries(key, { fromNs: from, toNs: to }));
  expect(batches.flatMap((batch) => Array.from(batch.date))).toEqual(dates.slice(5, 9));
  expect(catalog.estimateRows(key, 0n, 2n ** 62n)).toBe(dates.length - holes.length);
  const ofDecember = catalog.estimateRows(key, 0n, 1_577_836_800_000_000_000n);
  expect(ofDecember).toBe(dates.filter((date) => date < 20200101).length);
});

test("knows its instruments, with data or without", async () => {
  const catalog = await openCatalog(await catalogOf2020());
  expect(catalog.instruments()).toEqual(instruments);
  expect(catalog.findInstrument("SP500")?.venue).toBe("XNYS");
  expect(catalog.range("SP500", "1d")).toBeUndefined();
  expect(catalog.countBars("SP500", "1d", 20000101, 20281231)).toBe(0);
  await expect(catalog.readBars("SP500", "1d", 20200101, 20201231).next()).rejects.toThrow(
    "there are no 1d bars of SP500",
  );
});

test("the version is that of the content, wherever it lies, and changes with it", async () => {
  const versionOf = async (dir: string, of = instruments) =>
    (await ParquetCatalog.open(dir, { markets: [], instruments: of })).version;
  const [one, other] = [await catalogOf2020(), await catalogOf2020()];
  expect(await versionOf(one)).toBe(await versionOf(other));
  const renamed = instruments.map((each): Instrument => ({ ...each, name: `${each.name}!` }));
  const versions = [await versionOf(temporaryDirectory()), await versionOf(one)];
  await importOf2020(one, 0.01);
  versions.push(await versionOf(one), await versionOf(one, renamed));
  expect(new Set(versions).size).toBe(4);
});

test("a catalog that was opened before an import goes on with what it began with", async () => {
  const directory = await catalogOf2020();
  const before = await openCatalog(directory);
  expect((await importOf2020(directory, 5)).kind).toBe("imported");
  const closes = async (catalog: ParquetCatalog) => {
    const batches = await collect(catalog.readBars("SYNTH", "1d", 20191202, 20200103));
    return batches.flatMap((batch) => Array.from(batch.close));
  };
  const [old, now] = [await closes(before), await closes(await openCatalog(directory))];
  expect(old.length).toBeGreaterThan(20);
  expect(now).toEqual(old.map((close) => close + 5));
  // The bare folder holds the new files only.
  expect(dataFiles(directory)).toHaveLength(2);
});

test("what was replaced waits for a day, however many imports there are", async () => {
  const directory = await catalogOf2020();
  const before = await openCatalog(directory);
  const closes = async (catalog: ParquetCatalog) => {
    const batches = await collect(catalog.readBars("SYNTH", "1d", 20191202, 20200103));
    return batches.flatMap((batch) => Array.from(batch.close));
  };
  const expected = await closes(await openCatalog(directory));
  for (const shift of [5, 6, 7]) await importOf2020(directory, shift);
  expect(await closes(before)).toEqual(expected);

  const replaced = join(directory, "replaced");
  const names = readdirSync(replaced);
  expect(names.length).toBeGreaterThan(2);
  const twoDaysAgo = Date.now() / 1_000 - 2 * 86_400;
  for (const name of names) utimesSync(join(replaced, name), twoDaysAgo, twoDaysAgo);
  const last = await openCatalog(directory);
  await importOf2020(directory, 8);
  for (const name of names) expect(readdirSync(replaced)).not.toContain(name);
  expect(await closes(last)).toEqual(expected.map((close) => close + 7));
});

test("a live catalog takes what is new, and keeps the old when the new is bad", async () => {
  const directory = await catalogOf2020();
  let names: readonly Instrument[] = instruments;
  const live = await LiveCatalog.start(() =>
    ParquetCatalog.open(directory, { markets: [], instruments: names }),
  );
  const { version } = live;
  expect(await live.reload()).toBe(false);
  await importOf2020(directory, 5);
  expect(live.version).toBe(version);
  expect(await live.reload()).toBe(true);
  const changed = live.version;
  expect(changed).not.toBe(version);
  names = [];
  await expect(live.reload()).rejects.toThrow("SYNTH, which is not in the file of instruments");
  expect(live.version).toBe(changed);
  expect(live.findInstrument("SYNTH")).toBeDefined();
});

describe("what is damaged is refused with its path and the reason", () => {
  test.each([
    ["a flipped bit", (file: string) => flipBit(file), "its content is not what was imported"],
    ["a cut file", (file: string) => truncateSync(file, 1_000), "it has 1000 bytes"],
    ["more at its end", (file: string) => appendFileSync(file, "x"), "were imported"],
    ["no file", (file: string) => unlinkSync(file), "ENOENT"],
  ])("%s", async (_, damage, reason) => {
    const directory = await catalogOf2020();
    const [, file = ""] = dataFiles(directory);
    damage(file);
    const catalog = await openCatalog(directory);
    const reading = datesBetween(catalog, 20200101, 20201231);
    await expect(reading).rejects.toThrow(CatalogError);
    await expect(reading).rejects.toThrow(`${file} cannot be read: `);
    await expect(reading).rejects.toThrow(reason);
    const { problems } = await checkCatalog(directory, () => true);
    expect(problems).toHaveLength(1);
    // The advice is good: the same import repairs it.
    await importOf2020(directory);
    expect((await checkCatalog(directory, () => true)).problems).toEqual([]);
    expect(await datesBetween(catalog, 20200101, 20200103)).toEqual([20200102, 20200103]);
  });

  test("indexes: all problems of all of them at once", async () => {
    const directory = await catalogOf2020();
    const path = (name: string) => join(directory, "index", name);
    const good = readFileSync(path("SYNTH.bars.1d.json"), "utf8");
    writeFileSync(path("OTHER.bars.1d.json"), good);
    writeFileSync(path("SP500.bars.1d.json"), "{");
    const bad = good
      .replace('"rows": 250', '"rows": "many"')
      .replace('"2020-01-02"', '"2020-02-30"');
    writeFileSync(path("SYNTH.bars.1d.json"), bad);
    const opening = openCatalog(directory);
    await expect(opening).rejects.toThrow(CatalogError);
    const { problems } = (await opening.catch((error: unknown) => error)) as CatalogError;
    const of = (name: string) => problems.filter((one) => one.startsWith(path(name))).join("\n");
    expect(of("OTHER.bars.1d.json")).toMatch(/: holds SYNTH.bars.1d.json, not OTHER.bars.1d.json$/);
    expect(of("SP500.bars.1d.json")).toMatch(/: is not JSON$/);
    expect(of("SYNTH.bars.1d.json")).toMatch(/first_date: .*"2020-02-30"/);
  });

  test("files that belong to no series are told of and removed by the next change", async () => {
    const directory = await catalogOf2020();
    const [file = ""] = dataFiles(directory);
    const stray = file.replace(/[^/]*\.parquet$/, "0123456789abcdef.parquet");
    writeFileSync(stray, "x");
    const { problems } = await checkCatalog(directory, () => true);
    expect(problems).toEqual([expect.stringContaining(`${stray}: belongs to no series`)]);
    expect((await importOf2020(directory)).kind).toBe("unchanged");
    expect((await checkCatalog(directory, () => true)).problems).toEqual([]);
  });

  test("unfinished files are passed over and removed by the next change", async () => {
    const directory = await catalogOf2020();
    await writeActions(directory, "SYNTH", [{ type: "split", ex_date: "2020-06-01", value: "2" }]);
    const unfinished = ["index", "actions"].map((name) => join(directory, name, ".tmp-X.json"));
    for (const path of unfinished) writeFileSync(path, "{");
    const { version } = await openCatalog(directory);
    await importOf2020(directory);
    for (const path of unfinished) expect(existsSync(path)).toBe(false);
    expect((await openCatalog(directory)).version).toBe(version);
  });

  test("a folder that is a file", async () => {
    const file = join(temporaryDirectory(), "catalog");
    writeFileSync(file, "");
    await expect(openCatalog(file)).rejects.toThrow(/ENOTDIR/);
  });
});

test("a removed series is gone, its folders too", async () => {
  const directory = await catalogOf2020();
  expect(await removeFromCatalog(directory, ({ symbol }) => symbol === "AAPL")).toEqual([]);
  expect(await removeFromCatalog(directory, ({ symbol }) => symbol === "SYNTH")).toEqual([key]);
  expect((await openCatalog(directory)).listSeries()).toEqual([]);
  expect(globSync(join(directory, "series/*"))).toEqual([]);
});

test("files say what they hold: exact decimals, instants in nanoseconds, dates", async () => {
  const [file = ""] = dataFiles(await catalogOf2020());
  expect(file).toMatch(/series\/instrument=SYNTH\/kind=bars\/interval=1d\/year=2019\/[0-9a-f]{16}/);
  const bytes = readFileSync(file);
  const { schema, row_groups } = parquetMetadata(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  const column = (name: string) => schema.find((each) => each.name === name);
  expect(column("close")).toMatchObject({
    type: "INT64",
    converted_type: "DECIMAL",
    precision: 18,
  });
  expect(column("close")?.scale).toBe(9);
  expect(column("open_time")?.logical_type).toMatchObject({ type: "TIMESTAMP", unit: "NANOS" });
  expect(column("date")?.converted_type).toBe("DATE");
  expect(row_groups[0]?.columns[0]?.meta_data?.codec).toBe("ZSTD");
});

test("splits divide what was before them, dividends lower it by their share of the close", async () => {
  const directory = await catalogOf2020();
  const [first, second, third, fourth] = dates.slice(0, 4).map(formatTradingDate);
  await writeActions(directory, "SYNTH", [
    { type: "dividend", ex_date: fourth ?? "", value: "1.02" },
    { type: "split", ex_date: third ?? "", value: "4" },
  ]);
  expect(first).not.toBe(second);
  const catalog = await openCatalog(directory);
  const read = async (adjustment: "RAW" | "SPLIT" | "TOTAL_RETURN") => {
    const [batch] = await collect(catalog.readSeries(key, { adjustment }));
    const closes = Array.from(batch?.prices[3] ?? []).slice(0, 5);
    return [closes, Array.from(batch?.quantities[0] ?? []).slice(0, 5)];
  };
  expect(await read("RAW")).toEqual([
    [100, 101, 102, 103, 104],
    [1, 1, 1, 1, 1],
  ]);
  expect(await read("SPLIT")).toEqual([
    [25, 25.25, 102, 103, 104],
    [4, 4, 1, 1, 1],
  ]);
  // 1.02 of the close of 102 before the ex-date: one hundredth.
  const [closes = []] = await read("TOTAL_RETURN");
  for (const [index, close] of [24.75, 24.9975, 100.98, 103, 104].entries()) {
    expect(closes[index]).toBeCloseTo(close, 10);
  }
});

test("total return needs a close to measure a dividend by", async () => {
  const directory = temporaryDirectory();
  const minute = "time,open,high,low,close,volume\n2019-12-02T15:00:00Z,1,1,1,1,1\n";
  const later = minute.replace("-02T", "-04T");
  await importText(directory, "SYNTH", minute + later.split("\n")[1], { interval: "1m" });
  const action = { type: "dividend", ex_date: "2019-12-03", value: "0.1" } as const;
  await writeActions(directory, "SYNTH", [action]);
  const catalog = await openCatalog(directory);
  const minutes = { symbol: "SYNTH", kind: "bars", interval: "1m" } as const;
  const reading = collect(catalog.readSeries(minutes, { adjustment: "TOTAL_RETURN" }));
  await expect(reading).rejects.toThrow(
    "the dividend of 0.1 on 2019-12-03 needs a daily close above",
  );
  expect(await collect(catalog.readSeries(minutes, { adjustment: "SPLIT" }))).toHaveLength(1);
});

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[500] = (bytes[500] ?? 0) ^ 1;
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}
