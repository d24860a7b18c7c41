import { toJson } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { OrderSpecSchema, TimeInForce } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { normaliseOrderSpec } from "../../../../src/domain/order/normalise-order-spec.ts";
import { limitOrder } from "./order-trial.ts";

const specOf = (order: ReturnType<typeof limitOrder>) => {
  if (order.spec === undefined) throw new Error("no spec");
  return order.spec;
};

test("decimals have one spelling, defaults are written in, the original stays", () => {
  const spec = specOf(
    limitOrder({
      size: { case: "quantity", value: "100.0" },
      limitPrice: "99.10",
      trail: { case: "trailFraction", value: "0.050" },
      tag: " kept ",
    }),
  );
  expect(toJson(OrderSpecSchema, normaliseOrderSpec(spec))).toEqual({
    symbol: "AAPL",
    side: "SIDE_BUY",
    type: "ORDER_TYPE_LIMIT",
    quantity: "100",
    limitPrice: "99.1",
    trailFraction: "0.05",
    timeInForce: "TIME_IN_FORCE_DAY",
    tag: " kept ",
  });
  expect(spec.limitPrice).toBe("99.10");
});

test("a normalised spec is its own normal form, with every field", () => {
  const spec = specOf(
    limitOrder({
      triggerPrice: "1",
      timeInForce: TimeInForce.GTD,
      expireTime: { seconds: 1n, nanos: 5 },
      postOnly: true,
      reduceOnly: true,
      parentClientOrderId: "p",
      ocoGroup: "g",
      tag: "t",
    }),
  );
  const once = normaliseOrderSpec(spec);
  expect(toJson(OrderSpecSchema, once)).toEqual(toJson(OrderSpecSchema, spec));
  expect(normaliseOrderSpec(once)).toEqual(once);
});
