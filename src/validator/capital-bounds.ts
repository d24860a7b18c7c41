import { type Decimal, decimalOf, parseDecimal } from "../domain/decimal.ts";
import type { Limits } from "../domain/limits.ts";

/** The least and the most capital of a session. */
export interface CapitalBounds {
  readonly minimum: Decimal;
  /** Undefined: no limit. */
  readonly maximum: Decimal | undefined;
}

/**
 * Digits of an amount that is worth about one US dollar, less one: the power of ten nearest to the
 * rates of the 2020s. Bounds are there to catch a wrong number of zeros, so no more is needed;
 * every other currency counts as 0.
 */
const powers: Readonly<Record<number, string>> = {
  [-5]: "BTC XBT",
  [-3]: "ETH",
  1: "BWP CNY CZK DKK EGP GTQ HKD HNL MAD MDL MXN NIO NOK SEK SZL THB TRY TWD UAH UYU ZAR",
  2: "BDT GBX HTG INR ISK JMD JPY KES LKR MKD NPR PHP PKR RSD RUB XOF XAF XPF",
  3: "ARS CLP CRC HUF KRW KZT MMK MNT NGN RWF TZS YER",
  4: "COP IDR IRR KHR LAK PYG SLE UGX UZS VND",
};

const powerOf: ReadonlyMap<string, number> = new Map(
  Object.entries(powers).flatMap(([power, codes]) =>
    codes.split(" ").map((code) => [code, Number(power)] as const),
  ),
);

/**
 * The bounds of a currency. The server's limits are amounts of a currency that is worth about a US
 * dollar; where a unit is worth much less or more, they are moved by powers of ten: with a minimum
 * of 1000, that of yen is 100000.
 */
export function capitalBounds(limits: Limits, currency: string | undefined): CapitalBounds {
  const power = powerOf.get(currency ?? "") ?? 0;
  const maximum = limits.maximumCapital === "0" ? undefined : limits.maximumCapital;
  return {
    minimum: moved(limits.minimumCapital, power),
    maximum: maximum === undefined ? undefined : moved(maximum, power),
  };
}

function moved(text: string, power: number): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`the limit ${text} is no decimal: ${parsed.problem.message}`);
  const { units, scale } = parsed.value;
  const [up, down] = [Math.max(power, 0), Math.max(-power, 0)];
  return decimalOf(units * 10n ** BigInt(up), scale + down);
}
