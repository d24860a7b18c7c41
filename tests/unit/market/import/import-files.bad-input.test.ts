import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import {
  findingsOf,
  importPaths,
  importText,
  openCatalog,
  refusal,
  rowsOf,
} from "./import-text.ts";

const head = "time,open,high,low,close,volume";
const minute = { interval: "1m" } as const;
const row = (time: string, price = "100") => `${time},${price},${price},${price},${price},5`;

/** Nothing is there: neither a series, nor anything in the folders. */
async function expectNothing(catalogDir: string): Promise<void> {
  expect((await openCatalog(catalogDir)).listSeries()).toEqual([]);
  expect(readdirSync(catalogDir)).toEqual(["import.lock"]);
}

describe("a file that cannot be read is refused, with the line, and nothing is imported", () => {
  const good = row("2024-01-02T15:00:00Z");
  const cases: readonly (readonly [string, string | Uint8Array, readonly RegExp[]])[] = [
    [
      "a web page",
      "<!DOCTYPE html>\n<html>\n</html>\n",
      [/^1: "<!DOCTYPE html>" is no row/, /^2: /],
    ],
    ["another binary", Buffer.from([1, 2, 0, 3, 10]), [/^0: it is no text: it holds zero bytes$/]],
    ["UTF-16", Buffer.from(`\uFEFF${head}`, "utf16le"), [/^0: it is text in UTF-16/]],
    ["Parquet", "PAR1....", [/^0: it is a Parquet file/]],
    ["nothing", "", [/^0: the file is empty$/]],
    ["a header alone", `${head}\n`, [/^0: it has no rows$/]],
    [
      "wrong columns",
      `time,open,high\n${good}\n`,
      [/^0: the columns time,open,high lack low, close/],
    ],
    ["a row that is short", `${head}\n${good}\n2024-01-02T15:01:00Z,1,2\n`, [/^3: it has 3 cells/]],
    ["an open quote", `${head}\n"2024-01-02T15:00:00Z,1,1,1,1,1\n`, [/^2: a quote is not closed$/]],
    [
      "mixed times",
      `${head}\n${good}\n${row("2024-01-02 15:01:00")}\n${row("1704207720")}\n`,
      [/^3: the time "2024-01-02 15:01:00" is not written like the first one/, /^4: the time "17/],
    ],
    [
      "1970",
      `${head}\n${good}\n${row("1970-01-01T00:00:00Z")}\n`,
      [/^3: .* is 1970-01-01, which is/],
    ],
    [
      "2100",
      `${head}\n${good}\n${row("2100-01-01T00:00:00Z")}\n`,
      [/^3: .* not between 1900 and 2099/],
    ],
    ["the future", `${head}\n${row("2031-01-02T15:00:00Z")}\n`, [/^2: .* lies in the future$/]],
    [
      "no date",
      `${head}\n${good}\n${row("2024-02-30T15:00:00Z")}\n`,
      [/^3: .* no date that exists$/],
    ],
    [
      "NaN",
      `${head}\n2024-01-02T15:00:00Z,NaN,1,1,nan,NaN\n`,
      [
        /^2: open "NaN" is no price: .*finite/,
        /^2: close "nan" .*finite/,
        /^2: volume "NaN" is no/,
      ],
    ],
    [
      "thousands separators",
      `time;open;high;low;close;volume\n2024-01-02T15:00:00Z;1,234.50;1,1;1;1;1\n`,
      [/^2: open "1,234.50" .*separators.*write 1234.5$/, /^2: high "1,1" is no price/],
    ],
    [
      "thousands separators between other separators, more of them than of those",
      "time;open;high;low;close\n2024-01-02T15:00:00Z;1,234,567;1,234,567;1,234,567;1,234,567\n",
      [/^2: open "1,234,567" .*write 1234567$/, /^2: high /, /^2: low /, /^2: close /],
    ],
    [
      "thousands separators that are also those of the cells",
      `${head}\n2024-01-02T15:00:00Z,1,234.50,1,240.00,1,230.00,1,235.00,5\n`,
      [/^2: it has 10 cells, and the first line 6: does a number have commas in it\?$/],
    ],
    [
      "the same without a header",
      `${good}\n2024-01-02T15:01:00Z,1,234.50,1,240.00,1,230.00,1,235.00,5\n`,
      [/^2: it has 10 cells, and the first line 6/],
    ],
    ["the header again", `${head}\n${good}\n${head}\n${good}\n`, [/^3: the header occurs again/]],
    [
      "a column twice",
      `time,open,high,low,close,Close\n${good}\n`,
      [/^0: the columns .* have close twice; say which one by its number/],
    ],
    ["lines that end with CR", `${head}\r${good}\r`, [/^0: its lines end with CR alone/]],
    [
      "seconds among milliseconds",
      `${head}\n${row("1704207600000")}\n${row("1704207660")}\n`,
      [/^3: "1704207660" is not a number of milliseconds since 1970/],
    ],
    ["a zero among seconds", `${head}\n${row("1704207600")}\n${row("0")}\n`, [/^3: .* is 1970-01/]],
    [
      "an offset that no clock has",
      `${head}\n${row("2024-01-02T15:00:00+14:00")}\n${row("2024-01-02T15:01:00+25:99")}\n`,
      [/^3: the time "2024-01-02T15:01:00\+25:99" is not written like/],
    ],
    [
      "words behind the numbers",
      `1704207600,1,1,1,1,True\n`,
      [/^0: .* names no columns and has no/],
    ],
    ["empty prices", `${head}\n2024-01-02T15:00:00Z,,1,1,1,1\n`, [/^2: open "" .* not empty$/]],
    ["a long line", `${head}\n${"x,".repeat(40_000)}`, [/^0: .*more than 65536 characters/]],
    [
      "a broken archive",
      Buffer.from("PK\u0003\u0004nonsense"),
      [/^0: it is no whole zip archive: /],
    ],
  ];

  test.each(cases)("%s", async (_, content, expected) => {
    const catalogDir = temporaryDirectory();
    const problems = await refusal(importText(catalogDir, "AAPL", content, minute));
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
    await expectNothing(catalogDir);
  });

  test("gzip that was cut short, after rows that were good", async () => {
    const catalogDir = temporaryDirectory();
    const times = Array.from({ length: 2_000 }, (_, index) =>
      row(new Date(1_704_205_800_000 + index * 60_000).toISOString(), String(100 + (index % 37))),
    );
    const whole = gzipSync(`${head}\n${times.join("\n")}\n`);
    const cut = whole.subarray(0, whole.length - 400);
    const problems = await refusal(importText(catalogDir, "BTCUSD", cut, minute, "a.csv.gz"));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^0: the compressed data ends too early.*\(after line \d+\)$/);
    await expectNothing(catalogDir);
    expect((await importText(catalogDir, "BTCUSD", whole, minute)).kind).toBe("imported");
  });

  test("local times of the hour that occurs twice, and of the one that never does", async () => {
    const catalogDir = temporaryDirectory();
    const flags = { ...minute, timeZone: "America/New_York" };
    const times = ["2023-03-12 02:30", "2023-11-05 00:59", "2023-11-05 01:30", "2023-11-05 02:00"];
    const text = `${head}\n${times.map((time) => row(time)).join("\n")}\n`;
    expect(await refusal(importText(catalogDir, "BTCUSD", text, flags))).toEqual([
      expect.stringMatching(/^2: "2023-03-12 02:30" does not exist in America\/New_York/),
      expect.stringMatching(/^4: "2023-11-05 01:30" occurs twice in America\/New_York/),
    ]);
    const sure = `${head}\n${[times[1], times[3]].map((time) => row(time ?? "")).join("\n")}\n`;
    await importText(catalogDir, "BTCUSD", sure, flags);
    expect(
      (await rowsOf(catalogDir, "BTCUSD", "bars", "1m")).map((each) => each.slice(0, 16)),
    ).toEqual(
      // Daylight saving time before, standard time after: three hours apart by UTC, two by the clock.
      ["2023-11-05T04:59", "2023-11-05T07:00"],
    );
  });

  test("ten gigabytes that are no CSV are refused at their first bytes", async () => {
    const path = join(temporaryDirectory(), "huge.csv");
    writeFileSync(path, "");
    truncateSync(path, 10 * 2 ** 30);
    const catalogDir = temporaryDirectory();
    const problems = await refusal(importPaths(catalogDir, "AAPL", [path], minute));
    expect(problems).toEqual(["0: it is no text: it holds zero bytes"]);
  });

  test("no more than a hundred problems are told of", async () => {
    const rows = Array.from({ length: 5_000 }, () => row("yesterday"));
    const text = `${head}\n${row("2024-01-02T15:00:00Z")}\n${rows.join("\n")}\n`;
    expect(await refusal(importText(temporaryDirectory(), "AAPL", text, minute))).toHaveLength(100);
  });

  test("what a file holds cannot steer a terminal, or fill it", async () => {
    const text = `${head}\n${row("2024-01-02T15:00:00Z", `\u001b[2J${"7".repeat(50_000)}`)}\n`;
    const problems = await refusal(importText(temporaryDirectory(), "AAPL", text, minute));
    expect(problems[0]).toMatch(/^2: open "\uFFFD\[2J7+\.\.\.7+" is no price: /);
    for (const problem of problems) expect(problem.length).toBeLessThan(450);
  });

  test("a bad second file takes the first with it", async () => {
    const folder = temporaryDirectory();
    const [one, two] = [join(folder, "1.csv"), join(folder, "2.csv")];
    writeFileSync(one, `${head}\n${good}\n`);
    writeFileSync(two, `${head}\n${row("2024-01-02T15:01:00Z", "x")}\n`);
    const catalogDir = temporaryDirectory();
    const problems = await refusal(importPaths(catalogDir, "AAPL", [one, two], minute));
    expect(problems[0]).toMatch(/^2: open "x"/);
    await expectNothing(catalogDir);
  });
});

test("a byte-order mark, CRLF, quotes, spaces and empty lines are no problem", async () => {
  const catalogDir = temporaryDirectory();
  const lines = [
    "\uFEFFDate,Open,High,Low,Close,Volume",
    '"2024-01-02","1.50","2","1.25","1.75","1000"',
    "",
    "2024-01-03 , 1.5,2.0,1.25 ,1.75,1e3",
  ];
  const outcome = await importText(catalogDir, "AAPL", `${lines.join("\r\n")}\r\n\r\n`);
  expect(findingsOf(outcome)).toEqual([]);
  expect(await rowsOf(catalogDir, "AAPL", "bars", "1d")).toEqual([
    "2024-01-02T14:30:00.000Z 1.5 2 1.25 1.75 1000",
    "2024-01-03T14:30:00.000Z 1.5 2 1.25 1.75 1000",
  ]);
});

test("odd rows are kept and reported; a strict import is refused for them", async () => {
  const rows = [
    "2024-01-02T15:00:00Z,100,101,99,100,5",
    "2024-01-02T15:01:00Z,100,99,101,100,5",
    "2024-01-02T15:01:00Z,100,101,99,100.5,6",
    "2024-01-02T14:59:00Z,100,101,99,100,5",
    "2024-01-02T15:02:00Z,0,101,-1,100,-5",
    "2024-01-02T15:03:00Z,200,201,199,200.001,5",
    "2024-01-02T15:03:30Z,200,201,199,200,5",
    "2024-01-02T17:00:00Z,200,201,199,200,5",
    "2024-01-06T17:00:00Z,200,201,199,200,5",
  ];
  const text = `${head}\n${rows.join("\n")}\n`;
  const catalogDir = temporaryDirectory();
  const strict = await refusal(importText(catalogDir, "AAPL", text, { ...minute, strict: true }));
  const codes = [
    ...["BACKWARD_TIME 1", "DUPLICATE_TIME 1", "OVERLAPPING_BARS 1", "OHLC_ORDER 1"],
    ...["NON_POSITIVE_PRICE 1", "NEGATIVE_QUANTITY 1", "OFF_INCREMENT 1", "OUTLIER 1"],
  ];
  expect(strict.map((each) => each.slice(3).replace(/: (\d+) times.*/, " $1"))).toEqual(codes);
  await expectNothing(catalogDir);
  const outcome = await importText(catalogDir, "AAPL", text, minute);
  expect(findingsOf(outcome)).toEqual([...codes, "OUTSIDE_SESSION 1", "HOLE 2"]);
  const [report] = outcome.files;
  const exampleOf = (code: string) => report?.findings.find((each) => each.code === code)?.examples;
  expect(exampleOf("BACKWARD_TIME")).toEqual(["line 5: 2024-01-02T14:59:00Z"]);
  expect(exampleOf("HOLE")).toEqual([
    "2024-01-02T15:04:30Z to 2024-01-02T17:00:00Z",
    "2024-01-02T17:01:00Z to 2024-01-05T21:00:00Z",
  ]);
  const stored = await rowsOf(catalogDir, "AAPL", "bars", "1m");
  // Nine rows, one of which another with the same time took the place of, in order.
  expect(stored).toHaveLength(8);
  expect(stored.slice(0, 4)).toEqual([
    "2024-01-02T14:59:00.000Z 100 101 99 100 5",
    "2024-01-02T15:00:00.000Z 100 101 99 100 5",
    "2024-01-02T15:01:00.000Z 100 101 99 100.5 6",
    "2024-01-02T15:02:00.000Z 0 101 -1 100 -5",
  ]);
});

test("a file of another symbol is told of, unless the instrument goes by that too", async () => {
  const found = async (symbol: string) => {
    const text = `symbol,${head}\n${symbol},2024-01-02T15:00:00Z,1,1,1,1,1\n`;
    return findingsOf(await importText(temporaryDirectory(), "BTCUSD", text, minute));
  };
  expect(await found("ETHUSD")).toEqual(["OTHER_SYMBOL 1"]);
  for (const symbol of ["BTCUSD", "btc-usd", "BTC/USD", "BTCUSD.V"]) {
    expect(await found(symbol)).toEqual([]);
  }
});
