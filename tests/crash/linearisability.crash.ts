/**
 * Lifecycle commands are linearisable: 20 clients on four sessions create, start, pause, resume,
 * stop, update with and without etag, delete and read, with short deadlines, broken connections and
 * a server that is killed and stopped at random moments; requests whose answer was lost are
 * repeated with their id. The checker of `tests/checkers/lifecycle/` judges all they were told.
 *
 * CRASH_SEED repeats a run (what is asked and when the server is ended; how the calls interleave
 * differs). OPENBELL_CRASH_CALLS sets how many calls are answered in all.
 */
import { randomInt } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  type LifecycleRun,
  type LifecycleRunOptions,
  runLifecycle,
} from "./lifecycle/lifecycle-run.ts";

const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
const calls = Number(process.env.OPENBELL_CRASH_CALLS ?? 12_000);

test(`${calls} answers to 20 clients, and the server is ended again and again`, async () => {
  const endings = Math.max(8, Math.round(calls / 2_000));
  const servers = { endings, kills: 0.7, slow: 0.5 };
  const run = await runAndTell({ seed, clients: 20, sessions: 4, calls, ...servers });
  const file = run.violations.length === 0 ? "" : keep(run);
  expect(run.violations.slice(0, 20), file).toEqual([]);
  expect(run.storeProblems).toEqual([]);
});

test.each([
  { fault: "forget-requests", breaks: "Once" },
  { fault: "answer-early", breaks: "Once" },
  { fault: "illegal-moves", breaks: "Legal" },
])("a server with the fault $fault is caught: $breaks", async ({ fault, breaks }) => {
  const program = fileURLToPath(new URL("lifecycle/faulty-lifecycle-server.ts", import.meta.url));
  const size = { clients: 10, sessions: 3, calls: 1_500, endings: 3, kills: 1, slow: 0 };
  const run = await runAndTell({ seed, ...size, entry: [program, fault] });
  const found = new Set(run.violations.map((violation) => violation.split(": ")[0]));
  console.info(`found: ${[...found].join(", ")}`);
  expect(found).toContain(breaks);
});

/** Keeps a history that has violations, for whoever looks for their cause. */
function keep({ calls: all, log, violations }: LifecycleRun): string {
  const file = join(mkdtempSync(join(tmpdir(), "openbell-lifecycle-")), "history.json");
  writeFileSync(file, JSON.stringify({ violations, calls: all, log }));
  return file;
}

async function runAndTell(options: LifecycleRunOptions): Promise<LifecycleRun> {
  console.info(`CRASH_SEED=${options.seed}`);
  const from = performance.now();
  const run = await runLifecycle(options);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  const outcomes = Map.groupBy(run.calls, ({ outcome }) => outcome.kind);
  const counts = [...outcomes].map(([kind, those]) => `${those.length} ${kind}`).join(", ");
  const ids = new Set(run.calls.map(({ requestId }) => requestId));
  const kills = run.endings.filter((how) => how === "SIGKILL").length;
  console.info(
    `${run.calls.length} calls (${counts}), ${ids.size} requests, ${run.log.length} appends, ` +
      `${kills} kills, ${run.endings.length - kills} stops, ${seconds} s`,
  );
  return run;
}
