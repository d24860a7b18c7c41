import { expect, test } from "vitest";
import { TradingState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { reasonName } from "../../../../src/domain/rejection.ts";
import { OrderRate } from "../../../../src/engine/risk/order-rate.ts";
import { preTradeProblems } from "../../../../src/engine/risk/pre-trade-checks.ts";
import { publishedReason } from "../../../contract/rpc/published-reasons.ts";
import { at, open, proposal, proposed, type Trial } from "./risk-trial.ts";

const everything: Trial = {
  order: proposed({ sign: -1, leaves: 5000, limit: at("50") }),
  orders: [open()],
  ordersPlaced: 1,
  ordersMax: 1,
  isCash: true,
  state: TradingState.HALTED,
  sessionTimeNs: 5n,
  controls: {
    maxOrderQuantity: "10",
    maxOrderValue: "10",
    maxOpenOrders: 1,
    maxPositionQuantity: "10",
    maxGrossExposure: "10",
    priceCollar: "0.1",
    maxOrdersPerSecond: 1,
  },
};

function names(trial: Trial, rate = new OrderRate(undefined, []), paidAtFillOnly = false) {
  const problems = preTradeProblems(proposal(trial), { rate, paidAtFillOnly });
  return [...problems].map(({ reason }) => reasonName(reason));
}

test("everything that is broken is told, in a fixed order", () => {
  expect(names(everything, new OrderRate(1, [5n]))).toEqual([
    "TRADING_HALTED",
    "ORDER_LIMIT_EXCEEDED",
    "ORDER_RATE_EXCEEDED",
    "MAX_ORDER_QUANTITY_EXCEEDED",
    "MAX_ORDER_VALUE_EXCEEDED",
    "MAX_OPEN_ORDERS_EXCEEDED",
    "MAX_POSITION_EXCEEDED",
    "MAX_GROSS_EXPOSURE_EXCEEDED",
    "PRICE_COLLAR_EXCEEDED",
    "SHORT_NOT_ALLOWED",
  ]);
});

test("every refusal has the metadata that its reason publishes", () => {
  const trials = [
    everything,
    { ...everything, state: TradingState.REDUCING },
    { cash: "1" },
    { order: proposed({ reduceOnly: true }) },
  ];
  const problems = trials.flatMap((trial) => [
    ...preTradeProblems(proposal(trial), { rate: new OrderRate(1, [5n]), paidAtFillOnly: false }),
  ]);
  const seen = new Set(problems.map(({ reason }) => reason));
  expect(seen.size).toBe(13);
  for (const { reason, metadata } of problems) {
    const published = publishedReason(reasonName(reason));
    expect([reason, Object.keys(metadata).sort()]).toEqual([
      reason,
      [...published.metadata].sort(),
    ]);
  }
});

test("an order that keeps to everything", () => {
  expect(names({})).toEqual([]);
});

test("the buying power comes last, and not where it is asked at the fill only", () => {
  const trial = { cash: "1" };
  expect(names(trial)).toEqual(["INSUFFICIENT_BUYING_POWER"]);
  expect(names(trial, undefined, true)).toEqual([]);
});

test("nothing is counted", () => {
  const rate = new OrderRate(1, []);
  expect(names({}, rate)).toEqual([]);
  expect(names({}, rate)).toEqual([]);
});
