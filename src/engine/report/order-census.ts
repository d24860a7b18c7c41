/** What orders came to, counted as their changes come. It keeps the open ones alone. */
import { type Fill, type Order, OrderState } from "../../../gen/ts/openbell/v1/order_pb.ts";

const finalStates: readonly OrderState[] = [
  OrderState.FILLED,
  OrderState.CANCELED,
  OrderState.EXPIRED,
  OrderState.REJECTED,
];

/** The census. */
export class OrderCensus {
  readonly #open = new Map<string, OrderState>();
  readonly #ended = new Map<OrderState, number>();

  /** An order changed otherwise than by a fill. */
  change({ orderId, state }: Order): void {
    if (finalStates.includes(state)) this.#end(orderId, state);
    else this.#open.set(orderId, state);
  }

  /** An order was filled; without a rest it has ended, and no further record says so. */
  fill({ orderId, leavesQuantity }: Fill): void {
    if (Number(leavesQuantity) === 0) this.#end(orderId, OrderState.FILLED);
    else this.#open.set(orderId, OrderState.PARTIALLY_FILLED);
  }

  /** Orders by state, ascending by the number of the state. */
  get counts(): readonly { readonly state: OrderState; readonly orders: bigint }[] {
    const counts = new Map(this.#ended);
    for (const state of this.#open.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
    return [...counts]
      .sort(([left], [right]) => left - right)
      .map(([state, orders]) => ({ state, orders: BigInt(orders) }));
  }

  /** All orders. */
  get orders(): number {
    return this.counts.reduce((sum, { orders }) => sum + Number(orders), 0);
  }

  #end(orderId: string, state: OrderState): void {
    this.#open.delete(orderId);
    this.#ended.set(state, (this.#ended.get(state) ?? 0) + 1);
  }
}
