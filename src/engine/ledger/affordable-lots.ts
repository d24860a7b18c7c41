/** What a fill that opens or increases a position costs, and how much an account can pay for. */
import { type Decimal, decimalOf } from "../../domain/decimal.ts";
import { divided, dividedByDecimal, type Money, timesDecimal } from "../../domain/money.ts";
import { type CommissionRule, nothingFilled } from "../costs/commission.ts";
import type { InstrumentUnits } from "../instrument-units.ts";
import type { ProfileFlags } from "../profiles/fill-profile.ts";

/** What such a fill is paid with, at its moment. */
export interface Purse {
  /** Cash of a cash account; equity less the margin of all positions of a margin account. */
  readonly available: Money;
  /** Above 0 and up to 1; 1 for a cash account. */
  readonly initialMargin: Decimal;
}

/** What a fill costs. */
export interface FillTerms {
  readonly units: InstrumentUnits;
  /** Price units, with slippage. */
  readonly price: number;
  /** The same without slippage. */
  readonly basePrice: number;
  readonly commission: CommissionRule;
  /** The part of the commission that does not depend on the size. */
  readonly fixedFee: Money;
  readonly flags: Pick<ProfileFlags, "fixedFeePerUnitSized" | "wholeUnitFractions">;
}

/** How an order is sized: by a share of the buying power, or by so many lots. */
export type OrderSizing = { readonly fraction: Decimal } | { readonly lots: number };

/**
 * The largest quantity, in lots, that a share of the purse pays for, commission included; 0 where
 * it pays for none. Found by bisection, since a commission with bounds is no straight line.
 */
export function affordableLots(purse: Purse, fraction: Decimal, terms: FillTerms): number {
  const { units, price, flags } = terms;
  const step = flags.wholeUnitFractions ? (units.lotsOfOne ?? 1) : 1;
  const power = powerOf(purse, fraction, terms);
  const perStep = costOf(purse, units.value(price, step), terms);
  if (power <= 0n || perStep <= 0n) return 0;
  let least = 0;
  let most = Number(power / perStep);
  if (!Number.isSafeInteger(most * step)) {
    throw new RangeError(`an order of ${units.symbol} is beyond the quantity that can be counted`);
  }
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (sizedCost(middle * step, purse, terms, { fraction }) <= power) least = middle;
    else most = middle - 1;
  }
  return least * step;
}

/** Whether a purse pays for so many lots of an order. */
export function isPaid(lots: number, purse: Purse, terms: FillTerms, sizing: OrderSizing): boolean {
  return sizedCost(lots, purse, terms, sizing) <= powerOf(purse, decimalOf(1n, 0), terms);
}

/**
 * Where costs are sized by the unit, value is measured against the buying power; otherwise the
 * margin that it needs is measured against what is available.
 */
function powerOf({ available, initialMargin }: Purse, fraction: Decimal, terms: FillTerms): Money {
  const power = terms.flags.fixedFeePerUnitSized
    ? dividedByDecimal(available, initialMargin, "floor")
    : available;
  return timesDecimal(power, fraction, "floor");
}

function costOf({ initialMargin }: Purse, value: Money, { flags }: FillTerms): Money {
  return flags.fixedFeePerUnitSized ? value : timesDecimal(value, initialMargin, "ceiling");
}

function sizedCost(lots: number, purse: Purse, terms: FillTerms, sizing: OrderSizing): Money {
  const { units, price, basePrice, commission, fixedFee, flags } = terms;
  const cost = costOf(purse, units.value(price, lots), terms);
  if (!flags.fixedFeePerUnitSized) {
    return cost + commission(nothingFilled, lots, units.value(price, lots));
  }
  const rest = commission(nothingFilled, lots, units.value(basePrice, lots)) - fixedFee;
  if ("lots" in sizing) {
    return cost + rest + divided(fixedFee * BigInt(lots), BigInt(sizing.lots), "ceiling");
  }
  // The fixed part once for each unit of quantity, divided by the fraction.
  const oneUnit = BigInt(units.lotsOfOne ?? 1);
  const fixed = divided(fixedFee * BigInt(lots), oneUnit, "ceiling");
  return cost + rest + dividedByDecimal(fixed, sizing.fraction, "ceiling");
}
