/** Money, positions and the life of a session. Every expected number is derived in its comment. */
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { AccountType, EndOfData, MarketFill } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderState, OrderType, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { StopPolicy, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { OrderKeySchema, PlaceOrderSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import {
  type Bar,
  buy,
  cancel,
  dailyBars,
  days,
  fills,
  fillTimes,
  limit,
  lines,
  minuteBars,
  newIds,
  place,
  replace,
  sell,
  simulate,
  specOf,
  steps,
  stop,
  ticks,
} from "./simulation-trial.ts";

const at = (price: number): Bar => [price, price + 1, price - 1, price, 1_000_000];
const open = (id: string) => create(OrderKeySchema, { key: { case: "clientOrderId", value: id } });

describe("the ledger", () => {
  test("profit is realised first in, first out, and commission is apart from it", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(110), at(120)]), {
      fillModel: { commission: { model: { case: "perContract", value: "0.5" } } },
    });
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, sell(15));
    await steps(run, 1);
    // 10 × (120 − 100) + 5 × (120 − 110) = 250; 5 are left, bought at 110, worth 120.
    expect(run.account()).toMatchObject({
      realizedProfit: "250",
      unrealizedProfit: "50",
      fees: "17.5",
      cash: "99682.5",
      equity: "100282.5",
    });
    expect(run.positions()[0]).toMatchObject({ quantity: "5", averagePrice: "110" });
    // Two round trips, both won.
    expect(run.metrics()).toMatchObject({ trades: 2n, winRate: 1, orders: 3n, fills: 3n });
  });

  test("a multiplier counts, and a short position owes its value", async () => {
    const run = await simulate(
      [{ batch: dailyBars([at(100), at(100), at(90)]), multiplier: "50", increment: "0.25" }],
      { account: { initialMargin: "0.1", maintenanceMargin: "0.05" } },
    );
    await steps(run, 1);
    place(run, sell(10));
    await steps(run, 2);
    // Sold 10 × 50 × 100 = 50000; worth 45000 now: 100000 + 50000 − 45000.
    expect(run.account()).toMatchObject({
      cash: "150000",
      equity: "105000",
      grossExposure: "45000",
      netExposure: "-45000",
      marginUsed: "4500",
      maintenanceMargin: "2250",
      // (105000 − 4500) / 0.1
      buyingPower: "1005000",
    });
  });

  test("a cash account never sells short, whatever is filled between", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(100)]), {
      account: { type: AccountType.CASH },
    });
    const place_ = () =>
      run.place(create(PlaceOrderSchema, { clientOrderId: "x", spec: specOf(sell(10)) }));
    await steps(run, 1);
    expect(place_()).toMatchObject({ rejection: { reason: ErrorReason.SHORT_NOT_ALLOWED } });
  });

  test("equity below the maintenance margin: orders end, positions close at the next price", async () => {
    // 2000 shares at 100 on 100000 with half margin. At 60: equity 20000, 25 % of 120000 is 30000.
    const run = await simulate(dailyBars([at(100), at(100), at(60), at(55)]), {
      account: { initialMargin: "0.5", maintenanceMargin: "0.25" },
    });
    await steps(run, 1);
    place(run, buy(2_000));
    await steps(run, 1);
    place(run, sell(10, limit("200")));
    await steps(run, 1);
    run.takeRecords();
    await steps(run, 1);
    expect(lines(run.takeRecords())).toEqual(["day 2020-03-04", "SELL 2000 @ 55 MARGIN_CALL"]);
    // 100000 − 2000 × 45
    expect(run.account()).toMatchObject({ cash: "10000", equity: "10000", buyingPower: "20000" });
  });

  test("exactly the maintenance margin is enough", async () => {
    // 1000 at 100; at 50: equity 50000 = 100 % of 50000.
    const run = await simulate(dailyBars([at(100), at(100), at(50)]), {
      account: { initialMargin: "1", maintenanceMargin: "1" },
    });
    await steps(run, 1);
    place(run, buy(1_000));
    await steps(run, 2);
    expect(run.openOrders()).toEqual([]);
    expect(run.positions()[0]?.quantity).toBe("1000");
  });

  test("a round trip is won only where its profit pays both commissions", async () => {
    // 10 × (100.4 − 100) = 4; the entry cost 3, the exit 3: less than both, more than one.
    const bars: Bar[] = [at(100), at(100), at(100.4)];
    const run = await simulate(dailyBars(bars), {
      fillModel: { commission: { model: { case: "perContract", value: "0.3" } } },
    });
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, sell(10));
    await steps(run, 1);
    expect(run.metrics()).toMatchObject({ trades: 1n, winRate: 0, netProfit: "-2" });
  });

  test("what one order of a group fills is taken off the others", async () => {
    // 10 % of 400 is 40 of the 100; the rest of the group may fill 60.
    const bars: Bar[] = [at(100), [100, 106, 99, 100, 400], at(100)];
    const run = await simulate(dailyBars(bars));
    await steps(run, 1);
    place(run, sell(100, { ...limit("105"), ocoGroup: "g" }));
    place(run, sell(100, { ...stop("90"), ocoGroup: "g" }), "other");
    await steps(run, 1);
    expect(run.order(open("other"))).toMatchObject({
      quantity: "60",
      spec: { size: { value: "60" } },
    });
  });
});

describe("corporate actions", () => {
  test("a split converts position, orders and cash for what is left of a share", async () => {
    const exDate = days[2]?.date ?? 0;
    const actions = [{ type: "split", exDate, value: "1.5" }] as const;
    const run = await simulate([{ batch: dailyBars([at(90), at(90), at(60)]), actions }]);
    await steps(run, 1);
    place(run, buy(5));
    await steps(run, 1);
    place(run, sell(5, stop("45")), "guard");
    await steps(run, 1);
    // 5 × 1.5 = 7.5: 7 shares and half a share at 90 / 1.5 = 60: 30.
    expect(lines(run.takeRecords()).slice(-2)).toEqual(["2 NEW SPLIT", "split 1.5 -> 7, 30"]);
    expect(run.order(open("guard"))).toMatchObject({
      quantity: "7",
      spec: { triggerPrice: "30" },
    });
    expect(run.account()).toMatchObject({ cash: "99580", equity: "100000", dividends: "30" });
  });

  test("a dividend is paid on what is held before the date; shorts pay it", async () => {
    const exDate = days[2]?.date ?? 0;
    const actions = [{ type: "dividend", exDate, value: "0.25" }] as const;
    const run = await simulate([{ batch: dailyBars([at(100), at(100), at(99)]), actions }]);
    await steps(run, 1);
    place(run, sell(100));
    await steps(run, 1);
    place(run, sell(100));
    await steps(run, 1);
    // Only the 100 that were short overnight pay: 25.
    expect(run.account().dividends).toBe("-25");
  });
});

describe("time", () => {
  test("latency keeps an order from the bar that begins before it arrives", async () => {
    const bars: Bar[] = [at(100), at(101), at(102), at(103)];
    const run = await simulate(minuteBars(bars), {
      fillModel: { latency: { seconds: 1n, nanos: 0 } },
    });
    await steps(run, 1);
    // Placed at 09:31:00, there at 09:31:01: the bar of 09:31 began before, that of 09:32 after.
    expect(place(run, buy(10)).state).toBe(OrderState.PENDING_NEW);
    await steps(run, 2);
    expect(lines(run.takeRecords())).toEqual([
      "1 PENDING_NEW REQUESTED",
      "1 NEW ARRIVED",
      "BUY 10 @ 102 NEXT_OPEN",
    ]);
  });

  test("what arrives or ends overnight has done so at the next open", async () => {
    const run = await simulate(dailyBars([at(100), at(101), at(102)]), {
      fillModel: { latency: { seconds: 1n, nanos: 0 } },
    });
    await steps(run, 1);
    place(run, buy(10));
    place(run, buy(20), "withdrawn");
    cancel(run, "withdrawn");
    await steps(run, 1);
    expect(lines(run.takeRecords()).slice(-4)).toEqual([
      "1 NEW ARRIVED",
      "2 NEW ARRIVED",
      "2 CANCELED REQUESTED",
      "BUY 10 @ 101 NEXT_OPEN",
    ]);
  });

  test("a bar that began before an order cannot fill it, however late it ends", async () => {
    // B has one bar for the day; its order is placed after the first minute of A.
    const run = await simulate([
      { symbol: "A", batch: minuteBars([at(100), at(100)]) },
      { symbol: "B", batch: dailyBars([[100, 120, 80, 100, 1e6], at(103)]) },
    ]);
    await steps(run, 1);
    place(run, { ...buy(1, { ...limit("90"), symbol: "B" }) });
    await steps(run, 2);
    expect(run.barrier).toBe(3);
    expect(fills(run)).toEqual([]);
  });

  test("a cancel with latency may come too late", async () => {
    const run = await simulate(minuteBars([at(100), at(101), at(102)]), {
      fillModel: { latency: { seconds: 61n - 1n, nanos: 0 } },
    });
    await steps(run, 1);
    place(run, buy(10), "late");
    // Both take a minute: the order is there at 09:32, the cancel too, after it.
    expect(cancel(run, "late")).toMatchObject({ value: { state: OrderState.PENDING_NEW } });
    await steps(run, 2);
    expect(lines(run.takeRecords()).slice(-2)).toEqual(["1 NEW ARRIVED", "1 CANCELED REQUESTED"]);
  });

  test("a GTD order meets the open before its time, and nothing after it", async () => {
    const openNs = days[0]?.openNs ?? 0n;
    const seconds = openNs / 1_000_000_000n + 90n;
    const bars: Bar[] = [at(100), [100, 101, 90, 95, 1e6], at(100)];
    const run = await simulate(minuteBars(bars));
    await steps(run, 1);
    const spec = buy(10, { ...limit("95"), timeInForce: TimeInForce.GTD });
    place(run, { ...spec, expireTime: { seconds, nanos: 0 } } as typeof spec);
    await steps(run, 1);
    // 09:31:30 lies within the bar: whether the low came before it nobody knows.
    expect(lines(run.takeRecords())).toEqual(["1 NEW REQUESTED", "1 EXPIRED TIME_IN_FORCE"]);
  });

  test("SAME_CLOSE fills at once, at the close just seen, and shares its cap", async () => {
    const run = await simulate(dailyBars([[100, 101, 99, 100.5, 1_000], at(102)]), {
      fillModel: { marketFill: MarketFill.SAME_CLOSE },
    });
    await steps(run, 1);
    const order = place(run, buy(150));
    expect(order).toMatchObject({ filledQuantity: "100", averageFillPrice: "100.5" });
    const records = run.takeRecords();
    expect(fillTimes(records)).toEqual([days[0]?.closeNs]);
    expect(lines(records).at(-1)).toBe("BUY 100 @ 100.5 SAME_CLOSE capped");
  });
});

describe("commands", () => {
  test("a replacement keeps the ids and counts the version", async () => {
    const run = await simulate(dailyBars([at(100), at(100)]));
    await steps(run, 1);
    place(run, buy(10, limit("90")), "one");
    expect(replace(run, "one", { limitPrice: "99.5", quantity: "20" })).toMatchObject({
      value: { orderId: "1", version: 2, quantity: "20" },
    });
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 20 @ 99.5 LIMIT_PENETRATION"]);
  });

  test("an id that is taken gives its order again, or is refused with another body", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(100)]));
    await steps(run, 1);
    place(run, buy(10), "one");
    const again = () =>
      run.place(create(PlaceOrderSchema, { clientOrderId: "one", spec: specOf(buy(10)) }));
    expect(again()).toMatchObject({ ok: true, order: { orderId: "1" } });
    const other = create(PlaceOrderSchema, { clientOrderId: "one", spec: specOf(buy(11)) });
    expect(run.place(other)).toMatchObject({
      rejection: { reason: ErrorReason.CLIENT_ORDER_ID_REUSED, metadata: { order_id: "1" } },
    });
    await steps(run, 2);
    run.takeRecords();
    expect(again()).toEqual({ ok: true, repeats: 1 });
    expect(run.metrics().orders).toBe(1n);
  });

  test("what is not open cannot be canceled, and says so", async () => {
    const run = await simulate(dailyBars([at(100), at(100)]));
    await steps(run, 1);
    place(run, buy(10), "one");
    await steps(run, 1);
    expect(cancel(run, "one")).toMatchObject({
      rejection: { reason: ErrorReason.ORDER_NOT_OPEN, metadata: { order_state: "FILLED" } },
    });
    expect(cancel(run, "two")).toMatchObject({
      rejection: { reason: ErrorReason.ORDER_NOT_FOUND },
    });
  });

  test("reduce-only is cut down to the position when it is filled", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(100), at(100)]));
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, sell(15, { ...limit("99"), reduceOnly: true }));
    place(run, sell(15, { ...limit("99"), reduceOnly: true }));
    await steps(run, 2);
    expect(fills(run)).toEqual(["BUY 10 @ 100 NEXT_OPEN", "SELL 10 @ 100 LIMIT_IMPROVED"]);
    expect(run.openOrders()).toEqual([]);
  });

  test("REDUCING takes what closes, and entries end when the clock moves on", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(100)]));
    await steps(run, 1);
    place(run, buy(10));
    place(run, buy(10, limit("50")), "entry");
    await steps(run, 1);
    run.allow(TradingState.REDUCING);
    expect(run.openOrders().length).toBe(1);
    const more = create(PlaceOrderSchema, { clientOrderId: "more", spec: specOf(buy(1)) });
    expect(run.place(more)).toMatchObject({ rejection: { reason: ErrorReason.TRADING_REDUCING } });
    place(run, sell(10));
    await steps(run, 1);
    expect(run.positions()).toEqual([]);
    expect(run.openOrders()).toEqual([]);
  });

  test("a loss over the limit of the day lowers the cap until the next day", async () => {
    const bars: Bar[] = [at(100), at(100), at(90), at(90)];
    const run = await simulate(dailyBars(bars), { risk: { maxDailyLoss: "50" } });
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, buy(1, limit("10")));
    await steps(run, 1);
    // 10 × 10 = 100 is lost.
    expect(run.riskCap).toBe(TradingState.REDUCING);
    expect(lines(run.takeRecords()).slice(-2)).toEqual([
      "tradingStateChanged MAX_DAILY_LOSS_EXCEEDED",
      "2 CANCELED RISK_LIMIT",
    ]);
    await steps(run, 1);
    expect(run.riskCap).toBe(TradingState.ACTIVE);
  });
});

describe("the end", () => {
  test("END_OF_DATA_CLOSE closes at the last price, with commission, within the last day", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(105)]), {
      fillModel: {
        endOfData: EndOfData.CLOSE,
        commission: { model: { case: "percent", value: "0.01" } },
      },
    });
    await steps(run, 1);
    place(run, buy(10));
    place(run, buy(1, limit("10")));
    await steps(run, 3);
    run.takeRecords();
    run.finish();
    const records = run.takeRecords();
    expect(lines(records)).toEqual([
      "3 NEW SESSION_ENDED",
      "SELL 10 @ 105 END_OF_DATA",
      "2 CANCELED SESSION_ENDED",
      "day 2020-03-04",
    ]);
    // 100000 + 50 − 10 − 10.5; the day began after its first slice with 100000 + 50 − 10.
    const day = records.at(-1)?.payload.value;
    expect(day).toMatchObject({
      equity: { open: "100040", high: "100040", low: "100029.5", close: "100029.5" },
    });
  });

  test("a stop keeps, cancels or flattens", async () => {
    const run = async (policy: StopPolicy) => {
      const simulation = await simulate(dailyBars([at(100), at(100), at(105)]));
      await steps(simulation, 1);
      place(simulation, buy(10));
      place(simulation, buy(1, limit("10")));
      await steps(simulation, 1);
      simulation.stop(policy);
      return [simulation.openOrders().length, simulation.positions().length];
    };
    expect(await run(StopPolicy.KEEP)).toEqual([1, 1]);
    expect(await run(StopPolicy.CANCEL_ORDERS)).toEqual([0, 1]);
    expect(await run(StopPolicy.FLATTEN)).toEqual([0, 0]);
  });

  test("what is sold at an open pays for what is bought at it, by the orders' numbers", async () => {
    // B comes second in the session, its sale first by number: it frees the cash that A needs.
    const run = await simulate([
      { symbol: "A", batch: dailyBars([at(100), at(100), at(100)]) },
      { symbol: "B", batch: dailyBars([at(100), at(100), at(100)]) },
    ]);
    await steps(run, 1);
    place(run, buy(1_000, { symbol: "B" }));
    await steps(run, 1);
    place(run, sell(1_000, { symbol: "B" }));
    const fraction = { case: "buyingPowerFraction", value: "1" } as const;
    place(run, { ...buy(0, { symbol: "A" }), size: fraction });
    await steps(run, 1);
    expect(fills(run).slice(1)).toEqual(["SELL 1000 @ 100 NEXT_OPEN", "BUY 1000 @ 100 NEXT_OPEN"]);
  });

  test("going on from a state is going on", async () => {
    const bars = Array.from({ length: 12 }, (_, day): Bar => at(100 + (day % 5)));
    const ids = newIds();
    const whole = await simulate(dailyBars(bars), { ids });
    await steps(whole, 2);
    const trail = { type: OrderType.TRAILING_STOP, timeInForce: TimeInForce.GTC } as const;
    place(whole, buy(10), "entry");
    const exit = { parentClientOrderId: "entry", ocoGroup: "exit" };
    place(whole, sell(10, { ...trail, ...exit, trail: { case: "trailAmount", value: "3" } }));
    place(whole, sell(10, { ...limit("106"), ...exit }));
    await steps(whole, 1);
    const from = whole.state();
    const rest = await simulate(dailyBars(bars), { from, ids });
    for (const run of [whole, rest]) {
      await steps(run, 20);
      run.finish();
    }
    expect(rest.state()).toEqual(whole.state());
    expect(rest.digest).not.toEqual(from.resultsDigest);
  });

  test("what the last bar still has to give is part of the state", async () => {
    const bars: Bar[] = [[100, 101, 99, 100, 1_000], at(100)];
    const fillModel = { marketFill: MarketFill.SAME_CLOSE };
    const ids = newIds();
    const run = await simulate(dailyBars(bars), { fillModel, ids });
    await steps(run, 1);
    place(run, buy(70));
    const from = run.state();
    const rest = await simulate(dailyBars(bars), { fillModel, ids, from });
    // 10 % of 1000 less 70.
    expect(place(rest, buy(70)).filledQuantity).toBe("30");
  });

  test("trades of one instant are later rows of each other", async () => {
    const batch = ticks("trades", [
      [100, 1_000],
      [101, 1_000],
    ]);
    batch.knownNs[1] = batch.knownNs[0] ?? 0n;
    batch.timeNs[1] = batch.timeNs[0] ?? 0n;
    const run = await simulate(batch);
    place(run, buy(1), "entry");
    place(run, sell(1, { parentClientOrderId: "entry" }));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 1 @ 100 TRADE", "SELL 1 @ 101 TRADE"]);
  });
});
