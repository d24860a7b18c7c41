/** Runs the programs of `examples/typescript` as a reader would: by their command, against a server. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Fill } from "../../gen/ts/openbell/v1/order_pb.ts";
import { Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { OpenbellClient } from "../../src/client/client.ts";
import { compileCacheEnv } from "./compile-cache.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const execute = promisify(execFile);

/** What an example wrote, and the session that it names first. */
export interface ExampleRun {
  readonly output: string;
  readonly sessionId: string;
}

/** What an example is started with beside the server's address. */
export interface ExampleOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs an example to its end; one that fails rejects with what it wrote. */
export async function runExample(
  name: string,
  address: string,
  { args: own = [], env: more = {} }: ExampleOptions = {},
): Promise<ExampleRun> {
  const args = ["--conditions=openbell-source", `examples/typescript/${name}.ts`, ...own];
  const env = { ...compileCacheEnv(), PATH: process.env.PATH, OPENBELL_ADDRESS: address, ...more };
  const { stdout } = await execute(process.execPath, args, { cwd: root, env });
  const [sessionId = ""] = /ses_[0-9a-f-]+/.exec(stdout) ?? [];
  return { output: stdout, sessionId };
}

/** Runs a command of `openbell` on a data folder. */
export async function runOpenbell(dataDir: string, args: readonly string[]): Promise<string> {
  const env = { ...compileCacheEnv(), PATH: process.env.PATH, OPENBELL_DATA_DIR: dataDir };
  const { stdout } = await execute(process.execPath, ["bin/openbell.js", ...args], {
    cwd: root,
    env,
  });
  return stdout;
}

/** All fills of a session, in their order. */
export async function fillsOf(client: OpenbellClient, sessionId: string): Promise<Fill[]> {
  const fills: Fill[] = [];
  for await (const page of client.trading.fills({ sessionId, pageSize: 250 })) {
    fills.push(...page.fills);
  }
  return fills;
}

/** A decimal of up to two places in cents. */
export function cents(text: string): number {
  const value = Math.round(Number(text) * 100);
  if (Math.abs(value / 100 - Number(text)) > 1e-9) throw new Error(`${text} is not in cents`);
  return value;
}

/** What fills leave of a cash of 100,000, in cents: whole numbers all the way. */
export function cashAfter(fills: readonly Pick<Fill, "side" | "quantity" | "price">[]): number {
  return fills.reduce((cash, { side, quantity, price }) => {
    const value = cents(price) * Number(quantity);
    return cash + (side === Side.SELL ? value : -value);
  }, 10_000_000);
}

/** A day of the S&P 500 as its package has it, prices in cents. */
export interface IndexDay {
  readonly date: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The days of the S&P 500, read from the package's own file. */
export function indexDays(): readonly IndexDay[] {
  const file = new URL("../../node_modules/vega-datasets/data/sp500-2000.csv", import.meta.url);
  const rows = readFileSync(file, "utf8").trim().split(/\r?\n/).slice(1);
  return rows.map((row) => {
    const [date = "", open, high, low, close, , volume] = row.split(",");
    // The file has single-precision numbers: 1438.359985 for 1438.36.
    const inCents = (text = "") => Math.round(Number(text) * 100);
    const prices = { open: inCents(open), high: inCents(high), low: inCents(low) };
    return { date, ...prices, close: inCents(close), volume: Number(volume) };
  });
}
