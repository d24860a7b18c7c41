/**
 * What is held of one symbol, first in, first out. Every fill that opens is held apart until later
 * fills have closed it, so that each round trip has its own profit and its own commission.
 */
import { divided, type Money } from "../../domain/money.ts";
import type { InstrumentUnits } from "../instrument-units.ts";

/** What is left of one opening fill. */
export interface HeldLot {
  /** Negative for short; never 0. */
  lots: number;
  /** In price units. */
  price: number;
  /** Commission of the opening fill for this quantity. */
  fee: Money;
}

/** A round trip: what one fill opened and another closed. */
export type OnRoundTrip = (grossProfit: Money, fees: Money) => void;

/** The position. */
export class Position {
  /** Negative for short. */
  lots = 0;
  /** Profit of what was closed, without commission. */
  realizedProfit: Money = 0n;
  /** Commission of all fills. */
  fees: Money = 0n;
  readonly #units: InstrumentUnits;
  #held: HeldLot[] = [];
  #first = 0;
  /** Σ price × lots of what is held, in price units. */
  #cost = 0n;

  constructor(units: InstrumentUnits) {
    this.#units = units;
  }

  /** What is held, oldest first. */
  get held(): readonly Readonly<HeldLot>[] {
    return this.#held.slice(this.#first);
  }

  /** What was paid for what is held; negative for short. */
  get cost(): Money {
    return this.#cost * this.#units.valueFactor;
  }

  /** Average price of what is held as a text. Only while something is. */
  get averagePriceText(): string {
    return this.#units.averageText(this.#cost, this.lots);
  }

  /** Takes over what another position held; for going on from a state. */
  restore(held: readonly HeldLot[], realizedProfit: Money, fees: Money): void {
    this.#hold(held.map((lot) => ({ ...lot })));
    this.realizedProfit = realizedProfit;
    this.fees = fees;
  }

  /**
   * Books a fill of so many lots, negative when sold. What it closes is closed oldest first, and
   * the fees of both fills are shared out by quantity, the last part taking what is left, so that
   * no digit is lost. Returns the realised profit.
   */
  fill(price: number, lots: number, fee: Money, onRoundTrip: OnRoundTrip): Money {
    let [left, feeLeft, realized] = [lots, fee, 0n];
    while (left !== 0) {
      const lot = this.#held[this.#first];
      if (lot === undefined || lot.lots > 0 === left > 0) break;
      const closed = Math.sign(lot.lots) * Math.min(Math.abs(lot.lots), Math.abs(left));
      const entryFee = shareOf(lot.fee, closed, lot.lots);
      const exitFee = shareOf(feeLeft, closed, -left);
      const gross = this.#units.value(price - lot.price, closed);
      onRoundTrip(gross, entryFee + exitFee);
      realized += gross;
      feeLeft -= exitFee;
      left += closed;
      this.#release(lot, closed, entryFee);
    }
    if (left !== 0) {
      this.#held.push({ lots: left, price, fee: feeLeft });
      this.#cost += BigInt(price) * BigInt(left);
    }
    this.lots += lots;
    this.realizedProfit += realized;
    this.fees += fee;
    return realized;
  }

  /** Lots of the oldest fills that so many lots of the other side would close, one by one. */
  portionsClosedBy(lots: number): readonly number[] {
    const portions: number[] = [];
    let left = Math.abs(lots);
    for (const lot of this.held) {
      if (left === 0 || lot.lots > 0 === lots > 0) break;
      const closed = Math.min(Math.abs(lot.lots), left);
      portions.push(closed);
      left -= closed;
    }
    return portions;
  }

  /**
   * Converts to `units / divisor` new shares for one. Whole lots stay, with all that was paid for
   * the position; where none stays, that is lost. What is left of a lot is returned, in
   * `1 / divisor` lots, signed as the position: it is paid in cash.
   */
  split(ratioUnits: bigint, divisor: bigint): bigint {
    const held: HeldLot[] = [];
    let [before, after, cost, fee] = [0n, 0n, 0n, 0n];
    for (const lot of this.held) {
      before += BigInt(lot.lots);
      cost += BigInt(lot.price) * BigInt(lot.lots);
      fee += lot.fee;
      const whole = (before * ratioUnits) / divisor;
      const lots = whole - after;
      if (lots === 0n) continue;
      after = whole;
      held.push({ lots: Number(lots), price: Number(divided(cost, lots, "half-even")), fee });
      [cost, fee] = [0n, 0n];
    }
    const last = held.at(-1);
    if (last !== undefined) {
      const whole = BigInt(last.price) * BigInt(last.lots) + cost;
      last.price = Number(divided(whole, BigInt(last.lots), "half-even"));
      last.fee += fee;
    }
    const left = before * ratioUnits - after * divisor;
    const paid = this.#cost;
    this.#hold(held);
    // What rounding adds to the cost is no profit, and where no lot stays all of it is lost.
    this.realizedProfit += (this.#cost - paid) * this.#units.valueFactor;
    return left;
  }

  #hold(held: HeldLot[]): void {
    this.#held = held;
    this.#first = 0;
    this.lots = 0;
    this.#cost = 0n;
    for (const { lots, price } of held) {
      this.lots += lots;
      this.#cost += BigInt(price) * BigInt(lots);
    }
  }

  #release(lot: HeldLot, closed: number, fee: Money): void {
    this.#cost -= BigInt(lot.price) * BigInt(closed);
    lot.lots -= closed;
    lot.fee -= fee;
    if (lot.lots !== 0) return;
    this.#first += 1;
    // Removed in blocks: shifting a long array for every close would be quadratic.
    if (this.#first * 2 > this.#held.length) {
      this.#held.splice(0, this.#first);
      this.#first = 0;
    }
  }
}

/** The share that a part has of an amount; all of it for the whole. */
function shareOf(amount: Money, part: number, whole: number): Money {
  if (part === whole || amount === 0n) return amount;
  return divided(amount * BigInt(part), BigInt(whole), "towards-zero");
}
