/** How a session ends: at the end of its data, or by a stop. */
import { EndOfData } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import { FillReason, OrderStateReason } from "../../gen/ts/openbell/v1/order_pb.ts";
import { StopPolicy } from "../../gen/ts/openbell/v1/session_pb.ts";
import { closePositions, closingOrder } from "./closing-orders.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { SlicePassage } from "./slice-passage.ts";

/** Ends at the end of the data: positions as the fill model says, then orders, then the day. */
export function endOfData(parts: SimulationParts, passage: SlicePassage): void {
  if (parts.setup.fillModel.endOfData === EndOfData.CLOSE) {
    if (parts.rules.flags.lastBarMatchedAgain) matchLastBars(parts);
    closePositions(parts, FillReason.END_OF_DATA, "at-last-price");
  }
  cancelOrders(parts);
  passage.closeDay();
}

/** Ends by a stop, as its policy says. */
export function endByStop(parts: SimulationParts, passage: SlicePassage, policy: StopPolicy): void {
  if (policy !== StopPolicy.KEEP) cancelOrders(parts);
  if (policy === StopPolicy.FLATTEN) {
    closePositions(parts, FillReason.END_OF_DATA, "at-last-price");
  }
  passage.closeDay();
}

function cancelOrders({ book, life, clock }: SimulationParts): void {
  for (const order of [...book.open]) {
    life.end(order, "Cancel", OrderStateReason.SESSION_ENDED, clock.timeNs);
  }
}

/** See `ProfileFlags.lastBarMatchedAgain`. */
function matchLastBars(parts: SimulationParts): void {
  const { symbols, views, ledger, matching, book, rules } = parts;
  for (const symbol of [...ledger.held]) {
    const order = closingOrder(parts, symbol, FillReason.END_OF_DATA);
    order.takesNextOpen = !rules.sameClose;
  }
  for (const order of book.open) order.activeNs = undefined;
  for (const symbol of symbols) {
    const view = views[symbol.index];
    const last = symbol.lastRow;
    if (view === undefined || last === undefined) continue;
    const previous = symbol.previousRow;
    view.show(last.batch, last.row);
    view.previousClose = previous?.batch.prices[3]?.[previous.row] ?? Number.NaN;
    view.previousNs = previous?.batch.knownNs[previous.row] ?? 0n;
    matching.match([view]);
    symbol.pass(last.batch, last.row);
  }
}
