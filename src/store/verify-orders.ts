import { equals } from "@bufbuild/protobuf";
import {
  type Fill,
  type Order,
  OrderSchema,
  OrderState,
} from "../../gen/ts/openbell/v1/order_pb.ts";
import type { SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { parseDecimal, toUnits } from "../domain/decimal.ts";
import { type OrderRow, orderRow } from "./order-row.ts";
import { decodeOrder } from "./stored-messages.ts";

/** What the log says of an order: as it was when it last changed, and what filled it since. */
interface OrderFold {
  readonly changed: Order;
  readonly fills: readonly Fill[];
}

/** Folds the events of a session to its orders, to compare them with the index. */
export class OrderFolds {
  readonly #orders = new Map<bigint, OrderFold>();

  /** Takes the next event of the session. */
  add({ payload }: SessionEvent): void {
    if (payload.case === "orderChanged") {
      this.#orders.set(BigInt(payload.value.orderId), { changed: payload.value, fills: [] });
    } else if (payload.case === "orderFilled") {
      const number = BigInt(payload.value.orderId);
      const before = this.#orders.get(number);
      if (before === undefined) throw new Error(`order ${number} was filled before it was placed`);
      this.#orders.set(number, { ...before, fills: [...before.fills, payload.value] });
    }
  }

  /** What is wrong with the orders of the index. */
  *problems(rows: Iterable<OrderRow>): Iterable<string> {
    let count = 0;
    for (const row of rows) {
      count += 1;
      const fold = this.#orders.get(row.orderNumber);
      if (fold === undefined) yield `order ${row.orderNumber} is not in the log`;
      else if (!isWhatTheLogSays(row, fold)) {
        yield `order ${row.orderNumber} is not what the log folds to`;
      }
    }
    if (count < this.#orders.size) yield "orders of the log are missing in the index";
  }
}

/** A fill says all of its order but the average price; of that the engine alone keeps the sum. */
function isWhatTheLogSays(row: OrderRow, { changed, fills }: OrderFold): boolean {
  const order = decodeOrder(row.order);
  const columns = orderRow(row.sessionId, { order, specHash: row.specHash });
  if (columns.isOpen !== row.isOpen || columns.symbol !== row.symbol) return false;
  if (columns.clientOrderId !== row.clientOrderId) return false;
  if (columns.orderNumber !== row.orderNumber) return false;
  const last = fills.at(-1);
  if (last === undefined) return equals(OrderSchema, order, changed);
  return (
    order.clientOrderId === changed.clientOrderId &&
    order.version === changed.version &&
    order.filledQuantity === last.cumulativeQuantity &&
    order.updatedBarrier === last.barrier &&
    (order.state === OrderState.FILLED) === (last.leavesQuantity === "0") &&
    isSum(order.fees, [changed.fees, ...fills.map(({ fee }) => fee)])
  );
}

function isSum(total: string, parts: readonly string[]): boolean {
  const units = parts.map(moneyUnits);
  const sum = units.reduce((left, right) => left + right, 0n);
  return moneyUnits(total) === sum;
}

/** Money in units of 10^-18; nothing is written as an empty text. */
function moneyUnits(text: string): bigint {
  const parsed = parseDecimal(text === "" ? "0" : text);
  const units = parsed.ok ? toUnits(parsed.value, 18) : undefined;
  if (units === undefined) throw new Error(`"${text}" is no money`);
  return units;
}
