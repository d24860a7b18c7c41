/** Orders by which the server closes positions. */
import { create } from "@bufbuild/protobuf";
import {
  FillReason,
  OrderSpecSchema,
  OrderState,
  OrderStateReason,
  OrderType,
  Side,
  TimeInForce,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import { WorkingOrder } from "./orders/working-order.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** Closes all positions: at the next price there is, or at the last. */
export function closePositions(
  parts: SimulationParts,
  reason: FillReason,
  when: "at-next-price" | "at-last-price" = "at-next-price",
): void {
  for (const symbol of [...parts.ledger.held]) {
    const isClosing = parts.book.ofSymbol(symbol.index).some(({ isServers }) => isServers);
    if (isClosing && when === "at-next-price") continue;
    const order = closingOrder(parts, symbol, reason);
    if (when === "at-last-price") fillAtLastPrice(parts, order, symbol);
  }
}

/** A market order for all of a position. */
export function closingOrder(
  { counts, clock, book, journal }: SimulationParts,
  symbol: TradedSymbol,
  reason: FillReason,
): WorkingOrder {
  const { position, units, index } = symbol;
  counts.orders += 1;
  const spec = create(OrderSpecSchema, {
    symbol: symbol.symbol,
    side: position.lots > 0 ? Side.SELL : Side.BUY,
    type: OrderType.MARKET,
    size: { case: "quantity", value: units.quantityText(Math.abs(position.lots)) },
    timeInForce: TimeInForce.GTC,
    reduceOnly: true,
  });
  const placed = clock.now;
  const number = counts.orders;
  const order = new WorkingOrder({
    number,
    clientOrderId: "",
    symbol: index,
    spec,
    units,
    placed,
  });
  order.closingReason = reason;
  order.isExit = true;
  order.activeNs = clock.timeNs;
  order.state = OrderState.NEW;
  order.reason =
    reason === FillReason.MARGIN_CALL
      ? OrderStateReason.MARGIN_CALL
      : OrderStateReason.SESSION_ENDED;
  book.add(order);
  journal.orderChanged(order);
  return order;
}

/** A long position is sold at the last bid, a short one bought at the last ask; no slippage. */
function fillAtLastPrice(parts: SimulationParts, order: WorkingOrder, symbol: TradedSymbol): void {
  const { execution, clock, rulesOf } = parts;
  const rules = { ...rulesOf(symbol), slippage: ({ price }: { readonly price: number }) => price };
  const price = symbol.units.dataPrice(order.sign > 0 ? symbol.ask : symbol.bid) * order.sign;
  const offer = { price, reason: order.closingReason, takes: true };
  const timeNs = clock.timeNs ?? 0n;
  execution.fill(order, offer, { symbol, rules, timeNs, valuedAt: undefined, onlyReduces: false });
}
