import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { compareCodePoints } from "../domain/filter/code-point-order.ts";
import type { OrderBy, OrderField } from "../domain/order-by.ts";
import { type SessionColumns, sessionColumns } from "./session-row.ts";
import type { ListCursor } from "./store.ts";

/** Where a list in this order goes on after the session: `ListQuery.after` of the next page. */
export function listCursor(session: Session, orderBy: OrderBy): ListCursor {
  return cursorOf(session.sessionId, sessionColumns(session), orderBy);
}

/** The same, of what the index keeps. */
export function cursorOf(sessionId: string, columns: SessionColumns, orderBy: OrderBy): ListCursor {
  return orderBy.map(({ field }) => sortValue(sessionId, columns, field));
}

/** Orders two positions: negative, zero or positive as the left one stands before, at or after. */
export function compareCursors(left: ListCursor, right: ListCursor, orderBy: OrderBy): number {
  for (const [index, term] of orderBy.entries()) {
    const order = compareValues(left[index], right[index]);
    if (order !== 0) return term.descending ? -order : order;
  }
  return 0;
}

/** Throws when the cursor cannot have come from a list in this order. */
export function checkCursor(cursor: ListCursor, orderBy: OrderBy): void {
  const fits = orderBy.every(({ field }, index) => typeof cursor[index] === kindOf[field]);
  if (cursor.length !== orderBy.length || !fits) {
    throw new Error("the cursor is of a list in another order");
  }
}

const kindOf: Readonly<Record<OrderField, "string" | "bigint">> = {
  create_time: "bigint",
  update_time: "bigint",
  strategy_id: "string",
  session_id: "string",
};

function sortValue(sessionId: string, columns: SessionColumns, field: OrderField): string | bigint {
  switch (field) {
    case "create_time":
      return columns.createTimeNs;
    case "update_time":
      return columns.updateTimeNs;
    case "strategy_id":
      return columns.strategyId;
    case "session_id":
      return sessionId;
  }
}

function compareValues(left: string | bigint | undefined, right: string | bigint | undefined) {
  if (typeof left === "string" && typeof right === "string") return compareCodePoints(left, right);
  if (typeof left === "bigint" && typeof right === "bigint") {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  throw new Error("the cursors are of different orders");
}
