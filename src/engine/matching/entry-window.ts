/** What a bar still proves for an order that came to work within it. */
import { FillReason } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { WorkingOrder } from "../orders/working-order.ts";
import type { BarView } from "./bar-view.ts";
import type { Window } from "./price-rules.ts";

/** A fill within a bar that set other orders to work. */
export interface Entry {
  readonly order: WorkingOrder;
  /** In price units. */
  readonly price: number;
  readonly lots: number;
  readonly reason: FillReason;
}

/**
 * The window of a child. An entry by a limit proves that the price fell to the limit (for a buy),
 * so the low came with it or after it; an entry by a stop proves the same of the high; and the
 * close comes after everything. Where that leaves a doubt, an unkind window counts the child's
 * worst price in and its best price out; a kind one the other way round.
 */
export function windowAfter(
  entry: Entry,
  child: WorkingOrder,
  view: BarView,
  isKind: boolean,
): Window {
  const { best, worst, close } = view.side(child.sign);
  const from = Math.min(worst, Math.max(best, entry.price * child.sign));
  const fell = entry.order.sign > 0 === isLimitFill(entry.reason);
  const sawBest = child.sign > 0 === fell;
  const provenBest = sawBest ? best : Math.min(from, close);
  const provenWorst = sawBest ? Math.max(from, close) : worst;
  return {
    from,
    best: isKind ? best : provenBest,
    worst: isKind ? provenWorst : worst,
    close,
    isKind,
  };
}

/** Whether the price came from above to fill a buy, from below to fill a sale. */
function isLimitFill(reason: FillReason): boolean {
  return reason === FillReason.LIMIT_TOUCH || reason === FillReason.LIMIT_PENETRATION;
}
