/**
 * The power fails while a store is written to: a file system on a loop device is shut down without
 * a flush, and mounted again. What was acknowledged is there. The same is done to a store that does
 * not sync: it must lose, or the test would see nothing. OPENBELL_CRASH_POWER_CUTS for more runs,
 * CRASH_SEED for the same moments.
 */
import { spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { everything, scope, unlimited } from "../contract/store-fixtures.ts";
import { seededRandom } from "../e2e/seeded-random.ts";
import { mountExt4, whyNoLoop } from "./mounted-disk.ts";
import { testUnless } from "./requirement.ts";

const runs = Number(process.env.OPENBELL_CRASH_POWER_CUTS ?? 20);
const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
const program = fileURLToPath(new URL("power-cut-writer.ts", import.meta.url));
const test = testUnless("loop", whyNoLoop());

/** What came of one power failure. */
interface Cut {
  readonly acknowledged: number;
  readonly lost: number;
  /** What the store finds wrong with itself, or why it cannot be opened. */
  readonly problems: readonly string[];
}

/** Lets a process write to a disk, cuts it off after so many milliseconds, and looks. */
async function cutAfter(mode: "synced" | "unsynced", delayMs: number): Promise<Cut> {
  // Room for all that a store writes that never moves its write-ahead log into its file.
  const disk = mountExt4(256);
  try {
    const folder = path.join(disk.path, "data");
    const cut = await disk.arm();
    const child = spawn(process.execPath, [program, folder, mode], {
      // It ends with an error when its disk is gone.
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = once(child, "exit");
    const lines: string[] = [];
    const first = Promise.withResolvers<void>();
    const reading = (async () => {
      for await (const line of createInterface({ input: child.stdout })) {
        lines.push(line);
        first.resolve();
      }
    })();
    await Promise.race([first.promise, ended]);
    await sleep(delayMs);
    const cutTime = await cut();
    child.kill("SIGKILL");
    await Promise.all([ended, reading]);
    disk.restart();
    const isBefore = (line: string) => BigInt(line.slice(line.lastIndexOf(" ") + 1)) < cutTime;
    const before = lines.filter(isBefore);
    return { acknowledged: before.length, ...(await judge(folder, before)) };
  } finally {
    disk.remove();
  }
}

async function judge(folder: string, lines: readonly string[]) {
  try {
    const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
    try {
      const { records } = await store.readLog(scope, everything, 0n, unlimited);
      const kept = new Set(records.map(({ sessionId, revision }) => `${sessionId} ${revision}`));
      const lost = lines.filter((line) => !kept.has(line.slice(0, line.lastIndexOf(" "))));
      return { lost: lost.length, problems: await store.upkeep.verify() };
    } finally {
      await store.close();
    }
  } catch (error) {
    return { lost: lines.length, problems: [String(error)] };
  }
}

async function cutOften(mode: "synced" | "unsynced"): Promise<readonly Cut[]> {
  console.info(`CRASH_SEED=${seed}`);
  const random = seededRandom(seed);
  const cuts: Cut[] = [];
  for (let run = 0; run < runs; run += 1) cuts.push(await cutAfter(mode, random() * 500));
  const total = (key: "acknowledged" | "lost") => cuts.reduce((sum, cut) => sum + cut[key], 0);
  const losing = cuts.filter(({ lost }) => lost > 0).length;
  console.info(
    `${mode}: ${runs} power failures, ${total("acknowledged")} commits acknowledged, ` +
      `${total("lost")} lost, in ${losing} of them`,
  );
  return cuts;
}

test(`${runs} power failures lose nothing that was acknowledged`, async () => {
  const cuts = await cutOften("synced");
  expect(cuts.flatMap(({ problems }) => problems)).toEqual([]);
  expect(cuts.filter(({ lost }) => lost > 0)).toEqual([]);
  expect(cuts.every(({ acknowledged }) => acknowledged > 0)).toBe(true);
});

test("a store that does not sync is caught, at least every second time", async () => {
  const cuts = await cutOften("unsynced");
  expect(cuts.filter(({ lost }) => lost > 0).length * 2).toBeGreaterThanOrEqual(runs);
});
