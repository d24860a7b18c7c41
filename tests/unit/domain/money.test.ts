import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalOf } from "../../../src/domain/decimal.ts";
import {
  divided,
  dividedByDecimal,
  doubleOfMoney,
  formatMoney,
  largerOf,
  magnitudeOf,
  moneyOf,
  parseMoney,
  type Rounding,
  smallerOf,
  timesDecimal,
} from "../../../src/domain/money.ts";
import { seed } from "./filter/seed.ts";

describe("texts", () => {
  test.each([
    ["0", 0n, "0"],
    ["1", 10n ** 18n, "1"],
    ["-0.5", -5n * 10n ** 17n, "-0.5"],
    ["100000.00", 100_000n * 10n ** 18n, "100000"],
    ["0.000000000000000001", 1n, "0.000000000000000001"],
  ])("%s", (text, money, spelling) => {
    expect(parseMoney(text)).toBe(money);
    expect(formatMoney(money)).toBe(spelling);
  });

  test.each(["", "1e3", "1.0000000000000000001"])("%j is no amount", (text) => {
    expect(() => parseMoney(text)).toThrow(RangeError);
  });

  test("a decimal finer than money is refused, not rounded", () => {
    expect(() => moneyOf(decimalOf(1n, 19))).toThrow("more than 18 digits");
  });
});

describe("division", () => {
  // 7 / 2 = 3.5 and 5 / 2 = 2.5 are halves; 7 / 3 = 2.33…, 8 / 3 = 2.66….
  const table: [bigint, bigint, Record<Rounding, bigint>][] = [
    [7n, 2n, { floor: 3n, ceiling: 4n, "towards-zero": 3n, "away-from-zero": 4n, "half-even": 4n }],
    [5n, 2n, { floor: 2n, ceiling: 3n, "towards-zero": 2n, "away-from-zero": 3n, "half-even": 2n }],
    [7n, 3n, { floor: 2n, ceiling: 3n, "towards-zero": 2n, "away-from-zero": 3n, "half-even": 2n }],
    [8n, 3n, { floor: 2n, ceiling: 3n, "towards-zero": 2n, "away-from-zero": 3n, "half-even": 3n }],
    [
      -7n,
      2n,
      { floor: -4n, ceiling: -3n, "towards-zero": -3n, "away-from-zero": -4n, "half-even": -4n },
    ],
    [
      -5n,
      2n,
      { floor: -3n, ceiling: -2n, "towards-zero": -2n, "away-from-zero": -3n, "half-even": -2n },
    ],
    [
      5n,
      -2n,
      { floor: -3n, ceiling: -2n, "towards-zero": -2n, "away-from-zero": -3n, "half-even": -2n },
    ],
    [
      -8n,
      -3n,
      { floor: 2n, ceiling: 3n, "towards-zero": 2n, "away-from-zero": 3n, "half-even": 3n },
    ],
    [1n, 2n, { floor: 0n, ceiling: 1n, "towards-zero": 0n, "away-from-zero": 1n, "half-even": 0n }],
    [
      -1n,
      2n,
      { floor: -1n, ceiling: 0n, "towards-zero": 0n, "away-from-zero": -1n, "half-even": 0n },
    ],
    [6n, 3n, { floor: 2n, ceiling: 2n, "towards-zero": 2n, "away-from-zero": 2n, "half-even": 2n }],
  ];
  test.each(table)("%s / %s", (value, divisor, expected) => {
    for (const [rounding, quotient] of Object.entries(expected)) {
      expect([rounding, divided(value, divisor, rounding as Rounding)]).toEqual([
        rounding,
        quotient,
      ]);
    }
  });

  test("the floor and the ceiling enclose the quotient, and are one apart", () => {
    const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
    const divisor = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }).filter((by) => by !== 0n);
    fc.assert(
      fc.property(amount, divisor, (value, by) => {
        const floor = divided(value, by, "floor");
        const ceiling = divided(value, by, "ceiling");
        const positive = by > 0n ? value : -value;
        const size = magnitudeOf(by);
        return (
          floor * size <= positive &&
          positive <= ceiling * size &&
          ceiling - floor === (value % by === 0n ? 0n : 1n)
        );
      }),
      { seed },
    );
  });

  test("by zero is a defect", () => {
    expect(() => divided(1n, 0n, "floor")).toThrow(RangeError);
  });
});

test("products and quotients with decimals", () => {
  // 10^-18 × 0.5 lies halfway between 0 and 1 unit.
  expect(timesDecimal(1n, decimalOf(5n, 1), "half-even")).toBe(0n);
  expect(timesDecimal(1n, decimalOf(5n, 1), "ceiling")).toBe(1n);
  expect(timesDecimal(parseMoney("200"), decimalOf(2n, 3), "half-even")).toBe(parseMoney("0.4"));
  expect(dividedByDecimal(parseMoney("100"), decimalOf(25n, 2), "floor")).toBe(parseMoney("400"));
  expect(dividedByDecimal(1n, decimalOf(3n, 0), "ceiling")).toBe(1n);
});

test("comparisons", () => {
  expect(magnitudeOf(-3n)).toBe(3n);
  expect(largerOf(-3n, 2n)).toBe(2n);
  expect(smallerOf(-3n, 2n)).toBe(-3n);
  expect(doubleOfMoney(parseMoney("-1234.5"))).toBe(-1234.5);
});
