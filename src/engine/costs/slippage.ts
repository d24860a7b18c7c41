import type { Slippage, VolumeShareSlippage } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { divided, type Rounding } from "../../domain/money.ts";
import { resolvedDecimal } from "./resolved-decimal.ts";

/** A fill before its slippage. */
export interface UnslippedFill {
  readonly isBuy: boolean;
  /** Price units; positive. */
  readonly price: number;
  /** Lots, without a sign. */
  readonly lots: number;
  /** Lots of the bar or trade that fills, with a fraction; undefined where the data has none. */
  readonly volumeLots: number | undefined;
  /** The price may not be worse than this one, in price units; undefined for no bound. */
  readonly limit: number | undefined;
}

/**
 * The price of a fill with its slippage, in price units: never better than before, never worse than
 * the limit unless the fill was, and never below one price increment for a sale. Where there is no
 * slippage the price stays as it is, on a tick or off.
 */
export type SlippageRule = (fill: UnslippedFill) => number;

/** How the prices of an instrument and a profile are counted. */
export interface SlippageBasis {
  /** Digits after the point of a price unit. */
  readonly priceScale: number;
  /** Price units of one price increment. */
  readonly tick: number;
  /** See `ProfileFlags.slippageOffIncrement`. */
  readonly offIncrement: boolean;
}

/** An exact fraction of price units. */
interface Excess {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The rule of a resolved slippage. Throws where it is not resolved. */
export function slippageRule(slippage: Slippage, basis: SlippageBasis): SlippageRule {
  const { model } = slippage;
  switch (model.case) {
    case "none":
      return ({ price }) => price;
    case "fixed":
      return withExcess(fixedExcess(resolvedDecimal(model.value), basis.priceScale), basis);
    case "spread":
      return withExcess(spreadExcess(resolvedDecimal(model.value)), basis);
    case "volumeShare":
      return withExcess(volumeShareExcess(model.value), basis);
    default:
      throw new Error("the slippage has no model: the fill model is not resolved");
  }
}

function withExcess(excessOf: (fill: UnslippedFill) => Excess, basis: SlippageBasis): SlippageRule {
  return (fill) => {
    const excess = excessOf(fill);
    return excess.numerator === 0n
      ? fill.price
      : bounded(adverse(fill, excess, basis), fill, basis);
  };
}

function fixedExcess({ units, scale }: Decimal, priceScale: number): () => Excess {
  const excess = {
    numerator: units * 10n ** BigInt(priceScale),
    denominator: 10n ** BigInt(scale),
  };
  return () => excess;
}

function spreadExcess({ units, scale }: Decimal): (fill: UnslippedFill) => Excess {
  const denominator = 10n ** BigInt(scale);
  return ({ price }) => ({ numerator: BigInt(price) * units, denominator });
}

/**
 * Price × impact × share², the share of the volume being at most `limit`. A fill of unknown or no
 * volume is taken to be as large a share as counts.
 */
function volumeShareExcess(model: VolumeShareSlippage): (fill: UnslippedFill) => Excess {
  const limit = resolvedDecimal(model.limit);
  const impact = resolvedDecimal(model.impact);
  const limitDivisor = 10n ** BigInt(limit.scale);
  const impactDivisor = 10n ** BigInt(impact.scale);
  return ({ price, lots, volumeLots }) => {
    const volume = BigInt(Math.floor(volumeLots ?? 0));
    const quantity = BigInt(lots);
    const isWithin = volume > 0n && quantity * limitDivisor <= limit.units * volume;
    const [share, of] = isWithin ? [quantity, volume] : [limit.units, limitDivisor];
    return {
      numerator: BigInt(price) * impact.units * share * share,
      denominator: impactDivisor * of * of,
    };
  };
}

/** The price moved against the order, rounded once: against it to a tick, or to a price unit. */
function adverse(fill: UnslippedFill, excess: Excess, basis: SlippageBasis): number {
  const { numerator, denominator } = excess;
  const moved = BigInt(fill.price) * denominator + (fill.isBuy ? numerator : -numerator);
  if (basis.offIncrement) return Number(divided(moved, denominator, "half-even"));
  const tick = BigInt(basis.tick);
  const rounding: Rounding = fill.isBuy ? "ceiling" : "floor";
  return Number(divided(moved, denominator * tick, rounding) * tick);
}

function bounded(
  price: number,
  { isBuy, price: from, limit }: UnslippedFill,
  basis: SlippageBasis,
) {
  if (isBuy) return limit === undefined ? price : Math.max(from, Math.min(price, limit));
  const above = Math.max(price, Math.min(from, basis.offIncrement ? 1 : basis.tick));
  return limit === undefined ? above : Math.min(from, Math.max(above, limit));
}
