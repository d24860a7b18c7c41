/**
 * At which price, and why, a row of market data fills an order. All prices here are turned to the
 * order's side (see `bar-view.ts`): more is worse for it.
 */
import { FillReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView, SidePrices } from "./bar-view.ts";
import { raiseTrail } from "./trailing-stop.ts";

/** A price that an order can have. */
export interface Offer {
  /** Turned to the order's side. */
  readonly price: number;
  readonly reason: FillReason;
  /** Whether it takes what is there; otherwise the order rested. */
  readonly takes: boolean;
}

/**
 * The part of a bar in which an order is at work. After an entry within the bar it may hold less
 * than the bar: what is in doubt is counted in or left out by the path.
 */
export interface Window {
  /** Price at which the order begins to wait. */
  readonly from: number;
  /** Lowest price that counts. */
  readonly best: number;
  /** Highest price that counts. */
  readonly worst: number;
  readonly close: number;
  /** Whether a lowest price may be taken to have come after a trigger. */
  readonly isKind: boolean;
}

/** What the first price of a row gives: a bar's open, or a tick. Moves trailing stops. */
export function offerAtOpen(order: WorkingOrder, view: BarView): Offer | undefined {
  const { open } = view.side(order.sign);
  const offer = openOffer(order, view, open);
  if (order.type === OrderType.TRAILING_STOP && order.waitsForTrigger) raiseTrail(order, open);
  return offer;
}

function openOffer(order: WorkingOrder, view: BarView, open: number): Offer | undefined {
  if (!order.waitsForTrigger) {
    return order.hasLimit ? limitAtOpen(order, view, open) : takerAtOpen(order, view, open);
  }
  const trigger = turned(order, order.trigger);
  if (trigger === undefined) return undefined;
  if (isStopOfPreviousClose(order, view)) return stopFromPreviousClose(order, view, trigger);
  if (open < trigger) return undefined;
  order.isTriggered = true;
  if (view.rules.flags.stopLimitAtTrigger && order.hasLimit) {
    return stopLimitAtTrigger(order, view, trigger);
  }
  const price = view.rules.gapsToOpen || view.isTick ? open : trigger;
  const reason = view.isTick
    ? tickReason(view)
    : open > trigger && view.rules.gapsToOpen
      ? FillReason.GAP_OPEN
      : FillReason.STOP_TRIGGER;
  const limit = turned(order, order.limit);
  return limit !== undefined && price > limit ? undefined : { price, reason, takes: true };
}

function takerAtOpen(order: WorkingOrder, view: BarView, price: number): Offer {
  if (view.isTick) return { price, reason: tickReason(view), takes: true };
  const isRest = order.wasCapped && order.filledLots > 0;
  const reason = isRest ? FillReason.LATER_OPEN : FillReason.NEXT_OPEN;
  return { price, reason, takes: true };
}

/** A bar that opens beyond a limit fills at its open; a tick fills a resting order at its limit. */
function limitAtOpen(order: WorkingOrder, view: BarView, open: number): Offer | undefined {
  const limit = turned(order, order.limit) ?? 0;
  if (view.isTick && !order.hasRested) {
    return open > limit ? undefined : { price: open, reason: tickReason(view), takes: true };
  }
  if (view.isTick) return atLimit(limit, open, view.penetration);
  if (open < limit) {
    return { price: open, reason: FillReason.LIMIT_IMPROVED, takes: !order.hasRested };
  }
  return atLimit(limit, open, view.penetration);
}

function atLimit(limit: number, best: number, penetration: number): Offer | undefined {
  if (best > limit - penetration) return undefined;
  const reason = best < limit ? FillReason.LIMIT_PENETRATION : FillReason.LIMIT_TOUCH;
  return { price: limit, reason, takes: false };
}

/** What a bar gives after its open, or after the order came to work within it. */
export function offerWithin(order: WorkingOrder, view: BarView, window: Window): Offer | undefined {
  if (order.type === OrderType.TRAILING_STOP && order.waitsForTrigger) {
    return trailingWithin(order, window);
  }
  const limit = turned(order, order.limit);
  if (!order.waitsForTrigger) {
    if (limit === undefined) return undefined;
    if (window.from < limit) {
      return { price: window.from, reason: FillReason.LIMIT_IMPROVED, takes: true };
    }
    return atLimit(limit, window.best, view.penetration);
  }
  const trigger = turned(order, order.trigger);
  if (trigger === undefined || Math.max(window.from, window.worst) < trigger) return undefined;
  order.isTriggered = true;
  if (view.rules.flags.stopLimitAtTrigger && limit !== undefined) {
    return stopLimitAtTrigger(order, view, trigger);
  }
  const price = Math.max(window.from, trigger);
  if (limit === undefined || price <= limit) {
    return { price, reason: FillReason.STOP_TRIGGER, takes: true };
  }
  // The price rose to the trigger: whether it fell to the limit after that, only the close proves.
  return atLimit(limit, window.isKind ? window.best : window.close, view.penetration);
}

/**
 * The trigger as it stood is met first. A better price then pulls the trigger after it, and the
 * close proves whether the price came back to it.
 */
function trailingWithin(order: WorkingOrder, window: Window): Offer | undefined {
  const before = turned(order, order.trigger);
  const isMet = before !== undefined && window.worst >= before;
  if (isMet && !window.isKind) return trailingOffer(order, Math.max(window.from, before));
  raiseTrail(order, window.best);
  const after = turned(order, order.trigger);
  if (after === undefined || (!isMet && window.close < after)) return undefined;
  return trailingOffer(order, after);
}

function trailingOffer(order: WorkingOrder, price: number): Offer {
  order.isTriggered = true;
  return { price, reason: FillReason.STOP_TRIGGER, takes: true };
}

/** See `ProfileFlags.stopsFromPreviousClose`. */
function isStopOfPreviousClose(order: WorkingOrder, { rules }: BarView): boolean {
  const isStop = order.type === OrderType.STOP && order.parent === 0;
  return isStop && rules.flags.stopsFromPreviousClose && rules.sameClose;
}

function stopFromPreviousClose(
  order: WorkingOrder,
  view: BarView,
  trigger: number,
): Offer | undefined {
  if (view.side(order.sign).worst < trigger) return undefined;
  order.isTriggered = true;
  const { previousClose, symbol } = view;
  const before = Number.isNaN(previousClose)
    ? trigger
    : symbol.units.dataPrice(previousClose) * order.sign;
  const reason = before > trigger ? FillReason.GAP_OPEN : FillReason.STOP_TRIGGER;
  return { price: Math.max(before, trigger), reason, takes: true };
}

/** See `ProfileFlags.stopLimitAtTrigger`. */
function stopLimitAtTrigger(
  order: WorkingOrder,
  view: BarView,
  trigger: number,
): Offer | undefined {
  const limit = turned(order, order.limit) ?? trigger;
  if (limit <= trigger || view.side(order.sign).best > limit) return undefined;
  return { price: trigger, reason: FillReason.STOP_TRIGGER, takes: true };
}

/** A price on the order's side; undefined where there is none. */
export function turned(order: WorkingOrder, price: number | undefined): number | undefined {
  return price === undefined ? undefined : price * order.sign;
}

/** The whole of a bar after its open. */
export function wholeBar(prices: Readonly<SidePrices>, isKind: boolean): Window {
  const { open, best, worst, close } = prices;
  return { from: open, best, worst, close, isKind };
}

function tickReason(view: BarView): FillReason {
  return view.isQuote ? FillReason.QUOTE : FillReason.TRADE;
}
