/**
 * A bar of which only its four prices are known, judged against or for the holder: of the orders
 * that it reaches, stops are filled before limits, or limits before stops; orders that these set to
 * work follow in a further round, by what the bar still proves for them.
 */
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import { type Entry, windowAfter } from "./entry-window.ts";
import { canMeetRest, type Meeting, standsUntilEnd, waitsForClose } from "./meeting.ts";
import { offerWithin, type Window, wholeBar } from "./price-rules.ts";

interface Candidate {
  readonly order: WorkingOrder;
  readonly window: Window;
}

/** Fills what the bar reaches after its open. Returns the entries, in order. */
export function matchRounds(meeting: Meeting, view: BarView, isKind: boolean): readonly Entry[] {
  const { book, life } = meeting.parts;
  const entries: Entry[] = [];
  let round: Candidate[] = [];
  life.takeReleased();
  for (const order of book.ofSymbol(view.symbol.index)) {
    if (!canMeetRest(order, view) || waitsForClose(order, view)) continue;
    round.push({ order, window: wholeBar(view.side(order.sign), isKind) });
  }
  while (round.length > 0) {
    const next: Candidate[] = [];
    for (const { order, window } of inTurn(round, isKind)) {
      if (!order.isAtWork) continue;
      const entry = meeting.meet(order, view, view.knownNs, () => offerWithin(order, view, window));
      if (order.isTriggered) meeting.endMoment(order, view.knownNs);
      if (entry === undefined) continue;
      entries.push(entry);
      for (const child of life.takeReleased()) {
        if (!standsUntilEnd(child, view)) continue;
        next.push({ order: child, window: windowAfter(entry, child, view, isKind) });
      }
    }
    round = next;
  }
  return entries;
}

/** By their places, but what the path puts first before. */
function inTurn(round: Candidate[], isKind: boolean): readonly Candidate[] {
  if (round.length < 2) return round;
  const rank = ({ order }: Candidate) => (order.waitsForTrigger === isKind ? 1 : 0);
  return round.sort((a, b) => rank(a) - rank(b) || a.order.place - b.order.place);
}
