/**
 * Money: exact whole numbers of 10^-18 of a currency's unit, as many digits as a decimal of the
 * contract has. Sums and differences are those of bigint; what has to be rounded is rounded here,
 * and the caller says how.
 */
import {
  type Decimal,
  formatDecimal,
  formatScaled,
  parseDecimal,
  tenTo,
  toUnits,
} from "./decimal.ts";

/** An amount in 10^-18 of a currency's unit; negative for what is owed. */
export type Money = bigint;

/** Digits after the point of an amount. */
export const moneyScale = 18;

/**
 * Where a result lies between two whole units: towards minus infinity, towards plus infinity,
 * towards zero, away from zero, or to the nearest with a half to the even one.
 */
export type Rounding = "floor" | "ceiling" | "towards-zero" | "away-from-zero" | "half-even";

/**
 * The amount of a decimal text. Throws a RangeError where the text is no decimal of the contract:
 * whoever wrote it was told so before it came here.
 */
export function parseMoney(text: string): Money {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new RangeError(`"${text}" is no amount: ${parsed.problem.message}.`);
  return moneyOf(parsed.value);
}

/** The amount of a decimal. Exact, since a decimal of the contract has at most 18 digits. */
export function moneyOf(value: Decimal): Money {
  const money = toUnits(value, moneyScale);
  if (money !== undefined) return money;
  throw new RangeError(`${formatDecimal(value)} has more than ${moneyScale} digits.`);
}

/** The one spelling of an amount in the contract. */
export function formatMoney(money: Money): string {
  return formatScaled(money, moneyScale);
}

/** An amount times an exact factor, as a fee is of a value. */
export function timesDecimal(money: Money, factor: Decimal, rounding: Rounding): Money {
  const product = money * factor.units;
  return factor.scale === 0 ? product : divided(product, tenTo(factor.scale), rounding);
}

/** An amount divided by an exact divisor other than zero, as a buying power is by a margin. */
export function dividedByDecimal(money: Money, divisor: Decimal, rounding: Rounding): Money {
  const scaled = divisor.scale === 0 ? money : money * tenTo(divisor.scale);
  return divisor.units === 1n ? scaled : divided(scaled, divisor.units, rounding);
}

/** A quotient of whole numbers, rounded. Throws a RangeError where the divisor is zero. */
export function divided(value: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = value / divisor;
  const rest = value % divisor;
  if (rest === 0n) return quotient;
  const away = rest < 0n === divisor < 0n ? 1n : -1n;
  switch (rounding) {
    case "towards-zero":
      return quotient;
    case "away-from-zero":
      return quotient + away;
    case "floor":
      return away < 0n ? quotient - 1n : quotient;
    case "ceiling":
      return away > 0n ? quotient + 1n : quotient;
    case "half-even": {
      const twice = 2n * magnitudeOf(rest) - magnitudeOf(divisor);
      return twice > 0n || (twice === 0n && quotient % 2n !== 0n) ? quotient + away : quotient;
    }
  }
}

/** The amount without its sign. */
export function magnitudeOf(money: Money): Money {
  return money < 0n ? -money : money;
}

/** The larger of two amounts. */
export function largerOf(left: Money, right: Money): Money {
  return left > right ? left : right;
}

/** The smaller of two amounts. */
export function smallerOf(left: Money, right: Money): Money {
  return left < right ? left : right;
}

/** The double nearest to an amount in whole units, for figures that are no ledger. */
export function doubleOfMoney(money: Money): number {
  return Number(formatMoney(money));
}
