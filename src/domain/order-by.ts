import { didYouMean } from "./filter/nearest-name.ts";
import { isLongerThan, shown, type TextProblem } from "./filter/text-problem.ts";

/** Fields that a list of sessions can be ordered by. */
export type OrderField = "create_time" | "update_time" | "strategy_id" | "session_id";

/** One key of an order. Texts are ordered by code point, times by instant. */
export type OrderTerm = {
  readonly field: OrderField;
  readonly descending: boolean;
};

/** A total order: most significant key first, `session_id` last. Never empty. */
export type OrderBy = readonly OrderTerm[];

/** An order, or the first problem of its text. */
export type OrderByParse =
  | { readonly ok: true; readonly order: OrderBy }
  | { readonly ok: false; readonly error: TextProblem };

const fields: readonly OrderField[] = ["create_time", "update_time", "strategy_id", "session_id"];
const lengthMax = 256;

/**
 * Reads AIP-132's `order_by`, such as `create_time desc, strategy_id`. A field stands once; spaces
 * do not matter; ascending is the default and may be written `asc`. Never throws.
 *
 * The order is always total: `session_id` ends it. Where the text does not name it, it is added
 * in the direction of the key before it, so that one index read in one direction serves both;
 * session ids grow with time, so among equals the latest created comes first if that is `desc`.
 * An empty or blank text is `create_time desc`.
 */
export function parseOrderBy(text: string): OrderByParse {
  if (isLongerThan(text, lengthMax)) {
    return refused(lengthMax, `an order has at most ${lengthMax} characters`, ["the end"]);
  }
  const order: OrderTerm[] = [];
  const parts = isBlank(text) ? ["create_time desc"] : text.split(",");
  let offset = 0;
  for (const part of parts) {
    const term = parseTerm(part, offset, order);
    if (!term.ok) return term;
    order.push(term.term);
    offset += Array.from(part).length + 1;
  }
  const last = order[order.length - 1];
  if (last?.field !== "session_id") {
    order.push({ field: "session_id", descending: last?.descending ?? false });
  }
  return { ok: true, order };
}

/** The one spelling of an order, for the hash that binds a page token to it. */
export function orderByText(order: OrderBy): string {
  return order.map(({ field, descending }) => (descending ? `${field} desc` : field)).join(", ");
}

type TermParse =
  | { readonly ok: true; readonly term: OrderTerm }
  | { readonly ok: false; readonly error: TextProblem };

type Word = { readonly text: string; readonly offset: number };

/** `offset` is that of the part in the whole text, `before` what the text named before it. */
function parseTerm(part: string, offset: number, before: readonly OrderTerm[]): TermParse {
  const [name, direction, surplus] = words(part, offset);
  if (name === undefined) {
    const end = offset + Array.from(part).length;
    return refused(end, "a field is missing here", fields);
  }
  const field = fields.find((candidate) => candidate === name.text);
  if (field === undefined) {
    const message = `cannot order by ${shown(name.text)}${didYouMean(name.text, fields)}`;
    return refused(name.offset, message, fields);
  }
  if (before.some((term) => term.field === "session_id")) {
    const message = "session_id differs for every session, so nothing after it can matter";
    return refused(name.offset, message, ["the end"]);
  }
  if (before.some((term) => term.field === field)) {
    return refused(name.offset, `${field} stands twice`, without(before));
  }
  if (direction !== undefined && direction.text !== "asc" && direction.text !== "desc") {
    const message = `${shown(direction.text)} is no direction`;
    return refused(direction.offset, message, ["asc", "desc", ","]);
  }
  if (surplus !== undefined) {
    return refused(surplus.offset, `found ${shown(surplus.text)}, expected ","`, [",", "the end"]);
  }
  return { ok: true, term: { field, descending: direction?.text === "desc" } };
}

function refused(
  offset: number,
  message: string,
  expected: readonly string[],
): { readonly ok: false; readonly error: TextProblem } {
  return { ok: false, error: { offset, message, expected } };
}

function without(before: readonly OrderTerm[]): readonly OrderField[] {
  return fields.filter((field) => !before.some((term) => term.field === field));
}

function isBlank(text: string): boolean {
  return /^[ \t\n\r]*$/.test(text);
}

/** What stands between spaces, each with its offset in the whole text, in characters. */
function words(part: string, offset: number): readonly Word[] {
  return Array.from(part.matchAll(/[^ \t\n\r]+/g), (match) => ({
    text: match[0],
    offset: offset + Array.from(part.slice(0, match.index)).length,
  }));
}
