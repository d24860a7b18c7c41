/** Page tokens of ListSessions: where the page before ended, in the order that was asked for. */
import type { OrderBy, OrderField } from "../domain/order-by.ts";
import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import type { ListCursor } from "../store/store.ts";
import { badToken, boundToken, parsePosition, requestHash } from "./bound-token.ts";

const timeFields: readonly OrderField[] = ["create_time", "update_time"];

/** What a page belongs to: canonical filter, order and whether deleted sessions are shown. */
export function queryHash(filter: string, order: string, showDeleted: boolean): string {
  return requestHash(filter, order, showDeleted);
}

/** The token of the page after this position. */
export function pageToken(cursor: ListCursor, hash: string): string {
  return boundToken(cursor.map(String), hash);
}

/**
 * The position of a token; undefined for no token. Refused when it is of another request. An
 * undefined hash is that of a request which is bad itself: then only the form is judged.
 */
export function parsePageToken(
  token: string,
  hash: string | undefined,
  orderBy: OrderBy,
): Outcome<ListCursor | undefined> {
  const bound = "filter, order_by and show_deleted";
  const position = parsePosition(token, { hash, bound, parts: orderBy.length });
  if (!position.ok) return position;
  if (position.value === undefined) return fulfil(undefined);
  const cursor = cursorOf(position.value, orderBy);
  return cursor === undefined ? refuse(badToken("page_token")) : fulfil(cursor);
}

/** The values as those that a list in this order sorts by; undefined when they cannot be. */
function cursorOf(values: readonly string[], orderBy: OrderBy): ListCursor | undefined {
  const cursor = orderBy.map(({ field }, index) => sortValue(field, values[index] ?? ""));
  return cursor.every((value) => value !== undefined) ? cursor : undefined;
}

function sortValue(field: OrderField, text: string): string | bigint | undefined {
  if (!timeFields.includes(field)) return text;
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const instant = BigInt(text);
  // What has no 64 bits is no instant, and no database takes it.
  return BigInt.asIntN(64, instant) === instant ? instant : undefined;
}
