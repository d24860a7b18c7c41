import { expect, test } from "vitest";
import { temporaryDirectory } from "../temporary-directory.ts";
import { findingsOf, importText, openCatalog, refusal, rowsOf } from "./import-text.ts";

const head = "time,open,high,low,close,volume\n";
const bar = (time: string, price = "1") => `${time},${price},${price},${price},${price},1\n`;

test("a bar stamped at its close begins its length before, as its column or a flag says", async () => {
  const row = bar("2024-01-02T15:00:00Z");
  const timeOf = async (text: string, flags: { readonly stamp?: "open" | "close" }) => {
    const directory = temporaryDirectory();
    await importText(directory, "AAPL", text, { interval: "5m", ...flags });
    const catalog = await openCatalog(directory);
    const series = catalog.findSeries({ symbol: "AAPL", kind: "bars", interval: "5m" });
    expect((series?.endNs ?? 0n) - (series?.firstNs ?? 0n)).toBe(300_000_000_000n);
    return (await rowsOf(directory, "AAPL", "bars", "5m"))[0]?.slice(11, 16);
  };
  expect(await timeOf(head + row, {})).toBe("15:00");
  expect(await timeOf(head + row, { stamp: "close" })).toBe("14:55");
  expect(await timeOf(head.replace("time", "close_time") + row, {})).toBe("14:55");
  expect(await timeOf(head.replace("time", "close_time") + row, { stamp: "open" })).toBe("15:00");
});

test("a daily bar is its session or the day of the clock; a month begins on its first", async () => {
  const directory = temporaryDirectory();
  const span = async (interval: string, text: string, flags: object) => {
    await importText(directory, "EURUSD", text, { interval, ...flags });
    const catalog = await openCatalog(directory);
    const series = catalog.findSeries({ symbol: "EURUSD", kind: "bars", interval });
    const time = (ns = 0n) => new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 16);
    return `${time(series?.firstNs)} ${time(series?.endNs)}`;
  };
  const tuesday = head + bar("2024-01-02");
  expect(await span("1d", tuesday, {})).toBe("2024-01-01T22:00 2024-01-02T22:00");
  const other = temporaryDirectory();
  await importText(other, "EURUSD", tuesday, { interval: "1d", day: "clock", timeZone: "UTC" });
  expect(await rowsOf(other, "EURUSD", "bars", "1d")).toEqual([
    "2024-01-02T00:00:00.000Z 1 1 1 1 1",
  ]);
  const january = head + bar("2024-01-31");
  expect(await span("1mo", january, { timeZone: "UTC" })).toBe("2024-01-01T00:00 2024-02-01T00:00");
});

test("a daily bar on a date that is no session counts, and the sessions without one do not", async () => {
  const directory = temporaryDirectory();
  // Friday, Saturday, and Tuesday: the Monday has none.
  const dates = ["2024-03-01", "2024-03-02", "2024-03-05"].map((date) => bar(date)).join("");
  const outcome = await importText(directory, "AAPL", head + dates);
  expect(findingsOf(outcome)).toEqual(["OUTSIDE_SESSION 1", "HOLE 1"]);
  const catalog = await openCatalog(directory);
  expect(catalog.countBars("AAPL", "1d", 20240301, 20240305)).toBe(3);
  expect(catalog.countBars("AAPL", "1d", 20240302, 20240304)).toBe(1);
  expect(catalog.range("AAPL", "1d")).toMatchObject({ bars: 3, missingDates: [20240304] });
});

test("the version of a series and of its daily range is that of its rows", async () => {
  const key = { symbol: "AAPL", kind: "bars", interval: "1d" } as const;
  const versions = async (price: string) => {
    const directory = temporaryDirectory();
    await importText(directory, "AAPL", head + bar("2024-03-01", price));
    const catalog = await openCatalog(directory);
    return [catalog.findSeries(key)?.version, catalog.range("AAPL", "1d")?.version];
  };
  const [one, same, other] = [await versions("1"), await versions("1.00"), await versions("2")];
  expect(one).toEqual(same);
  for (const at of [0, 1]) expect(other[at]).not.toBe(one[at]);
});

test("rows are estimated unread: whole years exactly, parts of one as if spread evenly", async () => {
  const directory = temporaryDirectory();
  const hours = Array.from({ length: 101 }, (_, hour) => {
    return bar(new Date(Date.UTC(2024, 0, 2, hour)).toISOString());
  });
  await importText(directory, "BTCUSD", head + hours.join(""), { interval: "1h" });
  const catalog = await openCatalog(directory);
  const key = { symbol: "BTCUSD", kind: "bars", interval: "1h" } as const;
  const at = (hour: number) => BigInt(Date.UTC(2024, 0, 2, hour)) * 1_000_000n;
  expect(catalog.estimateRows(key, at(-1_000), at(1_000))).toBe(101);
  expect(catalog.estimateRows(key, at(25), at(50))).toBe(25);
  expect(catalog.estimateRows(key, at(101), at(1_000))).toBe(0);
  expect(catalog.estimateRows({ ...key, symbol: "ETHUSD" }, at(0), at(100))).toBe(0);
});

test("holes are reported of the file that they are in, and a strict import is refused for them", async () => {
  const directory = temporaryDirectory();
  const minutes = (from: string, count: number) =>
    Array.from({ length: count }, (_, minute) => {
      return bar(new Date(Date.parse(from) + minute * 60_000).toISOString());
    }).join("");
  const morning = head + minutes("2024-01-02T14:30:00Z", 60);
  const withHole = morning + minutes("2024-01-02T16:30:00Z", 60);
  const flags = { interval: "1m" };
  const strict = await refusal(importText(directory, "AAPL", withHole, { ...flags, strict: true }));
  expect(strict).toEqual(["0: HOLE: 1 times, first 2024-01-02T15:30:00Z to 2024-01-02T16:30:00Z"]);
  const evening = head + minutes("2024-01-02T20:00:00Z", 60);
  expect(findingsOf(await importText(directory, "AAPL", evening, flags))).toEqual([]);
  // Between this file and the one that is there lies a hole of the series, but of neither file.
  const after = await importText(directory, "AAPL", morning, { ...flags, strict: true });
  expect(findingsOf(after)).toEqual([]);
  expect(after.kind === "refused" ? [] : after.series.holes).toHaveLength(1);
  expect(findingsOf(await importText(directory, "AAPL", withHole, flags))).toEqual(["HOLE 1"]);
});

test("a column is absent until a file has it; the aggressor of a trade is kept", async () => {
  const directory = temporaryDirectory();
  const [bars, trades] = [
    { symbol: "AAPL", kind: "bars", interval: "1m" },
    { symbol: "AAPL", kind: "trades", interval: "tick" },
  ] as const;
  const flags = { interval: "1m" };
  await importText(
    directory,
    "AAPL",
    "time,open,high,low,close\n2024-01-02T15:00:00Z,1,1,1,1\n",
    flags,
  );
  expect((await openCatalog(directory)).findSeries(bars)?.absent).toEqual(["volume"]);
  await importText(directory, "AAPL", head + bar("2024-01-02T15:01:00Z"), flags);
  expect((await openCatalog(directory)).findSeries(bars)?.absent).toEqual([]);
  const sides = ["buy", "SELL", "b", "s", "Bid", "ask", "", "x"];
  const rows = sides.map((side, at) => `2024-01-02T15:00:0${at}Z,1,1,${side}\n`);
  await importText(directory, "AAPL", `time,price,size,side\n${rows.join("")}`);
  for await (const batch of (await openCatalog(directory)).readSeries(trades)) {
    expect([...batch.sides]).toEqual([1, -1, 1, -1, 1, -1, 0, 0]);
  }
});
