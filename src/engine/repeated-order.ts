import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { OrderSpec } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { PlaceOrder } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { normaliseOrderSpec } from "../domain/order/normalise-order-spec.ts";
import { refuse } from "../domain/rejection.ts";
import { orderSpecHash } from "./order-spec-hash.ts";
import type { OrderBook } from "./orders/order-book.ts";
import type { ClientOrderIds, PlaceOutcome } from "./simulation-setup.ts";

/**
 * What becomes of a PlaceOrder whose client order id is taken; undefined for an id that is free. An
 * order that is placed again is not judged again: what was right then may be too late now.
 */
export function repeatedOrder(
  { clientOrderId, spec }: PlaceOrder,
  ids: ClientOrderIds,
  book: OrderBook,
): PlaceOutcome | undefined {
  const known = clientOrderId === "" ? undefined : ids.find(clientOrderId);
  if (known === undefined) return undefined;
  const { orderNumber, specHash } = known;
  if (spec !== undefined && hashOf(spec) === specHash) {
    const order = book.byNumber(orderNumber);
    return order === undefined
      ? { ok: true, repeats: orderNumber }
      : { ok: true, order: order.toMessage() };
  }
  return refuse({
    reason: ErrorReason.CLIENT_ORDER_ID_REUSED,
    message: `${clientOrderId} stands for order ${orderNumber}, which asks for something else`,
    metadata: { client_order_id: clientOrderId, order_id: `${orderNumber}` },
  });
}

/** The hash of a spec that may be wrong; undefined where it cannot be normalised. */
function hashOf(spec: OrderSpec): string | undefined {
  try {
    return orderSpecHash(normaliseOrderSpec(spec));
  } catch {
    return undefined;
  }
}
