/**
 * Page tokens of ListSessions: where the page before ended, bound to the request that it was a page
 * of. Opaque to clients: base64url of a JSON array.
 */
import { createHash } from "node:crypto";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { fulfil, type Outcome, refuse, rejectField } from "../domain/rejection.ts";
import type { ListCursor } from "../store/store.ts";

const form = 1;

/** What a page belongs to: canonical filter, order and whether deleted sessions are shown. */
export function queryHash(filter: string, order: string, showDeleted: boolean): string {
  const text = JSON.stringify([filter, order, showDeleted]);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** The token of the page after this position. */
export function pageToken(cursor: ListCursor, hash: string): string {
  const values = cursor.map((value) =>
    typeof value === "bigint" ? ["n", String(value)] : ["s", value],
  );
  return Buffer.from(JSON.stringify([form, hash, values])).toString("base64url");
}

/** The position of a token; undefined for no token. Refused when it is of another request. */
export function parsePageToken(
  token: string,
  hash: string,
  length: number,
): Outcome<ListCursor | undefined> {
  if (token === "") return fulfil(undefined);
  const parts = decode(token);
  if (parts === undefined) return refuse(bad("is not a page token of this server"));
  if (parts.hash !== hash) {
    return refuse(
      bad("is of another request: filter, order_by and show_deleted must stay the same"),
    );
  }
  if (parts.cursor.length !== length) return refuse(bad("is not a page token of this server"));
  return fulfil(parts.cursor);
}

function decode(token: string): { hash: string; cursor: ListCursor } | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== form) return undefined;
  const [, hash, values] = parts as unknown[];
  if (typeof hash !== "string" || !Array.isArray(values)) return undefined;
  const cursor = values.map(decodeValue);
  return cursor.every((value) => value !== undefined) ? { hash, cursor } : undefined;
}

function decodeValue(entry: unknown): string | bigint | undefined {
  if (!Array.isArray(entry) || typeof entry[1] !== "string") return undefined;
  if (entry[0] === "s") return entry[1];
  return entry[0] === "n" && /^-?\d{1,19}$/.test(entry[1]) ? BigInt(entry[1]) : undefined;
}

function bad(message: string) {
  return rejectField({
    field: "page_token",
    reason: ErrorReason.INVALID_PAGE_TOKEN,
    message,
    suggestion: "use next_page_token of the page before, or none for the first page",
  });
}
