/** What changes an order, and what that does to the orders that hang on it. */
import { OrderState, OrderStateReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Journal } from "../journal.ts";
import { raiseTrail } from "../matching/trailing-stop.ts";
import type { SessionClock } from "../session-clock.ts";
import type { OrderBook } from "./order-book.ts";
import type { WorkingOrder } from "./working-order.ts";

/** A fill, for the orders that hang on the one that was filled. */
export interface FilledPart {
  readonly lots: number;
  /** In price units. */
  readonly price: number;
  readonly timeNs: Instant;
}

/** The life of the orders of a session. */
export class OrderLife {
  readonly #book: OrderBook;
  readonly #journal: Journal;
  readonly #clock: SessionClock;
  #released: WorkingOrder[] = [];

  constructor(book: OrderBook, journal: Journal, clock: SessionClock) {
    this.#book = book;
    this.#journal = journal;
    this.#clock = clock;
  }

  /** The orders that a parent's fill set to work since they were taken last. */
  takeReleased(): readonly WorkingOrder[] {
    const released = this.#released;
    if (released.length > 0) this.#released = [];
    return released;
  }

  /** The latency of a new order passed. */
  arrive(order: WorkingOrder, timeNs: Instant | undefined): void {
    const waits = order.parent !== 0 && order.released === 0;
    order.move(waits ? "Hold" : "Arrive", OrderStateReason.ARRIVED, this.#clock.at(timeNs));
    this.#journal.orderChanged(order);
  }

  /** The price reached the trigger, and the order was not filled with it. */
  trigger(order: WorkingOrder, timeNs: Instant): void {
    order.triggerNs = timeNs;
    order.move("Trigger", OrderStateReason.TRIGGERED, this.#clock.at(timeNs));
    this.#journal.orderChanged(order);
  }

  /** Ends an order otherwise than by a fill; nothing happens to one that has ended. */
  end(
    order: WorkingOrder,
    event: "Cancel" | "Expire" | "Reject",
    reason: OrderStateReason,
    timeNs: Instant | undefined,
    message = "",
  ): void {
    if (!order.isOpen) return;
    // What has fills cannot be refused any more.
    const possible = event === "Reject" && order.filledLots > 0 ? "Cancel" : event;
    order.move(possible, reason, this.#clock.at(timeNs));
    order.message = message;
    this.#book.remove(order);
    this.#journal.orderChanged(order);
    this.#leaveChildren(order, timeNs);
  }

  /** After a fill was booked: the order, its group and its children. */
  filled(order: WorkingOrder, fill: FilledPart): void {
    const at = this.#clock.at(fill.timeNs);
    const isWhole = order.leaves === 0;
    order.move(isWhole ? "FillLast" : "Fill", OrderStateReason.FILL, at);
    if (isWhole) this.#book.remove(order);
    for (const other of this.#book.siblingsOf(order)) this.#takeOff(other, fill);
    for (const child of this.#book.childrenOf(order)) this.#release(child, fill);
    if (isWhole) this.#leaveChildren(order, fill.timeNs);
    else this.#endExhausted(order, fill.timeNs);
  }

  /**
   * A position was closed or turned round: reduce-only orders that have nothing to reduce any more
   * end, so that they do not close the next one. Those whose parent may still open one stay.
   */
  endIdleExits(symbol: number, position: number, timeNs: Instant): void {
    for (const order of [...this.#book.ofSymbol(symbol)]) {
      const isIdle = order.spec.reduceOnly && order.isAtWork && order.sign * position >= 0;
      if (!isIdle || (order.parent !== 0 && !order.parentHasEnded)) continue;
      this.end(order, "Cancel", OrderStateReason.REDUCE_ONLY, timeNs);
    }
  }

  #takeOff(order: WorkingOrder, { lots, timeNs }: FilledPart): void {
    order.released -= lots;
    // An order that is sized at its fill has no quantity to take from: it is whole, so it goes.
    const isExhausted = order.parentHasEnded && order.released <= order.filledLots;
    if (order.leaves <= lots || isExhausted) {
      this.end(order, "Cancel", OrderStateReason.OCO, timeNs);
      return;
    }
    order.resize(order.lots - lots);
    order.reason = OrderStateReason.OCO;
    order.updated = this.#clock.at(timeNs);
    this.#journal.orderChanged(order);
  }

  #release(child: WorkingOrder, { lots, price, timeNs }: FilledPart): void {
    child.released += lots;
    if (child.state !== OrderState.HELD) return;
    child.activeNs = timeNs;
    if (child.type === OrderType.TRAILING_STOP && child.trigger === undefined) {
      raiseTrail(child, price * child.sign);
    }
    child.move("Release", OrderStateReason.PARENT_FILLED, this.#clock.at(timeNs));
    this.#journal.orderChanged(child);
    this.#released.push(child);
  }

  #leaveChildren(parent: WorkingOrder, timeNs: Instant | undefined): void {
    for (const child of this.#book.childrenOf(parent)) {
      child.parentHasEnded = true;
      this.#endExhausted(child, timeNs);
    }
  }

  /** A child whose parent fills no more ends when it was filled with all that the parent gave. */
  #endExhausted(child: WorkingOrder, timeNs: Instant | undefined): void {
    if (!child.parentHasEnded || child.fillable > 0) return;
    this.end(child, "Cancel", OrderStateReason.PARENT_ENDED, timeNs);
  }
}
