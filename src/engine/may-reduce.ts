import type { WorkingOrder } from "./orders/working-order.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** Whether an order may stay while trading is REDUCING: it closes, or would close, a position. */
export function mayReduce(
  { symbol, sign, isExit }: WorkingOrder,
  symbols: readonly TradedSymbol[],
): boolean {
  const lots = symbols[symbol]?.position.lots ?? 0;
  return isExit || lots * sign < 0;
}
