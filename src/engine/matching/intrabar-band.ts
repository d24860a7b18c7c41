/**
 * What the result hangs on where bars do not say in which order prices came: for each bar that
 * could have gone two ways, the money that the worse and the better way would have brought instead.
 *
 * First order: what the strategy did is left as it is, each bar stands for itself, of several
 * doubts in one bar the largest counts, and commission is left out.
 */

import { OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Money } from "../../domain/money.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import { type Entry, windowAfter } from "./entry-window.ts";
import { turned } from "./price-rules.ts";

/** The band. */
export class IntrabarBandTally {
  /** Bars that could have gone two ways. */
  ambiguousBars = 0;
  /** What the worse ways would have brought: 0 or less. */
  worse: Money = 0n;
  /** What the better ways would have brought: 0 or more. */
  better: Money = 0n;

  /**
   * Takes in the fills within a bar. `orders` are those of the symbol that were open before it,
   * HELD ones too.
   */
  observe(view: BarView, orders: readonly WorkingOrder[], entries: readonly Entry[]): void {
    let [isAmbiguous, worst, best] = [false, 0n, 0n];
    for (const entry of entries) {
      for (const gain of gainsOf(entry, entries, orders, view)) {
        isAmbiguous = true;
        if (gain < worst) worst = gain;
        if (gain > best) best = gain;
      }
    }
    if (!isAmbiguous) return;
    this.ambiguousBars += 1;
    this.worse += worst;
    this.better += best;
  }
}

/** What other ways of the bar would have brought more (or less) than an entry. */
function* gainsOf(
  entry: Entry,
  entries: readonly Entry[],
  orders: readonly WorkingOrder[],
  view: BarView,
): Generator<Money> {
  const { order, lots } = entry;
  const { units } = view.symbol;
  const price = entry.price * order.sign;
  for (const other of orders) {
    if (other === order) continue;
    const reached = priceReached(other, view);
    if (reached === undefined) continue;
    const { ocoGroup } = other.spec;
    if (ocoGroup !== "" && ocoGroup === order.spec.ocoGroup && other.sign === order.sign) {
      yield units.value(price - reached, lots);
    }
    const isLeft = other.parent === order.number && !entries.some((one) => one.order === other);
    if (isLeft && !isDoneInGroup(other, entries)) {
      const held = view.side(other.sign).close;
      yield units.value(held - reached, Math.min(lots, other.lots));
    }
  }
  const parent = entries.find((one) => one.order.number === order.parent);
  if (parent === undefined || isProven(entry, parent, view)) return;
  yield units.value(price - view.side(order.sign).close, lots);
}

/** Whether another order of its group was filled in the bar: then that is the doubt. */
function isDoneInGroup(order: WorkingOrder, entries: readonly Entry[]): boolean {
  const { ocoGroup } = order.spec;
  return ocoGroup !== "" && entries.some((entry) => entry.order.spec.ocoGroup === ocoGroup);
}

/** The price at which a bar could fill an order, turned to its side; undefined for none. */
function priceReached(order: WorkingOrder, view: BarView): number | undefined {
  const { open, best, worst } = view.side(order.sign);
  if (order.type >= OrderType.STOP) {
    const trigger = turned(order, order.trigger);
    return trigger === undefined || worst < trigger ? undefined : Math.max(open, trigger);
  }
  const limit = turned(order, order.limit);
  if (limit === undefined || best > limit - view.penetration) return undefined;
  return Math.min(open, limit);
}

/** Whether the price must have come to an exit after the entry that it hangs on. */
function isProven({ order }: Entry, parent: Entry, view: BarView): boolean {
  if (order.type >= OrderType.STOP) {
    const trigger = turned(order, order.trigger) ?? 0;
    return windowAfter(parent, order, view, true).worst >= trigger;
  }
  const limit = turned(order, order.limit) ?? 0;
  return windowAfter(parent, order, view, false).best <= limit - view.penetration;
}
