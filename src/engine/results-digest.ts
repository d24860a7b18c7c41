/**
 * The results digest: a chain of SHA-256 over canonical lines, `d(n) = SHA-256(d(n-1) ‖ line(n) ‖
 * "\n")`, from 32 zero bytes. A chain can be gone on with from its last value alone, which a plain
 * hash over all lines cannot; see `docs/decisions/001-chained-results-digest.md`.
 */
import { hash } from "node:crypto";
import {
  type Fill,
  FillReasonSchema,
  type Order,
  OrderStateReasonSchema,
  OrderStateSchema,
  SideSchema,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import type { TradingDayClosed } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { enumName } from "../domain/enum-name.ts";

/** The digest before the first line. */
export const emptyDigest: Uint8Array = new Uint8Array(32);

const digestBytes = 32;
const lineBreak = 10;
/** Where digest, line and line break are put together; grows with the longest line. */
let scratch = Buffer.alloc(1_024);

/**
 * The digest after one more line; the line holds no line break. Hashed in one call and taken out as
 * text: a hash object, or a buffer of its own for each digest, costs three times as much.
 */
export function extendDigest(digest: Uint8Array, line: string): Uint8Array {
  const bytesMax = digestBytes + 3 * line.length + 1;
  if (bytesMax > scratch.length) scratch = Buffer.alloc(2 * bytesMax);
  scratch.set(digest);
  const end = digestBytes + scratch.write(line, digestBytes);
  scratch[end] = lineBreak;
  return Buffer.from(hash("sha256", scratch.subarray(0, end + 1), "binary"), "binary");
}

/** The canonical line of a closed trading day: `day 2020-04-17 5105 1 SP500=2874.56`. */
export function tradingDayLine(day: TradingDayClosed): string {
  const closes = day.closes.map(({ symbol, price }) => ` ${symbol}=${price}`).join("");
  return `day ${day.date} ${day.barrier} ${day.bars}${closes}`;
}

/** The canonical line of a fill: `fill 17 3 2 SP500 BUY 10 2874.56 0 NEXT_OPEN`. */
export function fillLine(fill: Fill): string {
  const { barrier, fillId, orderId, symbol, quantity, price, fee } = fill;
  const side = enumName(SideSchema, fill.side);
  const reason = enumName(FillReasonSchema, fill.reason);
  const what = `${symbol} ${side} ${quantity} ${price} ${fee} ${reason}`;
  return `fill ${barrier} ${fillId} ${orderId} ${what}`;
}

/** The canonical line of an order that ended otherwise than by a fill: `CANCELED 17 2 10 OCO`. */
export function endedOrderLine(order: Order): string {
  const state = enumName(OrderStateSchema, order.state);
  const reason = enumName(OrderStateReasonSchema, order.stateReason);
  return `${state} ${order.updatedBarrier} ${order.orderId} ${order.filledQuantity} ${reason}`;
}
