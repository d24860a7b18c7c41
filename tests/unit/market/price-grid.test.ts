import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PriceGrid } from "../../../src/market/price-grid.ts";
import { seed } from "../domain/filter/seed.ts";

const increments = ["0.01", "0.05", "0.25", "1", "5", "0.0001", "0.00000001", "0.03125", "12.5"];
const grids = fc.constantFrom(...increments).map((increment) => new PriceGrid(increment));

test.each(["0", "0.00", "-0.01", "1e-2", ".01", "", "0.0000000000001", "NaN", "1,5"])(
  "refuses the increment %j",
  (increment) => {
    expect(() => new PriceGrid(increment)).toThrow(RangeError);
  },
);

describe("a decimal goes to the nearest tick", () => {
  test.each([
    ["0.01", "1438.359985", 143_836, true],
    ["0.01", "1469.250000", 146_925, false],
    ["0.01", "1469.25", 146_925, false],
    // Halfway: to the even tick, down or up.
    ["0.01", "0.125", 12, true],
    ["0.01", "0.135", 14, true],
    ["0.01", "0.1250000001", 13, true],
    ["0.01", "0.004", 0, true],
    ["0.25", "100.30", 401, true],
    ["0.25", "100.375", 402, true],
    ["0.25", "100.625", 402, true],
    ["5", "12", 2, true],
    ["0.03125", "110.0625", 3_522, false],
    ["0.00000001", "65000.12345678", 6_500_012_345_678, false],
  ])("increment %s: %s is tick %d", (increment, text, ticks, rounded) => {
    expect(new PriceGrid(increment).ticksOfDecimal(text)).toEqual({ ticks, rounded });
  });

  test.each(["", "1.", ".5", "-1", "+1", "1e5", "1,000", " 1", "NaN", "1".repeat(19)])(
    "%j is no plain decimal",
    (text) => {
      expect(new PriceGrid("0.01").ticksOfDecimal(text)).toBeUndefined();
    },
  );

  test("a price too large to be exact is refused", () => {
    const grid = new PriceGrid("0.01");
    expect(grid.ticksOfDecimal("11258999068426.24")?.ticks).toBe(2 ** 50);
    expect(grid.ticksOfDecimal("11258999068426.25")).toBeUndefined();
  });
});

test("ticks, doubles and decimals are exact inverses", () => {
  fc.assert(
    fc.property(grids, fc.maxSafeNat(), (grid, any) => {
      const ticks = any % Math.floor(2 ** 50 / Number(grid.increment.replace(".", "")));
      const text = grid.formatTicks(ticks);
      expect(grid.ticksOfDecimal(text)).toEqual({ ticks, rounded: false });
      // The double is the one that JavaScript reads from the decimal: the nearest.
      expect(grid.price(ticks)).toBe(Number(text));
      expect(grid.ticksOfDouble(Number(text))).toBe(ticks);
    }),
    { seed, numRuns: 2_000 },
  );
});

test("a double between two ticks is not on the grid", () => {
  const grid = new PriceGrid("0.01");
  for (const price of [0.001, 1438.359985, 100 + 2 ** -44, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(grid.ticksOfDouble(price)).toBeUndefined();
  }
});

test("spells ticks with the decimals of the increment", () => {
  expect(new PriceGrid("0.01").formatTicks(5)).toBe("0.05");
  expect(new PriceGrid("0.25").formatTicks(402)).toBe("100.50");
  expect(new PriceGrid("5").formatTicks(3)).toBe("15");
  expect(new PriceGrid("0.00000001").formatTicks(6_500_012_345_678)).toBe("65000.12345678");
});
