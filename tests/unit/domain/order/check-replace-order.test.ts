import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { OrderSchema, OrderType } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import {
  OrderKeySchema,
  type ReplaceOrder,
  ReplaceOrderSchema,
} from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import {
  checkReplaceOrder,
  judgeOrderKey,
} from "../../../../src/domain/order/check-replace-order.ts";
import { reasonName } from "../../../../src/domain/rejection.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { factsWith, limitOrder, marketOrder } from "./order-trial.ts";

const order = (changes: Parameters<typeof limitOrder>[0] = {}, filledQuantity = "30") =>
  create(OrderSchema, { orderId: "7", spec: limitOrder(changes).spec, filledQuantity });
const replacement = (
  fields: Partial<Pick<ReplaceOrder, "quantity" | "limitPrice" | "triggerPrice">>,
) => create(ReplaceOrderSchema, fields);

function problems(fields: Parameters<typeof replacement>[0], of = order()) {
  const outcome = checkReplaceOrder(replacement(fields), of, factsWith({}), "replace");
  if (outcome.ok) return [];
  return (outcome.rejection.violations ?? []).map(({ field, reason, metadata }) =>
    metadata === undefined ? [field, reasonName(reason)] : [field, reasonName(reason), metadata],
  );
}

test("what is not named stays, what is named is normalised, the order is not changed", () => {
  const before = order({ tag: "t" });
  const outcome = checkReplaceOrder(
    replacement({ quantity: "50.0", limitPrice: "99.50" }),
    before,
    factsWith({}),
    "replace",
  );
  if (!outcome.ok) throw new Error(outcome.rejection.message);
  expect(outcome.value).toMatchObject({
    size: { case: "quantity", value: "50" },
    limitPrice: "99.5",
    tag: "t",
    type: OrderType.LIMIT,
  });
  expect(before.spec?.limitPrice).toBe("100");
});

describe("refused", () => {
  test.each([
    ["nothing", {}, [["replace", "FIELD_REQUIRED"]]],
    [
      "off-tick",
      { limitPrice: "1.001" },
      [
        [
          "replace.limit_price",
          "PRICE_OFF_INCREMENT",
          { price_increment: "0.01", below: "1", above: "1.01" },
        ],
        ["replace.limit_price", "NOTIONAL_TOO_SMALL", { min_notional: "500", value: "100.1" }],
      ],
    ],
    ["no more than is filled", { quantity: "30" }, [["replace.quantity", "INVALID_VALUE"]]],
    [
      "a trigger that a LIMIT has not",
      { triggerPrice: "1" },
      [["replace.trigger_price", "FIELD_NOT_ALLOWED"]],
    ],
    [
      "two at once",
      { quantity: "1e3", limitPrice: "-1" },
      [
        ["replace.quantity", "INVALID_DECIMAL"],
        ["replace.limit_price", "INVALID_VALUE"],
      ],
    ],
    [
      "less than the least",
      { quantity: "10" },
      [
        ["replace.quantity", "QUANTITY_TOO_SMALL", { min_quantity: "20" }],
        ["replace.quantity", "INVALID_VALUE"],
      ],
    ],
  ])("%s", (_what, fields, expected) => {
    expect(problems(fields)).toEqual(expected);
  });

  test("a quantity of an order by a share of the buying power", () => {
    const spec = marketOrder({ size: { case: "buyingPowerFraction", value: "1" } }).spec;
    expect(
      problems({ quantity: "50" }, create(OrderSchema, { spec, filledQuantity: "0" })),
    ).toEqual([["replace.quantity", "FIELD_NOT_ALLOWED"]]);
  });

  test("the trigger of a stop that was triggered", () => {
    const stop = order({ type: OrderType.STOP, limitPrice: "", triggerPrice: "99" });
    expect(problems({ triggerPrice: "98" }, stop)).toEqual([]);
    const triggered = create(OrderSchema, { ...stop, triggerTime: timestampOf(1n) });
    expect(problems({ triggerPrice: "98" }, triggered)).toEqual([
      ["replace.trigger_price", "FIELD_NOT_ALLOWED"],
    ]);
  });
});

describe("the name of an order", () => {
  const named = (key: Parameters<typeof create<typeof OrderKeySchema>>[1]) =>
    [...judgeOrderKey(create(OrderKeySchema, key), "cancel.order")].map(({ field, reason }) => [
      field,
      reasonName(reason),
    ]);

  test("either will do, and one is needed", () => {
    expect(named({ key: { case: "orderId", value: "1" } })).toEqual([]);
    expect(named({ key: { case: "clientOrderId", value: "a" } })).toEqual([]);
    expect(named({})).toEqual([["cancel.order", "FIELD_REQUIRED"]]);
    expect(named({ key: { case: "orderId", value: "" } })).toEqual([
      ["cancel.order", "FIELD_REQUIRED"],
    ]);
    expect(named({ key: { case: "clientOrderId", value: "ö" } })).toEqual([
      ["cancel.order.client_order_id", "INVALID_VALUE"],
    ]);
    expect([...judgeOrderKey(undefined, "o")]).toHaveLength(1);
  });
});
