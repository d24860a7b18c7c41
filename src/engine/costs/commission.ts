import type { Commission, PerUnitCommission } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { Decimal } from "../../domain/decimal.ts";
import {
  divided,
  largerOf,
  type Money,
  moneyOf,
  moneyScale,
  smallerOf,
  timesDecimal,
} from "../../domain/money.ts";
import { resolvedDecimal } from "./resolved-decimal.ts";

/** What the earlier fills of an order came to; all of them 0 before the first. */
export interface FilledSoFar {
  /** Lots, without a sign. */
  readonly lots: number;
  /** Value, without a sign. */
  readonly value: Money;
  readonly fees: Money;
}

/** Before the first fill of an order. */
export const nothingFilled: FilledSoFar = { lots: 0, value: 0n, fees: 0n };

/**
 * The commission of a fill of so many lots (without a sign) and so much value (without a sign),
 * given what the order had before. Never negative; rounded half to even at 10^-18, which is where
 * money ends.
 */
export type CommissionRule = (before: FilledSoFar, lots: number, value: Money) => Money;

/** How the commissions of an instrument and a profile are counted. */
export interface CommissionBasis {
  /** Quantity of one lot, a positive decimal. */
  readonly quantityIncrement: string;
  /** See `ProfileFlags.fixedFeePerFill`. */
  readonly fixedFeePerFill: boolean;
  /** See `ProfileFlags.minimumOverMaximumFee`. */
  readonly minimumOverMaximumFee: boolean;
}

/** The rule of a resolved commission. Throws where it is not resolved. */
export function commissionRule(commission: Commission, basis: CommissionBasis): CommissionRule {
  const { model } = commission;
  switch (model.case) {
    case "none":
      return () => 0n;
    case "percent": {
      const share = resolvedDecimal(model.value);
      return (_before, _lots, value) => timesDecimal(value, share, "half-even");
    }
    case "fixedPlusPercent": {
      const fixed = moneyOf(resolvedDecimal(model.value.fixed));
      const share = resolvedDecimal(model.value.percent);
      return (before, _lots, value) => {
        const once = basis.fixedFeePerFill || before.lots === 0 ? fixed : 0n;
        return once + timesDecimal(value, share, "half-even");
      };
    }
    case "perContract": {
      const amountOf = perQuantity(resolvedDecimal(model.value), basis.quantityIncrement);
      return (_before, lots) => amountOf(lots);
    }
    case "perUnit":
      return perUnitRule(model.value, basis);
    default:
      throw new Error("the commission has no model: the fill model is not resolved");
  }
}

/**
 * The bounds hold for the order as a whole: a fill pays what the order owes with it, less what it
 * has paid. What is owed never falls while an order fills, so no fill is paid back.
 */
function perUnitRule(commission: PerUnitCommission, basis: CommissionBasis): CommissionRule {
  const amountOf = perQuantity(resolvedDecimal(commission.amount), basis.quantityIncrement);
  const minimum = moneyOf(resolvedDecimal(commission.minimum));
  const maximumShare = resolvedDecimal(commission.maximumShare);
  const owed = (lots: number, value: Money): Money => {
    const plain = amountOf(lots);
    if (maximumShare.units === 0n) return largerOf(plain, minimum);
    const maximum = timesDecimal(value, maximumShare, "half-even");
    return basis.minimumOverMaximumFee
      ? largerOf(smallerOf(plain, maximum), minimum)
      : smallerOf(largerOf(plain, minimum), maximum);
  };
  return (before, lots, value) =>
    largerOf(owed(before.lots + lots, before.value + value) - before.fees, 0n);
}

/** So much for each unit of quantity, of a number of lots. */
function perQuantity(amount: Decimal, quantityIncrement: string): (lots: number) => Money {
  const increment = resolvedDecimal(quantityIncrement);
  const unitsPerLot = amount.units * increment.units;
  const scale = amount.scale + increment.scale;
  if (scale <= moneyScale) {
    const perLot = unitsPerLot * 10n ** BigInt(moneyScale - scale);
    return (lots) => perLot * BigInt(lots);
  }
  const divisor = 10n ** BigInt(scale - moneyScale);
  return (lots) => divided(unitsPerLot * BigInt(lots), divisor, "half-even");
}
