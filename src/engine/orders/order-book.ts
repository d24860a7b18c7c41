/** The open orders of a session, and those that ended since their records were taken. */
import type { WorkingOrder } from "./working-order.ts";

/**
 * The book. Wherever it goes through all orders it does so by their numbers, through those of a
 * symbol by their places in the queue.
 */
export class OrderBook {
  readonly #open: WorkingOrder[] = [];
  readonly #bySymbol: WorkingOrder[][];
  readonly #byNumber = new Map<number, WorkingOrder>();
  readonly #byClientId = new Map<string, WorkingOrder>();
  #ended: WorkingOrder[] = [];
  #lastPlace = 0;

  constructor(symbols: number) {
    this.#bySymbol = Array.from({ length: symbols }, () => []);
  }

  /** How many are open. */
  get size(): number {
    return this.#open.length;
  }

  /** The open orders. */
  get open(): readonly WorkingOrder[] {
    return this.#open;
  }

  /** Those of a symbol, as they change: copy it where fills come of what is done. */
  ofSymbol(symbol: number): readonly WorkingOrder[] {
    return this.#bySymbol[symbol] ?? [];
  }

  /** An order that is open, or ended since `forgetEnded`. */
  byNumber(number: number): WorkingOrder | undefined {
    return this.#byNumber.get(number);
  }

  /** An order that is open, or ended since `forgetEnded`. */
  byClientId(clientOrderId: string): WorkingOrder | undefined {
    return this.#byClientId.get(clientOrderId);
  }

  /** The open children of an order. */
  childrenOf(parent: WorkingOrder): readonly WorkingOrder[] {
    return this.ofSymbol(parent.symbol).filter((order) => order.parent === parent.number);
  }

  /** The other open orders that exclude an order: those of its group, symbol and side. */
  siblingsOf(order: WorkingOrder): readonly WorkingOrder[] {
    const group = order.spec.ocoGroup;
    if (group === "") return [];
    return this.ofSymbol(order.symbol).filter(
      (other) => other !== order && other.sign === order.sign && other.spec.ocoGroup === group,
    );
  }

  /** Adds an order with the highest number so far at the end of the queue. */
  add(order: WorkingOrder): void {
    this.#open.push(order);
    this.#join(order);
    this.#byNumber.set(order.number, order);
    if (order.clientOrderId !== "") this.#byClientId.set(order.clientOrderId, order);
  }

  /** The open orders by their places: the first is filled first. */
  queue(): readonly WorkingOrder[] {
    return this.#open.toSorted((a, b) => a.place - b.place);
  }

  /** Fills an empty book with open orders, given by their places. */
  restore(queue: readonly WorkingOrder[]): void {
    for (const order of queue.toSorted((a, b) => a.number - b.number)) this.add(order);
    for (const order of queue) this.requeue(order);
  }

  /** Takes an order that ended out; it can be found until `forgetEnded`. */
  remove(order: WorkingOrder): void {
    takeOut(this.#open, order, ({ number }) => number);
    this.#leave(order);
    this.#ended.push(order);
  }

  /** Sends an order to the end of the queue. */
  requeue(order: WorkingOrder): void {
    this.#leave(order);
    this.#join(order);
  }

  /** The orders that ended at a barrier. */
  endedAt(barrier: number): readonly WorkingOrder[] {
    return this.#ended.filter((order) => order.updated.barrier === barrier);
  }

  /** Knows an order that has ended; for going on from a state. */
  addEnded(order: WorkingOrder): void {
    this.#ended.push(order);
    this.#byNumber.set(order.number, order);
    if (order.clientOrderId !== "") this.#byClientId.set(order.clientOrderId, order);
  }

  /** Forgets what ended before a barrier: at it, orders may still name it as their parent. */
  forgetEnded(barrier: number): void {
    const kept = this.endedAt(barrier);
    for (const order of this.#ended) {
      if (order.updated.barrier === barrier) continue;
      this.#byNumber.delete(order.number);
      if (order.clientOrderId !== "") this.#byClientId.delete(order.clientOrderId);
    }
    this.#ended = [...kept];
  }

  #join(order: WorkingOrder): void {
    this.#lastPlace += 1;
    order.place = this.#lastPlace;
    this.#bySymbol[order.symbol]?.push(order);
  }

  #leave(order: WorkingOrder): void {
    takeOut(this.#bySymbol[order.symbol] ?? [], order, ({ place }) => place);
  }
}

/** Orders ascend by their keys, so a binary search finds one. */
function takeOut(
  orders: WorkingOrder[],
  order: WorkingOrder,
  keyOf: (order: WorkingOrder) => number,
): void {
  const key = keyOf(order);
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = orders[middle];
    if (other !== undefined && keyOf(other) < key) low = middle + 1;
    else high = middle;
  }
  if (orders[low] === order) orders.splice(low, 1);
}
