import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Fill,
  FillSchema,
  PositionAdjustedSchema,
  Side,
} from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { formatMoney, parseMoney } from "../../../../src/domain/money.ts";
import { TradeBook } from "../../../../src/engine/statistics/trade-book.ts";
import { tradeMessage } from "../../../../src/engine/statistics/trade-message.ts";

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
let number = 0;

function fill(side: "buy" | "sell", quantity: string, price: string, fee = "0"): Fill {
  number += 1;
  return create(FillSchema, {
    fillId: String(number),
    symbol: "XX",
    side: side === "buy" ? Side.BUY : Side.SELL,
    quantity,
    price,
    fee,
    barrier: BigInt(number),
  });
}

function book(multiplier = "1"): TradeBook {
  number = 0;
  return new TradeBook(() => parseMoney(multiplier));
}

/** Quantity, both prices, fees, gross and net profit, and whether it ends flat. */
function shown(trades: ReturnType<TradeBook["fill"]>): string[] {
  return trades.map((trade, index) => {
    const { quantity, entryPrice, exitPrice, fees, grossProfit, netProfit } = tradeMessage(
      trade,
      BigInt(index),
    );
    const end = trade.endsFlat ? " flat" : "";
    return `${quantity} ${entryPrice}>${exitPrice} fees ${fees} ${grossProfit}/${netProfit}${end}`;
  });
}

describe("a trade book", () => {
  it("closes what was opened first", () => {
    const trades = book();
    trades.fill(fill("buy", "10", "100", "1"));
    trades.fill(fill("buy", "10", "110", "2"));
    // 10 of the first at 120: +200; half of the second: +50, with 1 of its 2. The fee of 3 is
    // spread by quantity: 2 and 1.
    expect(shown(trades.fill(fill("sell", "15", "120", "3")))).toEqual([
      "10 100>120 fees 3 200/197",
      "5 110>120 fees 2 50/48",
    ]);
    expect(shown(trades.fill(fill("sell", "5", "100", "1")))).toEqual([
      "5 110>100 fees 2 -50/-52 flat",
    ]);
    expect(trades.openTrades).toBe(0);
  });

  it("turns a position round in one fill: one trade ends flat, the rest is opened", () => {
    const trades = book();
    trades.fill(fill("buy", "10", "100"));
    expect(shown(trades.fill(fill("sell", "25", "90", "5")))).toEqual([
      "10 100>90 fees 2 -100/-102 flat",
    ]);
    // Short 15 from 90, with the other 3 of the fee.
    expect(shown(trades.fill(fill("buy", "15", "80", "0")))).toEqual([
      "-15 90>80 fees 3 150/147 flat",
    ]);
  });

  it("counts a multiplier once", () => {
    const trades = book("50");
    trades.fill(fill("sell", "2", "4000.25"));
    expect(shown(trades.fill(fill("buy", "2", "3990.25")))).toEqual([
      "-2 4000.25>3990.25 fees 0 1000/1000 flat",
    ]);
  });

  it("keeps the cost through a split, so that no profit appears", () => {
    const trades = book();
    trades.fill(fill("buy", "3", "700"));
    const split = { case: "split", value: "7" } as const;
    const adjusted = { symbol: "XX", action: split, previousQuantity: "3", quantity: "21" };
    expect(trades.adjust(create(PositionAdjustedSchema, adjusted), undefined)).toEqual([]);
    expect(shown(trades.fill(fill("sell", "21", "100")))).toEqual(["21 100>100 fees 0 0/0 flat"]);
  });

  it("spreads what a reverse split leaves over the lots, to the last digit", () => {
    const trades = book();
    trades.fill(fill("buy", "5", "10"));
    trades.fill(fill("buy", "5", "20"));
    trades.fill(fill("buy", "6", "30"));
    // 16 shares become 5.33, of which 5 are left; 0.33 was paid in cash.
    const split = { case: "split", value: "0.333333" } as const;
    const adjusted = { symbol: "XX", action: split, previousQuantity: "16", quantity: "5" };
    trades.adjust(create(PositionAdjustedSchema, adjusted), undefined);
    const closed = trades.fill(fill("sell", "5", "60"));
    expect(formatMoney(closed.reduce((sum, { quantity }) => sum + quantity, 0n))).toBe("5");
    // Paid 50 + 100 + 180, got 300.
    expect(formatMoney(closed.reduce((sum, each) => sum + each.grossProfit, 0n))).toBe("-30");
  });

  it("ends trades of which a split leaves nothing", () => {
    const trades = book();
    trades.fill(fill("buy", "1", "5", "1"));
    const split = { case: "split", value: "0.1" } as const;
    const adjusted = { symbol: "XX", action: split, previousQuantity: "1", quantity: "0" };
    const closed = trades.adjust(create(PositionAdjustedSchema, adjusted), undefined);
    expect(shown(closed)).toEqual(["1 5>0 fees 1 -5/-6 flat"]);
    expect(closed[0]?.exit?.fillId).toBe("");
  });

  it("values what is open at the last price, or at its entry", () => {
    const trades = book();
    trades.fill(fill("sell", "4", "25", "1"));
    expect(shown(trades.open(() => parseMoney("20")))).toEqual(["-4 25> fees 1 20/19"]);
    expect(shown(trades.open(() => undefined))).toEqual(["-4 25> fees 1 0/-1"]);
  });

  it(`reconciles: profit is cash and what is held, fees are those paid (seed ${seed})`, () => {
    const fills = fc.array(
      fc.record({
        side: fc.constantFrom("buy" as const, "sell" as const),
        quantity: fc.integer({ min: 1, max: 5_000 }),
        price: fc.integer({ min: 1, max: 100_000 }),
        fee: fc.integer({ min: 0, max: 1_000 }),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(fills, (asked) => {
        const trades = book();
        let [cash, fees, held] = [0n, 0n, 0n];
        let [gross, net, paid] = [0n, 0n, 0n];
        for (const { side, quantity, price, fee } of asked) {
          const text = formatMoney(BigInt(price) * 10n ** 16n);
          const closed = trades.fill(fill(side, String(quantity), text, String(fee)));
          const signed = BigInt(side === "buy" ? quantity : -quantity);
          cash -= signed * BigInt(price) * 10n ** 16n;
          held += signed;
          fees += parseMoney(String(fee));
          for (const trade of closed) {
            gross += trade.grossProfit;
            net += trade.netProfit;
            paid += trade.fees;
          }
        }
        const last = parseMoney("123.45");
        const open = trades.open(() => last);
        const openGross = open.reduce((sum, trade) => sum + trade.grossProfit, 0n);
        const openFees = open.reduce((sum, trade) => sum + trade.fees, 0n);
        expect(gross + openGross).toBe(cash + held * last);
        expect(paid + openFees).toBe(fees);
        expect(net).toBe(gross - paid);
      }),
      { seed, numRuns: 200 },
    );
  });
});
