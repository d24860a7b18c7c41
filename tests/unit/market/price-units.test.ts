import fc from "fast-check";
import { expect, test } from "vitest";
import {
  doublesOfUnits,
  formatUnits,
  parseUnits,
  quickUnits,
  ticksOfUnits,
  unitsOfIncrement,
} from "../../../src/market/price-units.ts";

const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };

test("decimals are read exactly, the quick way and the other alike", () => {
  const whole = fc.bigInt({ min: 0n, max: 9_000_000_000n });
  const fraction = fc.stringMatching(/^[0-9]{0,9}$/);
  fc.assert(
    fc.property(whole, fraction, (integer, digits) => {
      const text = digits === "" ? `${integer}` : `${integer}.${digits}`;
      const units = integer * 1_000_000_000n + BigInt(digits.padEnd(9, "0"));
      expect(parseUnits(text)).toEqual({ units, rounded: false });
      const quick = quickUnits(text);
      if (integer < 1_000_000n && text.length <= 16) expect(BigInt(quick)).toBe(units);
      else expect(quick).toBeNaN();
      expect(parseUnits(formatUnits(units))).toEqual({ units, rounded: false });
      expect(doublesOfUnits(BigInt64Array.of(units))[0]).toBe(Number(text));
    }),
    { numRuns: 2_000, ...seed },
  );
});

test("more than nine decimals are rounded half to even", () => {
  const units = (text: string) => parseUnits(text);
  expect(units("0.0000000005")).toEqual({ units: 0n, rounded: true });
  expect(units("0.0000000015")).toEqual({ units: 2n, rounded: true });
  expect(units("-0.0000000025")).toEqual({ units: -2n, rounded: true });
  expect(units("1438.35998500000000000001")).toMatchObject({ units: 1_438_359_985_000n });
});

test.each([
  ["1e-7", 100n],
  ["+2.5", 2_500_000_000n],
  [".5", 500_000_000n],
  ["007", 7_000_000_000n],
  ["-37.63", -37_630_000_000n],
])("%s is read: its value is certain", (text, units) => {
  expect(parseUnits(text)).toMatchObject({ units });
});

test.each(["", "NaN", "1,234.5", "1 234", "12.3.4", "abc", "9223372037", "0x1f"])(
  "%s is refused",
  (text) => {
    expect(parseUnits(text)).toHaveProperty("problem");
    expect(quickUnits(text)).toBeNaN();
  },
);

test("ticks are the nearest whole numbers of increments, a half to the even one", () => {
  const ticks = (text: string, increment: string) => {
    const parsed = parseUnits(text);
    const units = "units" in parsed ? parsed.units : 0n;
    return ticksOfUnits(BigInt64Array.of(units), unitsOfIncrement(increment))[0];
  };
  expect(ticks("1438.359985", "0.01")).toBe(143_836);
  expect(ticks("0.005", "0.01")).toBe(0);
  expect(ticks("0.015", "0.01")).toBe(2);
  expect(ticks("9000000000.25", "0.25")).toBe(36_000_000_001);
  expect(ticks("1.375", "0.25")).toBe(6);
  expect(() => unitsOfIncrement("0")).toThrow(RangeError);
  expect(() => unitsOfIncrement("0.0000000001")).toThrow(RangeError);
});
