/**
 * `kill -9` at random points of a server that is used in every way: what was acknowledged stays,
 * the log has no hole, replays go on at their durable barrier and end as the unbroken one, and
 * watchers go on without gap or duplicate. 300 kills, or OPENBELL_CRASH_KILLS; CRASH_SEED repeats a
 * run's choice of moments.
 */
import { randomInt } from "node:crypto";
import fs from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { seededRandom } from "../e2e/seeded-random.ts";
import { dataFolder, startServerProcess } from "../e2e/server-process.ts";
import { connectTo } from "./crash-server.ts";
import { type RoundResult, runRound } from "./kill-round.ts";
import { startReplay, untilCompleted } from "./replays.ts";

const killCount = Number(process.env.OPENBELL_CRASH_KILLS ?? 300);
const killsPerRound = 25;
const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
/** Half of a start is compiling, which is the same each time. */
const compiled = fs.mkdtempSync(path.join(tmpdir(), "openbell-compiled-"));
const env = { NODE_COMPILE_CACHE: compiled };

afterAll(() => fs.rmSync(compiled, { recursive: true, force: true }));

async function unbrokenDigest(): Promise<string> {
  const folder = await dataFolder();
  const server = await startServerProcess(folder.path, env);
  const clients = connectTo(server);
  try {
    const id = await startReplay(clients.native, "as fast");
    const session = await untilCompleted(clients.native, id);
    return session.status?.resultsDigest ?? "";
  } finally {
    clients.close();
    // In order, as a process that is killed leaves nothing of what it compiled.
    await server.stop();
    folder.remove();
  }
}

/** Runs rounds side by side, one for each processor, until there were enough kills. */
async function runRounds(digest: string): Promise<readonly RoundResult[]> {
  const results: RoundResult[] = [];
  let left = killCount;
  const lane = async (number: number): Promise<void> => {
    const random = seededRandom(seed + number);
    while (left > 0 && results.every(({ problems }) => problems.length === 0)) {
      const kills = Math.min(left, killsPerRound);
      left -= kills;
      results.push(await runRound({ kills, random, digest, env }));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, (_, number) => lane(number)));
  return results;
}

const sum = (results: readonly RoundResult[], key: Exclude<keyof RoundResult, "problems">) =>
  results.reduce((total, result) => total + result[key], 0);

test(`${killCount} kills lose nothing that was acknowledged`, async () => {
  console.info(`CRASH_SEED=${seed}`);
  const from = performance.now();
  const digest = await unbrokenDigest();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  const results = await runRounds(digest);
  const seconds = (performance.now() - from) / 1_000;
  const kills = sum(results, "kills");
  console.info(
    `${kills} kills (${sum(results, "killsWhileStarting")} while starting) in ` +
      `${seconds.toFixed(0)} s, ${(kills / seconds).toFixed(2)} a second: ` +
      `${sum(results, "acknowledged")} mutations acknowledged, ${sum(results, "revisions")} ` +
      `revisions, ${sum(results, "recoveries")} recoveries of replays, ` +
      `${sum(results, "reconnects")} reconnects of watchers`,
  );
  expect(results.flatMap(({ problems }) => problems)).toEqual([]);
  expect(kills).toBe(killCount);
  expect(sum(results, "acknowledged")).toBeGreaterThan(kills);
});

test("a server that acknowledges before it commits is caught", async () => {
  const entry = [fileURLToPath(new URL("../e2e/early-ack-server.ts", import.meta.url))];
  const random = seededRandom(seed);
  const { problems } = await runRound({ kills: 2, random, digest: "", entry, env });
  expect(problems.some((problem) => problem.endsWith("is lost"))).toBe(true);
});
