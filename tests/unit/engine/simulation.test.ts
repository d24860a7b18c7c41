/** Orders on bars by the profile `openbell`. Every expected number is derived in its comment. */
import { describe, expect, test } from "vitest";
import { IntrabarPath, LimitFill } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderState, OrderType, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type Bar,
  buy,
  dailyBars,
  days,
  fills,
  fillTimes,
  limit,
  lines,
  place,
  sell,
  simulate,
  steps,
  stop,
  ticks,
} from "./simulation-trial.ts";

const quiet: Bar = [100, 101, 99, 100, 10_000];

describe("market orders", () => {
  test("are filled at the next open, at the time of that open", async () => {
    // The order is placed at the close of day 0; day 1 opens at 103.
    const run = await simulate(dailyBars([quiet, [103, 105, 102, 104, 10_000], quiet]));
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    const records = run.takeRecords();
    expect(lines(records)).toContain("BUY 10 @ 103 NEXT_OPEN");
    expect(fillTimes(records)).toEqual([days[1]?.openNs]);
    // 100000 − 10 × 103 = 98970 cash; 98970 + 10 × 104 = 100010 equity.
    expect(run.account().cash).toBe("98970");
    expect(run.account().equity).toBe("100010");
  });

  test("placed before the first slice are filled at its open", async () => {
    const run = await simulate(dailyBars([[98, 101, 97, 100, 10_000]]));
    place(run, buy(10));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 98 NEXT_OPEN"]);
  });

  test("take at most a tenth of the volume of a bar", async () => {
    // 10 % of 1000 is 100; DAY ends with day 1, so the other 100 expire.
    const run = await simulate(
      dailyBars([quiet, [100, 101, 99, 100, 1_000], [102, 103, 101, 102, 500], quiet]),
    );
    await steps(run, 1);
    place(run, buy(200, { timeInForce: TimeInForce.DAY }), "day");
    await steps(run, 1);
    expect(lines(run.takeRecords()).slice(-2)).toEqual([
      "BUY 100 @ 100 NEXT_OPEN capped",
      "1 EXPIRED TIME_IN_FORCE",
    ]);
  });

  test("a triggered stop that is capped goes on at later opens", async () => {
    // Stop at 105: day 1 reaches 106 and fills 100 at 105; day 2 opens at 107 and fills 50.
    const run = await simulate(
      dailyBars([quiet, [100, 106, 99, 105, 1_000], [107, 108, 106, 107, 500], quiet]),
    );
    await steps(run, 1);
    place(run, buy(150, stop("105")));
    await steps(run, 2);
    expect(fills(run)).toEqual(["BUY 100 @ 105 STOP_TRIGGER capped", "BUY 50 @ 107 LATER_OPEN"]);
  });

  test("of a bar without volume nothing is filled, where the data has volumes", async () => {
    const run = await simulate(dailyBars([quiet, [100, 101, 99, 100, 0], quiet]));
    await steps(run, 1);
    place(run, buy(10, { timeInForce: TimeInForce.IOC }));
    await steps(run, 1);
    expect(lines(run.takeRecords()).at(-1)).toBe("1 CANCELED NOT_FILLED_AT_ONCE");
    const without = await simulate([
      { batch: dailyBars([quiet, [100, 101, 99, 100, 0]]), hasVolume: false },
    ]);
    await steps(without, 1);
    place(without, buy(10));
    await steps(without, 1);
    expect(fills(without)).toEqual(["BUY 10 @ 100 NEXT_OPEN"]);
  });

  test("all orders of a bar share its cap, by their numbers", async () => {
    const run = await simulate(dailyBars([quiet, [100, 101, 99, 100, 1_000]]));
    await steps(run, 1);
    place(run, buy(70));
    place(run, buy(70));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 70 @ 100 NEXT_OPEN", "BUY 30 @ 100 NEXT_OPEN capped"]);
  });

  test("a share of the buying power buys what it pays for, commission included", async () => {
    // 100000 / (103 × 1.001) = 969.9…: 969 shares.
    const run = await simulate(dailyBars([quiet, [103, 104, 102, 103, 1_000_000]]), {
      fillModel: { commission: { model: { case: "percent", value: "0.001" } } },
    });
    await steps(run, 1);
    place(run, { ...buy(0), size: { case: "buyingPowerFraction", value: "1" } });
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 969 @ 103 NEXT_OPEN"]);
    // 100000 − 969 × 103 − 99.807 = 93.193.
    expect(run.account().cash).toBe("93.193");
  });

  test("what the account cannot pay for at the open is rejected", async () => {
    const run = await simulate(dailyBars([quiet, [150, 151, 149, 150, 1_000_000]]));
    await steps(run, 1);
    place(run, buy(900));
    await steps(run, 1);
    expect(lines(run.takeRecords()).at(-1)).toBe("1 REJECTED INSUFFICIENT_BUYING_POWER");
    expect(run.account().cash).toBe("100000");
  });
});

describe("limit orders", () => {
  const cases: readonly [string, Bar, string, readonly string[]][] = [
    ["a touch is not enough", [100, 101, 98, 99, 9e4], "98", []],
    [
      "one increment through it is",
      [100, 101, 97.99, 99, 9e4],
      "98",
      ["BUY 10 @ 98 LIMIT_PENETRATION"],
    ],
    ["half an increment is not", [100, 101, 97.995, 99, 9e4], "98", []],
    [
      "a bar that opens beyond fills at its open",
      [97, 99, 96, 98, 9e4],
      "98",
      ["BUY 10 @ 97 LIMIT_IMPROVED"],
    ],
    ["an open at the limit is a touch", [98, 99, 98, 98, 9e4], "98", []],
  ];
  test.each(cases)("%s", async (_, bar, price, expected) => {
    const run = await simulate(dailyBars([quiet, bar]));
    await steps(run, 1);
    place(run, buy(10, limit(price)));
    await steps(run, 1);
    expect(fills(run)).toEqual(expected);
  });

  test("with TOUCH a touch fills", async () => {
    const run = await simulate(dailyBars([quiet, [100, 101, 98, 99, 90_000]]), {
      fillModel: { limitFill: LimitFill.TOUCH },
    });
    await steps(run, 1);
    place(run, buy(10, limit("98")));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 98 LIMIT_TOUCH"]);
  });

  test("a sale is mirrored", async () => {
    const run = await simulate(dailyBars([quiet, [100, 103.01, 99, 99, 90_000]]));
    await steps(run, 1);
    place(run, sell(10, limit("103")));
    await steps(run, 1);
    expect(fills(run)).toEqual(["SELL 10 @ 103 LIMIT_PENETRATION"]);
  });

  test("post-only is rejected where it would take at its first moment, and rests later", async () => {
    const bars: Bar[] = [quiet, [97, 99, 96, 98, 90_000], [97, 99, 96, 98, 90_000]];
    const run = await simulate(dailyBars(bars));
    await steps(run, 1);
    place(run, buy(10, { ...limit("98"), postOnly: true }));
    await steps(run, 1);
    expect(lines(run.takeRecords()).at(-1)).toBe("1 REJECTED POST_ONLY");
  });

  test("FOK is filled whole or not at all, IOC in part", async () => {
    const bars: Bar[] = [quiet, [97, 99, 96, 98, 500], quiet];
    const run = await simulate(dailyBars(bars));
    await steps(run, 1);
    place(run, buy(60, { ...limit("98"), timeInForce: TimeInForce.FOK }));
    place(run, buy(60, { ...limit("98"), timeInForce: TimeInForce.IOC }));
    await steps(run, 1);
    // 10 % of 500 is 50: less than the 60 of the FOK order.
    expect(lines(run.takeRecords()).slice(3)).toEqual([
      "BUY 50 @ 97 LIMIT_IMPROVED capped",
      "1 CANCELED NOT_FILLED_AT_ONCE",
      "2 CANCELED NOT_FILLED_AT_ONCE",
    ]);
  });
});

describe("stops", () => {
  const cases: readonly [string, Bar, readonly string[]][] = [
    ["within the bar at the trigger", [100, 101, 94, 96, 9e4], ["SELL 10 @ 95 STOP_TRIGGER"]],
    ["a gap through it at the open", [90, 92, 89, 91, 9e4], ["SELL 10 @ 90 GAP_OPEN"]],
    ["touched exactly", [100, 101, 95, 96, 9e4], ["SELL 10 @ 95 STOP_TRIGGER"]],
    ["not reached", [100, 101, 95.01, 96, 9e4], []],
  ];
  test.each(cases)("%s", async (_, bar, expected) => {
    const run = await simulate(dailyBars([quiet, bar]));
    await steps(run, 1);
    place(run, sell(10, stop("95")));
    await steps(run, 1);
    expect(fills(run)).toEqual(expected);
  });

  test("slippage is paid against the order, to the increment", async () => {
    // 95 less 0.015 is 94.985, rounded against the sale to 94.98.
    const run = await simulate(dailyBars([quiet, [100, 101, 94, 96, 90_000]]), {
      fillModel: { slippage: { model: { case: "fixed", value: "0.015" } } },
    });
    await steps(run, 1);
    place(run, sell(10, stop("95")));
    await steps(run, 1);
    expect(fills(run)).toEqual(["SELL 10 @ 94.98 STOP_TRIGGER"]);
  });

  test("a stop-limit order that gaps over its limit rests at it", async () => {
    // Trigger 105, limit 106: day 1 opens at 108, falls to 105.5: the limit is penetrated.
    const run = await simulate(dailyBars([quiet, [108, 109, 105.5, 107, 90_000]]));
    await steps(run, 1);
    place(run, buy(10, { ...stop("105"), type: OrderType.STOP_LIMIT, limitPrice: "106" }));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 106 LIMIT_PENETRATION"]);
  });

  test("a stop-limit below its trigger is filled in its bar only where the close proves it", async () => {
    const spec = buy(10, { ...stop("105"), type: OrderType.STOP_LIMIT, limitPrice: "103" });
    // High 106 triggers. The low of 99 may have come before; a close of 102 came after.
    const unproven = await simulate(dailyBars([quiet, [100, 106, 99, 105, 90_000]]));
    await steps(unproven, 1);
    place(unproven, spec);
    await steps(unproven, 1);
    expect(fills(unproven)).toEqual([]);
    expect(unproven.openOrders()[0]?.triggerTime).toBeDefined();
    const proven = await simulate(dailyBars([quiet, [100, 106, 99, 102, 90_000]]));
    await steps(proven, 1);
    place(proven, spec);
    await steps(proven, 1);
    expect(fills(proven)).toEqual(["BUY 10 @ 103 LIMIT_PENETRATION"]);
  });

  test("a trailing stop follows and never goes back", async () => {
    // Last price 100: trigger 95. Day 1 high 110: trigger 105, close 108 above it. Day 2 low 104.
    const run = await simulate(
      dailyBars([quiet, [101, 110, 100, 108, 9e4], [107, 108, 104, 106, 9e4]]),
    );
    await steps(run, 1);
    const trail = { type: OrderType.TRAILING_STOP, timeInForce: TimeInForce.GTC } as const;
    place(run, sell(10, { ...trail, trail: { case: "trailAmount", value: "5" } }));
    expect(run.openOrders()[0]?.trailTriggerPrice).toBe("95");
    await steps(run, 1);
    expect(run.openOrders()[0]?.trailTriggerPrice).toBe("105");
    await steps(run, 1);
    expect(fills(run)).toEqual(["SELL 10 @ 105 STOP_TRIGGER"]);
  });

  test("a trailing stop by a share is rounded to the increment away from the price", async () => {
    // 3 % below 100.33 is 97.3201: 97.32.
    const run = await simulate(dailyBars([[100, 101, 99, 100.33, 9e4], quiet]));
    await steps(run, 1);
    const trail = { type: OrderType.TRAILING_STOP, timeInForce: TimeInForce.GTC } as const;
    place(run, sell(10, { ...trail, trail: { case: "trailFraction", value: "0.03" } }));
    expect(run.openOrders()[0]?.trailTriggerPrice).toBe("97.32");
  });
});

describe("brackets", () => {
  const bracket = (target: string, floor: string) => [
    sell(10, {
      ...limit(target),
      parentClientOrderId: "entry",
      ocoGroup: "exit",
      reduceOnly: true,
    }),
    sell(10, { ...stop(floor), parentClientOrderId: "entry", ocoGroup: "exit", reduceOnly: true }),
  ];
  const run = async (bar: Bar, entry: object, path: IntrabarPath) => {
    const simulation = await simulate(dailyBars([quiet, bar, quiet]), {
      fillModel: { intrabarPath: path },
    });
    await steps(simulation, 1);
    place(simulation, buy(10, entry), "entry");
    for (const spec of bracket("110", "95")) place(simulation, spec);
    await steps(simulation, 1);
    return simulation;
  };
  const { PESSIMISTIC, OPTIMISTIC, HIGH_FIRST, LOW_FIRST, NEARER_FIRST } = IntrabarPath;

  test("after an entry at the open both exits have the whole bar: the path decides", async () => {
    // Open 100, high 111, low 94: both are reached. The high is 11 away, the low 6.
    const bar: Bar = [100, 111, 94, 100, 90_000];
    const entry = "BUY 10 @ 100 NEXT_OPEN";
    const stopped = [entry, "SELL 10 @ 95 STOP_TRIGGER"];
    const won = [entry, "SELL 10 @ 110 LIMIT_PENETRATION"];
    expect(fills(await run(bar, {}, PESSIMISTIC))).toEqual(stopped);
    expect(fills(await run(bar, {}, OPTIMISTIC))).toEqual(won);
    expect(fills(await run(bar, {}, HIGH_FIRST))).toEqual(won);
    expect(fills(await run(bar, {}, LOW_FIRST))).toEqual(stopped);
    expect(fills(await run(bar, {}, NEARER_FIRST))).toEqual(stopped);
  });

  test("the other exit is canceled, and the band says what it would have brought", async () => {
    const simulation = await run([100, 111, 94, 100, 90_000], {}, PESSIMISTIC);
    // Filled: 95. The other way: 110, which is 10 × 15 = 150 more. Equity is 100000 − 50.
    expect(simulation.band()).toMatchObject({
      ambiguousBars: 1n,
      pessimisticEquity: "99950",
      optimisticEquity: "100100",
    });
    expect(lines(simulation.takeRecords()).at(-1)).toBe("2 CANCELED OCO");
  });

  test("after an entry within the bar only what the bar proves counts for a target", async () => {
    // Limit entry at 98. The high of 111 may have come before it: no target, and no stop at 95.
    const bar: Bar = [100, 111, 97, 100, 90_000];
    const entry = "BUY 10 @ 98 LIMIT_PENETRATION";
    expect(fills(await run(bar, limit("98"), PESSIMISTIC))).toEqual([entry]);
    expect(fills(await run(bar, limit("98"), OPTIMISTIC))).toEqual([
      entry,
      "SELL 10 @ 110 LIMIT_PENETRATION",
    ]);
    // Open, high, low, close: at 98 the high is past.
    expect(fills(await run(bar, limit("98"), HIGH_FIRST))).toEqual([entry]);
    expect(fills(await run(bar, limit("98"), LOW_FIRST))).toEqual([
      entry,
      "SELL 10 @ 110 LIMIT_PENETRATION",
    ]);
  });

  test("after a stop entry the low may have come before or after", async () => {
    // Stop entry at 105, low 94: before or after, nobody knows.
    const bar: Bar = [100, 106, 94, 105, 90_000];
    const entry = "BUY 10 @ 105 STOP_TRIGGER";
    expect(fills(await run(bar, stop("105"), PESSIMISTIC))).toEqual([
      entry,
      "SELL 10 @ 95 STOP_TRIGGER",
    ]);
    expect(fills(await run(bar, stop("105"), OPTIMISTIC))).toEqual([entry]);
    expect(fills(await run(bar, stop("105"), LOW_FIRST))).toEqual([entry]);
  });

  test("on a path the price comes to the nearer order first", async () => {
    // From 100 to the low of 94 it passes 97 before 96, whatever the orders' numbers.
    const run = await simulate(dailyBars([quiet, [100, 101, 94, 95, 90_000]]), {
      fillModel: { intrabarPath: IntrabarPath.LOW_FIRST },
    });
    await steps(run, 1);
    place(run, buy(1, limit("96")));
    place(run, buy(2, limit("97")));
    place(run, buy(3, limit("97")));
    await steps(run, 1);
    expect(fills(run)).toEqual([
      "BUY 2 @ 97 LIMIT_PENETRATION",
      "BUY 3 @ 97 LIMIT_PENETRATION",
      "BUY 1 @ 96 LIMIT_PENETRATION",
    ]);
  });

  test("children are HELD, released by what the parent fills, and end with it", async () => {
    // 10 % of 40 is 4: the parent fills 4, so an exit sells 4.
    const simulation = await simulate(
      dailyBars([quiet, [100, 101, 99, 100, 40], [100, 112, 99, 111, 90_000], quiet]),
    );
    await steps(simulation, 1);
    place(simulation, buy(10, { ...limit("101"), timeInForce: TimeInForce.DAY }), "entry");
    for (const spec of bracket("110", "95")) place(simulation, spec);
    expect(simulation.openOrders().map(({ state }) => state)).toEqual([
      OrderState.NEW,
      OrderState.HELD,
      OrderState.HELD,
    ]);
    await steps(simulation, 2);
    expect(lines(simulation.takeRecords()).slice(3)).toEqual([
      "day 2020-03-02",
      "BUY 4 @ 100 LIMIT_IMPROVED capped",
      "2 NEW PARENT_FILLED",
      "3 NEW PARENT_FILLED",
      "1 EXPIRED TIME_IN_FORCE",
      "day 2020-03-03",
      "SELL 4 @ 110 LIMIT_PENETRATION",
      "3 CANCELED OCO",
      "2 CANCELED PARENT_ENDED",
    ]);
    expect(simulation.positions()).toEqual([]);
  });
});

describe("quotes and trades", () => {
  test("a market order buys at the ask and sells at the bid of the next quote", async () => {
    const rows = [
      [99, 101],
      [99.5, 100.5],
      [98, 99],
    ] as const;
    const run = await simulate(ticks("quotes", rows));
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, sell(10));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 100.5 QUOTE", "SELL 10 @ 98 QUOTE"]);
  });

  test("a resting limit is filled at its price when the other side's quote comes to it", async () => {
    const rows = [
      [99, 101],
      [99, 101],
      [98, 100],
      [97, 98],
    ] as const;
    const run = await simulate(ticks("quotes", rows));
    await steps(run, 1);
    place(run, buy(10, limit("100")));
    await steps(run, 2);
    expect(fills(run)).toEqual(["BUY 10 @ 100 LIMIT_TOUCH"]);
  });

  test("a trade fills a tenth of its size", async () => {
    const rows = [
      [100, 50],
      [100, 50],
      [101, 500],
    ] as const;
    const run = await simulate(ticks("trades", rows));
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 2);
    expect(fills(run)).toEqual(["BUY 5 @ 100 TRADE capped", "BUY 5 @ 101 TRADE"]);
  });
});
