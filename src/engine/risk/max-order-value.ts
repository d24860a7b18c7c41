import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { formatMoney } from "../../domain/money.ts";
import { assumedPrice, overLimit, type PreTradeCheck } from "./pre-trade-check.ts";

/**
 * No order is worth more than `max_order_value` at its limit, its trigger or the last price. One
 * that cannot be valued yet is refused: a limit that nobody can measure does not hold.
 */
export const maxOrderValue: PreTradeCheck = ({ order, symbol, limits: { orderValue } }) => {
  if (orderValue === undefined) return undefined;
  const price = assumedPrice(order, symbol);
  const value = price === undefined ? undefined : symbol.units.value(price, order.lots);
  if (value !== undefined && value <= orderValue) return undefined;
  return overLimit(ErrorReason.MAX_ORDER_VALUE_EXCEEDED, "the value of the order", {
    limit: formatMoney(orderValue),
    value: value === undefined ? "" : formatMoney(value),
  });
};
