import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { PreTradeCheck } from "./pre-trade-check.ts";

/** A session has no more orders in its life than the server allows. */
export const maxOrders: PreTradeCheck = ({ order, view, limits: { orders } }) => {
  if (orders === undefined || order.replaces !== undefined || view.ordersPlaced < orders) {
    return undefined;
  }
  return {
    reason: ErrorReason.ORDER_LIMIT_EXCEEDED,
    message: `the session has had its ${orders} orders`,
    metadata: { limit: `${orders}` },
  };
};
