import { magnitudeOf, timesDecimal } from "../../domain/money.ts";
import type { TradedSymbol } from "../traded-symbol.ts";
import type { Purse } from "./affordable-lots.ts";
import type { Ledger } from "./ledger.ts";

/**
 * What a fill is paid with when a symbol is valued at a price, in price units, and after so many
 * lots of its position were closed at it.
 */
export function purseAt(
  ledger: Ledger,
  symbol: TradedSymbol,
  price: number,
  closing: number,
): Purse {
  const { initialMargin, isCash, cash } = ledger;
  if (isCash) return { available: cash, initialMargin };
  const { units, position } = symbol;
  const { gross, net } = ledger.exposure;
  const marked = units.value(symbol.hasPrice ? symbol.markPrice : price, position.lots);
  const valued = units.value(price, position.lots);
  const left = gross - magnitudeOf(marked) + magnitudeOf(valued);
  const margin = left - magnitudeOf(units.value(price, closing));
  const equity = cash + net - marked + valued;
  return { available: equity - timesDecimal(margin, initialMargin, "ceiling"), initialMargin };
}
