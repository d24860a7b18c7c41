import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { ErrorReason } from "../../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { OrderType, Side, TimeInForce } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { type PlaceOrder, PlaceOrderSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { checkPlaceOrder } from "../../../../src/domain/order/check-order-spec.ts";
import type { OrderFacts } from "../../../../src/domain/order/order-facts.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { publishedReason } from "../../../contract/rpc/published-reasons.ts";
import {
  decimal,
  factsWith,
  limitOrder,
  marketOrder,
  nowNs,
  type Problem,
  problemsOf,
} from "./order-trial.ts";

const quantity = (value: string) => ({ case: "quantity", value }) as const;
const fraction = (value: string) => ({ case: "buyingPowerFraction", value }) as const;
const amount = (value: string) => ({ case: "trailAmount", value }) as const;
const share = (value: string) => ({ case: "trailFraction", value }) as const;
const trailing = { type: OrderType.TRAILING_STOP, limitPrice: "" };
const stop = { type: OrderType.STOP, limitPrice: "", triggerPrice: "101" };
const stopLimit = { type: OrderType.STOP_LIMIT, triggerPrice: "99" };
const later = timestampOf(nowNs + 1n);
const offTick = { price_increment: "0.01", below: "100", above: "100.01" };
const offLot = { quantity_increment: "10", below: "100", above: "110" };

interface Case {
  readonly what: string;
  readonly order: PlaceOrder;
  readonly facts?: OrderFacts;
  readonly expected: readonly Problem[];
}

const at = (field: string) => `order.spec.${field}`;

describe("orders that are right", () => {
  const right: [string, PlaceOrder][] = [
    ["a limit order", limitOrder()],
    ["a market order", marketOrder()],
    ["all of the buying power", marketOrder({ size: fraction("1") })],
    ["IOC at the market", marketOrder({ timeInForce: TimeInForce.IOC })],
    ["a stop", limitOrder(stop)],
    ["a stop-limit order", limitOrder(stopLimit)],
    ["a trail by an amount", limitOrder({ ...trailing, trail: amount("0.01") })],
    [
      "a trail by a share, with a first trigger",
      limitOrder({
        ...trailing,
        trail: share("0.999"),
        triggerPrice: "95",
      }),
    ],
    ["GTD", limitOrder({ timeInForce: TimeInForce.GTD, expireTime: later })],
    ["post-only and GTC", limitOrder({ postOnly: true, timeInForce: TimeInForce.GTC })],
    ["post-only after a trigger", limitOrder({ ...stopLimit, postOnly: true })],
    [
      "a child in a group",
      limitOrder({
        side: Side.SELL,
        parentClientOrderId: "parent",
        ocoGroup: "exits",
        reduceOnly: true,
        tag: "🙂".repeat(128),
      }),
    ],
    ["the least: 20 lots of 25", limitOrder({ size: quantity("20"), limitPrice: "25" })],
  ];
  test.each(right)("%s", (_what, order) => {
    expect(problemsOf(order)).toEqual([]);
  });
});

const sizes: readonly Case[] = [
  {
    what: "none",
    order: limitOrder({ size: { case: undefined } }),
    expected: [[at("size"), "FIELD_REQUIRED"]],
  },
  {
    what: "negative",
    order: limitOrder({ size: quantity("-10") }),
    expected: [[at("quantity"), "INVALID_VALUE"]],
  },
  {
    what: "zero",
    order: limitOrder({ size: quantity("0") }),
    expected: [[at("quantity"), "INVALID_VALUE"]],
  },
  {
    what: "1e3",
    order: limitOrder({ size: quantity("1e3") }),
    expected: [[at("quantity"), "INVALID_DECIMAL"]],
  },
  {
    what: "19 digits",
    order: limitOrder({ size: quantity("1000000000000000000") }),
    expected: [[at("quantity"), "INVALID_DECIMAL"]],
  },
  {
    what: "more lots than can be counted",
    order: limitOrder({ size: quantity("900719925474099100") }),
    expected: [[at("quantity"), "INVALID_VALUE"]],
  },
  {
    what: "off-lot",
    order: limitOrder({ size: quantity("105") }),
    expected: [[at("quantity"), "QUANTITY_OFF_INCREMENT", offLot]],
  },
  {
    what: "below the first lot, the least quantity and the least value",
    order: limitOrder({ size: quantity("4") }),
    expected: [
      [at("quantity"), "QUANTITY_OFF_INCREMENT", { ...offLot, below: "", above: "10" }],
      [at("quantity"), "QUANTITY_TOO_SMALL", { min_quantity: "20" }],
      [at("quantity"), "NOTIONAL_TOO_SMALL", { min_notional: "500", value: "400" }],
    ],
  },
  {
    what: "below the first lot, which is the least quantity: one finding, not two",
    order: limitOrder({ size: quantity("6") }),
    facts: factsWith({ minQuantity: decimal("10") }),
    expected: [[at("quantity"), "QUANTITY_OFF_INCREMENT", { ...offLot, below: "", above: "10" }]],
  },
  {
    what: "of too little value at the limit",
    order: limitOrder({ limitPrice: "4.99" }),
    expected: [[at("quantity"), "NOTIONAL_TOO_SMALL", { min_notional: "500", value: "499" }]],
  },
  {
    what: "of too little value at the last price, with a multiplier",
    order: marketOrder(),
    facts: factsWith({ lastPrice: decimal("0.5"), multiplier: decimal("9.5") }),
    expected: [[at("quantity"), "NOTIONAL_TOO_SMALL", { min_notional: "500", value: "475" }]],
  },
  {
    what: "a share of 1.5, which is no percentage below 1",
    order: marketOrder({ size: fraction("1.5") }),
    expected: [[at("buying_power_fraction"), "INVALID_VALUE"]],
  },
  {
    what: "a share of nothing",
    order: marketOrder({ size: fraction("0") }),
    expected: [[at("buying_power_fraction"), "INVALID_VALUE"]],
  },
  {
    what: "a share of a limit order",
    order: limitOrder({ size: fraction("0.5") }),
    expected: [[at("buying_power_fraction"), "FIELD_NOT_ALLOWED"]],
  },
];

const prices: readonly Case[] = [
  {
    what: "off-tick",
    order: limitOrder({ limitPrice: "100.005" }),
    expected: [[at("limit_price"), "PRICE_OFF_INCREMENT", offTick]],
  },
  {
    what: "an off-tick trigger below the first tick",
    order: limitOrder({ ...stop, triggerPrice: "0.005" }),
    expected: [
      [at("trigger_price"), "PRICE_OFF_INCREMENT", { ...offTick, below: "", above: "0.01" }],
      [at("quantity"), "NOTIONAL_TOO_SMALL", { min_notional: "500", value: "0.5" }],
    ],
  },
  {
    what: "an off-tick trail",
    order: limitOrder({ ...trailing, trail: amount("100.001") }),
    expected: [[at("trail_amount"), "PRICE_OFF_INCREMENT", offTick]],
  },
  {
    what: "negative",
    order: limitOrder({ limitPrice: "-1" }),
    expected: [[at("limit_price"), "INVALID_VALUE"]],
  },
  {
    what: "zero",
    order: limitOrder({ limitPrice: "0.00" }),
    expected: [[at("limit_price"), "INVALID_VALUE"]],
  },
  {
    what: "1e3",
    order: limitOrder({ limitPrice: "1e3" }),
    expected: [[at("limit_price"), "INVALID_DECIMAL"]],
  },
  {
    what: "more than can be counted",
    order: limitOrder({ limitPrice: "90071992.55" }),
    expected: [[at("limit_price"), "INVALID_VALUE"]],
  },
  {
    what: "no limit",
    order: limitOrder({ limitPrice: "" }),
    expected: [[at("limit_price"), "FIELD_REQUIRED"]],
  },
  {
    what: "a limit on MARKET",
    order: marketOrder({ limitPrice: "1000" }),
    expected: [[at("limit_price"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "a limit on STOP",
    order: limitOrder({ ...stop, limitPrice: "101" }),
    expected: [[at("limit_price"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "no trigger",
    order: limitOrder({ ...stop, triggerPrice: "" }),
    expected: [[at("trigger_price"), "FIELD_REQUIRED"]],
  },
  {
    what: "neither limit nor trigger",
    order: limitOrder({ ...stopLimit, limitPrice: "", triggerPrice: "" }),
    expected: [
      [at("limit_price"), "FIELD_REQUIRED"],
      [at("trigger_price"), "FIELD_REQUIRED"],
    ],
  },
  {
    what: "a trigger on LIMIT",
    order: limitOrder({ triggerPrice: "99" }),
    expected: [[at("trigger_price"), "FIELD_NOT_ALLOWED"]],
  },
  { what: "no trail", order: limitOrder(trailing), expected: [[at("trail"), "FIELD_REQUIRED"]] },
  {
    what: "a trail on LIMIT",
    order: limitOrder({ trail: amount("1") }),
    expected: [[at("trail_amount"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "a trail on MARKET, and a bad one",
    order: marketOrder({ trail: share("1") }),
    expected: [
      [at("trail_fraction"), "FIELD_NOT_ALLOWED"],
      [at("trail_fraction"), "INVALID_VALUE"],
    ],
  },
  {
    what: "a trail of all of the price",
    order: limitOrder({ ...trailing, trail: share("1") }),
    expected: [[at("trail_fraction"), "INVALID_VALUE"]],
  },
  {
    what: "a trail of nothing",
    order: limitOrder({ ...trailing, trail: share("0") }),
    expected: [[at("trail_fraction"), "INVALID_VALUE"]],
  },
];

const lifetimes: readonly Case[] = [
  {
    what: "GTC at the market",
    order: marketOrder({ timeInForce: TimeInForce.GTC }),
    expected: [[at("time_in_force"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "GTD at the market",
    order: marketOrder({ timeInForce: TimeInForce.GTD, expireTime: later }),
    expected: [[at("time_in_force"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "GTD without a time",
    order: limitOrder({ timeInForce: TimeInForce.GTD }),
    expected: [[at("expire_time"), "FIELD_REQUIRED"]],
  },
  {
    what: "a time without GTD",
    order: limitOrder({ expireTime: later }),
    expected: [[at("expire_time"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "a time that is now",
    order: limitOrder({ timeInForce: TimeInForce.GTD, expireTime: timestampOf(nowNs) }),
    expected: [
      [at("expire_time"), "EXPIRE_TIME_IN_PAST", { session_time: "2024-01-02T21:00:00Z" }],
    ],
  },
  {
    what: "post-only at the market",
    order: marketOrder({ postOnly: true }),
    expected: [[at("post_only"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "post-only and IOC",
    order: limitOrder({ postOnly: true, timeInForce: TimeInForce.IOC }),
    expected: [[at("post_only"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "post-only and FOK",
    order: limitOrder({ postOnly: true, timeInForce: TimeInForce.FOK }),
    expected: [[at("post_only"), "FIELD_NOT_ALLOWED"]],
  },
  {
    what: "nothing to trade in any more",
    order: marketOrder({ timeInForce: TimeInForce.IOC }),
    facts: factsWith({ hasLaterSession: false }),
    expected: [[at("symbol"), "NO_LATER_SESSION"]],
  },
];

const links: readonly Case[] = [
  {
    what: "an unknown parent",
    order: limitOrder({ parentClientOrderId: "who" }),
    expected: [[at("parent_client_order_id"), "INVALID_VALUE"]],
  },
  {
    what: "itself",
    order: limitOrder({ parentClientOrderId: "one" }),
    expected: [[at("parent_client_order_id"), "INVALID_VALUE"]],
  },
  {
    what: "a parent in another symbol",
    order: limitOrder({ symbol: "MSFT", parentClientOrderId: "parent" }),
    expected: [[at("parent_client_order_id"), "INVALID_VALUE"]],
  },
  {
    what: "a parent that has ended",
    order: limitOrder({ parentClientOrderId: "parent" }),
    facts: factsWith({}, { order: () => ({ symbol: "AAPL", canRelease: false }) }),
    expected: [[at("parent_client_order_id"), "INVALID_VALUE"]],
  },
  {
    what: "a group of 65 characters",
    order: limitOrder({ ocoGroup: "g".repeat(65) }),
    expected: [[at("oco_group"), "INVALID_VALUE"]],
  },
  {
    what: "a group of the other side",
    order: limitOrder({ ocoGroup: "exits" }),
    expected: [[at("oco_group"), "INVALID_VALUE"]],
  },
  {
    what: "a group of another symbol",
    order: limitOrder({ symbol: "MSFT", side: Side.SELL, ocoGroup: "exits" }),
    expected: [[at("oco_group"), "INVALID_VALUE"]],
  },
  {
    what: "a tag of 129 characters",
    order: limitOrder({ tag: "t".repeat(129) }),
    expected: [[at("tag"), "INVALID_VALUE"]],
  },
];

const choices: readonly Case[] = [
  { what: "no side", order: limitOrder({ side: 0 }), expected: [[at("side"), "FIELD_REQUIRED"]] },
  {
    what: "a side of tomorrow",
    order: limitOrder({ side: 9 as Side }),
    expected: [[at("side"), "UNKNOWN_ENUM_VALUE"]],
  },
  { what: "no type", order: limitOrder({ type: 0 }), expected: [[at("type"), "FIELD_REQUIRED"]] },
  {
    what: "a type of tomorrow",
    order: limitOrder({ type: 9 as OrderType }),
    expected: [[at("type"), "UNKNOWN_ENUM_VALUE"]],
  },
  {
    what: "a time in force of tomorrow",
    order: limitOrder({ timeInForce: 9 as TimeInForce }),
    expected: [[at("time_in_force"), "UNKNOWN_ENUM_VALUE"]],
  },
  {
    what: "a symbol of elsewhere",
    order: limitOrder({ symbol: "AAPI" }),
    expected: [[at("symbol"), "SYMBOL_NOT_IN_SESSION", { symbol: "AAPI", symbols: "AAPL,MSFT" }]],
  },
  {
    what: "no symbol",
    order: limitOrder({ symbol: "" }),
    expected: [[at("symbol"), "FIELD_REQUIRED"]],
  },
];

describe.each(Object.entries({ sizes, prices, lifetimes, links, choices }))(
  "%s",
  (_name, cases) => {
    test.each(cases)("$what", ({ order, facts, expected }) => {
      expect(problemsOf(order, facts)).toEqual(expected);
      for (const [, reason, metadata = {}] of expected) {
        expect(Object.keys(metadata).sort()).toEqual([...publishedReason(reason).metadata].sort());
      }
    });
  },
);

describe("names", () => {
  const named = (clientOrderId: string) =>
    create(PlaceOrderSchema, { ...limitOrder(), clientOrderId });

  test.each([["a"], ["A-Za_z0.9:x"], ["i".repeat(64)]])("%s is fine", (id) => {
    expect(problemsOf(named(id))).toEqual([]);
  });

  test.each([
    ["", "FIELD_REQUIRED"],
    ["i".repeat(65), "INVALID_VALUE"],
    ["a b", "INVALID_VALUE"],
    ["ü", "INVALID_VALUE"],
    ["a\n", "INVALID_VALUE"],
  ])("%j", (id, reason) => {
    expect(problemsOf(named(id))).toEqual([["order.client_order_id", reason]]);
  });

  test("a preview needs none", () => {
    const outcome = checkPlaceOrder(named(""), factsWith({}), { path: "p", mayBeNameless: true });
    expect(outcome.ok).toBe(true);
  });
});

test("an order without a spec", () => {
  const order = create(PlaceOrderSchema, { clientOrderId: "one" });
  expect(problemsOf(order)).toEqual([["order.spec", "FIELD_REQUIRED"]]);
});

test("everything that is wrong is told at once, with what would be right", () => {
  const order = create(PlaceOrderSchema, {
    clientOrderId: "",
    spec: {
      symbol: "MSF",
      type: OrderType.LIMIT,
      size: quantity("1e3"),
      limitPrice: "+1",
      triggerPrice: "x",
      timeInForce: TimeInForce.GTD,
    },
  });
  const outcome = checkPlaceOrder(order, factsWith({}), { path: "turn.commands[3].place" });
  if (outcome.ok) throw new Error("the order was taken");
  const { rejection } = outcome;
  expect(rejection.reason).toBe(ErrorReason.VALIDATION_FAILED);
  expect(rejection.violations?.map(({ field, suggestion }) => [field, suggestion])).toEqual([
    ["turn.commands[3].place.client_order_id", "1 to 64 letters, digits, _ - . or :"],
    ["turn.commands[3].place.spec.symbol", "MSFT"],
    ["turn.commands[3].place.spec.side", "one of SIDE_BUY, SIDE_SELL"],
    ["turn.commands[3].place.spec.quantity", "1000"],
    ["turn.commands[3].place.spec.limit_price", "1"],
    ["turn.commands[3].place.spec.trigger_price", "nothing, or another type"],
    ["turn.commands[3].place.spec.trigger_price", "a decimal greater than 0"],
    ["turn.commands[3].place.spec.expire_time", "a time after the session's clock"],
  ]);
});

test("before the first barrier no time is in the past", () => {
  const order = limitOrder({ timeInForce: TimeInForce.GTD, expireTime: timestampOf(0n) });
  expect(problemsOf(order, factsWith({}, { sessionTimeNs: undefined }))).toEqual([]);
});

test("before the first price the least value of a market order is left to its fill", () => {
  expect(
    problemsOf(marketOrder({ size: quantity("20") }), factsWith({ lastPrice: undefined })),
  ).toEqual([]);
});
