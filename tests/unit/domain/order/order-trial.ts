/** Orders and facts for the tests of what bots ask for. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type OrderSpecSchema, OrderType, Side } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { type PlaceOrder, PlaceOrderSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { type Decimal, parseDecimal } from "../../../../src/domain/decimal.ts";
import { checkPlaceOrder } from "../../../../src/domain/order/check-order-spec.ts";
import type { OrderFacts, SymbolFacts } from "../../../../src/domain/order/order-facts.ts";
import { reasonName } from "../../../../src/domain/rejection.ts";

/** A decimal of a test. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.value;
}

/** A stock: ticks of a cent, lots of 10, at least 20 and 500 in value; last at 100. */
export const stock: SymbolFacts = {
  priceIncrement: decimal("0.01"),
  priceMax: decimal("90071992.54740991"),
  quantityIncrement: decimal("10"),
  quantityMax: decimal("90071992547409910"),
  minQuantity: decimal("20"),
  minNotional: decimal("500"),
  multiplier: decimal("1"),
  lastPrice: decimal("100"),
  hasLaterSession: true,
};

/** 2024-01-02T21:00:00Z. */
export const nowNs = 1_704_229_200n * 1_000_000_000n;

/** A session of AAPL and MSFT with the order `parent` in AAPL and a group of sales in AAPL. */
export function factsWith(
  aapl: Partial<SymbolFacts>,
  further: Partial<OrderFacts> = {},
): OrderFacts {
  const symbols: Record<string, SymbolFacts> = { AAPL: { ...stock, ...aapl }, MSFT: stock };
  return {
    symbols: Object.keys(symbols),
    sessionTimeNs: nowNs,
    symbol: (name) => symbols[name],
    order: (id) => (id === "parent" ? { symbol: "AAPL", canRelease: true } : undefined),
    group: (id) => (id === "exits" ? { symbol: "AAPL", side: Side.SELL } : undefined),
    ...further,
  };
}

/** A limit order to buy 100 AAPL at 100, with changes. */
export function limitOrder(changes: MessageInitShape<typeof OrderSpecSchema> = {}): PlaceOrder {
  return create(PlaceOrderSchema, {
    clientOrderId: "one",
    spec: {
      symbol: "AAPL",
      side: Side.BUY,
      type: OrderType.LIMIT,
      size: { case: "quantity", value: "100" },
      limitPrice: "100",
      ...changes,
    },
  });
}

/** A market order to buy 100 AAPL, with changes. */
export function marketOrder(changes: MessageInitShape<typeof OrderSpecSchema> = {}): PlaceOrder {
  return limitOrder({ type: OrderType.MARKET, limitPrice: "", ...changes });
}

/** A bad field in short: path, reason, and metadata where it has any. */
export type Problem = readonly [string, string] | readonly [string, string, Record<string, string>];

/** What is wrong with an order; empty where nothing is. */
export function problemsOf(order: PlaceOrder, facts: OrderFacts = factsWith({})): Problem[] {
  const outcome = checkPlaceOrder(order, facts, { path: "order" });
  if (outcome.ok) return [];
  return (outcome.rejection.violations ?? []).map(({ field, reason, metadata }) =>
    metadata === undefined ? [field, reasonName(reason)] : [field, reasonName(reason), metadata],
  );
}
