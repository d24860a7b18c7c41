import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { compareDecimals, formatDecimal, parseDecimal } from "../../domain/decimal.ts";
import { openInterest } from "./open-interest.ts";
import { overLimit, type PreTradeCheck } from "./pre-trade-check.ts";

/**
 * No position becomes larger than `max_position_quantity`, long or short, with all open orders of
 * the order's direction filled. What only closes always passes.
 */
export const maxPositionQuantity: PreTradeCheck = ({ order, symbol, view, limits }) => {
  const limit = limits.positionQuantity;
  if (limit === undefined || order.isExit) return undefined;
  const open = openInterest([...view.ordersOf(order.symbol), order], order.replaces);
  const moved = order.sign > 0 ? open.boughtFreely : -open.soldFreely;
  const lots = symbol.positionLots + moved;
  const isSmaller = Math.abs(lots) <= Math.abs(symbol.positionLots);
  const value = symbol.units.quantityText(Math.abs(lots));
  const quantity = parseDecimal(value);
  if (isSmaller || (quantity.ok && compareDecimals(quantity.value, limit) <= 0)) return undefined;
  return overLimit(ErrorReason.MAX_POSITION_EXCEEDED, "with this order the position", {
    limit: formatDecimal(limit),
    value,
  });
};
