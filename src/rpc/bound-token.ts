/**
 * Tokens of pages and readings: where the one before ended, bound to the request that it was of.
 * Opaque to clients: base64url of a JSON array. A token that was damaged on its way is refused by
 * its checksum, for it could lead to another place. It is not signed, so what it says is judged as
 * any input: whoever forges one gets another page of what is theirs to see, or a refusal.
 */
import { createHash } from "node:crypto";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse, rejectField } from "../domain/rejection.ts";

const form = 2;

/** What a token is bound to: everything of a request that must stay the same, as JSON values. */
export function requestHash(...facts: readonly unknown[]): string {
  const text = JSON.stringify(facts);
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

/** The token of a position. */
export function boundToken(position: readonly string[], hash: string): string {
  const parts = [form, hash, position, requestHash(hash, position)];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

const tokenFields = {
  page_token: {
    what: "a page token",
    reason: ErrorReason.INVALID_PAGE_TOKEN,
    suggestion: "next_page_token of the page before, or none for the first page",
  },
  resume_token: {
    what: "a resume token",
    reason: ErrorReason.INVALID_RESUME_TOKEN,
    suggestion: "resume_token of the last message, or none to begin anew",
  },
} as const;

/** A field of a request that holds a token. */
export type TokenField = keyof typeof tokenFields;

/** How a token is judged. */
export interface TokenTerms {
  /**
   * What the token must be bound to. Undefined for a request which is bad itself: then only the
   * form is judged.
   */
  readonly hash: string | undefined;
  /** Names of what must stay the same, for the message. */
  readonly bound: string;
  /** How many parts a position has. */
  readonly parts: number;
  /** The field that holds it. Default: `page_token`. */
  readonly field?: TokenField;
}

/** The position of a token; undefined for no token. Refused when it is of another request. */
export function parsePosition(
  token: string,
  { hash, bound, parts, field = "page_token" }: TokenTerms,
): Outcome<readonly string[] | undefined> {
  if (token === "") return fulfil(undefined);
  const decoded = decode(token);
  if (decoded === undefined) return refuse(badToken(field));
  if (hash === undefined) return fulfil(undefined);
  if (decoded.hash !== hash) {
    return refuse(badToken(field, `is of another request: ${bound} must stay the same`));
  }
  const { position } = decoded;
  return position.length === parts ? fulfil(position) : refuse(badToken(field));
}

/** The same of a position whose parts are whole numbers; another one is refused. */
export function parseNumbers(
  token: string,
  terms: TokenTerms,
): Outcome<readonly bigint[] | undefined> {
  const parsed = parsePosition(token, terms);
  if (!parsed.ok) return parsed;
  if (parsed.value === undefined) return fulfil(undefined);
  const isGood = parsed.value.every((part) => /^\d{1,18}$/.test(part));
  return isGood ? fulfil(parsed.value.map(BigInt)) : refuse(badToken(terms.field ?? "page_token"));
}

/** The refusal of a token. */
export function badToken(field: TokenField, message?: string): Rejection {
  const { what, ...rest } = tokenFields[field];
  return rejectField({ field, message: message ?? `is not ${what} of this server`, ...rest });
}

function decode(
  token: string,
): { readonly hash: string; readonly position: readonly string[] } | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 4 || parts[0] !== form) return undefined;
  const [, hash, position, checksum] = parts as unknown[];
  if (typeof hash !== "string" || !Array.isArray(position)) return undefined;
  if (checksum !== requestHash(hash, position)) return undefined;
  return position.every((value) => typeof value === "string") ? { hash, position } : undefined;
}
