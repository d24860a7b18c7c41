/** The tables of a report as CSV (RFC 4180): one header line, times in UTC, numbers as they are. */
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import {
  type Fill,
  FillReasonSchema,
  LiquiditySchema,
  type Order,
  OrderStateReasonSchema,
  OrderStateSchema,
  OrderTypeSchema,
  SideSchema,
  TimeInForceSchema,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { SessionReport, Trade } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { enumName } from "../../domain/enum-name.ts";
import { formatInstant } from "../../domain/instant.ts";
import { instantOf } from "../../domain/timestamp.ts";
import type { CurveDay } from "./read-report.ts";

/** A column: its name, and the cell of a row. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string | number | bigint>>;

/** The equity of each trading day. */
export function equityCsv(days: readonly CurveDay[]): string {
  return csv(days, {
    date: (day) => day.date,
    barrier: (day) => day.barrier,
    end_time: (day) => formatInstant(BigInt(Math.round(day.seconds * 1e3)) * 1_000_000n),
    open: (day) => day.open,
    high: (day) => day.high,
    low: (day) => day.low,
    close: (day) => day.close,
    cash: (day) => day.cash,
    gross_exposure: (day) => day.grossExposure,
    drawdown: (day) => day.drawdown,
  });
}

/** Round trips. */
export function tradesCsv(trades: readonly Trade[]): string {
  return csv(trades, {
    trade_number: (trade) => trade.tradeNumber,
    symbol: (trade) => trade.symbol,
    quantity: (trade) => trade.quantity,
    entry_time: (trade) => instantText(trade.entryTime),
    exit_time: (trade) => instantText(trade.exitTime),
    entry_price: (trade) => trade.entryPrice,
    exit_price: (trade) => trade.exitPrice,
    entry_barrier: (trade) => trade.entryBarrier,
    exit_barrier: (trade) => (trade.exitBarrier === 0n ? "" : trade.exitBarrier),
    entry_fill_id: (trade) => trade.entryFillId,
    exit_fill_id: (trade) => trade.exitFillId,
    fees: (trade) => trade.fees,
    gross_profit: (trade) => trade.grossProfit,
    net_profit: (trade) => trade.netProfit,
  });
}

/** Fills. */
export function fillsCsv(fills: readonly Fill[]): string {
  return csv(fills, {
    fill_id: (fill) => fill.fillId,
    order_id: (fill) => fill.orderId,
    client_order_id: (fill) => fill.clientOrderId,
    fill_time: (fill) => instantText(fill.fillTime),
    barrier: (fill) => fill.barrier,
    symbol: (fill) => fill.symbol,
    side: (fill) => enumName(SideSchema, fill.side),
    quantity: (fill) => fill.quantity,
    price: (fill) => fill.price,
    fee: (fill) => fill.fee,
    slippage: (fill) => fill.slippage,
    liquidity: (fill) => enumName(LiquiditySchema, fill.liquidity),
    reason: (fill) => enumName(FillReasonSchema, fill.reason),
    volume_capped: (fill) => String(fill.volumeCapped),
    position_quantity: (fill) => fill.positionQuantity,
    realized_profit: (fill) => fill.realizedProfit,
  });
}

/** Orders as they are at last. */
export function ordersCsv(orders: readonly Order[]): string {
  return csv(orders, {
    order_id: (order) => order.orderId,
    client_order_id: (order) => order.clientOrderId,
    symbol: (order) => order.spec?.symbol ?? "",
    side: (order) => enumName(SideSchema, order.spec?.side ?? 0),
    type: (order) => enumName(OrderTypeSchema, order.spec?.type ?? 0),
    time_in_force: (order) => enumName(TimeInForceSchema, order.spec?.timeInForce ?? 0),
    quantity: (order) => order.quantity,
    limit_price: (order) => order.spec?.limitPrice ?? "",
    trigger_price: (order) => order.spec?.triggerPrice ?? "",
    state: (order) => enumName(OrderStateSchema, order.state),
    state_reason: (order) => enumName(OrderStateReasonSchema, order.stateReason),
    filled_quantity: (order) => order.filledQuantity,
    average_fill_price: (order) => order.averageFillPrice,
    fees: (order) => order.fees,
    placed_barrier: (order) => order.placedBarrier,
    updated_barrier: (order) => order.updatedBarrier,
    accept_time: (order) => instantText(order.acceptTime),
    update_time: (order) => instantText(order.updateTime),
    tag: (order) => order.spec?.tag ?? "",
  });
}

/** The figures: our own first, each with its formula, then those of other tools. */
export function statisticsCsv({ statistics, compatible }: SessionReport): string {
  const own = statistics.map((each) => ({ ...each, tool: "openbell" }));
  const others = compatible.flatMap(({ tool, statistics: figures }) =>
    figures.map((each) => ({ ...each, tool })),
  );
  return csv([...own, ...others], {
    tool: (row) => row.tool,
    name: (row) => row.name,
    value: (row) => row.value,
    unit: (row) => row.unit,
    definition: (row) => row.definition,
  });
}

function csv<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const cells = Object.values(columns);
  const lines = rows.map((row) => cells.map((cell) => cellText(cell(row))).join(","));
  return `${[Object.keys(columns).join(","), ...lines].join("\r\n")}\r\n`;
}

/**
 * A cell in quotes where it needs them. Text that a spreadsheet would take for a formula begins
 * with an apostrophe: tags and ids are whatever a bot wrote.
 */
function cellText(value: string | number | bigint): string {
  const text = String(value);
  const isNumber = typeof value !== "string" || /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function instantText(time: Timestamp | undefined): string {
  return time === undefined ? "" : formatInstant(instantOf(time));
}
