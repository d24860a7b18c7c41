/** Habits of the other profiles, each by one run derived by hand. */
import { describe, expect, test } from "vitest";
import { EndOfData, MarketFill } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderType, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type Bar,
  buy,
  dailyBars,
  days,
  fills,
  fillTimes,
  limit,
  lines,
  minuteBars,
  place,
  sell,
  simulate,
  steps,
  stop,
} from "./simulation-trial.ts";

const at = (price: number): Bar => [price, price + 1, price - 1, price, 1_000_000];

describe("backtesting.py", () => {
  const profile = "backtesting.py";

  test("whole units of the equity, sized at the close of the bar that fills", async () => {
    // 0.9999 × 10000 / 103.5 = 96.6: 96 units.
    const run = await simulate(dailyBars([at(100), [103.5, 104, 103, 103.5, 0]]), {
      capital: "10000",
      fillModel: { profile },
    });
    await steps(run, 1);
    const size = { case: "buyingPowerFraction", value: "0.9999" } as const;
    place(run, { ...buy(0), size });
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 96 @ 103.5 NEXT_OPEN"]);
  });

  test("a stop-limit is filled at its trigger, and only where its limit is worse", async () => {
    const run = async (limitPrice: string) => {
      const simulation = await simulate(dailyBars([at(100), [108, 109, 104, 107, 1e6], at(107)]), {
        fillModel: { profile },
      });
      await steps(simulation, 1);
      const type = OrderType.STOP_LIMIT;
      place(simulation, buy(10, { ...stop("105"), type, limitPrice }));
      await steps(simulation, 1);
      return fills(simulation);
    };
    // Opened at 108, beyond 105; the low of 104 reaches a limit of 106.
    expect(await run("106")).toEqual(["BUY 10 @ 105 STOP_TRIGGER"]);
    expect(await run("104.5")).toEqual([]);
  });

  test("one fill for each entry that is closed, and one for what is opened", async () => {
    const run = await simulate(dailyBars([at(100), at(100), at(101), at(102)]), {
      fillModel: { profile },
    });
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 1);
    place(run, buy(5));
    await steps(run, 1);
    place(run, sell(20));
    await steps(run, 1);
    expect(fills(run).slice(2)).toEqual([
      "SELL 10 @ 102 NEXT_OPEN",
      "SELL 5 @ 102 NEXT_OPEN",
      "SELL 5 @ 102 NEXT_OPEN",
    ]);
  });

  test("the last bar is matched once more, positions first", async () => {
    // The close goes at the open of the last bar: 102, not its close of 103.
    const run = await simulate(dailyBars([at(100), at(100), [102, 104, 101, 103, 1e6]]), {
      fillModel: { profile, endOfData: EndOfData.CLOSE },
    });
    await steps(run, 1);
    place(run, buy(10));
    await steps(run, 3);
    run.finish();
    expect(fills(run).at(-1)).toBe("SELL 10 @ 102 END_OF_DATA");
  });

  test("exits that hang on a limit entry wait for the next bar", async () => {
    const bars: Bar[] = [at(100), [100, 101, 90, 91, 1e6], [91, 92, 89, 90, 1e6]];
    const run = await simulate(dailyBars(bars), { fillModel: { profile } });
    await steps(run, 1);
    place(run, buy(10, limit("98")), "entry");
    place(run, sell(10, { ...stop("95"), parentClientOrderId: "entry", reduceOnly: true }));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 98 LIMIT_PENETRATION"]);
    await steps(run, 1);
    expect(fills(run)).toEqual(["SELL 10 @ 91 GAP_OPEN"]);
  });

  test("with SAME_CLOSE a stop is filled at the worse of its trigger and the close before", async () => {
    const run = await simulate(
      dailyBars([
        [100, 101, 99, 100, 1e6],
        [90, 96, 89, 91, 1e6],
      ]),
      {
        fillModel: { profile, marketFill: MarketFill.SAME_CLOSE },
      },
    );
    await steps(run, 1);
    place(run, sell(10, stop("95")));
    await steps(run, 1);
    // Sold at min(95, 100).
    expect(fills(run)).toEqual(["SELL 10 @ 95 STOP_TRIGGER"]);
  });
});

describe("lean-equity", () => {
  const profile = "lean-equity";

  test("fills at the close while the venue is open, at the next open while it is closed", async () => {
    const within = await simulate(minuteBars([at(100), at(101)]), { fillModel: { profile } });
    await steps(within, 1);
    place(within, buy(10));
    expect(fills(within)).toEqual(["BUY 10 @ 100 SAME_CLOSE"]);
    const daily = await simulate(dailyBars([at(100), at(101)]), { fillModel: { profile } });
    await steps(daily, 1);
    place(daily, buy(10));
    await steps(daily, 1);
    const records = daily.takeRecords();
    expect(lines(records).at(-1)).toBe("BUY 10 @ 101 NEXT_OPEN");
    expect(fillTimes(records)).toEqual([days[1]?.openNs]);
  });

  test("buys at the ask and sells at the bid of quote bars beside the bars", async () => {
    const bars = minuteBars([at(100), at(101)]);
    const side = (add: number) => bars.prices.map((column) => column.map((price) => price + add));
    const quotes = {
      ...bars,
      kind: "quote_bars" as const,
      prices: [...side(-0.05), ...side(0.07)],
      quantities: [new Float64Array(2), new Float64Array(2)],
    };
    const run = await simulate([{ batch: bars }], {
      fillModel: { profile },
      beside: [{ symbol: 0, batch: quotes }],
    });
    await steps(run, 1);
    place(run, buy(10));
    place(run, sell(10));
    expect(fills(run)).toEqual(["BUY 10 @ 100.07 SAME_CLOSE", "SELL 10 @ 99.95 SAME_CLOSE"]);
  });

  test("any amount beyond a limit is a penetration", async () => {
    const run = await simulate(dailyBars([at(100), [100, 101, 97.999, 99, 1e6]]), {
      fillModel: { profile },
    });
    await steps(run, 1);
    place(run, buy(10, { ...limit("98"), timeInForce: TimeInForce.DAY }));
    await steps(run, 1);
    expect(fills(run)).toEqual(["BUY 10 @ 98 LIMIT_PENETRATION"]);
  });
});
