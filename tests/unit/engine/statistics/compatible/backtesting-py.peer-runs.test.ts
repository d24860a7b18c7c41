/**
 * The statistics of backtesting.py, out of its own trades and bars, against the figures that its
 * test asserts (relative tolerance 1e-8) and those of four runs of it. Left out where the folder
 * of shared data is not there.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { backtestingPy } from "../../../../../src/engine/statistics/compatible/backtesting-py.ts";
import { computeStatistics } from "../../../../../src/engine/statistics/statistics.ts";
import { type PeerBar, type PeerCommission, type PeerTrade, peerResult } from "./peer-run.ts";

const folder = join(import.meta.dirname, "../../../../../../shared/data");
const tolerance = 1e-8;

interface Expected {
  readonly id: string;
  readonly expected: Readonly<Record<string, number | string>>;
  readonly trades: string;
  readonly commission: PeerCommission;
  readonly spread: number;
  /** Bars before the slow average has a value. */
  readonly indicatorBars: number;
  /** Whether the position that is open at the end is closed there. */
  readonly isFinal: boolean;
}

const runs = existsSync(folder) ? expectedRuns() : [];

describe.skipIf(!existsSync(folder))("the statistics of backtesting.py", () => {
  it.each(runs)("$id", (run) => {
    const bars = readBars();
    const trades = readTrades(run.trades);
    if (!run.isFinal) trades.push(openTrade(run, bars, trades));
    const { commission, indicatorBars } = run;
    const result = peerResult(bars, trades, { cash: 10_000, commission, indicatorBars });
    const values = new Map(
      computeStatistics(backtestingPy.figures, result).map(({ name, value }) => [name, value]),
    );
    const figures = Object.entries(run.expected).filter(([name]) => !/^(Start|End)$/.test(name));
    expect(figures.length).toBeGreaterThanOrEqual(28);
    const off = figures.flatMap(([name, wanted]) => {
      const value = values.get(name) ?? Number.NaN;
      const isEqual = Math.abs(value - Number(wanted)) <= tolerance * Math.abs(Number(wanted));
      return isEqual ? [] : [`${name}: ${value}, not ${wanted}`];
    });
    expect(off).toEqual([]);
  });
});

function expectedRuns(): readonly Expected[] {
  const read = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder, "oracles", name), "utf8"));
  type Published = { id: string; expected: Record<string, number> };
  type Run = { id: string; trades_file: string; result: Record<string, number> };
  const published = (read("backtesting_py_goog.json") as { oracles: Published[] }).oracles;
  const peer = (read("bt_peer_runs.json") as { runs: Run[] }).runs;
  const percent =
    (rate: number): PeerCommission =>
    (value) =>
      rate * value;
  const facts: Record<string, Omit<Expected, "id" | "expected" | "trades">> = {
    goog_sma_10_30: { commission: percent(0), spread: 0, indicatorBars: 29, isFinal: true },
    goog_sma_10_20_comm: {
      commission: percent(0.002),
      spread: 0,
      indicatorBars: 19,
      isFinal: false,
    },
    goog_sma_10_30_toc: { commission: percent(0), spread: 0, indicatorBars: 29, isFinal: true },
    goog_limit: {
      commission: (value) => 1 + 0.0005 * value,
      spread: 0,
      indicatorBars: 29,
      isFinal: true,
    },
  };
  return [...published.map(({ id, expected }) => ({ id, result: expected })), ...peer].flatMap(
    ({ id, result }) => {
      const key = id.split(" ")[0] ?? "";
      const known = facts[key];
      return known === undefined
        ? []
        : [{ id, expected: result, trades: `bt_peer_${key}_trades.csv.gz`, ...known }];
    },
  );
}

function readRows(name: string): string[][] {
  const text = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
}

function readBars(): PeerBar[] {
  return readRows("bars/us_equity_daily/backtesting_py_GOOG.csv.gz").map(
    ([session = "", open, , , close]) => ({
      date: Number(session.slice(0, 10).replaceAll("-", "")),
      open: Number(open),
      close: Number(close),
    }),
  );
}

function readTrades(name: string): PeerTrade[] {
  return readRows(`oracles/${name}`).map(
    ([size, entryBar, exitBar, , , entryPrice, exitPrice]) => ({
      size: Number(size),
      entryBar: Number(entryBar),
      exitBar: Number(exitBar),
      entryPrice: Number(entryPrice),
      exitPrice: Number(exitPrice),
    }),
  );
}

/** The rule reverses at each crossing: where the last trade ended, its opposite began. */
function openTrade(
  { commission }: Expected,
  bars: readonly PeerBar[],
  trades: readonly PeerTrade[],
): PeerTrade {
  const last = trades.at(-1);
  if (last === undefined) throw new Error("there are no trades");
  const cash = trades.reduce((sum, { size, entryPrice, exitPrice }) => {
    const value = Math.abs(size);
    const fees = commission(value * entryPrice) + commission(value * exitPrice);
    return sum + size * (exitPrice - entryPrice) - fees;
  }, 10_000);
  const entryPrice = bars[last.exitBar]?.open ?? 0;
  const affordable = Math.floor((cash * 0.9999) / (entryPrice + commission(entryPrice)));
  const size = -Math.sign(last.size) * affordable;
  return { size, entryBar: last.exitBar, exitBar: bars.length, entryPrice, exitPrice: 0 };
}
