import { expect, test } from "vitest";
import { InstrumentUnits } from "../../../src/engine/instrument-units.ts";

const unitsOf = (quantityIncrement: string) =>
  new InstrumentUnits({
    symbol: "A",
    priceIncrement: "0.01",
    quantityIncrement,
    multiplier: "1",
  });

test.each([
  ["1", 25, "25"],
  ["0.001", -1_500, "-1.5"],
  ["0.5", 0, "0"],
  ["100", 12, "1200"],
  // Both factors are safe, but their product is beyond 2^53, where doubles skip whole numbers.
  ["3", 9_007_199_254_740_991, "27021597764222973"],
  ["0.0000000003", 9_007_199_254_740_991, "2702159.7764222973"],
])("%s × %i lots are a quantity of %s", (increment, lots, text) => {
  expect(unitsOf(increment).quantityText(lots)).toBe(text);
});

test("a value is exact where price × lots is beyond 2^53", () => {
  // 90,071,992.54740991 × 3,000,001 lots, by hand in whole price units of 10^-8, then in 10^-18.
  const value = unitsOf("1").value(9_007_199_254_740_991, -3_000_001);
  expect(value).toBe(-9_007_199_254_740_991n * 3_000_001n * 10n ** 10n);
  expect(unitsOf("1").value(100_450_000, 10)).toBe(10_045_000_000_000_000_000n);
});
