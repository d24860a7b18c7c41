import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import { isOpenOrder } from "../domain/order/order-transitions.ts";
import { encodeOrder } from "./stored-messages.ts";

/** What an append says of an order that it changed. */
export interface OrderUpdate {
  /** As it is after the append. */
  readonly order: Order;
  /** Digest of the spec it was placed with, 16 hexadecimal digits. It never changes. */
  readonly specHash: string;
}

/** An order as the index keeps it: its newest state, and all that is searched by. */
export interface OrderRow {
  readonly sessionId: string;
  /** Number of the order within its session, from 1. */
  readonly orderNumber: bigint;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly isOpen: boolean;
  readonly specHash: string;
  /** The message in binary form. */
  readonly order: Uint8Array;
}

/** What is kept of the ids of an order, so that none can be used for another. */
export type OrderIdentity = Pick<OrderRow, "orderNumber" | "clientOrderId" | "specHash">;

/** Names an order of a session: by its number, or as the bot wrote it. */
export type OrderName = { readonly orderNumber: bigint } | { readonly clientOrderId: string };

/** Which orders of a session to list: newest first. */
export interface OrderQuery {
  /** Only orders with a lower number. */
  readonly before?: bigint;
  readonly openOnly: boolean;
  /** Only orders of this symbol; empty for all. */
  readonly symbol: string;
  /** At most this many, at least 1. */
  readonly limit: number;
}

/** The row of an order. */
export function orderRow(sessionId: string, { order, specHash }: OrderUpdate): OrderRow {
  return {
    sessionId,
    orderNumber: BigInt(order.orderId),
    clientOrderId: order.clientOrderId,
    symbol: order.spec?.symbol ?? "",
    isOpen: isOpenOrder(order.state),
    specHash,
    order: encodeOrder(order),
  };
}
