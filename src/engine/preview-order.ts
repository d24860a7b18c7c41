import { create } from "@bufbuild/protobuf";
import type { OrderSpec } from "../../gen/ts/openbell/v1/order_pb.ts";
import { type CommandError, CommandErrorSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import {
  type PreviewOrderResponse,
  PreviewOrderResponseSchema,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { dividedByDecimal, formatMoney, largerOf, type Money } from "../domain/money.ts";
import { type Rejection, reasonName, withSuggestion } from "../domain/rejection.ts";
import { buyingPowerOf, buyingPowerUse } from "./risk/buying-power.ts";
import { assumedPrice, type Proposal } from "./risk/pre-trade-check.ts";
import { type PreTradeOptions, preTradeProblems } from "./risk/pre-trade-checks.ts";
import type { RiskView } from "./risk/risk-view.ts";

/** What a preview says of a spec that cannot be an order: everything that is wrong with it. */
export function previewRefused(rejection: Rejection): PreviewOrderResponse {
  return create(PreviewOrderResponseSchema, { problems: problemsOf(rejection) });
}

/**
 * What a preview says of a spec that could be an order: what keeps it from being taken now, by the
 * same checks as PlaceOrder, and what it would need and cost. Figures that need a price are empty
 * before the first.
 */
export function previewOrder(
  spec: OrderSpec,
  proposal: Proposal,
  options: PreTradeOptions,
): PreviewOrderResponse {
  const { order, symbol, view } = proposal;
  const { units } = symbol;
  const problems = [...preTradeProblems(proposal, options)].flatMap(problemsOf);
  const price = assumedPrice(order, symbol);
  const before = buyingPowerOf(view.account, grossExposureOf(view));
  const quantity = units.quantityText(order.lots);
  const answer = { problems, spec, quantity, buyingPower: formatMoney(before) };
  if (price === undefined) return create(PreviewOrderResponseSchema, answer);
  const fees = symbol.fee(price, order.lots);
  return create(PreviewOrderResponseSchema, {
    ...answer,
    price: units.priceText(price),
    value: formatMoney(units.value(price, order.lots)),
    fees: formatMoney(fees),
    buyingPowerAfter: formatMoney(largerOf(before - usedOf(proposal, price, fees), 0n)),
  });
}

/** A refusal as commands answer it; one for each bad field, with its path in the message. */
export function problemsOf(rejection: Rejection): CommandError[] {
  if (rejection.violations === undefined) {
    const { reason, message, metadata } = rejection;
    return [create(CommandErrorSchema, { reason: reasonName(reason), message, metadata })];
  }
  return rejection.violations.map((violation) =>
    create(CommandErrorSchema, {
      reason: reasonName(violation.reason),
      message: `${violation.field}: ${withSuggestion(violation)}`,
      metadata: { ...violation.metadata, fields: violation.field },
    }),
  );
}

/** Buying power that the order takes; what only closes gives it back with its fill. */
function usedOf(proposal: Proposal, price: number, fees: Money): Money {
  const { order, symbol, view } = proposal;
  if (!order.isSizedAtFill) return buyingPowerUse(proposal)?.required ?? 0n;
  const covered = dividedByDecimal(fees, view.account.initialMargin, "ceiling");
  return symbol.units.value(price, order.lots) + covered;
}

function grossExposureOf({ symbols }: RiskView): Money {
  return symbols.reduce((sum, { units, positionLots, lastPrice }) => {
    return sum + units.value(lastPrice ?? 0, Math.abs(positionLots));
  }, 0n);
}
