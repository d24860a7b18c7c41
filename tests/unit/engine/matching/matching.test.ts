/** Orders that rested while bars passed them by. Every expected number is one of the bar's. */
import { expect, test } from "vitest";
import { LimitFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderType, TimeInForce } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type Bar,
  buy,
  dailyBars,
  type FillModelInit,
  fills,
  limit,
  place,
  type SpecInit,
  sell,
  simulate,
  steps,
  stop,
} from "../simulation-trial.ts";

const quiet: Bar = [100, 101, 99, 100, 10_000];

/** Placed at the first close, passed by two quiet bars, then met by this one. */
async function metBy(bar: Bar, orders: readonly SpecInit[], fillModel: FillModelInit = {}) {
  const run = await simulate(dailyBars([quiet, quiet, quiet, bar, quiet]), { fillModel });
  await steps(run, 1);
  for (const order of orders) place(run, order);
  await steps(run, 2);
  expect(fills(run)).toEqual([]);
  await steps(run, 1);
  return { filled: fills(run), open: run.openOrders().length };
}

test.each([
  ["falls to a limit", buy(10, limit("97")), [100, 101, 96, 100], "BUY 10 @ 97 LIMIT_PENETRATION"],
  ["opens below a limit", buy(10, limit("97")), [95, 101, 94, 100], "BUY 10 @ 95 LIMIT_IMPROVED"],
  [
    "rises to a limit",
    sell(10, limit("103")),
    [100, 104, 99, 100],
    "SELL 10 @ 103 LIMIT_PENETRATION",
  ],
  ["rises to a trigger", buy(10, stop("104")), [100, 105, 99, 100], "BUY 10 @ 104 STOP_TRIGGER"],
  [
    "just reaches a trigger",
    buy(10, stop("104")),
    [100, 104, 99, 100],
    "BUY 10 @ 104 STOP_TRIGGER",
  ],
  ["opens above a trigger", buy(10, stop("104")), [106, 107, 105, 106], "BUY 10 @ 106 GAP_OPEN"],
  ["falls to a trigger", sell(10, stop("97")), [100, 101, 96, 98], "SELL 10 @ 97 STOP_TRIGGER"],
  // Data that contradicts itself: the open counts all the same.
  [
    "opens below its own low",
    buy(10, limit("97")),
    [95, 101, 99, 100],
    "BUY 10 @ 95 LIMIT_IMPROVED",
  ],
  ["opens above its own high", buy(10, stop("104")), [106, 101, 99, 100], "BUY 10 @ 106 GAP_OPEN"],
] as const)("a bar that %s", async (_, order, [open, high, low, close], fill) => {
  const met = await metBy([open, high, low, close, 10_000], [order]);
  expect(met).toEqual({ filled: [fill], open: 0 });
});

test("a bar that only touches a limit fills it with TOUCH alone", async () => {
  const touching: Bar = [100, 101, 97, 100, 10_000];
  const orders = [buy(10, limit("97"))];
  expect(await metBy(touching, orders)).toEqual({ filled: [], open: 1 });
  const filled = ["BUY 10 @ 97 LIMIT_TOUCH"];
  const model = { limitFill: LimitFill.TOUCH };
  expect(await metBy(touching, orders, model)).toEqual({ filled, open: 0 });
});

test("of two orders that rest a bar meets the one that it comes to", async () => {
  const orders = [buy(10, limit("90")), sell(10, stop("97")), buy(10, limit("97.5"))];
  const met = await metBy([100, 101, 97.2, 98, 10_000], orders);
  expect(met).toEqual({ filled: ["BUY 10 @ 97.5 LIMIT_PENETRATION"], open: 2 });
});

test("a trailing stop follows a bar that comes to no price of it", async () => {
  const trail = { trail: { case: "trailAmount", value: "5" } } as const;
  const order = sell(10, {
    type: OrderType.TRAILING_STOP,
    timeInForce: TimeInForce.GTC,
    ...trail,
  });
  const run = await simulate(dailyBars([quiet, quiet, [100, 110, 99, 109, 10_000], quiet]));
  await steps(run, 1);
  place(run, order);
  await steps(run, 2);
  // 110 − 5: the high pulled it.
  expect(run.openOrders()[0]?.trailTriggerPrice).toBe("105");
});
