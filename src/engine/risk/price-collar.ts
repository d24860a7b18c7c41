import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Decimal, decimalOf, formatDecimal } from "../../domain/decimal.ts";
import { divided } from "../../domain/money.ts";
import { overLimit, type PreTradeCheck } from "./pre-trade-check.ts";

/** Digits of a distance in a refusal; rounded up, so that it shows to be over the limit. */
const shownScale = 6;

/**
 * Limit and trigger are no farther from the last price than `price_collar`. Before the first price
 * an order that names one is refused: nobody can tell how far off it is.
 */
export const priceCollar: PreTradeCheck = ({ order, symbol, limits: { priceCollar: collar } }) => {
  if (collar === undefined) return undefined;
  for (const [what, price] of [
    ["limit", order.limit],
    ["trigger", order.trigger],
  ] as const) {
    if (price === undefined) continue;
    const last = symbol.lastPrice || undefined;
    if (last !== undefined && isWithin(price, last, collar)) continue;
    return overLimit(ErrorReason.PRICE_COLLAR_EXCEEDED, `the distance of the ${what}`, {
      limit: formatDecimal(collar),
      value: last === undefined ? "" : distanceText(price, last),
      last_price: last === undefined ? "" : symbol.units.priceText(last),
    });
  }
  return undefined;
};

function isWithin(price: number, last: number, collar: Decimal): boolean {
  const distance = BigInt(Math.abs(price - last));
  return distance * 10n ** BigInt(collar.scale) <= collar.units * BigInt(last);
}

function distanceText(price: number, last: number): string {
  const distance = BigInt(Math.abs(price - last)) * 10n ** BigInt(shownScale);
  return formatDecimal(decimalOf(divided(distance, BigInt(last), "ceiling"), shownScale));
}
