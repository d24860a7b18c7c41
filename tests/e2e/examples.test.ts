/**
 * The bots of `examples/typescript` trade what they say: each is run as a process against a server, and what
 * it did is compared with its rule computed from the prices in another way.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { FillReason, Liquidity, Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import { createOpenbellClient, type OpenbellClient } from "../../src/client/client.ts";
import { syntheticDailyBars } from "../../src/market/synthetic.ts";
import { syntheticCompanionBars } from "../../src/market/synthetic-companion.ts";
import { syntheticQuotes } from "../../src/market/synthetic-quotes.ts";
import { cashAfter, cents, fillsOf, indexDays, runExample, runOpenbell } from "./example.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "./server-process.ts";

/** Each starts processes, which takes its time where other tests have the cores. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;
let client: OpenbellClient;

beforeAll(async () => {
  folder = await dataFolder();
  const generated = await runOpenbell(folder.path, ["data", "generate"]);
  expect(generated).toMatch(/^SYNTH bars 1d: 5284 rows \(generated\)$/m);
  server = await startServerProcess(folder.path);
  client = createOpenbellClient({ address: server.grpcUrl });
});

afterAll(async () => {
  client?.close();
  await server?.kill();
  folder?.remove();
});

const labels = { paths: ["labels"] };

/** A trade as both sides of a comparison tell it; the price in cents. */
interface Told {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: number;
}

async function whatWasDone(sessionId: string) {
  const fills = await fillsOf(client, sessionId);
  const told = fills.map(
    ({ symbol, side, quantity, price }): Told => ({
      ...{ symbol, side },
      quantity: Number(quantity),
      price: cents(price),
    }),
  );
  const account = await client.trading.account(sessionId);
  const { positions } = await client.trading.positions(sessionId);
  return { fills, told, account, positions };
}

test("sma-crossover trades at the open after each crossing of the averages, and no other", async () => {
  const { sessionId, output } = await runExample("sma-crossover", server.grpcUrl);
  const { fills, told, account, positions } = await whatWasDone(sessionId);

  const days = indexDays();
  const sums = [0];
  for (const [index, { close }] of days.entries()) sums.push((sums[index] ?? 0) + close);
  const mean = (end: number, length: number) =>
    ((sums[end] ?? 0) - (sums[end - length] ?? 0)) / length;
  const expected: Told[] = [];
  let isLong = false;
  for (let seen = 30; seen <= days.length; seen += 1) {
    const wantsLong = mean(seen, 10) > mean(seen, 30);
    const next = days[seen];
    if (wantsLong === isLong || next === undefined) continue;
    isLong = wantsLong;
    const side = isLong ? Side.BUY : Side.SELL;
    expected.push({ symbol: "SP500", side, quantity: 20, price: next.open });
  }
  // A crossing back to zero is what ends a position; the last one ends with the data.
  const last = days.at(-1)?.close ?? 0;
  if (isLong) expected.push({ symbol: "SP500", side: Side.SELL, quantity: 20, price: last });
  expect(expected.length).toBeGreaterThan(100);
  expect(told).toEqual(expected);
  expect(positions).toEqual([]);
  expect(cents(account.cash)).toBe(cashAfter(fills));
  expect(account.equity).toBe(account.cash);
  expect(output).toContain(`net profit ${(cashAfter(fills) - 10_000_000) / 100}, digest `);
});

test("mean-reversion trades both legs beyond two deviations, and back at the mean", async () => {
  const { sessionId } = await runExample("mean-reversion", server.grpcUrl);
  const { fills, told, account, positions } = await whatWasDone(sessionId);

  const base = [...syntheticDailyBars()];
  const companion = [...syntheticCompanionBars()];
  const spreads = base.map(({ close }, day) => Number(companion[day]?.close) - Number(close));
  const expected: Told[] = [];
  let held = 0;
  const trade = (direction: number, day: number, at: "open" | "close") => {
    const legs = [
      { symbol: "SYNTH", bar: base[day], side: direction > 0 ? Side.SELL : Side.BUY },
      { symbol: "SYNTH2", bar: companion[day], side: direction > 0 ? Side.BUY : Side.SELL },
    ];
    for (const { symbol, bar, side } of legs) {
      expected.push({ symbol, side, quantity: 400, price: cents(bar?.[at] ?? "") });
    }
  };
  const first = base.findIndex(({ date }) => date >= "2016-01-04");
  for (let day = first; day < base.length - 1; day += 1) {
    const window = spreads.slice(day - 19, day + 1);
    const mean = window.reduce((sum, each) => sum + each, 0) / 20;
    const variance = window.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 20;
    const score = ((spreads[day] ?? 0) - mean) / Math.sqrt(variance);
    let target = held;
    if (score > 2) target = -1;
    else if (score < -2) target = 1;
    else if (held * score >= 0) target = 0;
    if (target === held) continue;
    if (held !== 0) trade(-held, day + 1, "open");
    if (target !== 0) trade(target, day + 1, "open");
    held = target;
  }
  if (held !== 0) trade(-held, base.length - 1, "close");
  const sorted = (all: readonly Told[]) => [...all].map((each) => JSON.stringify(each)).toSorted();
  expect(expected.length).toBeGreaterThan(100);
  expect(sorted(told)).toEqual(sorted(expected));
  expect(positions).toEqual([]);
  expect(cents(account.cash)).toBe(cashAfter(fills));
  // The deviation is made to come back: whoever trades it and is not ahead reads it wrongly.
  expect(Number(account.cash)).toBeGreaterThan(100_000);
});

test("quote-bot only rests, keeps within its bounds, and is filled by quotes that reach it", async () => {
  const { sessionId } = await runExample("quote-bot", server.grpcUrl);
  const { fills, account, positions } = await whatWasDone(sessionId);

  const quotes = new Map([...syntheticQuotes()].map((quote) => [Date.parse(quote.time), quote]));
  const made = fills.filter(({ reason }) => reason !== FillReason.END_OF_DATA);
  expect(made.length).toBeGreaterThan(50);
  const held: number[] = [];
  for (const { side, price, liquidity, fillTime, positionQuantity } of made) {
    expect(liquidity).toBe(Liquidity.MAKER);
    held.push(Math.abs(Number(positionQuantity)));
    const quote = quotes.get(Number(fillTime?.seconds ?? 0n) * 1_000);
    // Somebody must have asked no more, or bid no less, than the order that rested.
    if (side === Side.BUY) expect(cents(quote?.ask ?? "")).toBeLessThanOrEqual(cents(price));
    else expect(cents(quote?.bid ?? "")).toBeGreaterThanOrEqual(cents(price));
  }
  // Its bound was reached, and kept.
  expect(Math.max(...held)).toBe(200);
  // Both sides were worked, and what is left at the end is closed at the last bid or ask.
  expect(new Set(made.map(({ side }) => side))).toEqual(new Set([Side.BUY, Side.SELL]));
  const last = [...quotes.values()].at(-1);
  for (const { side, price } of fills.filter(({ reason }) => reason === FillReason.END_OF_DATA)) {
    expect(price).toBe(side === Side.BUY ? last?.ask : last?.bid);
  }
  expect(positions).toEqual([]);
  expect(cents(account.cash)).toBe(cashAfter(fills));
  const { status } = await client.get(sessionId);
  expect(status?.telemetry?.refusedCommands ?? 0n).toBe(0n);
});

test("feed-watcher goes on where it was, and leaves nothing out", async () => {
  const tokens = mkdtempSync(join(tmpdir(), "openbell-watcher-"));
  onTestFinished(() => rmSync(tokens, { recursive: true, force: true }));
  const watch = async (items: number) => {
    const env = { OPENBELL_EXAMPLE_ITEMS: String(items) };
    const args = [join(tokens, "position")];
    const { output } = await runExample("feed-watcher", server.grpcUrl, { args, env });
    return output.trimEnd().split("\n");
  };
  const [first = "", last = ""] = await watch(2);
  const sessions = first.split(" ").slice(1);
  for await (const page of client.list()) {
    expect(sessions).toEqual(
      expect.arrayContaining(page.sessions.map(({ sessionId }) => sessionId)),
    );
  }
  expect(last).toBe(`snapshot complete: ${sessions.length} sessions`);

  // What happens while nobody watches, from the log.
  const spec = { symbols: ["SP500"], initialCapital: "100000" };
  const value = { startDate: "2000-01-03", endDate: "2000-12-29" };
  const simulation = { case: "simulation", value } as const;
  const created = await client.create({ spec: { ...spec, modeSpec: simulation } });
  const sessionId = created.session?.sessionId ?? "";
  await client.update({ session: { sessionId, labels: { a: "b" } }, updateMask: labels });
  await client.delete({ sessionId });
  const expected: string[] = [];
  for await (const page of client.events({ filter: { sessionIds: [sessionId] } })) {
    for (const { revision, events } of page.records) {
      const names = events.map(({ payload }) => payload.case).join(" ");
      expected.push(`${revision}: ${sessionId} ${names}`);
    }
  }
  expect(expected).toHaveLength(3);
  expect([...(await watch(1)), ...(await watch(2))]).toEqual(expected);
});

test("error-handling tells what was wrong, and makes nothing twice", async () => {
  const { output } = await runExample("error-handling", server.grpcUrl);
  const lines = output.trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^spec\.symbols\[0\]: INVALID_SYMBOL: SP501 .*SP500/),
    expect.stringMatching(/^spec\.initial_capital: INVALID_DECIMAL: ./),
    "created once",
    expect.stringMatching(/^ILLEGAL_TRANSITION: READY, not .*RUNNING/),
    expect.stringMatching(/^no server answers at 127\.0\.0\.1:1: ./),
  ]);
  const left: string[] = [];
  for await (const page of client.list({ filter: 'strategy_id = "errors"' })) {
    left.push(...page.sessions.map((session) => session.sessionId));
  }
  expect(left).toEqual([]);
});
