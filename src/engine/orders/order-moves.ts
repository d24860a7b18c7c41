/** How an open order takes a replacement. */
import { OrderStateReason } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Instant } from "../../domain/instant.ts";
import type { Journal } from "../journal.ts";
import type { SessionClock } from "../session-clock.ts";
import type { OrderBook } from "./order-book.ts";
import type { OrderLife } from "./order-life.ts";
import type { Replacement, WorkingOrder } from "./working-order.ts";

/** Replacements and requests that are on their way. */
export class OrderMoves {
  readonly #book: OrderBook;
  readonly #life: OrderLife;
  readonly #journal: Journal;
  readonly #clock: SessionClock;

  constructor(book: OrderBook, life: OrderLife, journal: Journal, clock: SessionClock) {
    this.#book = book;
    this.#life = life;
    this.#journal = journal;
    this.#clock = clock;
  }

  /** A replacement is on its way from now on; it takes the place of one that was. */
  requestReplace(order: WorkingOrder, replacement: Replacement): void {
    order.move("RequestReplace", OrderStateReason.REQUESTED, this.#clock.now);
    order.replacement = replacement;
    this.#journal.orderChanged(order);
  }

  /** A cancel is on its way from now on. */
  requestCancel(order: WorkingOrder, arriveNs: Instant): void {
    order.move("RequestCancel", OrderStateReason.REQUESTED, this.#clock.now);
    order.cancelNs ??= arriveNs;
    this.#journal.orderChanged(order);
  }

  /** The replacement arrives. An order that has as much as it asks for ends. */
  replace(order: WorkingOrder, timeNs: Instant | undefined): void {
    const { replacement } = order;
    if (replacement === undefined) return;
    order.replacement = undefined;
    const { size } = replacement.spec;
    const wanted = size.case === "quantity" ? order.units.lots(size.value) : 0;
    if (size.case === "quantity" && wanted <= order.filledLots) {
      // Nothing is left of what is asked for now.
      this.#life.end(order, "Cancel", OrderStateReason.REQUESTED, timeNs);
      return;
    }
    const before = { lots: order.lots, limit: order.limit, trigger: order.trigger };
    order.takeSpec(replacement.spec);
    const isSmaller = order.lots <= before.lots;
    const isThere = order.limit === before.limit && order.trigger === before.trigger;
    // Who only asks for less keeps the place in the queue.
    if (!isSmaller || !isThere) this.#book.requeue(order);
    order.version += 1;
    order.move("Replace", OrderStateReason.REQUESTED, this.#clock.at(timeNs));
    this.#journal.orderChanged(order);
  }
}
