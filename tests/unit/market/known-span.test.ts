import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeActions } from "../../../src/market/parquet/actions-file.ts";
import type { ParquetCatalog } from "../../../src/market/parquet/parquet-catalog.ts";
import type { ReadOptions } from "../../../src/market/series-catalog.ts";
import type { SeriesKey } from "../../../src/market/series-kind.ts";
import { importText, openCatalog } from "./import/import-text.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const ns = (text: string) => BigInt(Date.parse(text)) * 1_000_000n;
const keys: readonly SeriesKey[] = [
  { symbol: "AAPL", kind: "bars", interval: "1d" },
  { symbol: "AAPL", kind: "bars", interval: "1h" },
  { symbol: "AAPL", kind: "trades", interval: "tick" },
  { symbol: "MSFT", kind: "quotes", interval: "tick" },
  { symbol: "MSFT", kind: "bars", interval: "1w" },
  { symbol: "MSFT", kind: "bars", interval: "1mo" },
];
const bars = "date,open,high,low,close,volume\n";
const bar = (time: string) => `${time},100,101,99,100.5,10\n`;

async function openFixture(): Promise<ParquetCatalog> {
  const directory = temporaryDirectory();
  const days = ["2023-12-28", "2023-12-29", "2024-01-02", "2024-01-03", "2024-01-04"];
  await importText(directory, "AAPL", bars + days.map(bar).join(""));
  const hours = ["14:30", "15:30", "20:30"].map((clock) => bar(`2024-01-02T${clock}:00Z`));
  await importText(directory, "AAPL", bars + hours.join(""), { interval: "1h" });
  // Of two ticks at one time, both are known or none is.
  const trades = ["15:30:00.5", "15:30:00.5", "21:00:00"].map((t) => `2024-01-02T${t}Z,100.07,5\n`);
  await importText(directory, "AAPL", `time,price,size\n${trades.join("")}`);
  const quotes = ["14:30:00", "21:00:00"].map((t) => `2024-01-02T${t}Z,1.01,1.02\n`);
  await importText(directory, "MSFT", `time,bid,ask\n${quotes.join("")}`);
  const weeks = ["2023-12-18", "2023-12-25", "2024-01-01"].map(bar);
  await importText(directory, "MSFT", bars + weeks.join(""), { interval: "1w" });
  const months = ["2023-10-01", "2023-11-01", "2023-12-01"].map(bar);
  await importText(directory, "MSFT", bars + months.join(""), { interval: "1mo" });
  await writeActions(directory, "AAPL", [
    { type: "dividend", ex_date: "2024-01-03", value: "0.24" },
    { type: "split", ex_date: "2024-01-03", value: "0.1" },
    { type: "split", ex_date: "2024-07-01", value: "4" },
  ]);
  await writeActions(directory, "MSFT", [
    { type: "dividend", ex_date: "2024-01-03", value: "0.75" },
  ]);
  return openCatalog(directory);
}

/** Rows of all series as `known series time`. */
async function merged(catalog: ParquetCatalog, options: ReadOptions): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const { length, series, row, columns } of catalog.readMerged(keys, options)) {
    for (let index = 0; index < length; index++) {
      const [number = 0, at = 0] = [series[index], row[index]];
      const batch = columns[number];
      rows.push(`${batch?.knownNs[at]} ${number} ${batch?.timeNs[at]}`);
    }
  }
  return rows;
}

describe("rows by when they are known", () => {
  test("a bar that began before and ends after is among those that follow", async () => {
    const catalog = await openFixture();
    const read = async (options: ReadOptions) => {
      const times: string[] = [];
      for await (const { timeNs } of catalog.readSeries(keys[1] as SeriesKey, options))
        for (const time of timeNs) times.push(new Date(Number(time / 1_000_000n)).toISOString());
      return times.map((time) => time.slice(11, 16));
    };
    const noon = ns("2024-01-02T16:00:00Z");
    expect(await read({ knownAfterNs: noon })).toEqual(["15:30", "20:30"]);
    expect(await read({ knownUntilNs: noon })).toEqual(["14:30"]);
    // Known at 16:30 exactly: that far it was seen, so it does not come again.
    const end = ns("2024-01-02T16:30:00Z");
    expect(await read({ knownAfterNs: end })).toEqual(["20:30"]);
    expect(await read({ knownUntilNs: end })).toEqual(["14:30", "15:30"]);
    expect(await read({ fromNs: noon })).toEqual(["20:30"]);
  });

  test("going on from any instant gives what is left, of all series and kinds", async () => {
    const catalog = await openFixture();
    const all = await merged(catalog, {});
    expect(all).toHaveLength(19);
    const knownOf = (row: string) => BigInt(row.split(" ")[0] ?? "");
    expect(all.map(knownOf)).toEqual(all.map(knownOf).toSorted((a, b) => (a < b ? -1 : 1)));
    const instants = all.map(knownOf).flatMap((known) => [known - 1n, known, known + 1n]);
    const seed = Number(process.env.FC_SEED ?? Date.now() % 1e9);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...instants), async (instant) => {
        const after = all.filter((row) => knownOf(row) > instant);
        expect(await merged(catalog, { knownAfterNs: instant })).toEqual(after);
        expect(await merged(catalog, { knownUntilNs: instant })).toEqual(
          all.slice(0, -after.length || 19),
        );
      }),
      { seed, numRuns: 25 },
    );
  });
});

test("raw prices are the doubles nearest to what was imported, adjusted ones are not", async () => {
  const catalog = await openFixture();
  for (const adjustment of ["RAW", "SPLIT", "TOTAL_RETURN"] as const) {
    for await (const batch of catalog.readSeries(keys[2] as SeriesKey, { adjustment })) {
      const isRaw = adjustment === "RAW";
      expect(batch.prices[0]?.every((price) => (price === 100.07) === isRaw)).toBe(true);
    }
  }
});

test("splits and dividends between two instants, by the midnight of the venue", async () => {
  const catalog = await openFixture();
  const midnight = ns("2024-01-03T05:00:00Z");
  const day = 86_400_000_000_000n;
  const of = (fromNs: bigint, toNs: bigint) =>
    catalog
      .actionsBetween(["MSFT", "AAPL", "SPY"], fromNs, toNs)
      .map(({ symbol, type, exDate, atNs, value }) => {
        expect(atNs >= fromNs && atNs < toNs).toBe(true);
        return `${symbol} ${type} ${exDate} ${value.units}/10^${value.scale}`;
      });
  const onTheDay = [
    "MSFT dividend 20240103 75/10^2",
    "AAPL split 20240103 1/10^1",
    "AAPL dividend 20240103 24/10^2",
  ];
  expect(of(midnight, midnight + 1n)).toEqual(onTheDay);
  expect(of(midnight - day, midnight)).toEqual([]);
  expect(of(midnight + 1n, midnight + day)).toEqual([]);
  // In summer the venue's midnight is four hours after that of UTC.
  const july = ns("2024-07-01T04:00:00Z");
  expect(of(midnight, july)).toEqual(onTheDay);
  expect(of(midnight, july + 1n)).toEqual([...onTheDay, "AAPL split 20240701 4/10^0"]);
});
