/** Prices in ticks and back, against decimals that are worked out digit by digit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { price, ticks } from "../../../src/client/ticks.ts";

const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };

describe("ticks", () => {
  test.each([
    [0, "0.01", 0n],
    [-0, "0.01", 0n],
    [1438.36, "0.01", 143_836n],
    [0.07, "0.01", 7n],
    // 1.15 / 0.05 is 22.999999999999996 in doubles.
    [1.15, "0.05", 23n],
    [-1.15, "0.05", -23n],
    [1, "0.25", 4n],
    [64_000.5, "0.5", 128_001n],
    [0.00001234, "0.00000001", 1_234n],
    [100, "25", 4n],
    // Ties, which doubles can hold exactly: away from zero.
    [0.125, "0.25", 1n],
    [-0.125, "0.25", -1n],
    [2.5, "1", 3n],
    [-2.5, "1", -3n],
    // The double nearest to 1.005 lies below it.
    [1.005, "0.01", 100n],
    [2 ** 53, "0.000000001", 9_007_199_254_740_992_000_000_000n],
    [Number.MIN_VALUE, "0.01", 0n],
    // 5e-324 is 2 to the -1074.
    [Number.MIN_VALUE, `0.${"0".repeat(323)}5`, 1n],
  ])("of %d by %s", (value, increment, expected) => {
    expect(ticks(value, increment)).toBe(expected);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "of %d are none",
    (value) => {
      expect(() => ticks(value, "0.01")).toThrow(`the price ${value} is not finite`);
    },
  );
});

describe("price", () => {
  test.each([
    [0n, "0.01", "0"],
    [7n, "0.01", "0.07"],
    [-7n, "0.01", "-0.07"],
    [150n, "0.01", "1.5"],
    [143_800n, "0.01", "1438"],
    [23n, "0.05", "1.15"],
    [4n, "25", "100"],
    [3n, "0.250", "0.75"],
    [1_234n, "0.00000001", "0.00001234"],
    [9_007_199_254_740_993n, "0.01", "90071992547409.93"],
  ])("of %d by %s", (count, increment, expected) => {
    expect(price(count, increment)).toBe(expected);
  });

  test("and its ticks are what they came from, for all prices that a double tells apart", () => {
    const increments = fc.constantFrom("0.01", "0.05", "0.25", "0.0001", "1", "12.5", "0.000005");
    const counts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const holds = fc.property(counts, increments, (count, increment) => {
      expect(ticks(Number(price(count, increment)), increment)).toBe(count);
    });
    const outcome = fc.check(holds, { numRuns: 2_000, ...seed });
    expect(outcome.failed, `FC_SEED=${outcome.seed}: ${outcome.counterexample}`).toBe(false);
  });
});

test.each(["", "0", "0.00", "-0.01", "1e-2", ".5", "5.", "abc", " 0.01"])(
  "the increment %j is refused",
  (increment) => {
    const sentence = `the increment "${increment}" is no decimal above 0, for example "0.01"`;
    expect(() => ticks(1, increment)).toThrow(RangeError);
    expect(() => ticks(1, increment)).toThrow(sentence);
    expect(() => price(1n, increment)).toThrow(sentence);
  },
);
