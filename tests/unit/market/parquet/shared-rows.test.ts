import { globSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mergeSeries } from "../../../../src/market/merge-series.ts";
import { writeActions } from "../../../../src/market/parquet/actions-file.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { RowGroupCache } from "../../../../src/market/parquet/row-group-cache.ts";
import { BATCH_ROWS } from "../../../../src/market/row-batch.ts";
import type { SeriesBatch } from "../../../../src/market/series-catalog.ts";
import { collect } from "../collect.ts";
import { importText, instruments, openCatalog } from "../import/import-text.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const key = { symbol: "BTCUSD", kind: "bars", interval: "1m" } as const;
const firstMs = Date.parse("2019-12-30T00:00:00Z");
const plenty = 2 ** 30;

/** Minute bars from the last two days of 2019 on; the price counts them. */
function minuteBars(count: number, shift = 0): string {
  const rows = Array.from({ length: count }, (_, row) => {
    const time = new Date(firstMs + row * 60_000).toISOString();
    const price = 1 + row + shift;
    return `${time},${price},${price},${price},${price},1\n`;
  });
  return `time,open,high,low,close,volume\n${rows.join("")}`;
}

async function catalogOf(count: number): Promise<string> {
  const directory = temporaryDirectory();
  await importText(directory, key.symbol, minuteBars(count), { interval: "1m" });
  return directory;
}

function open(directory: string, cache: RowGroupCache): Promise<ParquetCatalog> {
  return ParquetCatalog.open(directory, { markets: [], instruments }, cache);
}

/** The numbers of batches, free of how the batches are cut. */
function closesOf(batches: readonly SeriesBatch[]): readonly number[] {
  return batches.flatMap(({ prices }) => Array.from(prices[3] ?? []));
}

function memoryOf(batch: SeriesBatch | undefined): unknown {
  return batch?.prices[3]?.buffer;
}

const files = (directory: string) => globSync(join(directory, "series/**/*.parquet")).sort();

describe("readers of one series", () => {
  test("see the rows that each would decode for itself, in the same memory", async () => {
    const rows = 2_880 + BATCH_ROWS + 5;
    const directory = await catalogOf(rows);
    const catalog = await open(directory, new RowGroupCache(plenty));
    const [one, other] = await Promise.all([
      collect(catalog.readSeries(key)),
      collect(catalog.readSeries(key)),
    ]);
    // 2019, and of 2020 a whole group and what is left.
    expect(one.map(({ length }) => length)).toEqual([2_880, BATCH_ROWS, 5]);
    expect(one).toEqual(await collect((await openCatalog(directory)).readSeries(key)));
    for (const [at, batch] of one.entries()) expect(memoryOf(other[at])).toBe(memoryOf(batch));
    const [fromNs, toNs] = [one[1]?.timeNs[7], one[2]?.timeNs[2]];
    if (fromNs === undefined || toNs === undefined) throw new Error("there are such rows");
    const part = await collect(catalog.readSeries(key, { fromNs, toNs }));
    expect(closesOf(part)).toEqual(closesOf(one).slice(2_880 + 7, 2_880 + BATCH_ROWS + 2));
    expect(part.map(memoryOf)).toEqual([memoryOf(one[1]), memoryOf(one[2])]);
    expect(memoryOf(part[0])).toBe(memoryOf(one[1]));
  });

  test("decode the groups that have what they ask for, and no others", async () => {
    const directory = await catalogOf(2_880 + BATCH_ROWS + 5);
    const [, group, rest] = await collect((await openCatalog(directory)).readSeries(key));
    const [lastNs = 0n, nextNs = 0n] = [group?.timeNs.at(-1), rest?.timeNs[0]];
    const read = async (fromNs: bigint, toNs: bigint) => {
      const cache = new RowGroupCache(plenty);
      const catalog = await open(directory, cache);
      const closes = closesOf(await collect(catalog.readSeries(key, { fromNs, toNs })));
      return { closes, isSmall: cache.bytes < 60 * BATCH_ROWS };
    };
    const last = 2_880 + BATCH_ROWS;
    expect(await read(lastNs, nextNs)).toEqual({ closes: [last], isSmall: false });
    expect(await read(lastNs, nextNs + 1n)).toEqual({ closes: [last, last + 1], isSmall: false });
    expect(await read(nextNs, nextNs + 1n)).toEqual({ closes: [last + 1], isSmall: true });
  });

  test("find the group after the one they go on with begun, and let it go", async () => {
    const directory = await catalogOf(2_880 + 2 * BATCH_ROWS + 5);
    const cache = new RowGroupCache(plenty);
    const begun: string[] = [];
    const claimed = new Set<string>();
    const prepare = cache.prepare.bind(cache);
    cache.prepare = (source) => {
      const group = source.key.slice(65);
      begun.push(group);
      claimed.add(group);
      const letGo = prepare(source);
      return () => {
        claimed.delete(group);
        letGo();
      };
    };
    const catalog = await open(directory, cache);
    const fromNs = BigInt(Date.parse("2020-01-01T00:00:00Z")) * 1_000_000n;
    const brief = catalog.readSeries(key, { fromNs });
    expect((await brief.next()).value?.length).toBe(BATCH_ROWS);
    await brief.return(undefined);
    expect(begun).toEqual([]);
    const reading = catalog.readSeries(key);
    for (const ahead of [[], [`${BATCH_ROWS}`], [`${2 * BATCH_ROWS}`]]) {
      await reading.next();
      expect([...claimed]).toEqual(ahead);
    }
    expect(closesOf(await collect(reading))).toHaveLength(5);
    expect(begun).toHaveLength(2);
    expect(claimed.size).toBe(0);
    // Who leaves does not come to it any more.
    const left = catalog.readSeries(key);
    for (const _ of [1, 2]) await left.next();
    expect(claimed.size).toBe(1);
    await left.return(undefined);
    expect(claimed.size).toBe(0);
  });

  test("give back what they had, at the end and where they leave early", async () => {
    const directory = await catalogOf(3_000);
    const cache = new RowGroupCache(1);
    const catalog = await open(directory, cache);
    const reading = catalog.readSeries(key);
    await reading.next();
    const whole = cache.bytes;
    expect(whole).toBeGreaterThan(2_880 * 60);
    await reading.next();
    // Of the two groups only the one that the reader is at.
    expect(cache.bytes).toBeLessThan(whole);
    expect(cache.bytes).toBeGreaterThan(0);
    await reading.return(undefined);
    expect(cache.bytes).toBe(0);
    await collect(catalog.readSeries(key));
    expect(cache.bytes).toBe(0);
    // Nor does one stay who leaves while its group is being decoded.
    const brief = catalog.readSeries(key);
    const asked = brief.next();
    const left = brief.return(undefined);
    expect((await asked).value?.length).toBe(2_880);
    await left;
    expect(cache.bytes).toBe(0);
  });

  test("are counted with what their columns take, of each kind", async () => {
    const directory = temporaryDirectory();
    const name = "20240102_x_tick.csv";
    const ofMinutes = { interval: "1m" };
    for (const [symbol, row, flags] of [
      ["AAPL", "36000500,15000,3,Q,0,0\n", {}],
      ["AAPL", "36000500,15000,3,15100,4,Q,0,0\n", {}],
      ["AAPL", "36000000,1,4,1,2,7\n", ofMinutes],
      ["EURUSD", "36000000,1,4,1,2,7,2,5,2,3,8\n", ofMinutes],
    ] as const) {
      await importText(directory, symbol, row, flags, name);
    }
    const cache = new RowGroupCache(plenty);
    const catalog = await open(directory, cache);
    const kinds = catalog.listSeries().map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["bars", "quote_bars", "quotes", "trades"]);
    for (const series of catalog.listSeries()) {
      const before = cache.bytes;
      const [batch] = await collect(catalog.readSeries(series));
      if (batch === undefined) throw new Error("there is a row");
      const { timeNs, knownNs, date, prices, quantities, sides } = batch;
      const columns = new Set([timeNs, knownNs, date, sides, ...prices, ...quantities]);
      const bytes = [...columns].reduce((sum, { buffer }) => sum + buffer.byteLength, 4_096);
      expect([series.kind, cache.bytes - before]).toEqual([series.kind, bytes]);
    }
  });

  test("leave the shared columns as they are, whatever is made of them", async () => {
    const directory = await catalogOf(3_000);
    await importText(directory, key.symbol, `${minuteBars(1)}2020-01-02T00:00:00Z,9,9,9,9,1\n`, {
      interval: "1d",
    });
    await writeActions(directory, key.symbol, [
      { type: "split", ex_date: "2020-01-01", value: "4" },
      { type: "dividend", ex_date: "2020-01-01", value: "0.1" },
    ]);
    const catalog = await open(directory, new RowGroupCache(plenty));
    const raw = await collect(catalog.readSeries(key));
    const before = structuredClone(raw);
    const adjusted = await collect(catalog.readSeries(key, { adjustment: "SPLIT" }));
    await collect(catalog.readSeries(key, { adjustment: "TOTAL_RETURN" }));
    await collect(catalog.readMerged([key, key]));
    await collect(mergeSeries([catalog.readSeries(key), catalog.readSeries(key)]));
    expect(closesOf(adjusted)[0]).toBe(0.25);
    expect(memoryOf(adjusted[0])).not.toBe(memoryOf(raw[0]));
    const after = await collect(catalog.readSeries(key));
    expect(after).toEqual(before);
    expect(memoryOf(after[0])).toBe(memoryOf(raw[0]));
  });
});

describe("an import under readers", () => {
  test("leaves theirs as they were; the next ones read what is new, and share what stayed", async () => {
    const directory = await catalogOf(3_000);
    const cache = new RowGroupCache(plenty);
    const before = await open(directory, cache);
    const reading = before.readSeries(key);
    const first = (await reading.next()).value;
    // The bars of 2020 anew, each dearer by 5.
    const text = minuteBars(3_000, 5).split("\n");
    const changed = [text[0], ...text.slice(1 + 2_880)].join("\n");
    const outcome = await importText(directory, key.symbol, changed, { interval: "1m" });
    expect(outcome.kind).toBe("imported");

    const after = await collect((await open(directory, cache)).readSeries(key));
    const rest = await collect(reading);
    expect(closesOf(rest)).toEqual(Array.from({ length: 120 }, (_, row) => 2_881 + row));
    expect(closesOf(after).slice(2_880)).toEqual(closesOf(rest).map((close) => close + 5));
    expect(memoryOf(after[0])).toBe(memoryOf(first ?? undefined));
    expect(closesOf(await collect(before.readSeries(key))).at(-1)).toBe(3_000);
  });

  test("what cannot be read is an error to each reader, until it can be read again", async () => {
    const directory = await catalogOf(3_000);
    const catalog = await open(directory, new RowGroupCache(plenty));
    const [, file = ""] = files(directory);
    const elsewhere = join(temporaryDirectory(), "elsewhere");
    renameSync(file, elsewhere);
    const missing = `${file} cannot be read: ENOENT`;
    const readings = [1, 2].map(() => collect(catalog.readSeries(key)));
    for (const reading of readings) await expect(reading).rejects.toThrow(missing);
    renameSync(elsewhere, file);
    const rows = await collect(catalog.readSeries(key));
    expect(closesOf(rows)).toHaveLength(3_000);
    // Gone once more, but its rows are here.
    renameSync(file, elsewhere);
    expect(closesOf(await collect(catalog.readSeries(key)))).toEqual(closesOf(rows));
  });

  test("a file that is cut under its readers is an error to each, until it is whole", async () => {
    const directory = await catalogOf(3_000);
    const catalog = await open(directory, new RowGroupCache(1));
    await collect(catalog.readSeries(key));
    const [, file = ""] = files(directory);
    const whole = readFileSync(file);
    const readings = [1, 2].map(() => catalog.readSeries(key));
    for (const reading of readings) await reading.next();
    truncateSync(file, whole.length / 2);
    const rest = readings.map((reading) => collect(reading));
    for (const each of rest) await expect(each).rejects.toThrow(`${file} cannot be read`);
    writeFileSync(file, whole);
    expect(closesOf(await collect(catalog.readSeries(key)))).toHaveLength(3_000);
  });
});
