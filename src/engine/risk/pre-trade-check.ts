import type { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rejection } from "../../domain/rejection.ts";
import type { RiskLimits } from "./risk-limits.ts";
import type { ProposedOrder, RiskSymbol, RiskView } from "./risk-view.ts";

/** What a check is given: an order, its symbol, what it is measured against, and the limits. */
export interface Proposal {
  readonly order: ProposedOrder;
  readonly symbol: RiskSymbol;
  readonly view: RiskView;
  readonly limits: RiskLimits;
}

/** One check before an order is taken: why it is refused, or undefined. It changes nothing. */
export type PreTradeCheck = (proposal: Proposal) => Rejection | undefined;

/** The refusal of an order that would break a limit, with both numbers. */
export function overLimit(
  reason: ErrorReason,
  what: string,
  { limit, value, ...more }: { limit: string; value: string; [key: string]: string },
): Rejection {
  const found = value === "" ? "cannot be told before there is a price" : `is ${value}`;
  return {
    reason,
    message: `${what} ${found}; the limit is ${limit}`,
    metadata: { limit, value, ...more },
  };
}

/**
 * The price at which an order is valued before it is filled: its limit, its trigger, or the last
 * price; undefined where there is none of them.
 */
export function assumedPrice(
  order: Pick<ProposedOrder, "limit" | "trigger">,
  symbol: Pick<RiskSymbol, "lastPrice">,
): number | undefined {
  return order.limit ?? order.trigger ?? symbol.lastPrice;
}
