import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { PreTradeCheck } from "./pre-trade-check.ts";

/** A reduce-only order has a position to reduce, unless a parent is to open one. */
export const nothingToReduce: PreTradeCheck = ({ order, symbol: { positionLots, units } }) => {
  if (!order.spec.reduceOnly || order.hasParent || positionLots * order.sign < 0) return undefined;
  const position_quantity = units.quantityText(positionLots);
  return {
    reason: ErrorReason.NOTHING_TO_REDUCE,
    message: `the position is ${position_quantity}: there is nothing to reduce`,
    metadata: { position_quantity },
  };
};
