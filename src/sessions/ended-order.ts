/** Refusals about orders that ended so long ago that only the store knows how. */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Order, OrderStateSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import { reasonName } from "../domain/rejection.ts";

const notOpen = reasonName(ErrorReason.ORDER_NOT_OPEN);

/** The number of the order whose state a refusal does not tell; undefined where nothing lacks. */
export function orderWithoutState(refusal: {
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
}): bigint | undefined {
  const { order_id, order_state } = refusal.metadata;
  if (refusal.reason !== notOpen || order_state || !order_id) return undefined;
  return BigInt(order_id);
}

/** The metadata of the refusal with what the order tells. */
export function withState<T extends { readonly metadata: Readonly<Record<string, string>> }>(
  refusal: T,
  { state, clientOrderId }: Order,
): Pick<T, "metadata"> {
  const told = { client_order_id: clientOrderId, order_state: enumName(OrderStateSchema, state) };
  return { metadata: { ...refusal.metadata, ...told } };
}
