/**
 * The grid: backtesting.py itself and bots over the wire run the same strategies with the same
 * options on the same bars, and every trade has to agree to one part in 10^9. Left out where there
 * is no Python with that package, or no data.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differencesOf } from "./grid/differences.ts";
import { type GridRun, gridData, gridRuns } from "./grid/grid-runs.ts";
import { type GridOutcome, runGrid } from "./grid/run-grid.ts";
import { dataFolder, MarketServer } from "./market-server.ts";

const script = join(import.meta.dirname, "grid/backtesting_py.py");
const hasPeer = spawnSync("python3", ["-c", "import backtesting"]).status === 0;
const isPossible = hasPeer && existsSync(dataFolder);
if (!isPossible) console.log("the grid is left out: it needs backtesting.py and the data folder");

/** All of it takes minutes: with GRID=all. Otherwise every eighth run stands for it. */
const runs = gridRuns.filter((_, index) => process.env.GRID === "all" || index % 8 === 0);

type Outcome = Pick<GridOutcome, "equity" | "trades">;

test("the grid has at least a hundred runs, each with its own name", () => {
  expect(new Set(gridRuns.map(({ id }) => id)).size).toBe(gridRuns.length);
  expect(gridRuns.length).toBeGreaterThanOrEqual(100);
});

describe.skipIf(!isPossible)("the grid", { timeout: 120_000 }, () => {
  let server: MarketServer;
  let peers: ReadonlyMap<string, Outcome>;

  beforeAll(async () => {
    peers = runPeer();
    const instruments = Object.entries(gridData).map(([symbol, path]) => ({
      ...{ symbol, venue: "XNYS", priceIncrement: "0.0001" },
      files: [{ path }],
    }));
    server = await MarketServer.start(instruments);
  }, 120_000);
  afterAll(() => server?.stop());

  test.each(runs)("$id", async (run) => {
    const peer = peers.get(run.id);
    expect(peer).toBeDefined();
    if (peer === undefined) return;
    const ours = await runGrid(server, run, datesOf(run));
    expect(differencesOf(run, ours, peer)).toEqual([]);
  });
});

function runPeer(): ReadonlyMap<string, Outcome> {
  const data = Object.entries(gridData).map(([name, path]) => [name, join(dataFolder, path)]);
  const input = JSON.stringify({ data: Object.fromEntries(data), runs });
  const { status, stdout, stderr } = spawnSync("python3", [script], { input, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(stderr.toString());
  const outcomes = JSON.parse(stdout.toString()) as readonly (Outcome & { id: string })[];
  return new Map(outcomes.map((outcome) => [outcome.id, outcome]));
}

/** The first and last date of a run's rows. */
function datesOf({ data, from, to }: GridRun) {
  const text = gunzipSync(readFileSync(join(dataFolder, gridData[data]))).toString();
  const dates = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.slice(0, 10))
    .filter((date) => date >= (from ?? "") && date <= (to ?? "9999"));
  return { startDate: dates.at(0) ?? "", endDate: dates.at(-1) ?? "" };
}
