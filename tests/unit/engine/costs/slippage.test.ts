import { create, type MessageInitShape } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SlippageSchema } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { slippageRule, type UnslippedFill } from "../../../../src/engine/costs/slippage.ts";
import { seed } from "../../domain/filter/seed.ts";

type Model = NonNullable<MessageInitShape<typeof SlippageSchema>["model"]>;

/** Ticks of a cent, price units of 10^-6: 100 is 100,000,000. */
const cents = { priceScale: 6, tick: 10_000, offIncrement: false };
const at100: UnslippedFill = {
  isBuy: true,
  price: 100_000_000,
  lots: 10,
  volumeLots: 1000,
  limit: undefined,
};

function price(model: Model, fill: Partial<UnslippedFill> = {}, basis = cents): number {
  return slippageRule(create(SlippageSchema, { model }), basis)({ ...at100, ...fill });
}

const sale = { isBuy: false };

describe("models", () => {
  test("none leaves a price as it is, on a tick or off", () => {
    expect(price({ case: "none", value: true }, { price: 100_000_001 })).toBe(100_000_001);
  });

  test("a fixed amount of price", () => {
    expect(price({ case: "fixed", value: "0.02" })).toBe(100_020_000);
    expect(price({ case: "fixed", value: "0.02" }, sale)).toBe(99_980_000);
  });

  test("nothing fixed leaves a price between two ticks", () => {
    expect(price({ case: "fixed", value: "0" }, { price: 100_000_001 })).toBe(100_000_001);
  });

  test("a share of the price", () => {
    expect(price({ case: "spread", value: "0.001" })).toBe(100_100_000);
    expect(price({ case: "spread", value: "0.001" }, sale)).toBe(99_900_000);
  });

  test("a share of the volume: price × impact × (quantity / volume)²", () => {
    // 100 × 0.1 × (20 / 1000)² = 0.004, up to the next cent.
    const model: Model = { case: "volumeShare", value: { limit: "0.025", impact: "0.1" } };
    expect(price(model, { lots: 20 })).toBe(100_010_000);
    expect(price(model, { lots: 20 }, { ...cents, offIncrement: true })).toBe(100_004_000);
    // Beyond 2.5 % it stays at 100 × 0.1 × 0.025² = 0.00625; so it does where no volume is known.
    const finest = { ...cents, offIncrement: true };
    expect(price(model, { lots: 500 }, finest)).toBe(100_006_250);
    expect(price(model, { lots: 25 }, finest)).toBe(100_006_250);
    expect(price(model, { volumeLots: undefined }, finest)).toBe(100_006_250);
    expect(price(model, { volumeLots: 0 }, finest)).toBe(100_006_250);
    expect(price(model, { lots: 1, volumeLots: 40.9 }, finest)).toBe(100_006_250);
  });
});

describe("rounding", () => {
  test("is against the order, to a tick", () => {
    // 100 × 0.00001 = 0.001.
    expect(price({ case: "spread", value: "0.00001" })).toBe(100_010_000);
    expect(price({ case: "spread", value: "0.00001" }, sale)).toBe(99_990_000);
  });

  test("is to the finest unit where the profile says so", () => {
    const finest = { ...cents, offIncrement: true };
    // 100.000001 × 0.0000005 = 0.0000500000005.
    expect(price({ case: "spread", value: "0.0000005" }, { price: 100_000_001 }, finest)).toBe(
      100_000_051,
    );
  });
});

describe("bounds", () => {
  test("a limit is not passed", () => {
    expect(price({ case: "fixed", value: "1" }, { limit: 100_500_000 })).toBe(100_500_000);
    expect(price({ case: "fixed", value: "1" }, { ...sale, limit: 99_500_000 })).toBe(99_500_000);
    expect(price({ case: "fixed", value: "0.1" }, { limit: 100_500_000 })).toBe(100_100_000);
  });

  test("a price that is worse than the limit already is not made better", () => {
    expect(price({ case: "fixed", value: "1" }, { limit: 99_000_000 })).toBe(100_000_000);
    expect(price({ case: "fixed", value: "1" }, { ...sale, limit: 101_000_000 })).toBe(100_000_000);
  });

  test("a sale gets at least a tick", () => {
    expect(price({ case: "spread", value: "1" }, sale)).toBe(10_000);
    expect(price({ case: "fixed", value: "1000" }, sale)).toBe(10_000);
    expect(price({ case: "fixed", value: "1" }, { ...sale, price: 4_000 })).toBe(4_000);
  });
});

test("never better, never beyond the limit", () => {
  const fill = fc.record({
    isBuy: fc.boolean(),
    price: fc.integer({ min: 1, max: 1_000_000_000 }),
    lots: fc.integer({ min: 1, max: 1_000_000 }),
    volumeLots: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    limit: fc.option(fc.integer({ min: 1, max: 2_000_000_000 }), { nil: undefined }),
  });
  const model = fc.oneof(
    fc.constant<Model>({ case: "volumeShare", value: { limit: "0.025", impact: "0.1" } }),
    fc.constant<Model>({ case: "spread", value: "0.0123" }),
    fc.constant<Model>({ case: "fixed", value: "0.037" }),
  );
  fc.assert(
    fc.property(model, fill, fc.boolean(), (asked, of, offIncrement) => {
      const slipped = price(asked, of, { ...cents, offIncrement });
      const sign = of.isBuy ? 1 : -1;
      const isNotBetter = sign * slipped >= sign * of.price;
      const limit = of.limit ?? sign * Number.POSITIVE_INFINITY;
      const isWithin = sign * slipped <= Math.max(sign * limit, sign * of.price);
      return Number.isSafeInteger(slipped) && slipped > 0 && isNotBetter && isWithin;
    }),
    { seed },
  );
});

test("a slippage that is not resolved is a defect", () => {
  expect(() => slippageRule(create(SlippageSchema), cents)).toThrow("not resolved");
});
