import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { compareDecimals, formatDecimal, parseDecimal } from "../../domain/decimal.ts";
import { overLimit, type PreTradeCheck } from "./pre-trade-check.ts";

/** No order is larger than `max_order_quantity`. */
export const maxOrderQuantity: PreTradeCheck = ({ order, symbol, limits: { orderQuantity } }) => {
  if (orderQuantity === undefined) return undefined;
  const value = symbol.units.quantityText(order.lots);
  const quantity = parseDecimal(value);
  if (quantity.ok && compareDecimals(quantity.value, orderQuantity) <= 0) return undefined;
  const limit = formatDecimal(orderQuantity);
  return overLimit(ErrorReason.MAX_ORDER_QUANTITY_EXCEEDED, "the quantity of the order", {
    limit,
    value,
  });
};
