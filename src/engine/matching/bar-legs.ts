/**
 * A bar that is taken to have visited its prices in a known order: it is walked leg by leg, and
 * orders are filled in the order in which the price comes to them. All prices are turned to the
 * side of the order (see `bar-view.ts`).
 */
import { IntrabarPath } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { FillReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import type { Entry } from "./entry-window.ts";
import { canMeetRest, type Meeting, standsUntilEnd, waitsForClose } from "./meeting.ts";
import { type Offer, turned } from "./price-rules.ts";
import { raiseTrail } from "./trailing-stop.ts";

/** Where the price is on its way, as each side sees it. */
interface Walk {
  buy: number;
  sell: number;
}

/** Fills what the bar reaches after its open. Returns the entries, in order. */
export function matchLegs(meeting: Meeting, view: BarView, path: IntrabarPath): readonly Entry[] {
  const { book, life } = meeting.parts;
  const entries: Entry[] = [];
  life.takeReleased();
  const waiting = book
    .ofSymbol(view.symbol.index)
    .filter((order) => canMeetRest(order, view) && !waitsForClose(order, view));
  const points = pointsOf(view, path);
  const walk: Walk = { buy: view.side(1).open, sell: view.side(-1).open };
  const done = new Set<WorkingOrder>();
  for (const target of points) {
    for (;;) {
      const next = nearest(waiting, done, view, walk, target);
      if (next === undefined) break;
      moveTo(walk, next, target);
      const entry = meetOn(meeting, next, view);
      if (next.isFillable) done.add(next.order);
      if (entry !== undefined) entries.push(entry);
      for (const child of life.takeReleased()) {
        if (standsUntilEnd(child, view)) waiting.push(child);
      }
    }
    for (const order of waiting) {
      const isTrailing = order.type === OrderType.TRAILING_STOP && order.waitsForTrigger;
      if (isTrailing && order.isAtWork) raiseTrail(order, sideOf(target, order));
    }
    walk.buy = target.buy;
    walk.sell = target.sell;
  }
  return entries;
}

/** An order that the price comes to on a leg. */
interface Arrival {
  readonly order: WorkingOrder;
  readonly price: number;
  readonly distance: number;
  /** Whether it is filled there; otherwise a stop-limit order begins to rest there. */
  readonly isFillable: boolean;
}

function nearest(
  waiting: readonly WorkingOrder[],
  done: ReadonlySet<WorkingOrder>,
  view: BarView,
  walk: Walk,
  target: Walk,
): Arrival | undefined {
  let found: Arrival | undefined;
  for (const order of waiting) {
    if (!order.isAtWork || done.has(order)) continue;
    const arrival = arrivalOf(order, view, sideOf(walk, order), sideOf(target, order));
    if (arrival === undefined) continue;
    const isNearer = found === undefined || arrival.distance < found.distance;
    const isEarlier = arrival.distance === found?.distance && order.place < found.order.place;
    if (isNearer || isEarlier) found = arrival;
  }
  return found;
}

function arrivalOf(
  order: WorkingOrder,
  view: BarView,
  from: number,
  to: number,
): Arrival | undefined {
  const limit = turned(order, order.limit);
  if (order.waitsForTrigger) {
    const trigger = turned(order, order.trigger);
    if (trigger === undefined || Math.max(from, to) < trigger) return undefined;
    const price = Math.max(from, trigger);
    const isFillable = limit === undefined || price <= limit;
    return { order, price, distance: price - from, isFillable };
  }
  if (limit === undefined) return undefined;
  if (from < limit) return { order, price: from, distance: 0, isFillable: true };
  if (to > limit - view.penetration) return undefined;
  return { order, price: limit, distance: from - limit, isFillable: true };
}

function meetOn(meeting: Meeting, arrival: Arrival, view: BarView): Entry | undefined {
  const { order, isFillable } = arrival;
  const entry = meeting.meet(order, view, view.knownNs, () => {
    const wasTriggered = !order.waitsForTrigger;
    if (!wasTriggered) order.isTriggered = true;
    return isFillable ? offerOf(arrival, wasTriggered, view) : undefined;
  });
  if (order.isTriggered) meeting.endMoment(order, view.knownNs);
  return entry;
}

function offerOf({ order, price }: Arrival, wasTriggered: boolean, view: BarView): Offer {
  if (!wasTriggered) return { price, reason: FillReason.STOP_TRIGGER, takes: true };
  const limit = turned(order, order.limit) ?? price;
  if (price < limit) return { price, reason: FillReason.LIMIT_IMPROVED, takes: true };
  const isThrough = view.side(order.sign).best < limit;
  const reason = isThrough ? FillReason.LIMIT_PENETRATION : FillReason.LIMIT_TOUCH;
  return { price, reason, takes: false };
}

/** The price came to an order: the other side has it no farther than its own leg goes. */
function moveTo(walk: Walk, { order, price }: Arrival, target: Walk): void {
  const other = order.sign > 0 ? "sell" : "buy";
  const low = Math.min(walk[other], target[other]);
  const high = Math.max(walk[other], target[other]);
  walk[other] = Math.min(high, Math.max(low, -price));
  walk[order.sign > 0 ? "buy" : "sell"] = price;
}

function sideOf(walk: Walk, order: WorkingOrder): number {
  return order.sign > 0 ? walk.buy : walk.sell;
}

/** The prices after the open. Where both extremes are equally near, the high comes first. */
function pointsOf(view: BarView, path: IntrabarPath): readonly Walk[] {
  const buy = view.side(1);
  const sell = view.side(-1);
  const isHighNearer = buy.worst - buy.open <= buy.open - buy.best;
  const highFirst =
    path === IntrabarPath.HIGH_FIRST || (path === IntrabarPath.NEARER_FIRST && isHighNearer);
  const high = { buy: buy.worst, sell: sell.best };
  const low = { buy: buy.best, sell: sell.worst };
  const close = { buy: buy.close, sell: sell.close };
  return highFirst ? [high, low, close] : [low, high, close];
}
