import { divided } from "../../domain/money.ts";
import type { WorkingOrder } from "../orders/working-order.ts";

/**
 * Moves the trigger of a trailing stop after a better price: it follows at its distance and never
 * goes back. A share of the price is rounded to the increment away from the price. `price` is
 * turned to the order's side: less is better.
 */
export function raiseTrail(order: WorkingOrder, price: number): void {
  const trigger = triggerBehind(order, price * order.sign);
  const { sign } = order;
  if (order.trigger === undefined || trigger * sign < order.trigger * sign) order.trigger = trigger;
}

function triggerBehind(order: WorkingOrder, price: number): number {
  const { sign, trailAmount, trailFraction, units } = order;
  if (trailAmount !== undefined) return price + sign * trailAmount;
  if (trailFraction === undefined) return price;
  const divisor = 10n ** BigInt(trailFraction.scale);
  const factor = divisor + BigInt(sign) * trailFraction.units;
  const tick = BigInt(units.tick);
  const rounding = sign > 0 ? "ceiling" : "floor";
  return Number(divided(BigInt(price) * factor, divisor * tick, rounding) * tick);
}
