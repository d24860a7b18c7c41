import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareDecimals,
  type Decimal,
  type DecimalReason,
  decimalOf,
  formatDecimal,
  formatScaled,
  isMultipleOf,
  parseDecimal,
  toUnits,
} from "../../../src/domain/decimal.ts";
import { seed } from "./filter/seed.ts";

const decimal = (text: string): Decimal => {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.value;
};

describe("units spelled at a scale", () => {
  test.each([
    [0, 9, "0"],
    [-0, 9, "0"],
    [0n, 18, "0"],
    [7, 0, "7"],
    [-120, 0, "-120"],
    [-5, 3, "-0.005"],
    [100_450_000, 8, "1.0045"],
    [2_000_000_000, 9, "2"],
    [Number.MAX_SAFE_INTEGER, 9, "9007199.254740991"],
    [-1_500_000_000_000_000_000n, 18, "-1.5"],
    [1n, 18, "0.000000000000000001"],
  ])("%s at %i is %s", (units, scale, text) => {
    expect(formatScaled(units, scale)).toBe(text);
  });

  test("as the normal form is spelled", () => {
    const units = fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n });
    const zeros = fc.integer({ min: 0, max: 18 });
    fc.assert(
      fc.property(units, zeros, fc.integer({ min: 0, max: 18 }), (digits, tail, scale) => {
        const value = digits * 10n ** BigInt(tail);
        expect(formatScaled(value, scale)).toBe(formatDecimal(decimalOf(value, scale)));
      }),
      { seed },
    );
  });
});

describe("accepted and normalised", () => {
  test.each([
    ["0", 0n, 0, "0"],
    ["-0", 0n, 0, "0"],
    ["-0.00", 0n, 0, "0"],
    ["0.1", 1n, 1, "0.1"],
    ["-0.1", -1n, 1, "-0.1"],
    ["1.50", 15n, 1, "1.5"],
    ["100000.00", 100_000n, 0, "100000"],
    ["100", 100n, 0, "100"],
    ["-10.010", -1001n, 2, "-10.01"],
    ["0.000000000000000001", 1n, 18, "0.000000000000000001"],
    ["1.000000000000000000", 1n, 0, "1"],
    [
      "999999999999999999.999999999999999999",
      999_999_999_999_999_999_999_999_999_999_999_999n,
      18,
      "999999999999999999.999999999999999999",
    ],
  ])("%s", (text, units, scale, canonical) => {
    expect(decimal(text)).toEqual({ units, scale });
    expect(formatDecimal(decimal(text))).toBe(canonical);
  });
});

describe("refused", () => {
  test.each<[string, DecimalReason, string?]>([
    ["", "EMPTY"],
    ["NaN", "NOT_FINITE"],
    ["nan", "NOT_FINITE"],
    ["Infinity", "NOT_FINITE"],
    ["-inf", "NOT_FINITE"],
    ["∞", "NOT_FINITE"],
    ["1e5", "EXPONENT", "100000"],
    ["1.5E-3", "EXPONENT", "0.0015"],
    ["-.5e+1", "EXPONENT", "-5"],
    ["12.e2", "EXPONENT", "1200"],
    ["1e18", "EXPONENT"],
    ["1e-18", "EXPONENT", "0.000000000000000001"],
    ["1e-19", "EXPONENT"],
    ["1e999999999", "EXPONENT"],
    ["0e5", "EXPONENT", "0"],
    ["+1", "PLUS_SIGN", "1"],
    ["+01.", "PLUS_SIGN", "1"],
    ["+1e5", "PLUS_SIGN", "100000"],
    ["00.1", "LEADING_ZEROS", "0.1"],
    ["-007", "LEADING_ZEROS", "-7"],
    ["00", "LEADING_ZEROS", "0"],
    ["01.", "LEADING_ZEROS", "1"],
    [".5", "LEADING_POINT", "0.5"],
    ["-.50", "LEADING_POINT", "-0.5"],
    ["5.", "TRAILING_POINT", "5"],
    [" 5", "SPACE", "5"],
    ["5\n", "SPACE", "5"],
    ["\u00a05\u00a0", "SPACE", "5"],
    [" ", "SPACE"],
    ["1 000 000", "SPACE", "1000000"],
    ["- 5", "SPACE"],
    ["100 USD", "SPACE"],
    ["1,000,000", "SEPARATOR", "1000000"],
    ["1,000.50", "SEPARATOR", "1000.5"],
    ["1_000", "SEPARATOR", "1000"],
    ["1'000.5", "SEPARATOR", "1000.5"],
    ["1,500", "SEPARATOR"],
    ["1,5", "SEPARATOR"],
    ["1,000_000", "SEPARATOR"],
    ["٣", "FOREIGN_DIGITS"],
    ["１.５", "FOREIGN_DIGITS"],
    ["1234567890123456789", "TOO_MANY_INTEGER_DIGITS"],
    ["0.1234567890123456789", "TOO_MANY_FRACTION_DIGITS"],
    ["10.50000000000000000000", "TOO_MANY_FRACTION_DIGITS", "10.5"],
    ["100.0000000000000000000", "TOO_MANY_FRACTION_DIGITS", "100"],
    ["0.12345678901234567890", "TOO_MANY_FRACTION_DIGITS"],
    ["abc", "NOT_A_DECIMAL"],
    ["-", "NOT_A_DECIMAL"],
    [".", "NOT_A_DECIMAL"],
    ["--1", "NOT_A_DECIMAL"],
    ["+-1", "NOT_A_DECIMAL"],
    ["++1", "NOT_A_DECIMAL"],
    ["1.2.3", "NOT_A_DECIMAL"],
    ["0x10", "NOT_A_DECIMAL"],
    ["e5", "NOT_A_DECIMAL"],
    ["−5", "NOT_A_DECIMAL"],
    ["$5", "NOT_A_DECIMAL"],
    [`${"0".repeat(100)}1`, "NOT_A_DECIMAL"],
  ])("%j is %s", (text, reason, suggestion) => {
    const parsed = parseDecimal(text);
    if (parsed.ok) throw new Error("The text was accepted.");
    expect(parsed.problem.reason).toBe(reason);
    expect(parsed.problem.suggestion).toBe(suggestion);
    expect(parsed.problem.message).toMatch(/^(a decimal|at most) /);
    if (suggestion !== undefined) expect(parsed.problem.message).toContain(`; write ${suggestion}`);
  });

  test("a text of megabytes is refused quickly", () => {
    for (const character of ["0", "1", ".", " ", "a", ",", "0.0"]) {
      const text = `1${character.repeat(1_000_000)}x`;
      expect(parseDecimal(text).ok).toBe(false);
    }
    const zeros = `0.${"0".repeat(1_000_000)}1`;
    expect(parseDecimal(zeros)).toMatchObject({ problem: { reason: "TOO_MANY_FRACTION_DIGITS" } });
  });
});

describe("multiples", () => {
  test.each([
    ["10.05", "0.05", true],
    ["10.06", "0.05", false],
    ["-10.05", "0.05", true],
    ["0", "0.05", true],
    ["1", "0.3", false],
    ["0.9", "0.3", true],
    ["100", "25", true],
    ["0.000000000000000001", "1", false],
  ])("%s of %s: %s", (value, increment, expected) => {
    expect(isMultipleOf(decimal(value), decimal(increment))).toBe(expected);
  });

  test.each(["0", "-0.01"])("the increment %s is a broken instrument", (increment) => {
    expect(() => isMultipleOf(decimal("1"), decimal(increment))).toThrow(RangeError);
  });
});

test("units are exact or absent", () => {
  expect(toUnits(decimal("1.25"), 2)).toBe(125n);
  expect(toUnits(decimal("1.25"), 4)).toBe(12_500n);
  expect(toUnits(decimal("-1.250"), 2)).toBe(-125n);
  expect(toUnits(decimal("1.25"), 1)).toBeUndefined();
  expect(toUnits(decimal("0"), 0)).toBe(0n);
});

describe("for any decimals", () => {
  const digits = (most: number) => fc.string({ unit: fc.constantFrom(..."0159"), maxLength: most });
  /** Texts that are accepted, with zeros at the end and values that are near to each other. */
  const accepted = fc
    .tuple(fc.boolean(), fc.oneof(digits(2), digits(18)), fc.oneof(digits(2), digits(18)))
    .map(([negative, whole, fraction]) => {
      const integer = whole.replace(/^0+/, "") || "0";
      return `${negative ? "-" : ""}${integer}${fraction === "" ? "" : `.${fraction}`}`;
    });
  /** The value times 10^18, read by shifting the point in the text: another way than ours. */
  const quintillionths = (text: string) => {
    const [whole = "", fraction = ""] = text.replace("-", "").split(".");
    const size = BigInt(whole + fraction.padEnd(18, "0"));
    return text.startsWith("-") ? -size : size;
  };
  const runs = { seed, numRuns: 3000 };

  test("the normal form has the same value, and is its own normal form", () => {
    fc.assert(
      fc.property(accepted, (text) => {
        const canonical = formatDecimal(decimal(text));
        expect(canonical).toMatch(/^(0|-?([1-9][0-9]*|0(?=\.))(\.[0-9]*[1-9])?)$/);
        expect(quintillionths(canonical)).toBe(quintillionths(text));
        expect(decimal(canonical)).toEqual(decimal(text));
        expect(formatDecimal(decimal(canonical))).toBe(canonical);
      }),
      runs,
    );
  });

  test("order and equality agree with whole numbers of 10^-18", () => {
    fc.assert(
      fc.property(accepted, accepted, (left, right) => {
        const [a, b] = [quintillionths(left), quintillionths(right)];
        const order = compareDecimals(decimal(left), decimal(right));
        expect(order < 0).toBe(a < b);
        expect(order > 0).toBe(a > b);
        expect(formatDecimal(decimal(left)) === formatDecimal(decimal(right))).toBe(a === b);
      }),
      runs,
    );
  });

  test("multiples agree with whole numbers of 10^-18", () => {
    const positive = accepted.filter((text) => quintillionths(text) > 0n);
    fc.assert(
      fc.property(accepted, positive, fc.integer(), (value, increment, times) => {
        const step = quintillionths(increment);
        const expected = quintillionths(value) % step === 0n;
        expect(isMultipleOf(decimal(value), decimal(increment))).toBe(expected);
        const { units, scale } = decimal(increment);
        const multiple = decimalOf(units * BigInt(times), scale);
        expect(isMultipleOf(multiple, decimal(increment))).toBe(true);
      }),
      runs,
    );
  });

  test("units come back", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 18 }), (units, scale) => {
        expect(toUnits(decimalOf(units, scale), scale)).toBe(units);
      }),
      runs,
    );
  });

  test("any text is a decimal or a problem whose suggestion is canonical", () => {
    const near = fc.string({ unit: fc.constantFrom(..."0123+-.,_ eE'"), maxLength: 9 });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: "binary" })), (text) => {
        const parsed = parseDecimal(text);
        const plain = /^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?$/.test(text);
        expect(parsed.ok).toBe(plain);
        if (parsed.ok || parsed.problem.suggestion === undefined) return;
        const { suggestion } = parsed.problem;
        expect(formatDecimal(decimal(suggestion))).toBe(suggestion);
        const meant = Number(text.replace(/[\s,_'’]/gu, ""));
        expect(Number(suggestion)).toBe(meant === 0 ? 0 : meant);
      }),
      { seed, numRuns: 10_000 },
    );
  });
});
