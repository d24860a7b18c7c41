/** LEAN's rules for the size and the cost of an order, as the oracle file states them. */

/** What Interactive Brokers takes of an order in shares. */
export function leanFee(quantity: number): number {
  return Math.max(1, 0.005 * quantity);
}

/** The largest quantity that a share of the capital, less a quarter of a per cent, pays for. */
export function leanQuantity(weight: number, capital: number, price: number): number {
  const budget = 0.9975 * capital * weight;
  let quantity = Math.floor(budget / price);
  while (quantity * price + leanFee(quantity) > budget) quantity -= 1;
  return quantity;
}
