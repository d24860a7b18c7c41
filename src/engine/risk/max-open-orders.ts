import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { overLimit, type PreTradeCheck } from "./pre-trade-check.ts";

/** No more than `max_open_orders` are open at once, the new one counted. */
export const maxOpenOrders: PreTradeCheck = ({ order, view, limits: { openOrders } }) => {
  const value = view.openOrders + 1;
  if (openOrders === undefined || order.replaces !== undefined || value <= openOrders) {
    return undefined;
  }
  return overLimit(ErrorReason.MAX_OPEN_ORDERS_EXCEEDED, "the number of open orders", {
    limit: `${openOrders}`,
    value: `${value}`,
  });
};
