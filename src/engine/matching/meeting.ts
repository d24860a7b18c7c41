/** One order meets one price of a row: what is the same whatever path the bar takes. */
import { OrderStateReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Execution, Venue } from "../execution.ts";
import type { OrderBook } from "../orders/order-book.ts";
import type { OrderLife } from "../orders/order-life.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import type { Entry } from "./entry-window.ts";
import type { Offer } from "./price-rules.ts";

/** What matching works with. */
export interface MatchingParts {
  readonly book: OrderBook;
  readonly life: OrderLife;
  readonly execution: Execution;
  /** Whether only what reduces a position may be filled. */
  readonly onlyReduces: () => boolean;
}

/** Whether an order can be filled by a bar at its open, or by a tick. */
export function canMeetOpen(order: WorkingOrder, view: BarView): boolean {
  if (!order.isAtWork) return false;
  if (order.expireNs !== undefined && order.expireNs <= view.openNs) return false;
  return order.activeNs === undefined || order.activeNs <= view.openNs;
}

/** Whether an order can be filled by a bar after its open: it must stand until the bar's end. */
export function canMeetRest(order: WorkingOrder, view: BarView): boolean {
  return canMeetOpen(order, view) && standsUntilEnd(order, view);
}

/** Whether the time in force of an order lasts as long as a bar. */
export function standsUntilEnd(order: WorkingOrder, view: BarView): boolean {
  return order.expireNs === undefined || order.expireNs >= view.knownNs;
}

/** The meetings of orders and prices. */
export class Meeting {
  readonly parts: MatchingParts;

  constructor(parts: MatchingParts) {
    this.parts = parts;
  }

  /**
   * Fills an order at an offer, or notes that it was triggered. `offerOf` may trigger the order.
   * Returns the entry where something was filled.
   */
  meet(
    order: WorkingOrder,
    view: BarView,
    timeNs: Instant,
    offerOf: () => Offer | undefined,
  ): Entry | undefined {
    const { execution, life } = this.parts;
    const wasTriggered = order.isTriggered;
    const before = order.filledLots;
    const offer = offerOf();
    if (offer !== undefined) {
      if (offer.takes && order.spec.postOnly && !order.hasRested) {
        life.end(order, "Reject", OrderStateReason.POST_ONLY, timeNs);
        return undefined;
      }
      execution.fill(order, offer, this.venue(view, timeNs));
    }
    if (!wasTriggered && order.isTriggered && order.triggerNs === undefined && order.isOpen) {
      life.trigger(order, timeNs);
    }
    const lots = order.filledLots - before;
    if (offer === undefined || lots === 0) return undefined;
    return { order, price: offer.price * order.sign, lots, reason: offer.reason };
  }

  /** After the first moment of an order: what is not to rest ends. */
  endMoment(order: WorkingOrder, timeNs: Instant): void {
    if (!order.isOpen || order.waitsForTrigger) return;
    if (order.isImmediate) {
      const reason = OrderStateReason.NOT_FILLED_AT_ONCE;
      this.parts.life.end(order, "Cancel", reason, timeNs);
    } else order.hasRested = true;
  }

  /** Where an order is filled by a row. */
  venue(view: BarView, timeNs: Instant): Venue {
    const { symbol, rules } = view;
    const valuedAt = rules.flags.buyingPowerAtBarClose ? view.side(1).close : undefined;
    return { symbol, rules, timeNs, valuedAt, onlyReduces: this.parts.onlyReduces() };
  }
}

/** Whether an order is filled at the close of a bar and at no other price of it. */
export function waitsForClose(order: WorkingOrder, view: BarView): boolean {
  return order.type === OrderType.MARKET && !order.takesNextOpen && !view.isTick;
}
