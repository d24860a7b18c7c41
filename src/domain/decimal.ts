/**
 * The contract's decimals: money, prices and quantities as texts. A value is exact, and has one
 * spelling: no exponent, no `+`, no zeros at either end, no point without digits on both sides.
 */

/**
 * `units / 10^scale`, in normal form: the scale is the least that holds the value, so equal values
 * have equal fields. Zero is `0 / 10^0`. Made by `parseDecimal` and `decimalOf` only.
 */
export type Decimal = {
  readonly units: bigint;
  /** Digits after the point, a whole number from 0. */
  readonly scale: number;
};

/** Why a text is no decimal of the contract. */
export type DecimalReason =
  | "EMPTY"
  | "NOT_FINITE"
  | "EXPONENT"
  | "PLUS_SIGN"
  | "LEADING_ZEROS"
  | "LEADING_POINT"
  | "TRAILING_POINT"
  | "SPACE"
  | "SEPARATOR"
  | "FOREIGN_DIGITS"
  | "TOO_MANY_INTEGER_DIGITS"
  | "TOO_MANY_FRACTION_DIGITS"
  | "NOT_A_DECIMAL";

/** What is wrong with a text, and what to write instead. */
export type DecimalProblem = {
  readonly reason: DecimalReason;
  /** One sentence without a full stop. */
  readonly message: string;
  /** The decimal that was certainly meant; absent where that would be a guess. */
  readonly suggestion?: string;
};

/** A decimal, or the problem of its text. */
export type DecimalParse =
  | { readonly ok: true; readonly value: Decimal }
  | { readonly ok: false; readonly problem: DecimalProblem };

/** Most digits that a text may have before the point, and after it. */
export const decimalDigitsMax = 18;

const wholeNumber = /^[1-9][0-9]{0,17}$/;
const plain = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/**
 * Reads a plain decimal: `-`, digits, and a fraction, the first and the last optional. Trailing
 * zeros and `-0` are accepted and normalised: `100000.00` is `100000`.
 */
export function parseDecimal(text: string): DecimalParse {
  // A whole number, as most quantities are, has no parts to be found: a third of the time.
  if (wholeNumber.test(text)) return { ok: true, value: { units: BigInt(text), scale: 0 } };
  const parts = plain.exec(text);
  if (parts === null) return { ok: false, problem: problemOf(text) };
  const [, sign = "", whole = "", fraction = ""] = parts;
  if (whole.length > decimalDigitsMax) {
    return refused(
      "TOO_MANY_INTEGER_DIGITS",
      `at most ${decimalDigitsMax} digits before the point`,
    );
  }
  if (fraction.length > decimalDigitsMax) {
    const message = `at most ${decimalDigitsMax} digits after the point`;
    return refused("TOO_MANY_FRACTION_DIGITS", message, withoutSurplusZeros(text));
  }
  const units = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length;
  return { ok: true, value: fraction.endsWith("0") ? decimalOf(units, scale) : { units, scale } };
}

const zero = "0".charCodeAt(0);
const powersOfTen: readonly bigint[] = Array.from(
  { length: 37 },
  (_, power) => 10n ** BigInt(power),
);

/** A power of ten; those that the contract's digits need are at hand. */
export function tenTo(power: number): bigint {
  return powersOfTen[power] ?? 10n ** BigInt(power);
}

/** The value `units / 10^scale` in normal form. */
export function decimalOf(units: bigint, scale: number): Decimal {
  if (scale === 0 || units === 0n) return { units, scale: 0 };
  // Counted in the text and taken off at once: a division for each zero costs far more.
  const digits = units.toString();
  let zeros = 0;
  while (zeros < scale && digits.charCodeAt(digits.length - 1 - zeros) === zero) zeros += 1;
  return zeros === 0 ? { units, scale } : { units: units / tenTo(zeros), scale: scale - zeros };
}

/**
 * The spelling of the value `units / 10^scale`: as `formatDecimal(decimalOf(units, scale))`, but
 * without a division, which costs more than all the rest. A number must be a safe integer.
 */
export function formatScaled(units: bigint | number, scale: number): string {
  if (scale === 0 || units === 0n || units === 0) return `${units}`;
  const sign = units < 0 ? "-" : "";
  const digits = `${units}`.slice(sign.length).padStart(scale + 1, "0");
  const point = digits.length - scale;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === zero) end -= 1;
  const whole = sign + digits.slice(0, point);
  return end === point ? whole : `${whole}.${digits.slice(point, end)}`;
}

/** The one spelling of a value: `parseDecimal` reads it back, if it keeps to 18 digits a side. */
export function formatDecimal({ units, scale }: Decimal): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Negative, zero or positive as the left value is less than, equal to or more than the right. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [leftUnits, rightUnits] = onOneScale(left, right);
  return leftUnits < rightUnits ? -1 : leftUnits > rightUnits ? 1 : 0;
}

/**
 * Whether the value is a whole number of increments, as a price is of its tick. Zero is.
 * Throws a RangeError where the increment is not positive: it comes from an instrument's facts.
 */
export function isMultipleOf(value: Decimal, increment: Decimal): boolean {
  if (increment.units <= 0n) {
    throw new RangeError(`An increment is positive, but this one is ${formatDecimal(increment)}.`);
  }
  const [units, step] = onOneScale(value, increment);
  return units % step === 0n;
}

/**
 * The value as a whole number of `10^-scale`; undefined where it has more digits after the point
 * than `scale`. Nothing is ever rounded.
 */
export function toUnits(value: Decimal, scale: number): bigint | undefined {
  if (value.scale > scale) return undefined;
  return value.scale === scale ? value.units : value.units * tenTo(scale - value.scale);
}

function onOneScale(left: Decimal, right: Decimal): readonly [bigint, bigint] {
  if (left.scale === right.scale) return [left.units, right.units];
  return left.scale < right.scale
    ? [left.units * tenTo(right.scale - left.scale), right.units]
    : [left.units, right.units * tenTo(left.scale - right.scale)];
}

/** Texts beyond this length are refused without a search for what they meant. */
const explainedLength = 100;

function refused(
  reason: DecimalReason,
  message: string,
  repaired?: string,
): { readonly ok: false; readonly problem: DecimalProblem } {
  const suggestion = repaired === undefined ? undefined : suggestionFrom(repaired);
  if (suggestion === undefined) return { ok: false, problem: { reason, message } };
  return { ok: false, problem: { reason, message: `${message}; write ${suggestion}`, suggestion } };
}

/**
 * A repaired text may have a second mistake, and that its own repair: each repair removes what it
 * is about, so this ends. Nothing is suggested that `parseDecimal` would refuse.
 */
function suggestionFrom(repaired: string): string | undefined {
  const parsed = parseDecimal(repaired);
  return parsed.ok ? formatDecimal(parsed.value) : parsed.problem.suggestion;
}

type Mistake = {
  readonly reason: DecimalReason;
  readonly found: RegExp;
  readonly message: string;
  /** The text without the mistake; undefined where more than one value could be meant. */
  readonly repair?: (text: string) => string | undefined;
};

/** The first one found names the refusal. */
const mistakes: readonly Mistake[] = [
  { reason: "EMPTY", found: /^$/, message: "a decimal is not empty" },
  {
    reason: "SPACE",
    found: /\s/u,
    message: "a decimal has no spaces",
    repair: (text) => (/\S\s+\S/u.test(text) ? withoutGroups(text.trim()) : text.trim()),
  },
  {
    reason: "NOT_FINITE",
    found: /^[+-]?(?:nan|inf|infinity|∞)$/iu,
    message: "a decimal is a finite number",
  },
  {
    reason: "FOREIGN_DIGITS",
    found: /(?![0-9])\p{Nd}/u,
    message: "a decimal is written with the digits 0 to 9",
  },
  {
    reason: "SEPARATOR",
    found: /[,_'’]/u,
    message: 'a decimal has no separators but one "." before the fraction',
    repair: withoutGroups,
  },
  {
    reason: "PLUS_SIGN",
    found: /^\+(?=[0-9.])/,
    message: 'a decimal has no "+"',
    repair: (text) => text.slice(1),
  },
  {
    reason: "EXPONENT",
    found: /^-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+$/,
    message: "a decimal has no exponent",
    repair: withoutExponent,
  },
  {
    reason: "LEADING_ZEROS",
    found: /^-?0[0-9]+(?:\.[0-9]*)?$/,
    message: "a decimal has no leading zeros",
    repair: (text) => text.replace(/^(-?)0+(?=[0-9])/, "$1"),
  },
  {
    reason: "LEADING_POINT",
    found: /^-?\.[0-9]+$/,
    message: 'a decimal has a digit before its "."',
    repair: (text) => text.replace(".", "0."),
  },
  {
    reason: "TRAILING_POINT",
    found: /^-?[0-9]+\.$/,
    message: 'a decimal has a digit after its "."',
    repair: (text) => text.slice(0, -1),
  },
];

function problemOf(text: string): DecimalProblem {
  const notADecimal = 'a decimal is an optional "-", digits, and optionally "." and more digits';
  const explained = text.length > explainedLength ? undefined : text;
  const mistake = mistakes.find(({ found }) => explained !== undefined && found.test(explained));
  if (mistake === undefined) return { reason: "NOT_A_DECIMAL", message: notADecimal };
  return refused(mistake.reason, mistake.message, mistake.repair?.(text)).problem;
}

/** `1,000,000.5` without its groups; undefined for `1,5` and `1,500`, which may mean fractions. */
function withoutGroups(text: string): string | undefined {
  if (!/^[+-]?[0-9]{1,3}([,_'’\s])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?$/u.test(text))
    return undefined;
  return /^[^,]*,[^,.]*$/.test(text) ? undefined : text.replace(/[,_'’\s]/gu, "");
}

/** The same value without an exponent; undefined where it could not have 18 digits a side. */
function withoutExponent(text: string): string | undefined {
  const [mantissa = "", power = ""] = text.toLowerCase().split("e");
  const exponent = Number(power);
  if (Math.abs(exponent) > explainedLength) return undefined;
  const [whole = "", fraction = ""] = mantissa.split(".");
  const scale = fraction.length - exponent;
  const units = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -scale));
  return formatDecimal(decimalOf(units, Math.max(0, scale)));
}

/** Zeros at the end say nothing and may go; other digits may not, for that would be rounding. */
function withoutSurplusZeros(text: string): string | undefined {
  if (text.length > explainedLength) return undefined;
  const shorter = text.replace(/\.?0+$/, "");
  return shorter === text ? undefined : shorter;
}
