import type { Money } from "../../domain/money.ts";
import { farthestPosition, openInterest } from "./open-interest.ts";
import { assumedPrice, type Proposal } from "./pre-trade-check.ts";
import type { RiskOrder, RiskView } from "./risk-view.ts";

/** What a session holds and could hold, valued at last prices. */
export interface Exposure {
  /** Sum over all symbols of the largest position that open orders could lead to. */
  readonly before: Money;
  /** What the order adds to it, at the price that it is valued at. */
  readonly added: Money;
}

/** The exposure without and with a proposed order; undefined where it cannot be valued yet. */
export function projectedExposure({ order, symbol, view }: Proposal): Exposure | undefined {
  const price = assumedPrice(order, symbol);
  if (price === undefined) return undefined;
  let before = 0n;
  for (const [index] of view.symbols.entries()) {
    before += exposureOf(view, index, order.replaces);
  }
  const orders = [...view.ordersOf(order.symbol)];
  const without = farthestPosition(symbol.positionLots, openInterest(orders, order.replaces));
  const within = farthestPosition(
    symbol.positionLots,
    openInterest([...orders, order], order.replaces),
  );
  return { before, added: symbol.units.value(price, within - without) };
}

function exposureOf(view: RiskView, index: number, without: RiskOrder | undefined): Money {
  const symbol = view.symbols[index];
  if (symbol === undefined) return 0n;
  const orders = [...view.ordersOf(index)];
  if (symbol.positionLots === 0 && orders.length === 0) return 0n;
  const price = symbol.lastPrice ?? highestPrice(orders);
  return symbol.units.value(
    price,
    farthestPosition(symbol.positionLots, openInterest(orders, without)),
  );
}

/** Before the first price, orders are valued at the highest that one of them names. */
function highestPrice(orders: readonly RiskOrder[]): number {
  return Math.max(0, ...orders.map(({ limit, trigger }) => limit ?? trigger ?? 0));
}
