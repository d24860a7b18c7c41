/** What happens to orders by time alone: they arrive, are replaced, canceled, and expire. */
import { OrderStateReason, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { instantOf } from "../domain/timestamp.ts";
import type { OrderBook } from "./orders/order-book.ts";
import type { OrderLife } from "./orders/order-life.ts";
import type { OrderMoves } from "./orders/order-moves.ts";
import type { WorkingOrder } from "./orders/working-order.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** The events that are due by time. */
export class DueEvents {
  readonly #book: OrderBook;
  readonly #life: OrderLife;
  readonly #moves: OrderMoves;
  /** The earliest due instant of all open orders; undefined when none is due ever. */
  #nextNs: Instant | undefined;
  #isNextKnown = false;

  constructor(book: OrderBook, life: OrderLife, moves: OrderMoves) {
    this.#book = book;
    this.#life = life;
    this.#moves = moves;
  }

  /** To be told when an order was added, or something of it was put on its way. */
  noteChange(): void {
    this.#isNextKnown = false;
  }

  /** Does what is due up to an instant, this one included, by time and number. */
  settle(untilNs: Instant): void {
    for (;;) {
      if (!this.#isNextKnown) this.#findNext();
      const next = this.#nextNs;
      if (next === undefined || next > untilNs) return;
      for (const order of [...this.#book.open]) {
        if (order.isOpen && dueOf(order) === next) this.#settleOrder(order, next);
      }
      this.#isNextKnown = false;
    }
  }

  #findNext(): void {
    this.#nextNs = undefined;
    this.#isNextKnown = true;
    for (const order of this.#book.open) {
      const due = dueOf(order);
      if (due === undefined) continue;
      if (this.#nextNs === undefined || due < this.#nextNs) this.#nextNs = due;
    }
  }

  #settleOrder(order: WorkingOrder, now: Instant): void {
    if (order.expireNs === now) this.#expire(order, now);
    else if (order.isOnItsWay && order.activeNs === now) this.#life.arrive(order, now);
    else if (order.replacement?.arriveNs === now) this.#moves.replace(order, now);
    else if (order.cancelNs === now) {
      this.#life.end(order, "Cancel", OrderStateReason.REQUESTED, now);
    }
  }

  #expire(order: WorkingOrder, now: Instant): void {
    if (order.isImmediate) {
      this.#life.end(order, "Cancel", OrderStateReason.NOT_FILLED_AT_ONCE, now);
    } else this.#life.end(order, "Expire", OrderStateReason.TIME_IN_FORCE, now);
  }
}

/** When something is due of an order; undefined for never. */
function dueOf(order: WorkingOrder): Instant | undefined {
  let due = order.expireNs;
  const arrival = order.isOnItsWay ? order.activeNs : undefined;
  for (const other of [arrival, order.replacement?.arriveNs, order.cancelNs]) {
    if (other !== undefined && (due === undefined || other < due)) due = other;
  }
  return due;
}

/**
 * When the time in force of an order ends that is placed at an instant; undefined for never. A DAY
 * order ends with the trading session that the instant lies in, or with the next one; so does an
 * IOC or FOK that waits for nothing but a price, where there is none: its moment is not years away.
 */
export function expiryOf(
  order: WorkingOrder,
  { instrument }: TradedSymbol,
  nowNs: Instant,
): Instant | undefined {
  const { timeInForce, expireTime } = order.spec;
  if (timeInForce === TimeInForce.GTD && expireTime !== undefined) return instantOf(expireTime);
  const isOfMoment = order.isImmediate && order.parent === 0 && !order.waitsForTrigger;
  if (timeInForce !== TimeInForce.DAY && !isOfMoment) return undefined;
  const { calendar } = instrument;
  const running = calendar.sessionAt(nowNs);
  if (running !== undefined) return running.closeNs;
  const openNs = calendar.nextOpen(nowNs);
  return openNs === undefined ? undefined : calendar.sessionAt(openNs)?.closeNs;
}
