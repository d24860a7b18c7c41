/** The demo ends by itself, leaves nothing but its report, and trades what its rule says. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { compileCacheEnv } from "./compile-cache.ts";
import { type IndexDay, indexDays } from "./example.ts";

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

/** The rule of the demo, in whole cents: what it says of its orders, and what is left at the end. */
function crossovers(days: readonly IndexDay[]) {
  const orders: string[] = [];
  let [cash, held] = [10_000_000, 0];
  let isLong = false;
  for (let seen = 30; seen <= days.length; seen += 1) {
    const total = (length: number) =>
      days.slice(seen - length, seen).reduce((sum, { close }) => sum + close, 0);
    const wantsLong = total(10) * 3 > total(30);
    const last = days[seen - 1];
    if (wantsLong === isLong || last === undefined) continue;
    isLong = wantsLong;
    orders.push(`${last.date} ${isLong ? "buys " : "sells"} after a close of ${last.close / 100}`);
    const open = days[seen]?.open;
    if (open === undefined) continue;
    // Nine tenths of what there is, in whole shares, at the open of the next day.
    const change = isLong ? Math.floor((cash * 0.9) / open) : -held;
    held += change;
    cash -= change * open;
  }
  return { orders, equity: (cash + held * (days.at(-1)?.close ?? 0)) / 100 };
}

test("a bot trades, the report is shown and written, and nothing else is left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openbell-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = {
    ...compileCacheEnv(),
    PATH: process.env.PATH,
    TMPDIR: folder,
    NO_COLOR: "1",
  };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, "demo"], {
    env,
  });
  expect(stderr).toMatch(/^wrote \S+report\.html\n$/);

  const { orders, equity } = crossovers(indexDays());
  const shown = stdout.match(/^ {2}\d{4}-\d\d-\d\d (buys |sells).*$/gm)?.map((line) => line.trim());
  expect(shown).toEqual(orders.slice(0, 6));
  expect(stdout).toContain(`… ${orders.length - 6} more orders\n`);
  const dollars = equity.toLocaleString("en-US", { minimumFractionDigits: 2 });
  expect(/^ *final_equity +(\S+) USD$/m.exec(stdout)?.[1]).toBe(dollars);
  expect(stdout).toMatch(/COMPLETED/);

  const page = /^The report with its charts: (.*)$/m.exec(stdout)?.[1] ?? "";
  expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>/i);
  expect(readdirSync(folder).map((name) => name.replace(/-[^-]*$/, ""))).toEqual([
    "openbell-report",
  ]);
}, 120_000);
