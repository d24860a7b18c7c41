/** How the orders of one symbol are filled: a resolved fill model as numbers of the engine. */
import {
  type Commission,
  type FillModel,
  IntrabarPath,
  LimitFill,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type Decimal, parseDecimal } from "../../domain/decimal.ts";
import { type Instant, NS_PER_SECOND } from "../../domain/instant.ts";
import { type Money, parseMoney } from "../../domain/money.ts";
import { type CommissionRule, commissionRule } from "../costs/commission.ts";
import { type SlippageRule, slippageRule } from "../costs/slippage.ts";
import type { InstrumentUnits } from "../instrument-units.ts";
import type { ProfileFlags } from "../profiles/fill-profile.ts";
import { profileOf } from "../profiles/profiles.ts";

/** A share of a volume, as a fraction: as one double it would not be exact. */
export interface VolumeCap {
  readonly numerator: number;
  readonly denominator: number;
}

/** The rules that all symbols of a session share. */
export interface SharedFillRules {
  readonly flags: ProfileFlags;
  /** Whether market orders are filled at the close just seen. */
  readonly sameClose: boolean;
  /** Whether a stop that a bar opens beyond is filled at the open. */
  readonly gapsToOpen: boolean;
  /** Whether a limit must be traded through. */
  readonly needsPenetration: boolean;
  readonly path: IntrabarPath;
  /** Largest share of a volume that is filled; undefined for no cap. */
  readonly volumeCap: VolumeCap | undefined;
  readonly latencyNs: Instant;
}

/** The rules of one symbol. */
export interface FillRules extends SharedFillRules {
  /** How far beyond a limit a price of a trade must be, in price units; 0 where touching fills. */
  readonly penetration: number;
  readonly commission: CommissionRule;
  /** The part of it that does not depend on the size. */
  readonly fixedFee: Money;
  readonly slippage: SlippageRule;
}

/** The rules of a resolved model. Throws where it is not resolved. */
export function sharedFillRules(model: FillModel): SharedFillRules {
  const parsed = parseDecimal(model.volumeCap);
  if (!parsed.ok || model.latency === undefined || model.intrabarPath === 0) {
    throw new Error("the fill model is not resolved");
  }
  return {
    flags: profileOf(model).flags,
    sameClose: model.marketFill === MarketFill.SAME_CLOSE,
    gapsToOpen: model.stopFill === StopFill.GAP_OPEN,
    needsPenetration: model.limitFill === LimitFill.PENETRATION,
    path: model.intrabarPath,
    volumeCap: parsed.value.units === 0n ? undefined : volumeCapOf(parsed.value),
    latencyNs: model.latency.seconds * NS_PER_SECOND + BigInt(model.latency.nanos),
  };
}

/** The rules of a symbol. */
export function fillRules(
  model: FillModel,
  shared: SharedFillRules,
  units: InstrumentUnits,
  quantityIncrement: string,
): FillRules {
  const { flags } = shared;
  const { commission, slippage } = model;
  if (commission === undefined || slippage === undefined) {
    throw new Error("the fill model is not resolved");
  }
  const { priceScale, tick } = units;
  const offIncrement = flags.slippageOffIncrement;
  const step = flags.penetrationByAnyAmount ? 1 : tick;
  return {
    ...shared,
    penetration: shared.needsPenetration ? step : 0,
    fixedFee: fixedFeeOf(commission),
    commission: commissionRule(commission, { quantityIncrement, ...flags }),
    slippage: slippageRule(slippage, { priceScale, tick, offIncrement }),
  };
}

function fixedFeeOf({ model }: Commission): Money {
  return model.case === "fixedPlusPercent" ? parseMoney(model.value.fixed) : 0n;
}

/** Whether a bar is walked along a path of known order, or judged against or for the holder. */
export function isWalked(path: IntrabarPath): boolean {
  return path >= IntrabarPath.HIGH_FIRST;
}

function volumeCapOf({ units, scale }: Decimal): VolumeCap {
  return { numerator: Number(units), denominator: 10 ** scale };
}

/** What a cap leaves of a volume in lots: a whole number, at least one where there is volume. */
export function cappedLots(volume: number, { numerator, denominator }: VolumeCap): number {
  if (volume <= 0) return 0;
  // Multiplied before it is divided: 100 × 0.29 is 28.999… in doubles, 100 × 29 / 100 is 29.
  const lots = Math.floor((volume * numerator) / denominator);
  return Math.max(1, Math.min(lots, Number.MAX_SAFE_INTEGER));
}
