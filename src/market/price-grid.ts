/**
 * The prices an instrument can have: whole multiples ("ticks") of its price increment.
 *
 * Ticks are safe integers, which is what a deterministic engine computes with. A price as a double
 * is the double nearest to the decimal `ticks × increment`; `price` and `ticksOfDouble` are exact
 * inverses of each other for every tick up to `MAX_TICKS`.
 */
export class PriceGrid {
  /** The increment as it was given, for example `0.01`. */
  readonly increment: string;
  /** The increment is `#unit` × 10^-`#scale`. */
  readonly #unit: number;
  readonly #scale: number;
  readonly #powerOfTen: number;
  /** Largest tick whose price in units still leaves a double room to be told from its neighbour. */
  readonly #maxTicks: number;

  /**
   * @param increment a positive plain decimal with at most 12 digits after the point.
   * @throws RangeError when it is none.
   */
  constructor(increment: string) {
    const decimal = parseDecimal(increment);
    if (decimal === undefined || decimal.digits <= 0n || decimal.scale > 12) {
      throw new RangeError(`"${increment}" is not a positive decimal with at most 12 decimals`);
    }
    this.increment = increment;
    this.#unit = Number(decimal.digits);
    this.#scale = decimal.scale;
    this.#powerOfTen = 10 ** decimal.scale;
    this.#maxTicks = Math.floor(MAX_UNITS / this.#unit);
  }

  /** The price of a number of ticks: the double nearest to the exact decimal. */
  price(ticks: number): number {
    return (ticks * this.#unit) / this.#powerOfTen;
  }

  /** The ticks of a price made by `price`; undefined when the number is not on the grid. */
  ticksOfDouble(price: number): number | undefined {
    const ticks = Math.round((price * this.#powerOfTen) / this.#unit);
    return this.price(ticks) === price && Math.abs(ticks) <= this.#maxTicks ? ticks : undefined;
  }

  /**
   * The ticks nearest to a plain decimal such as `1438.359985`. A decimal halfway between two goes
   * to the even one (round half to even, as IEEE 754 and bankers do), so that rounding many prices
   * does not push them up. Undefined when the text is no such decimal or too large.
   */
  ticksOfDecimal(text: string): RoundedTicks | undefined {
    const decimal = parseDecimal(text);
    if (decimal === undefined) return undefined;
    const numerator = decimal.digits * 10n ** BigInt(this.#scale);
    const denominator = BigInt(this.#unit) * 10n ** BigInt(decimal.scale);
    const floor = numerator / denominator;
    const twiceRest = 2n * (numerator % denominator);
    const isUp = twiceRest > denominator || (twiceRest === denominator && floor % 2n === 1n);
    const ticks = floor + (isUp ? 1n : 0n);
    if (ticks > BigInt(this.#maxTicks)) return undefined;
    return { ticks: Number(ticks), rounded: twiceRest !== 0n };
  }

  /** Spells a number of ticks, zero or more, as a decimal with the increment's decimals. */
  formatTicks(ticks: number): string {
    const digits = String(ticks * this.#unit).padStart(this.#scale + 1, "0");
    if (this.#scale === 0) return digits;
    return `${digits.slice(0, -this.#scale)}.${digits.slice(-this.#scale)}`;
  }
}

/** Ticks made from a decimal, and whether the decimal was off the grid. */
export interface RoundedTicks {
  readonly ticks: number;
  readonly rounded: boolean;
}

/**
 * A price is rounded once when it is made and twice on its way back to ticks, each time by at most
 * 2^-53 of its value. Up to 2^50 units that is less than half a tick, and rounding finds it again.
 */
const MAX_UNITS = 2 ** 50;

/** Digits × 10^-scale. More than 18 digits on either side are refused: no price has them. */
function parseDecimal(text: string): { digits: bigint; scale: number } | undefined {
  const match = /^(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}
