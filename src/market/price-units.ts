/**
 * Prices as stored: whole multiples of 10^-9 in signed 64-bit integers, up to 9,223,372,036. One
 * scale for every instrument keeps the files of a catalog one table, whatever reads them: columns
 * with a scale of their own could not be read together without rounding.
 */
import { parseDecimal } from "../domain/decimal.ts";

/** Digits after the point. */
export const PRICE_SCALE = 9;
/** Units in a price of 1. */
export const UNITS_PER_ONE = 1_000_000_000;

const unitsMax = 2n ** 63n - 1n;
/** Repairs whose value is certain; whoever wrote them meant that number and no other. */
const harmless: readonly string[] = [
  "EXPONENT",
  "PLUS_SIGN",
  "LEADING_POINT",
  "TRAILING_POINT",
  "LEADING_ZEROS",
];

/** What a text says: its units, or what is wrong with it. */
export type UnitsParse =
  | { readonly units: bigint; readonly rounded: boolean }
  | { readonly problem: string };

/**
 * Units of a plain decimal when that needs no more than a double: at most 6 digits before the
 * point and 9 after it. NaN for every other text, which `parseUnits` has to look at. This is the
 * way that nearly every price of a file takes.
 */
export function quickUnits(text: string): number {
  const { length } = text;
  let value = 0;
  let decimals = -1;
  if (length === 0 || length > 16) return Number.NaN;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46 && decimals < 0 && index > 0) {
      if (index > 6 || index === length - 1) return Number.NaN;
      decimals = 0;
    } else if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48);
      if (decimals >= 0) decimals++;
    } else return Number.NaN;
  }
  if (decimals > PRICE_SCALE || (decimals < 0 && length > 6)) return Number.NaN;
  return value * (powers[PRICE_SCALE - Math.max(decimals, 0)] ?? 0);
}

const powers = Array.from({ length: PRICE_SCALE + 1 }, (_, exponent) => 10 ** exponent);

/**
 * Units of a decimal. More than nine digits after the point are rounded half to even, and said so;
 * thousands separators, words and what is no number are refused.
 */
export function parseUnits(text: string): UnitsParse {
  const parsed = parseDecimal(shortened(text));
  if (!parsed.ok) {
    const { reason, suggestion, message } = parsed.problem;
    if (harmless.includes(reason) && suggestion !== undefined) return parseUnits(suggestion);
    return { problem: message };
  }
  const { units, scale } = parsed.value;
  if (scale <= PRICE_SCALE) return inRange(units * 10n ** BigInt(PRICE_SCALE - scale), false);
  return inRange(dividedHalfEven(units, 10n ** BigInt(scale - PRICE_SCALE)), true);
}

/** Decimals beyond the eighteenth say nothing that nine would keep, but would be refused. */
function shortened(text: string): string {
  const point = text.indexOf(".");
  const isLong = point >= 0 && text.length - point - 1 > 18 && text.length < 60;
  return isLong && /^-?\d+\.\d+$/.test(text) ? text.slice(0, point + 19) : text;
}

function inRange(units: bigint, rounded: boolean): UnitsParse {
  if (units > unitsMax || units < -unitsMax) {
    return { problem: `a price is at most ${formatUnits(unitsMax)}` };
  }
  return { units, rounded };
}

/** A quotient rounded to the nearest whole number, a half to the even one. */
export function dividedHalfEven(value: bigint, divisor: bigint): bigint {
  const sign = value < 0n ? -1n : 1n;
  const magnitude = value * sign;
  const floor = magnitude / divisor;
  const twiceRest = 2n * (magnitude % divisor);
  const isUp = twiceRest > divisor || (twiceRest === divisor && floor % 2n === 1n);
  return sign * (floor + (isUp ? 1n : 0n));
}

/** Spells units as a decimal without zeros at its end. */
export function formatUnits(units: bigint): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(PRICE_SCALE + 1, "0");
  const fraction = digits.slice(-PRICE_SCALE).replace(/0+$/, "");
  const whole = digits.slice(0, -PRICE_SCALE);
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Units of a positive decimal that has at most nine decimals, for example an increment. */
export function unitsOfIncrement(increment: string): bigint {
  const parsed = parseUnits(increment);
  if ("problem" in parsed || parsed.rounded || parsed.units <= 0n) {
    throw new RangeError(`"${increment}" is no price increment`);
  }
  return parsed.units;
}

/**
 * The doubles nearest to prices in units. A price whose units fit a double exactly is rounded once,
 * by the division; the others are made from their text.
 */
export function doublesOfUnits(units: BigInt64Array): Float64Array {
  const halves = new Int32Array(units.buffer, units.byteOffset, units.length * 2);
  const doubles = new Float64Array(units.length);
  for (let index = 0; index < units.length; index++) {
    const value = numberOfHalves(halves, index);
    doubles[index] = Number.isSafeInteger(value)
      ? value / UNITS_PER_ONE
      : Number(formatUnits(units[index] ?? 0n));
  }
  return doubles;
}

/** A 64-bit integer as a double, without making a bigint; exact where it is a safe integer. */
function numberOfHalves(halves: Int32Array, index: number): number {
  return (halves[2 * index + 1] ?? 0) * 4_294_967_296 + ((halves[2 * index] ?? 0) >>> 0);
}

/** The nearest whole numbers of increments, a half to the even one. */
export function ticksOfUnits(units: BigInt64Array, incrementUnits: bigint): Float64Array {
  const halves = new Int32Array(units.buffer, units.byteOffset, units.length * 2);
  const increment = Number(incrementUnits);
  const ticks = new Float64Array(units.length);
  for (let index = 0; index < units.length; index++) {
    const value = numberOfHalves(halves, index);
    const whole = value / increment;
    ticks[index] =
      Number.isSafeInteger(value) && Number.isInteger(whole)
        ? whole
        : Number(dividedHalfEven(units[index] ?? 0n, incrementUnits));
  }
  return ticks;
}
