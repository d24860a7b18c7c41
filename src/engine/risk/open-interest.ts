import type { RiskOrder } from "./risk-view.ts";

/**
 * How far open orders could move a position, in lots: those that exclude each other count once,
 * with the largest of them.
 */
export interface OpenInterest {
  /** All that could be bought, and sold. */
  readonly bought: number;
  readonly sold: number;
  /** The same without orders that can only close. */
  readonly boughtFreely: number;
  readonly soldFreely: number;
}

/** The open interest of orders of one symbol, one of them left out. */
export function openInterest(
  orders: Iterable<RiskOrder>,
  without: RiskOrder | undefined,
): OpenInterest {
  const all = new SideSums();
  const free = new SideSums();
  for (const order of orders) {
    if (order === without) continue;
    all.add(order);
    if (!order.isExit) free.add(order);
  }
  return {
    bought: all.bought,
    sold: all.sold,
    boughtFreely: free.bought,
    soldFreely: free.sold,
  };
}

/** The largest position, long or short, that the orders could lead to, in lots without a sign. */
export function farthestPosition(positionLots: number, interest: OpenInterest): number {
  return Math.max(
    Math.abs(positionLots),
    Math.abs(positionLots + interest.boughtFreely),
    Math.abs(positionLots - interest.soldFreely),
  );
}

/** Sums by side in which a group counts with its largest order. */
class SideSums {
  bought = 0;
  sold = 0;
  #groups: Map<string, number> | undefined;

  add({ sign, leaves, spec: { ocoGroup } }: RiskOrder): void {
    let more = leaves;
    if (ocoGroup !== "") {
      this.#groups ??= new Map();
      const key = `${sign} ${ocoGroup}`;
      const largest = this.#groups.get(key) ?? 0;
      more = Math.max(0, leaves - largest);
      this.#groups.set(key, largest + more);
    }
    if (sign > 0) this.bought += more;
    else this.sold += more;
  }
}
