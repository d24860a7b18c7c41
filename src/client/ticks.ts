/**
 * Prices as whole numbers. A bot that computes in ticks comes to the same decisions in every
 * language and on every machine; one that adds up doubles does not.
 */

/**
 * How many increments a price is, rounded half away from zero. Exact: the double is taken for the
 * number that it is, so nothing is rounded but the answer. A price that the server sent is a
 * multiple of its symbol's increment, and comes out as that.
 *
 * @param increment - The `price_increment` of the symbol: a decimal above 0, for example `0.01`.
 * @throws RangeError for a price that is not finite, or an increment that is no such decimal.
 */
export function ticks(price: number, increment: string): bigint {
  if (!Number.isFinite(price)) throw new RangeError(`the price ${price} is not finite`);
  const { digits, places } = parseIncrement(increment);
  const { mantissa, exponent } = parts(Math.abs(price));
  const scaled = mantissa * 10n ** BigInt(places);
  const numerator = exponent > 0 ? scaled << BigInt(exponent) : scaled;
  const denominator = exponent < 0 ? digits << BigInt(-exponent) : digits;
  const count = (2n * numerator + denominator) / (2n * denominator);
  return price < 0 ? -count : count;
}

/**
 * The price of so many increments, as the contract writes decimals: without zeros at the end.
 *
 * @param increment - As for {@link ticks}.
 * @throws RangeError for an increment that is no decimal above 0.
 */
export function price(ticks: bigint, increment: string): string {
  const { digits, places } = parseIncrement(increment);
  const value = ticks * digits;
  const text = String(value < 0n ? -value : value).padStart(places + 1, "0");
  const whole = text.slice(0, text.length - places);
  const fraction = text.slice(text.length - places).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** `0.25` as 25 with two places. */
function parseIncrement(increment: string): { digits: bigint; places: number } {
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(increment) ?? [];
  const digits = BigInt(whole + fraction);
  if (digits > 0n) return { digits, places: fraction.length };
  throw new RangeError(`the increment "${increment}" is no decimal above 0, for example "0.01"`);
}

/** A finite double of 0 or more as the whole number `mantissa` times 2 to the `exponent`. */
function parts(value: number): { mantissa: bigint; exponent: number } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const all = bits.getBigUint64(0);
  const fraction = all & 0xfffffffffffffn;
  const biased = Number(all >> 52n);
  // IEEE 754: numbers below the smallest normal one have no leading bit of their own.
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}
