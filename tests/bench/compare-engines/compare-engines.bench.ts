/**
 * The same strategy on the same bars: on Openbell bar by bar over gRPC, and inside the process of
 * other engines, where Python and they are installed. PYTHONPATH says where they are, if they are
 * not where Python looks. A figure beside one of different trades says nothing: they are compared
 * first.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { type BarText, syntheticDailyBars } from "../../../src/market/synthetic.ts";
import { indexDays, runOpenbell } from "../../e2e/example.ts";
import { dataFolder } from "../../e2e/server-process.ts";
import type { Figure } from "../figure.ts";
import type { Stage } from "../stage.ts";
import { type ComparedTrade, type CrossoverMarket, runCrossover } from "./crossover-run.ts";

const rounds = 3;

/** Bars that all engines run on: prices in cents. */
interface ComparedMarket extends CrossoverMarket {
  readonly name: string;
  readonly bars: number;
  readonly csv: string;
}

/** What a program of another engine prints. */
interface OtherResult {
  readonly seconds: number;
  readonly trades?: readonly ComparedTrade[];
  readonly fills?: number;
}

/** Runs both markets on each engine. */
export async function benchCompareEngines(stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    await runOpenbell(folder.path, ["data", "generate"]);
    return await stage.serving(folder.path, async ({ process: { grpcUrl } }) => {
      using client = createOpenbellClient({ address: grpcUrl });
      const figures: Figure[] = [];
      for (const market of [index(), synthetic()]) {
        const runs = [];
        for (let round = 0; round < rounds; round += 1) {
          runs.push(await runCrossover(client, market));
        }
        const [first] = runs;
        const trades = first?.trades ?? [];
        const perSecond = market.bars / Math.min(...runs.map(({ seconds }) => seconds));
        const file = join(folder.path, `${market.symbol}.csv`);
        writeFileSync(file, market.csv);
        figures.push(...figuresOf(market, perSecond, trades, file));
      }
      return figures;
    });
  } finally {
    folder.remove();
  }
}

function figuresOf(
  market: ComparedMarket,
  perSecond: number,
  trades: readonly ComparedTrade[],
  file: string,
): readonly Figure[] {
  const name = "Crossover, a bot bar by bar over gRPC";
  const size = `${market.bars.toLocaleString("en-US")} bars of ${market.name}`;
  const figures: Figure[] = [];
  const peer = runOther("backtesting", "backtesting_py.py", file);
  if (peer !== undefined) {
    expectEqual(trades, peer.trades ?? []);
    const anchor = { name: "backtesting.py in process", perSecond: market.bars / peer.seconds };
    figures.push({ name, size: `${size}, ${trades.length} equal trades`, perSecond, anchor });
  }
  const nautilus = runOther("nautilus_trader", "nautilus.py", file);
  if (nautilus !== undefined) {
    const made = 2 * trades.length;
    // It has no close at the end of the data, so a position that is open then lacks its exit.
    if (nautilus.fills !== made && nautilus.fills !== made - 1) {
      throw new Error(`NautilusTrader made ${nautilus.fills} fills, not ${made}`);
    }
    const rate = market.bars / nautilus.seconds;
    const anchor = { name: "NautilusTrader in process", perSecond: rate };
    figures.push({ name, size: `${size}, as many fills`, perSecond, anchor });
  }
  return figures.length > 0 ? figures : [{ name, size, perSecond }];
}

/** Undefined, with a message, where Python or the engine is not there. */
function runOther(module: string, program: string, file: string): OtherResult | undefined {
  try {
    execFileSync("python3", ["-c", `import ${module}`], { stdio: "ignore" });
  } catch {
    process.stderr.write(` skipped ${module}: python3 cannot import it;`);
    return undefined;
  }
  const path = join(import.meta.dirname, program);
  const output = execFileSync("python3", [path, file, String(rounds)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.toString()) as OtherResult;
}

/** Both engines must have traded the same: quantities, and prices to the cent. */
function expectEqual(ours: readonly ComparedTrade[], theirs: readonly ComparedTrade[]): void {
  const spelled = (trades: readonly ComparedTrade[]) =>
    trades.map((trade) => trade.map((each) => each.toFixed(2)).join(" "));
  const [left, right] = [spelled(ours), spelled(theirs)];
  const differs = left.findIndex((trade, at) => trade !== right[at]);
  if (left.length === right.length && differs < 0 && left.length > 0) return;
  const at = differs < 0 ? Math.min(left.length, right.length) : differs;
  throw new Error(
    `trade ${at + 1} differs: ${left[at]} here, ${right[at]} there; ` +
      `${left.length} and ${right.length} in all`,
  );
}

function index(): ComparedMarket {
  const days = indexDays();
  const rows = days.map(({ date, open, high, low, close, volume }) =>
    [date, open, high, low, close, volume].join(","),
  );
  const dates = days.map(({ date }) => date);
  return marketOf("SP500", "the S&P 500 proxy", dates, rows);
}

function synthetic(): ComparedMarket {
  const bars = [...syntheticDailyBars()];
  const rows = bars.map(({ date, open, high, low, close, volume }: BarText) =>
    [date, ...[open, high, low, close].map((text) => text.replace(".", "")), volume].join(","),
  );
  const dates = bars.map(({ date }) => date);
  return marketOf("SYNTH", "the synthetic market", dates, rows);
}

function marketOf(
  symbol: string,
  name: string,
  dates: readonly string[],
  rows: readonly string[],
): ComparedMarket {
  const csv = `date,open,high,low,close,volume\n${rows.join("\n")}\n`;
  const [firstDate = "", lastDate = ""] = [dates[0], dates.at(-1)];
  return { symbol, name, bars: rows.length, firstDate, lastDate, csv };
}
