/** Where slices that pass in one go end, and days of venues whose dates change at other instants. */
import { expect, test } from "vitest";
import { Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type Bar, buy, days, lines, minuteBars, place, simulate } from "./simulation-trial.ts";

const bars = (prices: readonly number[]) =>
  minuteBars(prices.map((price): Bar => [price, price, price, price, 1_000_000]));

test("a day is closed once: rows of the date before belong to the day that has begun", async () => {
  // One venue's next day begins with its second bar, the other one's with its last.
  const [evening, always] = [bars([100, 100, 90, 90, 90]), bars([100, 100, 100, 100, 100])];
  evening.date.fill(days[1]?.date ?? 0, 1);
  always.date.fill(days[1]?.date ?? 0, 4);
  // Half a minute later, so that the dates would take turns.
  const shifted = always.timeNs.map((at) => at + 30_000_000_000n);
  const later = always.knownNs.map((at) => at + 30_000_000_000n);
  const symbols = [
    { symbol: "ES", batch: evening },
    { symbol: "BTC", batch: { ...always, timeNs: shifted, knownNs: later } },
  ];
  const risk = { maxDailyLoss: "60", breachState: TradingState.HALTED };
  const simulation = await simulate(symbols, { risk });
  place(simulation, { ...buy(10), symbol: "ES" });
  while (!simulation.isReady || simulation.step()) await simulation.fill();
  simulation.finish();
  // 10 × (100 - 90) is lost on the second day, and stays lost for the rest of it.
  expect(lines(simulation.takeRecords())).toEqual([
    "1 NEW REQUESTED",
    "BUY 10 @ 100 NEXT_OPEN",
    "day 2020-03-02",
    "tradingStateChanged MAX_DAILY_LOSS_EXCEEDED",
    "day 2020-03-03",
    "tradingStateChanged ",
  ]);
  expect(simulation.tradingDays).toBe(2);
});

test("slices that pass in one go end with a change, also where nothing is left that one could meet", async () => {
  const simulation = await simulate([{ batch: bars([100, 100, 100, 100, 100, 100, 100, 100]) }]);
  const all = { slices: 100, untilNs: undefined, passedBytes: Number.POSITIVE_INFINITY };
  place(simulation, buy(10));
  expect(simulation.pass(all)).toBe(1);
  place(simulation, { ...buy(10), side: Side.SELL });
  // The sale leaves neither an order nor a position.
  expect(simulation.pass(all)).toBe(1);
  expect(simulation.pass(all)).toBeGreaterThan(1);
});
