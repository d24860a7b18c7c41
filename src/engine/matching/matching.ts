/**
 * Matches orders with the rows of a slice: first what the opens fill, over all symbols by the
 * places of the orders, then symbol by symbol what the rest of the bars reaches.
 */
import { IntrabarPath } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { FillReason, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { TradedSymbol } from "../traded-symbol.ts";
import { matchLegs } from "./bar-legs.ts";
import { matchQueue } from "./bar-queue.ts";
import { matchRounds } from "./bar-rounds.ts";
import type { BarView } from "./bar-view.ts";
import type { Entry } from "./entry-window.ts";
import { isWalked, type SharedFillRules } from "./fill-rules.ts";
import type { IntrabarBandTally } from "./intrabar-band.ts";
import { canMeetOpen, type MatchingParts, Meeting, waitsForClose } from "./meeting.ts";
import { offerAtOpen, turned } from "./price-rules.ts";

interface OpenCandidate {
  readonly order: WorkingOrder;
  readonly view: BarView;
}

/** The matching of a session. */
export class Matching {
  readonly #meeting: Meeting;
  readonly #rules: SharedFillRules;
  readonly #views: readonly BarView[];
  readonly #band: IntrabarBandTally;

  /** `views` are those of the symbols, in the order of the session. */
  constructor(
    parts: MatchingParts,
    rules: SharedFillRules,
    views: readonly BarView[],
    band: IntrabarBandTally,
  ) {
    this.#meeting = new Meeting(parts);
    this.#rules = rules;
    this.#views = views;
    this.#band = band;
  }

  /** Matches rows that are shown in views, at most one of each symbol. */
  match(views: readonly BarView[]): void {
    if (views.every((view) => this.#isPassedBy(view))) return;
    const { closingOrdersFirst } = this.#rules.flags;
    for (const view of views) view.markOpen();
    const opens = closingOrdersFirst ? views.filter(({ isTick }) => isTick) : views;
    const only = opens.length === 1 ? opens[0] : undefined;
    if (only === undefined) this.#matchOpens(opens);
    else this.#matchOpen(only);
    for (const view of views) {
      if (view.isTick) continue;
      if (this.#meeting.parts.book.ofSymbol(view.symbol.index).length > 0) this.#matchBar(view);
    }
  }

  /** Fills a market order at the close that was just seen, if one was. */
  fillAtLastClose(order: WorkingOrder, knownNs: bigint | undefined): void {
    const view = this.#views[order.symbol];
    if (view === undefined || view.symbol.knownNs !== knownNs) return;
    this.showLast(view.symbol);
    this.#meetClose(order, view, knownNs);
  }

  /** Shows the last row of a symbol, unless it is shown: what may be filled of it counts on. */
  showLast(symbol: TradedSymbol): void {
    const view = this.#views[symbol.index];
    const last = symbol.lastRow;
    if (view === undefined || last === undefined) return;
    if (view.batch !== last.batch || view.row !== last.row) view.show(last.batch, last.row);
  }

  /** Whether a row comes to none of its orders, as most do. */
  #isPassedBy(view: BarView): boolean {
    for (const order of this.#meeting.parts.book.ofSymbol(view.symbol.index)) {
      if (order.isAtWork && !isBeyond(order, view)) return false;
    }
    return true;
  }

  #matchOpen(view: BarView): void {
    // Chosen before any is met: what an open sets to work meets the rest of the bar.
    const orders = this.#meeting.parts.book
      .ofSymbol(view.symbol.index)
      .filter((order) => isForOpen(order, view));
    for (const order of orders) if (order.isAtWork) this.#meetOpen(order, view);
    for (const order of orders) this.#meeting.endMoment(order, view.openNs);
  }

  #meetOpen(order: WorkingOrder, view: BarView): void {
    this.#meeting.meet(order, view, view.openNs, () => offerAtOpen(order, view));
  }

  #matchOpens(views: readonly BarView[]): void {
    const candidates: OpenCandidate[] = [];
    for (const view of views) {
      for (const order of this.#meeting.parts.book.ofSymbol(view.symbol.index)) {
        if (isForOpen(order, view)) candidates.push({ order, view });
      }
    }
    candidates.sort(byTimeAndPlace);
    for (const { order, view } of candidates) if (order.isAtWork) this.#meetOpen(order, view);
    for (const { order, view } of candidates) this.#meeting.endMoment(order, view.openNs);
  }

  #matchBar(view: BarView): void {
    const { book } = this.#meeting.parts;
    if (this.#mayFill(view)) {
      const before = [...book.ofSymbol(view.symbol.index)];
      const entries = this.#entriesOf(view);
      if (entries.length > 0) this.#band.observe(view, before, entries);
    }
    if (!this.#rules.sameClose || this.#rules.flags.sameCloseWithNextBar) return;
    for (const order of [...book.ofSymbol(view.symbol.index)]) {
      const isDue = order.activeNs === undefined || order.activeNs <= view.knownNs;
      const isMet = order.isAtWork && isDue && waitsForClose(order, view);
      if (isMet) this.#meetClose(order, view, view.knownNs);
    }
  }

  /** Whether a bar may reach an order after its open: most reach none, and cost nothing more. */
  #mayFill(view: BarView): boolean {
    if (this.#rules.flags.closingOrdersFirst) return true;
    for (const order of this.#meeting.parts.book.ofSymbol(view.symbol.index)) {
      if (mayReach(order, view)) return true;
    }
    return false;
  }

  #entriesOf(view: BarView): readonly Entry[] {
    const { path, flags } = this.#rules;
    if (flags.closingOrdersFirst) return matchQueue(this.#meeting, view);
    if (isWalked(path)) return matchLegs(this.#meeting, view, path);
    return matchRounds(this.#meeting, view, path === IntrabarPath.OPTIMISTIC);
  }

  #meetClose(order: WorkingOrder, view: BarView, timeNs: bigint): void {
    const price = closeOf(order, view, this.#rules, timeNs);
    const offer = { price: price * order.sign, reason: FillReason.SAME_CLOSE, takes: true };
    this.#meeting.meet(order, view, timeNs, () => offer);
    this.#meeting.endMoment(order, timeNs);
  }
}

/** The close of a row in price units, or of the quotes beside it where the profile says so. */
function closeOf(
  order: WorkingOrder,
  view: BarView,
  { flags }: SharedFillRules,
  timeNs: bigint,
): number {
  const { symbol } = view;
  const quoted = flags.quoteBarsForMarketOrders
    ? symbol.quotedClose(order.sign, timeNs)
    : undefined;
  if (quoted !== undefined) return symbol.units.dataPrice(quoted);
  const isShown = view.knownNs === timeNs && view.batch !== undefined;
  if (isShown) return view.side(order.sign).close * order.sign;
  return symbol.units.dataPrice(order.sign > 0 ? symbol.ask : symbol.bid);
}

function isForOpen(order: WorkingOrder, view: BarView): boolean {
  return canMeetOpen(order, view) && !waitsForClose(order, view);
}

/** Whether a bar comes to the trigger or the limit of an order; a trailing trigger may move. */
function mayReach(order: WorkingOrder, view: BarView): boolean {
  const { best, worst } = view.side(order.sign);
  if (order.waitsForTrigger) {
    const trigger = turned(order, order.trigger);
    return order.type === OrderType.TRAILING_STOP || (trigger ?? worst) <= worst;
  }
  const limit = turned(order, order.limit);
  return limit !== undefined && best <= limit;
}

/** Whether an order rests, or waits for its trigger, where no price of a row comes to. */
function isBeyond(order: WorkingOrder, view: BarView): boolean {
  const { open, best, worst } = view.side(order.sign);
  if (order.waitsForTrigger) {
    if (order.type === OrderType.TRAILING_STOP || order.trigger === undefined) return false;
    return Math.max(open, worst) < order.trigger * order.sign;
  }
  if (order.limit === undefined || !order.hasRested) return false;
  return Math.min(open, best) > order.limit * order.sign;
}

function byTimeAndPlace(a: OpenCandidate, b: OpenCandidate): number {
  if (a.view.openNs !== b.view.openNs) return a.view.openNs < b.view.openNs ? -1 : 1;
  return a.order.place - b.order.place;
}
