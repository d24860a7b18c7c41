import { createHash } from "node:crypto";
import { clone } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { OrderSpecSchema, Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { normaliseOrderSpec } from "../../../src/domain/order/normalise-order-spec.ts";
import { orderSpecHash } from "../../../src/engine/order-spec-hash.ts";
import { limitOrder } from "../domain/order/order-trial.ts";

function hashed(changes: Parameters<typeof limitOrder>[0] = {}): string {
  const { spec } = limitOrder(changes);
  if (spec === undefined) throw new Error("no spec");
  return orderSpecHash(normaliseOrderSpec(spec));
}

test("is the beginning of SHA-256 over the bytes of the contract", () => {
  // Written by hand: symbol 1, side 2, type 3, quantity 4, limit_price 6, time_in_force 10.
  const bytes = Buffer.concat([
    Buffer.from([0x0a, 4]),
    Buffer.from("AAPL"),
    Buffer.from([0x10, 1, 0x18, 2, 0x22, 3]),
    Buffer.from("100"),
    Buffer.from([0x32, 3]),
    Buffer.from("100"),
    Buffer.from([0x50, 1]),
  ]);
  expect(hashed()).toBe(createHash("sha256").update(bytes).digest("hex").slice(0, 16));
});

test("equal wishes have equal hashes, however they are written", () => {
  expect(hashed({ limitPrice: "100.00" })).toBe(hashed());
  expect(hashed({ timeInForce: 1 })).toBe(hashed());
});

test("other wishes have others", () => {
  const others = [
    hashed(),
    hashed({ limitPrice: "100.01" }),
    hashed({ side: Side.SELL }),
    hashed({ tag: "x" }),
    hashed({ size: { case: "quantity", value: "110" } }),
    hashed({ size: { case: "buyingPowerFraction", value: "1" } }),
    hashed({ reduceOnly: true }),
    hashed({ postOnly: true }),
    hashed({ ocoGroup: "x" }),
    hashed({ parentClientOrderId: "x" }),
  ];
  expect(new Set(others).size).toBe(others.length);
});

test("what this server does not know does not count", () => {
  const { spec } = limitOrder();
  if (spec === undefined) throw new Error("no spec");
  const further = clone(OrderSpecSchema, spec);
  further.$unknown = [{ no: 99, wireType: 0, data: new Uint8Array([1]) }];
  expect(orderSpecHash(further)).toBe(orderSpecHash(spec));
});
