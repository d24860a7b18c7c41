import { describe, expect, test } from "vitest";
import { TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { PreviewOrderResponse } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { checkPlaceOrder } from "../../../src/domain/order/check-order-spec.ts";
import { previewOrder, previewRefused } from "../../../src/engine/preview-order.ts";
import { OrderRate } from "../../../src/engine/risk/order-rate.ts";
import { factsWith, limitOrder } from "../domain/order/order-trial.ts";
import { at, proposal, proposed, type Trial } from "./risk/risk-trial.ts";

const rate = new OrderRate(undefined, []);

function preview(trial: Trial): PreviewOrderResponse {
  const { spec } = limitOrder();
  if (spec === undefined) throw new Error("no spec");
  return previewOrder(spec, proposal(trial), { rate, paidAtFillOnly: false });
}

function figures(answer: PreviewOrderResponse) {
  const { price, quantity, value, fees, buyingPower, buyingPowerAfter } = answer;
  return { price, quantity, value, fees, buyingPower, buyingPowerAfter };
}

describe("figures", () => {
  test("of a limit order on a margin of a half", () => {
    // 100 × 99 = 9,900; buying power 20,000 / 0.5 = 40,000; the commission of 2 needs 4 of it.
    const order = proposed({ limit: at("99") });
    const answer = preview({ order, initialMargin: "0.5", cash: "20000", fee: "2" });
    expect(answer.problems).toEqual([]);
    expect(answer.spec?.symbol).toBe("AAPL");
    expect(figures(answer)).toEqual({
      price: "99",
      quantity: "100",
      value: "9900",
      fees: "2",
      buyingPower: "40000",
      buyingPowerAfter: "30096",
    });
  });

  test("of a cash account", () => {
    expect(figures(preview({ isCash: true, cash: "10010", fee: "1" }))).toMatchObject({
      price: "100",
      buyingPower: "10010",
      buyingPowerAfter: "9",
    });
  });

  test("of an order by a share of the buying power, at its estimate", () => {
    const order = proposed({ isSizedAtFill: true, leaves: 0, lots: 50 });
    expect(figures(preview({ order, cash: "10000", fee: "1" }))).toMatchObject({
      quantity: "50",
      value: "5000",
      buyingPowerAfter: "4999",
    });
  });

  test("of one on a margin of a half: its commission of 1 needs 2", () => {
    const order = proposed({ isSizedAtFill: true, leaves: 0, lots: 50 });
    const answer = preview({ order, cash: "10000", fee: "1", initialMargin: "0.5" });
    expect(figures(answer)).toMatchObject({ buyingPower: "20000", buyingPowerAfter: "14998" });
  });

  test("of an order that only closes: it takes nothing", () => {
    const order = proposed({ sign: -1, reduceOnly: true });
    const held = { position: 100, cash: "500", equity: "10500" };
    expect(figures(preview({ order, ...held }))).toMatchObject({
      buyingPower: "500",
      buyingPowerAfter: "500",
    });
  });

  test("before the first price", () => {
    expect(figures(preview({ last: undefined }))).toEqual({
      price: "",
      quantity: "100",
      value: "",
      fees: "",
      buyingPower: "100000",
      buyingPowerAfter: "",
    });
  });
});

test("all that keeps an order from being taken, with its facts", () => {
  const answer = preview({
    cash: "0",
    state: TradingState.HALTED,
    controls: { maxOrderQuantity: "1" },
  });
  expect(answer.problems).toMatchObject([
    { reason: "TRADING_HALTED", metadata: { trading_state: "HALTED" } },
    { reason: "MAX_ORDER_QUANTITY_EXCEEDED", metadata: { limit: "1", value: "100" } },
    { reason: "INSUFFICIENT_BUYING_POWER", metadata: { buying_power: "0", required: "10000" } },
  ]);
  expect(answer.buyingPowerAfter).toBe("0");
});

test("all that is wrong with a spec, each with its field", () => {
  const order = limitOrder({ limitPrice: "1.005", tag: "t".repeat(200) });
  const outcome = checkPlaceOrder(order, factsWith({}), { path: "order" });
  if (outcome.ok) throw new Error("the order was taken");
  const { problems, spec } = previewRefused(outcome.rejection);
  expect(spec).toBeUndefined();
  expect(problems).toMatchObject([
    {
      reason: "PRICE_OFF_INCREMENT",
      message: "order.spec.limit_price: 1.005 is no multiple of 0.01 (expected 1 or 1.01)",
      metadata: {
        fields: "order.spec.limit_price",
        price_increment: "0.01",
        below: "1",
        above: "1.01",
      },
    },
    { reason: "NOTIONAL_TOO_SMALL" },
    { reason: "INVALID_VALUE", metadata: { fields: "order.spec.tag" } },
  ]);
});

test("a refusal of the whole order has no field", () => {
  const rejection = { reason: 177, message: "m", metadata: { limit: "5" } } as const;
  expect(previewRefused(rejection).problems).toMatchObject([
    { reason: "ORDER_LIMIT_EXCEEDED", message: "m", metadata: { limit: "5" } },
  ]);
});
