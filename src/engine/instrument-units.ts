/**
 * The whole numbers in which the engine counts an instrument: prices in *price units* of
 * `10^-priceScale`, quantities in *lots* of one quantity increment, money in `10^-18` of the
 * currency (see `docs/decisions/008-numbers-of-the-engine.md`). Texts become numbers and numbers
 * texts here alone; the contract's texts are exact, so nothing is rounded but market data.
 */
import {
  type Decimal,
  decimalOf,
  formatDecimal,
  formatScaled,
  parseDecimal,
  tenTo,
  toUnits,
} from "../domain/decimal.ts";
import { divided, type Money, moneyScale } from "../domain/money.ts";

/** What an instrument's units are made of: decimals above 0. */
export interface UnitFacts {
  readonly symbol: string;
  readonly priceIncrement: string;
  readonly quantityIncrement: string;
  readonly multiplier: string;
}

/** Six digits finer than the increment, since data may lie between two ticks; from 6 to 9. */
function priceScaleOf(increment: Decimal): number {
  return Math.min(9, Math.max(6, increment.scale + 6));
}

/** The units of one instrument. */
export class InstrumentUnits {
  readonly symbol: string;
  /** Digits after the point of a price unit. */
  readonly priceScale: number;
  /** Price units of one price increment. */
  readonly tick: number;
  /** Money of one price unit for one lot. */
  readonly valueFactor: bigint;
  /** Value of a price of 1 for one lot, as a double: for marks and figures. */
  readonly lotRate: number;
  /** Lots of a quantity of 1; undefined where that is no whole number. */
  readonly lotsOfOne: number | undefined;
  readonly #priceFactor: number;
  readonly #quantityIncrement: Decimal;
  readonly #quantityRate: number;
  /** Units of the quantity increment; where they are not safe, no product with them is. */
  readonly #incrementUnits: number;

  /** @throws RangeError for an instrument that cannot be counted exactly; the message says why. */
  constructor(facts: UnitFacts) {
    const tick = positive(facts.symbol, "price increment", facts.priceIncrement);
    const lot = positive(facts.symbol, "quantity increment", facts.quantityIncrement);
    const multiplier = positive(facts.symbol, "multiplier", facts.multiplier);
    this.symbol = facts.symbol;
    this.priceScale = priceScaleOf(tick);
    this.tick = this.#safe(toUnits(tick, this.priceScale), "price increment", facts.priceIncrement);
    this.#priceFactor = 10 ** this.priceScale;
    this.#quantityIncrement = lot;
    this.#quantityRate = Number(formatDecimal(lot));
    this.#incrementUnits = Number(lot.units);
    const digits = moneyScale - this.priceScale;
    const value = decimalOf(multiplier.units * lot.units, multiplier.scale + lot.scale);
    const factor = toUnits(value, digits);
    if (factor === undefined) {
      throw new RangeError(
        `${facts.symbol} cannot be counted exactly: its multiplier ${facts.multiplier} times its ` +
          `quantity increment ${facts.quantityIncrement} has more than ${digits} decimals`,
      );
    }
    this.valueFactor = factor;
    this.lotRate = Number(formatDecimal(value));
    this.lotsOfOne = this.findLots("1");
  }

  /** A price in units; undefined for a text that is no decimal or has too many digits. */
  findPrice(text: string): number | undefined {
    return this.#number(text, this.priceScale);
  }

  /** A price in units. @throws RangeError where `findPrice` is undefined. */
  price(text: string): number {
    const price = this.findPrice(text);
    if (price === undefined) throw new RangeError(`${text} is no price of ${this.symbol}`);
    return price;
  }

  /** A price of market data in units, rounded to the nearest. @throws RangeError beyond 2^53. */
  dataPrice(value: number): number {
    const price = Math.round(value * this.#priceFactor);
    if (Number.isSafeInteger(price)) return price;
    throw new RangeError(`the price ${value} of ${this.symbol} is beyond what can be counted`);
  }

  /** A price as a decimal text. */
  priceText(price: number): string {
    return formatScaled(price, this.priceScale);
  }

  /** A quantity in lots; undefined for a text that is no multiple of the increment. */
  findLots(text: string): number | undefined {
    const parsed = parseDecimal(text);
    if (!parsed.ok) return undefined;
    const increment = this.#quantityIncrement;
    const scale = Math.max(parsed.value.scale, increment.scale);
    const units = toUnits(parsed.value, scale) ?? 0n;
    const step = toUnits(increment, scale) ?? 1n;
    const lots = Number(units / step);
    return units % step === 0n && Number.isSafeInteger(lots) ? lots : undefined;
  }

  /** A quantity in lots. @throws RangeError where `findLots` is undefined. */
  lots(text: string): number {
    const lots = this.findLots(text);
    if (lots === undefined) throw new RangeError(`${text} is no quantity of ${this.symbol}`);
    return lots;
  }

  /** A volume of market data in lots, with a fraction: it is only ever compared with. */
  dataLots(volume: number): number {
    return volume / this.#quantityRate;
  }

  /** A quantity as a decimal text. */
  quantityText(lots: number): string {
    const { units, scale } = this.#quantityIncrement;
    const product = lots * this.#incrementUnits;
    // What is safe is exact: a product beyond 2^53 does not come back below it by rounding.
    return formatScaled(Number.isSafeInteger(product) ? product : BigInt(lots) * units, scale);
  }

  /** What lots are worth at a price, in units of money; negative for negative lots. */
  value(price: number, lots: number): Money {
    const product = price * lots;
    return Number.isSafeInteger(product)
      ? BigInt(product) * this.valueFactor
      : BigInt(price) * BigInt(lots) * this.valueFactor;
  }

  /** So much money for each unit of quantity, of a number of lots; half to even at 10^-18. */
  perQuantity(amount: Decimal, lots: number): Money {
    const { units, scale } = this.#quantityIncrement;
    const product = amount.units * units * BigInt(lots);
    const digits = amount.scale + scale - moneyScale;
    if (digits <= 0) return product * 10n ** BigInt(-digits);
    return divided(product, 10n ** BigInt(digits), "half-even");
  }

  /** An average price as a decimal text, half to even at 10^-18. `value` is Σ price × lots. */
  averageText(value: bigint, lots: number): string {
    const finer = tenTo(moneyScale - this.priceScale);
    return formatScaled(divided(value * finer, BigInt(lots), "half-even"), moneyScale);
  }

  /** The nearest multiple of the price increment that is not above, or not below. */
  toTick(price: number, direction: "down" | "up"): number {
    const rest = ((price % this.tick) + this.tick) % this.tick;
    if (rest === 0) return price;
    return direction === "down" ? price - rest : price - rest + this.tick;
  }

  #number(text: string, scale: number): number | undefined {
    const parsed = parseDecimal(text);
    const units = parsed.ok ? toUnits(parsed.value, scale) : undefined;
    const number = units === undefined ? Number.NaN : Number(units);
    return Number.isSafeInteger(number) ? number : undefined;
  }

  #safe(units: bigint | undefined, what: string, text: string): number {
    const number = units === undefined ? Number.NaN : Number(units);
    if (Number.isSafeInteger(number)) return number;
    throw new RangeError(
      `${this.symbol} cannot be counted exactly: its ${what} ${text} has more than ` +
        `${this.priceScale} decimals`,
    );
  }
}

function positive(symbol: string, what: string, text: string): Decimal {
  const parsed = parseDecimal(text);
  if (parsed.ok && parsed.value.units > 0n) return parsed.value;
  throw new RangeError(`the ${what} of ${symbol} is ${text}, but it must be a decimal above 0`);
}
