/**
 * Bots over the wire reproduce runs of backtesting.py: every trade and the equity to one part in
 * 10^9, since the peer counts in doubles; the statistics as near as its own tests ask, 1 in 10^8.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agree, differencesOf } from "./grid/differences.ts";
import type { GridRun } from "./grid/grid-runs.ts";
import { type GridOutcome, type PeerTrade, runGrid } from "./grid/run-grid.ts";
import { dataFolder, MarketServer } from "./market-server.ts";

const oracles = join(dataFolder, "oracles");
const dates = { startDate: "2004-08-19", endDate: "2013-03-01" };

interface PeerRun {
  readonly id: string;
  readonly trades_file: string;
  readonly result: Readonly<Record<string, number | string>>;
}

const data = { data: "PEER", cash: 10_000 } as const;
/** The rules of the oracles, in the words of the grid. */
const rules: readonly GridRun[] = [
  {
    ...{ id: "goog_sma_10_30", ...data, finalize: true },
    strategy: { kind: "reverse", fast: 10, slow: 30, close: true },
  },
  {
    ...{ id: "goog_sma_10_20_comm", ...data, commission: 0.002, exclusive_orders: true },
    strategy: { kind: "reverse", fast: 10, slow: 20 },
  },
  {
    ...{ id: "goog_sma_10_30_toc", ...data, trade_on_close: true, finalize: true },
    strategy: { kind: "reverse", fast: 10, slow: 30, close: true },
  },
  {
    ...{ id: "goog_limit", ...data, commission: [1, 0.0005], finalize: true },
    strategy: { kind: "dip", fast: 10, slow: 30, size: 10, limit: 990 },
  },
];

/** Of the README: to the digits that are printed, but for figures of other releases of the peer. */
const published: GridRun = {
  ...{ id: "goog_sma_10_20_readme", ...data, spread: 0.002, exclusive_orders: true },
  strategy: { kind: "reverse", fast: 10, slow: 20 },
};

interface Published {
  readonly id: string;
  readonly expected: PeerRun["result"];
  readonly known_different?: readonly string[];
}

describe.skipIf(!existsSync(oracles))("the peer's runs", { timeout: 120_000 }, () => {
  let server: MarketServer;
  let peers: readonly PeerRun[];

  beforeAll(async () => {
    const file = readFileSync(join(oracles, "bt_peer_runs.json"), "utf8");
    peers = (JSON.parse(file) as { runs: readonly PeerRun[] }).runs;
    const path = "bars/us_equity_daily/backtesting_py_GOOG.csv.gz";
    const peer = { symbol: "PEER", venue: "XNAS", priceIncrement: "0.0001", files: [{ path }] };
    server = await MarketServer.start([peer]);
  }, 120_000);
  afterAll(() => server?.stop());

  test("each has its rule here", () => {
    expect(peers.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test.each(rules)("$id", async (rule) => {
    const peer = peers.find(({ id }) => id === rule.id);
    const trades = tradesOf(peer?.trades_file ?? "");
    const equity = Number(peer?.result["Equity Final [$]"]);
    expect(trades).toHaveLength(Number(peer?.result["# Trades"]));
    const ours = await runGrid(server, rule, dates);
    expect(ours.session.refusals).toEqual([]);
    expect(differencesOf(rule, ours, { equity, trades })).toEqual([]);
    expect(statisticsThatDiffer(ours, peer?.result ?? {})).toEqual([]);
  });

  test(published.id, async () => {
    const file = readFileSync(join(oracles, "backtesting_py_goog.json"), "utf8");
    const all = (JSON.parse(file) as { oracles: readonly Published[] }).oracles;
    const oracle = all.find(({ id }) => id === published.id);
    const expected = Object.entries(oracle?.expected ?? {}).filter(
      ([name]) => oracle?.known_different?.includes(name) === false,
    );
    expect(expected).toHaveLength(22);
    const ours = await runGrid(server, published, dates);
    const printed = 0.0051;
    expect(statisticsThatDiffer(ours, Object.fromEntries(expected), printed)).toEqual([]);
  });
});

/** The trades of a file, whose first line names the columns. */
function tradesOf(file: string): readonly PeerTrade[] {
  const text = gunzipSync(readFileSync(join(oracles, file))).toString();
  const [head = "", ...lines] = text.trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => Number(cells[columns.indexOf(name)]);
    return {
      size: cell("Size"),
      entry_bar: cell("EntryBar"),
      exit_bar: cell("ExitBar"),
      entry_price: cell("EntryPrice"),
      exit_price: cell("ExitPrice"),
      net_profit: cell("PnL"),
      commission: cell("Commission"),
    };
  });
}

/** The peer's figures that the report has otherwise than to 1 in 10^8, or to a tolerance. */
function statisticsThatDiffer(
  { session }: GridOutcome,
  expected: Readonly<Record<string, number | string>>,
  tolerance = 0,
): readonly string[] {
  const set = session.report.compatible.find(({ tool }) => tool === "backtesting.py");
  return Object.entries(expected).flatMap(([name, value]) => {
    if (typeof value !== "number") return [];
    const statistic = set?.statistics.find((one) => one.name === name);
    const found = statistic?.value;
    if (found !== undefined && isNear(found, value, tolerance)) return [];
    return [`${name}: ${found}, the peer ${value}`];
  });
}

function isNear(ours: number, theirs: number, tolerance: number): boolean {
  const distance = Math.abs(ours - theirs);
  return agree(ours, theirs) || distance <= Math.max(tolerance, 1e-8 * Math.abs(theirs));
}
