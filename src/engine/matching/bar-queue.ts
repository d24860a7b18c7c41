/**
 * A bar that is shown to the orders one after the other, each seeing all of it before the next. See
 * `ProfileFlags.closingOrdersFirst` and `ProfileFlags.childrenAfterMarketOnly`.
 */
import { FillReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { OrderBook } from "../orders/order-book.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import type { Entry } from "./entry-window.ts";
import { canMeetOpen, type Meeting, standsUntilEnd, waitsForClose } from "./meeting.ts";
import { offerAtOpen, offerWithin, turned, wholeBar } from "./price-rules.ts";

/** Fills what the bar reaches. Returns the entries, in order. */
export function matchQueue(meeting: Meeting, view: BarView): readonly Entry[] {
  const { book, life } = meeting.parts;
  const entries: Entry[] = [];
  let round = book.ofSymbol(view.symbol.index).filter((order) => canMeetOpen(order, view));
  life.takeReleased();
  while (round.length > 0) {
    const next: WorkingOrder[] = [];
    for (const order of inQueue(round)) {
      if (!order.isAtWork) continue;
      const entry = meetBar(meeting, order, view);
      meeting.endMoment(order, view.openNs);
      if (entry === undefined) continue;
      entries.push(entry);
      for (const child of life.takeReleased()) {
        if (isShown(child, entry, view, book)) next.push(child);
      }
    }
    round = next;
  }
  return entries;
}

function meetBar(meeting: Meeting, order: WorkingOrder, view: BarView): Entry | undefined {
  if (waitsForClose(order, view)) return meetPreviousClose(meeting, order, view);
  const wasTriggered = order.isTriggered;
  const atOpen = meeting.meet(order, view, view.openNs, () => offerAtOpen(order, view));
  if (atOpen !== undefined || !order.isAtWork || !standsUntilEnd(order, view)) return atOpen;
  // A stop-limit order that the open triggered has been judged over the whole bar already.
  const { stopLimitAtTrigger } = view.rules.flags;
  if (stopLimitAtTrigger && order.isTriggered && !wasTriggered) return undefined;
  return meeting.meet(order, view, view.knownNs, () =>
    offerWithin(order, view, wholeBar(view.side(order.sign), false)),
  );
}

/** See `ProfileFlags.sameCloseWithNextBar`. */
function meetPreviousClose(
  meeting: Meeting,
  order: WorkingOrder,
  view: BarView,
): Entry | undefined {
  const { previousClose, previousNs, symbol } = view;
  if (Number.isNaN(previousClose)) return undefined;
  const price = symbol.units.dataPrice(previousClose) * order.sign;
  const offer = { price, reason: FillReason.SAME_CLOSE, takes: true };
  return meeting.meet(order, view, previousNs, () => offer);
}

function inQueue(orders: readonly WorkingOrder[]): readonly WorkingOrder[] {
  const front = orders.filter(isClosing).toReversed();
  return [...front, ...orders.filter((order) => !isClosing(order))];
}

function isClosing({ spec, type, parent }: WorkingOrder): boolean {
  const isExit = spec.reduceOnly && type === OrderType.MARKET;
  return isExit || (parent !== 0 && type >= OrderType.STOP);
}

/** Whether a bar is shown to an order that a fill of the bar set to work. */
function isShown(child: WorkingOrder, entry: Entry, view: BarView, book: OrderBook): boolean {
  if (!standsUntilEnd(child, view)) return false;
  if (!view.rules.flags.childrenAfterMarketOnly) return true;
  const { order } = entry;
  if (order.type === OrderType.MARKET) return true;
  if (order.type !== OrderType.STOP) return false;
  const others = book.childrenOf(order);
  const isStopped = others.some((other) => {
    const trigger = turned(other, other.trigger);
    return trigger !== undefined && view.side(other.sign).worst >= trigger;
  });
  const limit = turned(child, child.limit);
  return limit !== undefined && view.side(child.sign).best <= limit && !isStopped;
}
