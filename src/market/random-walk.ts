/** The arithmetic of generated prices: integers only, so that every machine computes the same. */
import type { SplitMix64 } from "./splitmix64.ts";

/** Prices are kept in millionths of a cent: fine enough for one step of a walk to be a ratio. */
export const PRICE_UNITS_PER_CENT = 1_000_000n;

/** Returns are counted in billionths of the price. */
const WHOLE = 1_000_000_000n;

/** A price after a return in billionths. */
export function moved(price: bigint, billionths: bigint): bigint {
  return price + (price * billionths) / WHOLE;
}

/**
 * A number whose distribution is close to normal with standard deviation `UNIT_NORMAL`: the sum of
 * four 16-bit uniforms less its mean (Irwin and Hall). Its largest value is 3.5 deviations.
 */
export function normal(random: SplitMix64): bigint {
  const bits = random.next();
  const sum =
    (bits & 0xffffn) + ((bits >> 16n) & 0xffffn) + ((bits >> 32n) & 0xffffn) + (bits >> 48n);
  return sum - 131_070n;
}

/** The square root of 4 × (2^32 - 1) / 12, the variance of that sum. */
export const UNIT_NORMAL = 37_837n;

/** Spells a price in cents, as any other source would. */
export function formatPrice(price: bigint): string {
  return formatCents(price / PRICE_UNITS_PER_CENT);
}

/** Spells a number of cents. */
export function formatCents(cents: bigint): string {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Reads what `formatPrice` spelled, in cents. */
export function parseCents(text: string): bigint {
  return BigInt(text.replace(".", ""));
}
