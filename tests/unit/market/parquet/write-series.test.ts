import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importDailyBars } from "../../../../src/market/import/import-daily-bars.ts";
import { loadInstruments } from "../../../../src/market/load-instruments.ts";
import { ParquetCatalog } from "../../../../src/market/parquet/parquet-catalog.ts";
import { collect } from "../collect.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const script = join(import.meta.dirname, "import-to-kill.ts");
const instruments = loadInstruments();
const [sp500] = instruments;
if (sp500 === undefined) throw new Error("no SP500");

/** Imports two bars in another process, which dies before its call number `killAt`. */
function importElsewhere(directory: string, price: string, killAt = 0) {
  const args = [script, directory, price, String(killAt)];
  return spawnSync(process.execPath, args, { encoding: "utf8" });
}

async function importHere(directory: string, price: string): Promise<void> {
  const bar = { open: price, high: price, low: price, close: price, volume: "1" };
  const rows = ["2024-01-02", "2024-01-03"].map((date, line) => ({ line, date, ...bar }));
  const outcome = await importDailyBars(rows, "a test", sp500 ?? never(), directory);
  expect(outcome.kind).toBe("imported");
}

function never(): never {
  throw new Error("unreachable");
}

/** The close that the catalog holds; undefined without any. Throws when it is not whole. */
async function storedPrice(directory: string): Promise<number | undefined> {
  const catalog = await ParquetCatalog.open(directory, instruments);
  if (catalog.range("SP500", "1d") === undefined) return undefined;
  const batches = await collect(catalog.readBars("SP500", "1d", 20240101, 20241231));
  const closes = batches.flatMap((batch) => Array.from(batch.close));
  expect(closes).toHaveLength(2);
  expect(closes[0]).toBe(closes[1]);
  return closes[0];
}

function filesOf(directory: string): string[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

function copyOf(directory: string): string {
  const copy = temporaryDirectory();
  cpSync(directory, copy, { recursive: true });
  return copy;
}

test.each([
  ["first", undefined],
  ["second", 1],
])(
  "a %s import that is killed anywhere has happened whole or not at all",
  async (_, before) => {
    const start = temporaryDirectory();
    if (before !== undefined) await importHere(start, String(before));
    const calls = importElsewhere(copyOf(start), "2").stdout.split("\n");
    // Dying after a call that changed nothing is like dying before that call.
    const changes = /^(mkdir|rename|unlink|(open|sync) \.tmp-)/;
    const deaths = [...calls.keys()].filter((at) => changes.test(calls[at - 1] ?? "mkdir"));
    expect(deaths.length).toBeGreaterThan(8);
    const seen = new Set<number | undefined>();
    for (const death of deaths) {
      const directory = copyOf(start);
      expect(importElsewhere(directory, "2", death + 1).signal).toBe("SIGKILL");
      const price = await storedPrice(directory);
      expect([before, 2]).toContain(price);
      seen.add(price);
      // The next import goes through, and nothing of the dead one remains.
      await importHere(directory, "3");
      expect(await storedPrice(directory)).toBe(3);
      expect(filesOf(directory)).toHaveLength(2);
    }
    expect(seen).toEqual(new Set([before, 2]));
  },
  120_000,
);

test("a file is on disk before its name is, and its name before what refers to it", () => {
  const calls = importElsewhere(temporaryDirectory(), "2").stdout.split("\n");
  const [data = "", index = "", ...more] = calls.filter((call) => call.startsWith("rename "));
  expect(more).toEqual([]);
  expect(data).toMatch(/^rename \.tmp-(20240102-20240103-[0-9a-f]{12}\.parquet) \1$/);
  expect(index).toBe("rename .tmp-SP500.json SP500.json");
  const at = (call: string) => {
    expect(calls).toContain(call);
    return calls.indexOf(call);
  };
  expect(at(`sync ${data.split(" ")[1]}`)).toBeLessThan(at(data));
  expect(calls.lastIndexOf("sync symbol=SP500")).toBeGreaterThan(at(data));
  expect(calls.lastIndexOf("sync symbol=SP500")).toBeLessThan(at(index));
  expect(at("sync .tmp-SP500.json")).toBeLessThan(at(index));
  expect(calls.lastIndexOf("sync 1d")).toBeGreaterThan(at(index));
  // Each folder that was made is named in a folder that was flushed.
  for (const parent of ["bars", "interval=1d", "index"]) at(`sync ${parent}`);
});

test("an index that cannot be read is not taken for none", async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, "index", "bars", "1d", "SP500.json"), { recursive: true });
  await expect(importHere(directory, "1")).rejects.toThrow("EISDIR");
});
