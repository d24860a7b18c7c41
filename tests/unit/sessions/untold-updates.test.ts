import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { TradingUpdateSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { orderBytes, UntoldUpdates } from "../../../src/sessions/untold-updates.ts";

const updates = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    create(TradingUpdateSchema, { barrier: BigInt(from + index) }),
  );

test("updates are told in order, once, and so many at a time", () => {
  const untold = new UntoldUpdates();
  untold.add(updates(3_999));
  expect(untold.isFull).toBe(false);
  untold.add(updates(5_001, 3_999));
  expect(untold.isFull).toBe(true);
  const told = [untold.take(), untold.take(), untold.take(), untold.take()];
  expect(told.map(({ length }) => length)).toEqual([4_000, 4_000, 1_000, 0]);
  expect(told.flat()).toEqual(updates(9_000));
  expect([untold.bytes, untold.isFull]).toEqual([0, false]);
});

test("an answer that is nearly full of data tells fewer, but always some", () => {
  const untold = new UntoldUpdates();
  untold.add(updates(4_000));
  const roomBytes = untold.bytes / 4;
  expect(untold.take(roomBytes)).toHaveLength(1_000);
  expect(untold.take(0)).toHaveLength(500);
  expect(untold.take(-1_000_000)).toHaveLength(500);
  expect(untold.take()).toHaveLength(2_000);
});

test("long texts of orders fill an answer too: whatever they are, it is no larger than it says", () => {
  const decimal = `-${"9".repeat(18)}.${"9".repeat(18)}`;
  const time = { seconds: 253_402_300_799n, nanos: 999_999_999 };
  const order = {
    orderId: "9".repeat(15),
    clientOrderId: "x".repeat(64),
    filledQuantity: decimal,
    averagePrice: decimal,
    fees: decimal,
    spec: {
      ...{ symbol: "X".repeat(32), limitPrice: decimal, triggerPrice: decimal },
      size: { case: "quantity" as const, value: decimal },
      ...{ tag: "\u20ac".repeat(128), ocoGroup: "\u20ac".repeat(64) },
      parentClientOrderId: "p".repeat(64),
      expireTime: time,
    },
    acceptTime: time,
    updateTime: time,
  };
  const update = create(TradingUpdateSchema, {
    barrier: 2n ** 40n,
    update: { case: "order", value: order },
  });
  if (update.update.case !== "order") throw new Error("no order");
  const bytes = toBinary(TradingUpdateSchema, update).length;
  expect(orderBytes(update.update.value)).toBeGreaterThanOrEqual(bytes);
  const untold = new UntoldUpdates();
  untold.add(Array.from({ length: 3_000 }, () => update));
  expect(untold.isFull).toBe(true);
  expect(untold.take().length * bytes).toBeLessThanOrEqual(2 * 1_024 * 1_024);
});
