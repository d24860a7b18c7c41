/** Orders, fills, positions and accounts as people read them. */
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { Account, Position } from "../../gen/ts/openbell/v1/account_pb.ts";
import {
  type Fill,
  FillReasonSchema,
  type Order,
  type OrderSpec,
  OrderStateReasonSchema,
  OrderStateSchema,
  OrderTypeSchema,
  type PositionAdjusted,
  SideSchema,
  TimeInForceSchema,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingStateChanged } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { TradingStateSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import type { Paint } from "./paint.ts";
import { type Column, renderPairs, renderTable } from "./table.ts";
import { timeText } from "./time-text.ts";

/** Orders as a table. */
export function renderOrders(
  orders: readonly Order[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const columns = [
    { title: "ORDER", align: "right" },
    { title: "CLIENT ID", shrinkTo: 12 },
    { title: "WHAT", shrinkTo: 20 },
    { title: "FILLED", align: "right" },
    { title: "STATE" },
    { title: "WHY", shrinkTo: 8 },
    { title: "UPDATED" },
  ] as const;
  const rows = orders.map((order) => [
    { text: order.orderId },
    { text: order.clientOrderId },
    { text: specText(order) },
    { text: filledText(order) },
    { text: enumName(OrderStateSchema, order.state) },
    { text: enumName(OrderStateReasonSchema, order.stateReason) },
    { text: timeText(order.updateTime) },
  ]);
  return renderTable(columns, rows, width, paint.dim);
}

/** One order in full. */
export function renderOrder(order: Order, paint: Paint): string[] {
  const { spec } = order;
  return renderPairs(
    [
      ["order", order.orderId],
      ["client id", order.clientOrderId],
      ["what", specText(order)],
      ["in force", enumName(TimeInForceSchema, spec?.timeInForce ?? 0)],
      ["state", enumName(OrderStateSchema, order.state)],
      ["why", order.stateMessage || enumName(OrderStateReasonSchema, order.stateReason)],
      ["filled", filledText(order)],
      ["fees", order.fees],
      ["placed", barrierText(order.placedBarrier, order.acceptTime)],
      ["updated", barrierText(order.updatedBarrier, order.updateTime)],
      ["tag", spec?.tag ?? ""],
    ],
    paint.dim,
  );
}

/** Fills as a table. */
export function renderFills(
  fills: readonly Fill[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const columns = [
    { title: "FILL", align: "right" },
    { title: "ORDER", align: "right" },
    { title: "CLIENT ID", shrinkTo: 12 },
    { title: "WHAT", shrinkTo: 16 },
    { title: "FEE", align: "right" },
    { title: "WHY", shrinkTo: 8 },
    { title: "POSITION", align: "right" },
    { title: "TIME" },
  ] as const;
  const rows = fills.map((fill) => [
    { text: fill.fillId },
    { text: fill.orderId },
    { text: fill.clientOrderId },
    { text: fillText(fill) },
    { text: fill.fee },
    { text: enumName(FillReasonSchema, fill.reason) },
    { text: fill.positionQuantity },
    { text: timeText(fill.fillTime) },
  ]);
  return renderTable(columns, rows, width, paint.dim);
}

/** The columns of a table of positions. */
export const positionColumns: readonly Column[] = [
  { title: "SYMBOL" },
  { title: "QUANTITY", align: "right" },
  { title: "AVERAGE", align: "right" },
  { title: "LAST", align: "right" },
  { title: "VALUE", align: "right" },
  { title: "UNREALIZED", align: "right" },
  { title: "REALIZED", align: "right" },
  { title: "FEES", align: "right" },
];

/** Open positions as a table. */
export function renderPositions(
  positions: readonly Position[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const rows = positions.map((each) =>
    [
      ...[each.symbol, each.quantity, each.averagePrice, each.lastPrice, each.marketValue],
      ...[each.unrealizedProfit, each.realizedProfit, each.fees],
    ].map((text) => ({ text })),
  );
  return renderTable(positionColumns, rows, width, paint.dim);
}

/** The account. */
export function renderAccount(account: Account, paint: Paint): string[] {
  return renderPairs(
    [
      ["currency", account.currency],
      ["equity", account.equity],
      ["cash", account.cash],
      ["buying power", account.buyingPower],
      ["margin used", account.marginUsed],
      ["gross exposure", account.grossExposure],
      ["net exposure", account.netExposure],
      ["realized", account.realizedProfit],
      ["unrealized", account.unrealizedProfit],
      ["fees", account.fees],
      ["dividends", account.dividends],
      ["at", barrierText(account.barrier, account.sessionTime)],
    ],
    paint.dim,
  );
}

/** An order that changed, in one line. */
export function orderLine(order: Order): string {
  const state = enumName(OrderStateSchema, order.state);
  const reason = enumName(OrderStateReasonSchema, order.stateReason);
  return `order ${order.orderId} "${order.clientOrderId}" ${specText(order)}: ${state} (${reason})`;
}

/** A fill, in one line. */
export function fillLine(fill: Fill): string {
  const reason = enumName(FillReasonSchema, fill.reason);
  return `fill ${fill.fillId} of order ${fill.orderId} ${fillText(fill)} (${reason})`;
}

/** A split or a dividend, in one line. */
export function adjustmentLine({
  symbol,
  action,
  previousQuantity,
  quantity,
  cash,
}: PositionAdjusted): string {
  const what = action.case === undefined ? "an action" : `${action.case} ${action.value}`;
  return `${symbol} ${what}: ${previousQuantity} -> ${quantity}, cash ${cash}`;
}

/** A change of the trading state, in one line. */
export function tradingStateLine(change: TradingStateChanged): string {
  const name = (state: number) => enumName(TradingStateSchema, state);
  const move = `trading ${name(change.previousTradingState)} -> ${name(change.tradingState)}`;
  return change.message === "" ? move : `${move}: ${change.message}`;
}

function barrierText(barrier: bigint, time: Timestamp | undefined): string {
  return `barrier ${barrier} ${timeText(time)}`.trim();
}

function fillText({ side, quantity, symbol, price }: Fill): string {
  return `${enumName(SideSchema, side)} ${quantity} ${symbol} at ${price}`;
}

function filledText({ filledQuantity, averageFillPrice }: Order): string {
  return averageFillPrice === "" ? filledQuantity : `${filledQuantity} at ${averageFillPrice}`;
}

function specText({ spec, quantity }: Order): string {
  if (spec === undefined) return "";
  const size = spec.size.case === "buyingPowerFraction" ? `${spec.size.value} of cash` : quantity;
  return [
    ...[enumName(SideSchema, spec.side), size, spec.symbol],
    ...[enumName(OrderTypeSchema, spec.type), pricesText(spec)],
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function pricesText({ limitPrice, triggerPrice, trail }: OrderSpec): string {
  return [
    triggerPrice === "" ? "" : `from ${triggerPrice}`,
    trail.case === undefined ? "" : `behind ${trail.value}`,
    limitPrice === "" ? "" : `at ${limitPrice}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
