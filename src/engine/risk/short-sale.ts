import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { openInterest } from "./open-interest.ts";
import type { PreTradeCheck } from "./pre-trade-check.ts";

/** A cash account sells no more than it holds, with all open sales counted. */
export const shortSale: PreTradeCheck = ({ order, symbol, view }) => {
  if (!view.account.isCash || order.sign > 0 || order.isExit) return undefined;
  const open = openInterest([...view.ordersOf(order.symbol), order], order.replaces);
  if (!order.isSizedAtFill && open.soldFreely <= symbol.positionLots) return undefined;
  const position_quantity = symbol.units.quantityText(symbol.positionLots);
  return {
    reason: ErrorReason.SHORT_NOT_ALLOWED,
    message: `a CASH account sells what it holds, which is ${position_quantity}`,
    metadata: { position_quantity },
  };
};
