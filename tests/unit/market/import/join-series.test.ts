import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkCatalog } from "../../../../src/market/import/change-catalog.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { importPaths, openCatalog, refusal, rowsOf } from "./import-text.ts";

/** A file of trades, each at a time and a price. */
function trades(name: string, ...rows: readonly string[]): string {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, `time,price,size\n${rows.map((row) => `${row},1\n`).join("")}`);
  return path;
}

const monday = () => trades("monday.csv", "2024-01-08T15:00:00Z,100", "2024-01-08T15:00:01Z,101");
const tuesday = () => trades("tuesday.csv", "2024-01-09T15:00:00Z,102", "2024-01-09T15:00:01Z,103");
const friday = () => trades("friday.csv", "2024-01-12T15:00:00Z,104", "2024-01-12T15:00:01Z,105");

async function pricesOf(catalogDir: string): Promise<string> {
  const rows = await rowsOf(catalogDir, "AAPL", "trades");
  return rows.map((row) => row.split(" ")[1]).join(" ");
}

test("ticks between two files of one import stay", async () => {
  const catalogDir = temporaryDirectory();
  await importPaths(catalogDir, "AAPL", [tuesday()]);
  await importPaths(catalogDir, "AAPL", [monday(), friday()]);
  expect(await pricesOf(catalogDir)).toBe("100 101 102 103 104 105");
  expect((await importPaths(catalogDir, "AAPL", [friday(), monday()])).kind).toBe("unchanged");
  const week = trades("week.csv", "2024-01-08T15:00:01Z,1", "2024-01-12T15:00:00Z,2");
  await importPaths(catalogDir, "AAPL", [week]);
  expect(await pricesOf(catalogDir)).toBe("100 1 2 105");
});

test("ticks of one time in two files of one import would all be there: they are refused", async () => {
  const catalogDir = temporaryDirectory();
  const middle = trades("middle.csv", "2024-01-08T15:00:00.5Z,100", "2024-01-10T15:00:00Z,1");
  for (const files of [
    [monday(), monday()],
    [monday(), friday(), middle],
  ]) {
    expect(await refusal(importPaths(catalogDir, "AAPL", files))).toEqual([
      expect.stringMatching(/^0: its times overlap those of monday.csv/),
    ]);
  }
  const one = trades("one.csv", "2024-01-08T15:00:00Z,100");
  expect(await refusal(importPaths(catalogDir, "AAPL", [one, one]))).toHaveLength(1);
  // A file that was cut by rows may end at the time at which the next one begins.
  const next = trades("next.csv", "2024-01-08T15:00:01Z,7", "2024-01-08T15:00:02Z,8");
  expect((await importPaths(catalogDir, "AAPL", [monday(), next])).kind).toBe("imported");
  expect(await pricesOf(catalogDir)).toBe("100 101 7 8");
});

test("a file that spans a year takes its ticks away, though it has none in it", async () => {
  const catalogDir = temporaryDirectory();
  const around = trades("around.csv", "2021-06-01T15:00:00Z,1", "2023-06-01T15:00:00Z,2");
  const inside = trades("inside.csv", "2022-06-01T15:00:00Z,3");
  await importPaths(catalogDir, "AAPL", [around]);
  await importPaths(catalogDir, "AAPL", [inside]);
  expect(await pricesOf(catalogDir)).toBe("1 3 2");
  const { version } = await openCatalog(catalogDir);
  expect((await importPaths(catalogDir, "AAPL", [around])).kind).toBe("imported");
  expect(await pricesOf(catalogDir)).toBe("1 2");
  expect((await openCatalog(catalogDir)).version).not.toBe(version);
  expect(await checkCatalog(catalogDir, () => true)).toEqual({ files: 2, problems: [] });
});
