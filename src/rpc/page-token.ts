/**
 * Page tokens of ListSessions: where the page before ended, bound to the request that it was a page
 * of. Opaque to clients: base64url of a JSON array. A token is not signed, so what it says is
 * judged as any input: whoever forges one gets another page of their own sessions, or a refusal.
 */
import { createHash } from "node:crypto";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { OrderBy, OrderField } from "../domain/order-by.ts";
import { fulfil, type Outcome, refuse, rejectField } from "../domain/rejection.ts";
import type { ListCursor } from "../store/store.ts";

const form = 1;
const timeFields: readonly OrderField[] = ["create_time", "update_time"];

/** What a page belongs to: canonical filter, order and whether deleted sessions are shown. */
export function queryHash(filter: string, order: string, showDeleted: boolean): string {
  const text = JSON.stringify([filter, order, showDeleted]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** The token of the page after this position. */
export function pageToken(cursor: ListCursor, hash: string): string {
  return Buffer.from(JSON.stringify([form, hash, cursor.map(String)])).toString("base64url");
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
  if (token === "") return fulfil(undefined);
  const parts = decode(token);
  if (parts === undefined) return refuse(bad("is not a page token of this server"));
  if (hash === undefined) return fulfil(undefined);
  if (parts.hash !== hash) {
    return refuse(
      bad("is of another request: filter, order_by and show_deleted must stay the same"),
    );
  }
  const cursor = cursorOf(parts.values, orderBy);
  return cursor === undefined ? refuse(bad("is not a page token of this server")) : fulfil(cursor);
}

function decode(
  token: string,
): { readonly hash: string; readonly values: readonly string[] } | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== form) return undefined;
  const [, hash, values] = parts as unknown[];
  if (typeof hash !== "string" || !Array.isArray(values)) return undefined;
  return values.every((value) => typeof value === "string") ? { hash, values } : undefined;
}

/** The values as those that a list in this order sorts by; undefined when they cannot be. */
function cursorOf(values: readonly string[], orderBy: OrderBy): ListCursor | undefined {
  if (values.length !== orderBy.length) return undefined;
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

function bad(message: string) {
  return rejectField({
    field: "page_token",
    reason: ErrorReason.INVALID_PAGE_TOKEN,
    message,
    suggestion: "use next_page_token of the page before, or none for the first page",
  });
}
