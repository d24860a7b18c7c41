/**
 * The feed under fire: 50 watchers with random filters, kinds, starts and tempers, slow ones, ones
 * that stop reading, ones that come and go, over wire, pages and client library, on a real server
 * that is killed and stopped at random moments under writers and replays. Everything that was
 * recorded is judged by the checker of `tests/checkers/feed/`.
 *
 * CRASH_SEED repeats a run (who watches, what is written, when the server is ended; what each has
 * reached by then differs). OPENBELL_CRASH_EVENTS sets how many events are delivered in all.
 */
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { violationText } from "../checkers/feed/property.ts";
import { type FeedRun, type FeedRunOptions, runFeed } from "./feed/feed-run.ts";

const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
const events = Number(process.env.OPENBELL_CRASH_EVENTS ?? 150_000);

test(`${events} events to 50 watchers, and the server is ended again and again`, async () => {
  const endings = Math.min(100, Math.max(10, Math.round(events / 20_000)));
  const servers = { endings, kills: 0.6, slow: 0.4 };
  const run = await runAndTell({ seed, watchers: 50, writers: 6, events, ...servers });
  expect(run.verdict.violations.slice(0, 20).map(violationText), run.folder).toEqual([]);
  expect(run.storeProblems).toEqual([]);
  expect(run.events).toBeGreaterThanOrEqual(events);
  run.remove();
});

test.each([
  { fault: "leave-out", breaks: "Reliable" },
  { fault: "repeat", breaks: "Unique" },
  { fault: "too-early", breaks: "Committed" },
])("a server with the fault $fault is caught: $breaks", async ({ fault, breaks }) => {
  const program = fileURLToPath(new URL("feed/faulty-feed-server.ts", import.meta.url));
  const entry = [program, fault];
  const size = { watchers: 15, writers: 4, events: 4_000, endings: 3, kills: 1, slow: 0 };
  const run = await runAndTell({ seed, ...size, entry });
  const found = new Set(run.verdict.violations.map(({ property }) => property));
  console.info(`found: ${[...found].join(", ")}`);
  expect(found).toContain(breaks);
  expect(run.storeProblems).toEqual([]);
  run.remove();
});

async function runAndTell(options: FeedRunOptions): Promise<FeedRun> {
  console.info(`CRASH_SEED=${options.seed}`);
  const from = performance.now();
  const run = await runFeed(options);
  const seconds = ((performance.now() - from) / 1_000).toFixed(0);
  const { watchers, streams, frames, records } = run.verdict;
  const kills = run.endings.filter((how) => how === "SIGKILL").length;
  console.info(
    `${watchers} watchers, ${streams} streams (${streams - watchers} reconnects), ` +
      `${frames} frames, ${records} records, ${run.events} events, ` +
      `${run.acknowledged} changes acknowledged, ${kills} kills, ` +
      `${run.endings.length - kills} stops, ${seconds} s`,
  );
  return run;
}
