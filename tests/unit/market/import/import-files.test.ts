import { execFile } from "node:child_process";
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkCatalog } from "../../../../src/market/import/change-catalog.ts";
import { lockCatalog } from "../../../../src/market/parquet/catalog-lock.ts";
import { compileCacheEnv } from "../../../e2e/compile-cache.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import {
  findingsOf,
  importPaths,
  importText,
  openCatalog,
  refusal,
  rowsOf,
} from "./import-text.ts";
import { zipOf } from "./zip-of.ts";

const head = "time,open,high,low,close,volume\n";
const minute = { interval: "1m" } as const;

/** Minutes of bitcoin from a time on; prices tell the rows apart. */
function minutes(from: string, count: number, price = 100): string[] {
  const start = Date.parse(from);
  return Array.from({ length: count }, (_, index) => {
    const time = new Date(start + index * 60_000).toISOString();
    const value = price + (index % 1_000) / 100;
    return `${time},${value},${value},${value},${value},${index % 10}\n`;
  });
}

async function versionOf(catalogDir: string): Promise<string> {
  return (await openCatalog(catalogDir)).version;
}

test("the same file again changes nothing; other rows change the version", async () => {
  const catalogDir = temporaryDirectory();
  const text = head + minutes("2023-12-31T23:00:00Z", 120).join("");
  expect((await importText(catalogDir, "BTCUSD", text, minute)).kind).toBe("imported");
  const version = await versionOf(catalogDir);
  const names = readdirSync(catalogDir, { recursive: true, encoding: "utf8" }).sort();
  expect((await importText(catalogDir, "BTCUSD", text, minute)).kind).toBe("unchanged");
  expect(await versionOf(catalogDir)).toBe(version);
  expect(readdirSync(catalogDir, { recursive: true }).sort()).toEqual(names);
  // One file a year.
  expect(names.filter((name) => name.endsWith(".parquet"))).toHaveLength(2);
  const corrected = head + minutes("2024-01-01T00:30:00Z", 1, 500).join("");
  expect((await importText(catalogDir, "BTCUSD", corrected, minute)).kind).toBe("imported");
  expect(await versionOf(catalogDir)).not.toBe(version);
  const rows = await rowsOf(catalogDir, "BTCUSD", "bars", "1m");
  expect(rows).toHaveLength(120);
  expect(rows[90]).toBe("2024-01-01T00:30:00.000Z 500 500 500 500 0");
  expect(rows[89]).toMatch(/^2024-01-01T00:29/);
});

test("rows in any order, in one file or many, make the same catalog", async () => {
  const rows = minutes("2023-12-30T00:00:00Z", 150_000);
  const [ascending, descending, parts] = [0, 1, 2].map(() => temporaryDirectory());
  await importText(ascending ?? "", "BTCUSD", head + rows.join(""), minute);
  const reversed = await importText(
    descending ?? "",
    "BTCUSD",
    head + rows.toReversed().join(""),
    minute,
  );
  expect(findingsOf(reversed)).toContain("BACKWARD_TIME 149999");
  const pieces = [rows.slice(90_000), rows.slice(0, 70_000), rows.slice(50_000, 100_000)];
  for (const piece of pieces) {
    await importText(parts ?? "", "BTCUSD", head + piece.join(""), minute);
  }
  const versions = [ascending, descending, parts].map(async (catalogDir = "") => {
    const catalog = await openCatalog(catalogDir);
    return catalog.findSeries({ symbol: "BTCUSD", kind: "bars", interval: "1m" })?.version;
  });
  const [first, ...others] = await Promise.all(versions);
  expect(others).toEqual([first, first]);
});

test("ticks take the place of those in their span, and keep the order of the file", async () => {
  const catalogDir = temporaryDirectory();
  const tick = (second: number, price: number) =>
    `2024-01-02T15:00:${String(second).padStart(2, "0")}.5Z,${price},1\n`;
  const text = `time,price,size\n${[1, 2, 2, 2, 9].map((s, i) => tick(s, 101 + i)).join("")}`;
  await importText(catalogDir, "AAPL", text);
  expect((await importText(catalogDir, "AAPL", text)).kind).toBe("unchanged");
  await importText(catalogDir, "AAPL", `time,price,size\n${tick(2, 7)}${tick(3, 8)}`);
  const prices = (await rowsOf(catalogDir, "AAPL", "trades")).map((row) => row.split(" ")[1]);
  expect(prices).toEqual(["101", "7", "8", "105"]);
});

describe("recognised without being told", () => {
  const bar = "2024-01-02T15:00:00.000Z 1.5 2 1 1.75 10";
  const day = "2024-01-02T14:30:00.000Z 1.5 2 1 1.75 10";
  type Case = readonly [
    layout: string,
    text: string,
    symbol: string,
    interval: string,
    expected: string,
    name?: string,
    columns?: string,
  ];
  const cases: readonly Case[] = [
    [
      "Yahoo",
      "Date,Open,High,Low,Close,Adj Close,Volume\n2024-01-02,1.5,2,1,1.75,1.7,10\n",
      "AAPL",
      "1d",
      day,
    ],
    [
      "Stooq",
      "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n" +
        "AAPL.US,1,20240102,100000,1.5,2,1,1.75,10,0\n",
      "AAPL",
      "1m",
      bar,
    ],
    [
      "Binance klines",
      "1704207600000,1.5,2,1,1.75,10,1704207659999,17.5,3,5,8.7,0\n",
      "BTCUSDT",
      "1m",
      bar,
    ],
    [
      "Binance klines in microseconds",
      "1704207600000000,1.5,2,1,1.75,10,1704207659999999,17.5,3,5,8.7,0\n",
      "BTCUSDT",
      "1m",
      bar,
    ],
    ["LEAN daily", "20240102 00:00,15000,20000,10000,17500,10\n", "AAPL", "1d", day],
    [
      "LEAN minutes",
      "36000000,15000,20000,10000,17500,10\n",
      "AAPL",
      "1m",
      bar,
      "20240102_aapl_minute_trade.csv",
    ],
    ["MetaTrader", "2024.01.02,15:00,1.5,2,1,1.75,10\n", "BTCUSD", "1m", bar, "a.csv", "columns"],
    [
      "day first",
      "Gmt time,Open,High,Low,Close,Volume\n02.01.2024 15:00:00.000,1.5,2,1,1.75,10\n",
      "EURUSD",
      "1m",
      bar,
    ],
    ["no header", "2024-01-02T10:00:00-05:00;1.5;2;1;1.75;10\n", "AAPL", "1m", bar],
    [
      "seconds",
      "unix\topen\thigh\tlow\tclose\tvolume\n1704207600\t1.5\t2\t1\t1.75\t10\n",
      "AAPL",
      "1m",
      bar,
    ],
  ];
  test.each(cases.map((each) => [each[0], each] as const))("%s", async (_, each) => {
    const [, text, symbol, interval, expected, name, columns] = each;
    const catalogDir = temporaryDirectory();
    const named = new Map(
      ["open", "high", "low", "close", "volume"].map((each, at) => [each, `${at + 3}`]),
    );
    const meta = "date,time,open,high,low,close,volume\n";
    const content = columns === undefined ? text : meta + text;
    const flags = { interval, ...(columns === undefined ? {} : { columns: named }) };
    const outcome = await importText(catalogDir, symbol, content, flags, name);
    if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.problems));
    expect(await rowsOf(catalogDir, symbol, "bars", interval)).toEqual([expected]);
  });

  test("quotes and trades of LEAN, and bars of bid and ask", async () => {
    const catalogDir = temporaryDirectory();
    const name = "20240102_x_tick.csv";
    await importText(catalogDir, "AAPL", "36000500,15000,3,Q,0,0\n", {}, name);
    expect(await rowsOf(catalogDir, "AAPL", "trades")).toEqual(["2024-01-02T15:00:00.500Z 1.5 3"]);
    await importText(catalogDir, "AAPL", "36000500,15000,3,15100,4,Q,0,0\n", {}, name);
    expect(await rowsOf(catalogDir, "AAPL", "quotes")).toEqual([
      "2024-01-02T15:00:00.500Z 1.5 1.51 3 4",
    ]);
    await importText(catalogDir, "EURUSD", "36000000,1,4,1,2,7,2,5,2,3,8\n", minute, name);
    expect(await rowsOf(catalogDir, "EURUSD", "quote_bars", "1m")).toEqual([
      "2024-01-02T15:00:00.000Z 1 4 1 2 2 5 2 3 7 8",
    ]);
  });

  test("what cannot be known is asked for", async () => {
    const ask = (text: string, name?: string) =>
      refusal(importText(temporaryDirectory(), "AAPL", text, {}, name));
    expect(await ask(`${head}2024-01-02T15:00:00Z,1,1,1,1,1\n`)).toEqual([
      expect.stringMatching(/^0: how long are its bars\? Say it with --interval/),
    ]);
    expect(await ask("date,open,high,low,close\n02/01/2024,1,1,1,1\n")).toEqual([
      expect.stringMatching(/^2: "02\/01\/2024" may begin with the day or the month.*--date-order/),
    ]);
    expect((await ask("36000000,1,1,1,1,1\n", "aapl.csv"))[0]).toMatch(/does not begin with a day/);
    const two = "time,symbol,price,size\n2024-01-02T15:00:00Z,A,1,1\n2024-01-02T15:00:01Z,B,1,1\n";
    expect(await ask(two)).toEqual(["3: it is of B, the rows before it of A: one symbol a file"]);
  });
});

test.each([
  ["gzip", gzipSync],
  ["Zstandard", zstdCompressSync],
  ["zip", (text: string) => zipOf([["a.csv", text]])],
] as const)("%s is unpacked, whatever the name says", async (_, pack) => {
  const catalogDir = temporaryDirectory();
  const text = head + minutes("2024-01-01T00:00:00Z", 3).join("");
  await importText(catalogDir, "BTCUSD", pack(text), minute, "data.bin");
  expect(await rowsOf(catalogDir, "BTCUSD", "bars", "1m")).toHaveLength(3);
});

test("all files of a zip archive are one import", async () => {
  const catalogDir = temporaryDirectory();
  const [one, two] = [minutes("2024-01-01T00:00:00Z", 3), minutes("2024-01-02T00:00:00Z", 2)];
  const zip = zipOf([
    ["b.csv", head + two.join("")],
    ["a.csv", head + one.join("")],
  ]);
  const outcome = await importText(catalogDir, "BTCUSD", zip, minute, "all.zip");
  expect(outcome.files.map(({ name, rows }) => `${name} ${rows}`)).toEqual(["b.csv 2", "a.csv 3"]);
  expect(await rowsOf(catalogDir, "BTCUSD", "bars", "1m")).toHaveLength(5);
});

test("prices keep nine decimals; more are rounded half to even; rounding to the increment on demand", async () => {
  const text =
    "time,price,size\n2024-01-02T15:00:00Z,0.1234567885,1\n2024-01-02T15:00:01Z,1e-7,0.00000001\n";
  const [kept, rounded] = [temporaryDirectory(), temporaryDirectory()];
  expect(findingsOf(await importText(kept, "DOGEUSDT", text))).toContain("ROUNDED_PRICE 1");
  expect(await rowsOf(kept, "DOGEUSDT", "trades")).toEqual([
    "2024-01-02T15:00:00.000Z 0.123456788 1",
    "2024-01-02T15:00:01.000Z 1e-7 1e-8",
  ]);
  await importText(rounded, "DOGEUSDT", text, { roundPrices: true });
  expect((await rowsOf(rounded, "DOGEUSDT", "trades"))[0]).toMatch(/ 0.12346 1$/);
});

test("one import at a time", async () => {
  const catalogDir = temporaryDirectory();
  const unlock = await lockCatalog(catalogDir);
  const text = head + minutes("2024-01-01T00:00:00Z", 1).join("");
  const importing = importText(catalogDir, "BTCUSD", text, minute);
  await expect(importing).rejects.toThrow("another import is writing to it");
  unlock();
  expect((await importText(catalogDir, "BTCUSD", text, minute)).kind).toBe("imported");
});

test("killed before any change of the disk, the catalog is the old one or the new one", async () => {
  const folder = temporaryDirectory();
  const old = join(folder, "old.csv");
  const file = join(folder, "new.csv");
  writeFileSync(old, head + minutes("2023-12-31T23:58:00Z", 4).join(""));
  writeFileSync(file, head + minutes("2023-12-31T23:59:00Z", 4, 500).join(""));
  const run = async (catalogDir: string, killAt: number) => {
    const script = join(import.meta.dirname, "import-to-kill.ts");
    const args = [script, catalogDir, file, String(killAt)];
    const env = { ...process.env, ...compileCacheEnv() };
    const ending = promisify(execFile)(process.execPath, args, { env });
    const { stdout } = await ending.catch((error) => error);
    return String(stdout).split("\n");
  };
  const original = temporaryDirectory();
  await importPaths(original, "BTCUSD", [old], minute);
  const before = await versionOf(original);
  const copy = () => {
    const catalogDir = temporaryDirectory();
    cpSync(original, catalogDir, { recursive: true });
    return catalogDir;
  };
  const whole = copy();
  const calls = await run(whole, 0);
  const after = await versionOf(whole);
  expect(after).not.toBe(before);
  const seen = new Set<string>();
  const killAndMend = async (killAt: number) => {
    const catalogDir = copy();
    expect(await run(catalogDir, killAt)).toEqual([""]);
    const version = await versionOf(catalogDir);
    expect([before, after]).toContain(version);
    seen.add(version);
    const rows = await rowsOf(catalogDir, "BTCUSD", "bars", "1m");
    expect(rows).toHaveLength(version === before ? 4 : 5);
    // The next import mends what was left behind.
    await importPaths(catalogDir, "BTCUSD", [file], minute);
    expect(await versionOf(catalogDir)).toBe(after);
    expect((await checkCatalog(catalogDir, () => true)).problems).toEqual([]);
    expect(readdirSync(catalogDir)).not.toContain("staging");
  };
  // Once while rows are written aside, which is all alike, and at every step of putting them in place.
  const putting = calls.findIndex((call) => call.startsWith("rename"));
  const waiting = [3, ...calls.map((_, index) => index + 1).slice(putting)];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await killAndMend(next);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  expect(seen.size).toBe(2);
  expect(calls.length - putting).toBeGreaterThan(8);
}, 60_000);
