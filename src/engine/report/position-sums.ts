/** Positions out of the trades of a book: what is open of each symbol, and what it has brought. */
import { create } from "@bufbuild/protobuf";
import { type Position, PositionSchema } from "../../../gen/ts/openbell/v1/account_pb.ts";
import type { Fill } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { divided, formatMoney, type Money, parseMoney } from "../../domain/money.ts";
import type { BookedTrade } from "../statistics/trade-book.ts";

/** Sums by symbol. */
export class PositionSums {
  readonly #realized = new Map<string, Money>();
  readonly #fees = new Map<string, Money>();

  /** A fill was booked, and closed these trades. */
  fill({ symbol, fee }: Fill, closed: readonly BookedTrade[]): void {
    this.#fees.set(symbol, (this.#fees.get(symbol) ?? 0n) + parseMoney(fee));
    this.close(closed);
  }

  /** Trades were closed. */
  close(closed: readonly BookedTrade[]): void {
    for (const { symbol, grossProfit } of closed) {
      this.#realized.set(symbol, (this.#realized.get(symbol) ?? 0n) + grossProfit);
    }
  }

  /** The positions of the open trades, by symbol. */
  positions(open: readonly BookedTrade[]): Position[] {
    const bySymbol = Map.groupBy(open, ({ symbol }) => symbol);
    return [...bySymbol]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([symbol, trades]) => this.#position(symbol, trades));
  }

  #position(symbol: string, trades: readonly BookedTrade[]): Position {
    const sum = (of: (trade: BookedTrade) => bigint) =>
      trades.reduce((total, trade) => total + of(trade), 0n);
    const sign = BigInt(trades[0]?.sign ?? 1);
    const quantity = sum((trade) => trade.quantity);
    const cost = sum((trade) => trade.entryPrice * trade.quantity);
    const unrealized = sum((trade) => trade.grossProfit);
    const paid = sum((trade) => trade.entryValue) * sign;
    return create(PositionSchema, {
      symbol,
      quantity: formatMoney(sign * quantity),
      averagePrice: formatMoney(quantity === 0n ? 0n : divided(cost, quantity, "half-even")),
      lastPrice: formatMoney(trades[0]?.exitPrice ?? 0n),
      marketValue: formatMoney(paid + unrealized),
      unrealizedProfit: formatMoney(unrealized),
      realizedProfit: formatMoney(this.#realized.get(symbol) ?? 0n),
      fees: formatMoney(this.#fees.get(symbol) ?? 0n),
    });
  }
}
