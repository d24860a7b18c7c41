import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { TradingState, TradingStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../../domain/enum-name.ts";
import { openInterest } from "./open-interest.ts";
import type { PreTradeCheck, Proposal } from "./pre-trade-check.ts";

/**
 * What the trading state allows: everything while ACTIVE; while REDUCING only what reduces a
 * position, with all open orders that do so counted; nothing while HALTED, where only cancels go
 * through.
 */
export const tradingStateGate: PreTradeCheck = (proposal) => {
  const state = proposal.view.tradingState;
  const trading_state = enumName(TradingStateSchema, state);
  if (state === TradingState.ACTIVE) return undefined;
  if (state !== TradingState.REDUCING) {
    const message = `trading is ${trading_state}: only cancels are allowed`;
    return { reason: ErrorReason.TRADING_HALTED, message, metadata: { trading_state } };
  }
  if (reduces(proposal)) return undefined;
  return {
    reason: ErrorReason.TRADING_REDUCING,
    message: `trading is ${trading_state}: only orders that reduce a position are allowed`,
    metadata: {
      trading_state,
      position_quantity: proposal.symbol.units.quantityText(proposal.symbol.positionLots),
    },
  };
};

/** Whether an order can only reduce a position, whatever else is filled before it. */
function reduces({ order, symbol, view }: Proposal): boolean {
  const { positionLots } = symbol;
  if (order.isExit && order.hasParent) return true;
  if (order.isSizedAtFill || positionLots * order.sign >= 0) return false;
  if (order.spec.reduceOnly) return true;
  const open = openInterest([...view.ordersOf(order.symbol), order], order.replaces);
  return (order.sign > 0 ? open.bought : open.sold) <= Math.abs(positionLots);
}
