import type { FilterFields } from "./fields.ts";
import { allOf, anyOf, type FilterNode, type FilterNodes, not } from "./filter.ts";
import { readOperator, readTarget, readValue } from "./restriction.ts";
import { isLongerThan, type TextProblem } from "./text-problem.ts";
import { TokenCursor } from "./token-cursor.ts";
import { type Token, tokenize } from "./tokens.ts";

/** What a filter may cost. */
export type FilterLimits = {
  /** Longest text, in characters (code points). */
  readonly length: number;
  /** Deepest nesting of parentheses. */
  readonly depth: number;
  /** Most comparisons; in `field = (a OR b)` each value counts as one. */
  readonly comparisons: number;
};

/** Limits of a request. They keep a compiled query far below what an SQL engine refuses. */
export const filterLimits: FilterLimits = { length: 4096, depth: 16, comparisons: 128 };

/** A filter, or the first problem of its text. */
export type FilterParse =
  | { readonly ok: true; readonly filter: FilterNode }
  | { readonly ok: false; readonly error: TextProblem };

/**
 * Reads a filter of AIP-160's language over the given fields; `docs/filtering.md` is its manual.
 * Never throws. An empty or blank text is the filter that lets everything through.
 */
export function parseFilter(
  text: string,
  fields: FilterFields,
  limits: FilterLimits = filterLimits,
): FilterParse {
  if (isLongerThan(text, limits.length)) {
    const message = `a filter has at most ${limits.length} characters`;
    return { ok: false, error: { offset: limits.length, message, expected: ["the end"] } };
  }
  return new FilterParser(new TokenCursor(tokenize(text)), fields, limits).parse();
}

const startsFactor: readonly Token["kind"][] = ["word", "string", "NOT", "-", "("];

/** Reads one leaf of an expression: a comparison, or a value of `field = (a OR b)`. */
type ReadLeaf = () => FilterNode | undefined;

/** Recursive descent, one method per rule; undefined means that a problem has been noted. */
class FilterParser {
  readonly #cursor: TokenCursor;
  readonly #fields: FilterFields;
  readonly #limits: FilterLimits;
  #depth = 0;
  #comparisons = 0;

  constructor(cursor: TokenCursor, fields: FilterFields, limits: FilterLimits) {
    this.#cursor = cursor;
    this.#fields = fields;
    this.#limits = limits;
  }

  /** filter = [ expression ] end */
  parse(): FilterParse {
    const cursor = this.#cursor;
    if (cursor.peek().kind === "end") return { ok: true, filter: { kind: "everything" } };
    const filter = this.#expression(() => this.#restriction());
    if (filter !== undefined && cursor.peek().kind !== "end") this.#refuseRest();
    const error = cursor.problem();
    if (error !== undefined) return { ok: false, error };
    if (filter === undefined) throw new Error("A filter was refused without a reason.");
    return { ok: true, filter };
  }

  #refuseRest(): undefined {
    const token = this.#cursor.peek();
    const expected = ["AND", "OR", "the end"];
    if (token.kind !== ")") return this.#cursor.refuseToken(expected);
    const message = 'this ")" closes nothing';
    return this.#cursor.refuse({ offset: token.offset, message, expected });
  }

  /** expression = sequence { AND sequence } */
  #expression(leaf: ReadLeaf): FilterNode | undefined {
    return this.#chain("AND", () => this.#sequence(leaf), allOf);
  }

  /** sequence = factor { space factor }; what stands side by side must all be true. */
  #sequence(leaf: ReadLeaf): FilterNode | undefined {
    const first = this.#factor(leaf);
    if (first === undefined) return undefined;
    const factors: [FilterNode, ...FilterNode[]] = [first];
    while (startsFactor.includes(this.#cursor.peek().kind)) {
      const { offset, spaced } = this.#cursor.peek();
      if (!spaced) {
        const message = "a space is missing here";
        return this.#cursor.refuse({ offset, message, expected: ["a space"] });
      }
      const factor = this.#factor(leaf);
      if (factor === undefined) return undefined;
      factors.push(factor);
    }
    return allOf(factors);
  }

  /** factor = term { OR term } */
  #factor(leaf: ReadLeaf): FilterNode | undefined {
    return this.#chain("OR", () => this.#term(leaf), anyOf);
  }

  #chain(
    operator: "AND" | "OR",
    read: ReadLeaf,
    combine: (nodes: FilterNodes) => FilterNode,
  ): FilterNode | undefined {
    const first = read();
    if (first === undefined) return undefined;
    const nodes: [FilterNode, ...FilterNode[]] = [first];
    while (this.#cursor.peek().kind === operator) {
      this.#cursor.advance();
      const node = read();
      if (node === undefined) return undefined;
      nodes.push(node);
    }
    return combine(nodes);
  }

  /** term = [ NOT | "-" ] ( "(" expression ")" | leaf ) */
  #term(leaf: ReadLeaf): FilterNode | undefined {
    const sign = this.#cursor.peek().kind;
    const isNegated = sign === "NOT" || sign === "-";
    if (isNegated) this.#cursor.advance();
    const { kind, offset, spaced } = this.#cursor.peek();
    if (sign === "-" && spaced && kind !== "bad") {
      const message = 'no space may stand after "-"';
      return this.#cursor.refuse({ offset, message, expected: ["a field", "("] });
    }
    const node = kind === "(" ? this.#parenthesised(leaf) : leaf();
    return node !== undefined && isNegated ? not(node) : node;
  }

  #parenthesised(leaf: ReadLeaf): FilterNode | undefined {
    const cursor = this.#cursor;
    const opening = cursor.peek().offset;
    this.#depth += 1;
    if (this.#depth > this.#limits.depth) {
      const message = `parentheses nest at most ${this.#limits.depth} deep`;
      return cursor.refuse({ offset: opening, message, expected: ["a comparison"] });
    }
    cursor.advance();
    const node = this.#expression(leaf);
    if (node === undefined) return undefined;
    const { kind, offset } = cursor.peek();
    const expected = [")", "AND", "OR"];
    if (kind === "end") {
      const message = `the "(" at ${opening} is not closed`;
      return cursor.refuse({ offset, message, expected });
    }
    if (kind !== ")") return cursor.refuseToken(expected);
    cursor.advance();
    this.#depth -= 1;
    return node;
  }

  /** restriction = field [ "." key ] operator ( value | "(" values ")" ) */
  #restriction(): FilterNode | undefined {
    const target = readTarget(this.#cursor, this.#fields);
    if (target === undefined) return undefined;
    const operator = readOperator(this.#cursor, target);
    if (operator === undefined) return undefined;
    // `x != (a OR b)` is the negation of `x = (a OR b)`, as `x != a` is that of `x = a`.
    const positive = operator === "!=" ? "=" : operator;
    const leaf = () => this.#counted(() => readValue(this.#cursor, target, positive));
    const isGroup = this.#cursor.peek().kind === "(";
    const node = isGroup ? this.#parenthesised(leaf) : leaf();
    return node !== undefined && operator === "!=" ? not(node) : node;
  }

  #counted(read: ReadLeaf): FilterNode | undefined {
    const { offset } = this.#cursor.peek();
    const node = read();
    if (node === undefined) return undefined;
    this.#comparisons += 1;
    if (this.#comparisons <= this.#limits.comparisons) return node;
    const message = `a filter has at most ${this.#limits.comparisons} comparisons`;
    return this.#cursor.refuse({ offset, message, expected: ["the end"] });
  }
}
