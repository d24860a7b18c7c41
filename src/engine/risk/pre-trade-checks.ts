import type { Rejection } from "../../domain/rejection.ts";
import { buyingPower } from "./buying-power.ts";
import { maxGrossExposure } from "./max-gross-exposure.ts";
import { maxOpenOrders } from "./max-open-orders.ts";
import { maxOrderQuantity } from "./max-order-quantity.ts";
import { maxOrderValue } from "./max-order-value.ts";
import { maxOrders } from "./max-orders.ts";
import { maxPositionQuantity } from "./max-position-quantity.ts";
import { nothingToReduce } from "./nothing-to-reduce.ts";
import type { OrderRate } from "./order-rate.ts";
import type { PreTradeCheck, Proposal } from "./pre-trade-check.ts";
import { priceCollar } from "./price-collar.ts";
import { shortSale } from "./short-sale.ts";
import { tradingStateGate } from "./trading-state-gate.ts";

/** What depends on the profile and on time. */
export interface PreTradeOptions {
  readonly rate: OrderRate;
  /** See `ProfileFlags.paidAtFillOnly`. */
  readonly paidAtFillOnly: boolean;
}

/** The limits, in the order in which they speak: the first that is broken names the refusal. */
const limitChecks: readonly PreTradeCheck[] = [
  maxOrderQuantity,
  maxOrderValue,
  maxOpenOrders,
  maxPositionQuantity,
  maxGrossExposure,
  priceCollar,
  nothingToReduce,
  shortSale,
];
const allChecks: readonly PreTradeCheck[] = [...limitChecks, buyingPower];

/**
 * Why an order is not taken, one refusal after the other: PlaceOrder and ReplaceOrder are refused
 * for the first, a preview tells them all. Nothing is changed or counted.
 */
export function* preTradeProblems(
  proposal: Proposal,
  { rate, paidAtFillOnly }: PreTradeOptions,
): Generator<Rejection> {
  const first = [tradingStateGate(proposal), maxOrders(proposal)];
  yield* first.filter((problem) => problem !== undefined);
  const tooFast = rate.check(proposal.view.sessionTimeNs);
  if (tooFast !== undefined) yield tooFast;
  for (const check of paidAtFillOnly ? limitChecks : allChecks) {
    const problem = check(proposal);
    if (problem !== undefined) yield problem;
  }
}
