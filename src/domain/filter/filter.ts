/**
 * The filter of a list, as a value: what `parseFilter` makes, `matches` evaluates, `canonicalText`
 * prints and a store compiles to its own query language.
 *
 * The logic has two values. A comparison is true or false, never unknown: a comparison with a
 * label that the session does not have is false, whatever its operator, and `not` of it is true.
 * `x != y` has no node of its own: it is `not(x = y)`, hence true where the label is missing.
 * A compiler to SQL must therefore keep NULL from leaking out of a comparison.
 */

import type { Instant } from "../instant.ts";

/** Fields that hold one name out of a published set. */
export type EnumFieldName = "state" | "mode";

/** Fields that hold one text. */
export type TextFieldName = "strategy_id";

/** Fields that hold one instant. */
export type TimeFieldName = "create_time" | "update_time";

/** Relations between ordered values. Texts are ordered by code point, as UTF-8 bytes are. */
export type Relation = "=" | "<" | "<=" | ">" | ">=";

/** Where the left side of a text comparison is read. */
export type TextTarget =
  | { readonly field: TextFieldName }
  | { readonly field: "labels"; readonly key: string };

/** One comparison: a leaf of the filter. */
export type Comparison =
  /** The field holds this name, the short one: `RUNNING`, not `SESSION_STATE_RUNNING`. */
  | { readonly kind: "enum"; readonly field: EnumFieldName; readonly value: string }
  /** The target's text stands in this relation to `value`. Letter case counts. */
  | {
      readonly kind: "text";
      readonly target: TextTarget;
      readonly relation: Relation;
      readonly value: string;
    }
  /**
   * The target's text starts with the first piece, ends with the last, and holds the others in
   * between, in this order and without overlap; anything, nothing too, may stand between pieces.
   * At least two pieces; only the first and the last may be empty. For a label not both are, as
   * that asks for its presence only.
   */
  | { readonly kind: "wildcard"; readonly target: TextTarget; readonly pieces: readonly string[] }
  /** The session has a label with this key, its value may be empty. */
  | { readonly kind: "label"; readonly key: string }
  /** The field's instant stands in this relation to `instant`. */
  | {
      readonly kind: "time";
      readonly field: TimeFieldName;
      readonly relation: Relation;
      readonly instant: Instant;
    };

/**
 * A filter. Built by `allOf`, `anyOf` and `not`, it is in normal form: `and` and `or` have at least
 * two operands, none of their own kind, `not` never holds a `not`, and `everything`, which is the
 * empty text, stands alone.
 */
export type FilterNode =
  | { readonly kind: "everything" }
  | { readonly kind: "and"; readonly operands: readonly FilterNode[] }
  | { readonly kind: "or"; readonly operands: readonly FilterNode[] }
  | { readonly kind: "not"; readonly operand: FilterNode }
  | Comparison;

/** What a filter is evaluated over: the filterable facts of one session. */
export type FilterSubject = {
  /** Short name of the state, such as `RUNNING`. */
  readonly state: string;
  /** Short name of the mode, such as `SIMULATION`. */
  readonly mode: string;
  readonly strategyId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createTimeNs: Instant;
  readonly updateTimeNs: Instant;
};

/** At least one node. */
export type FilterNodes = readonly [FilterNode, ...FilterNode[]];

/** True where every node is true. Nested conjunctions are flattened, order is kept. */
export function allOf(nodes: FilterNodes): FilterNode {
  const operands = nodes.flatMap((node) => (node.kind === "and" ? node.operands : [node]));
  return operands.length === 1 ? nodes[0] : { kind: "and", operands };
}

/** True where some node is true. Nested disjunctions are flattened, order is kept. */
export function anyOf(nodes: FilterNodes): FilterNode {
  const operands = nodes.flatMap((node) => (node.kind === "or" ? node.operands : [node]));
  return operands.length === 1 ? nodes[0] : { kind: "or", operands };
}

/** True where the node is false. A double negation falls away. */
export function not(node: FilterNode): FilterNode {
  return node.kind === "not" ? node.operand : { kind: "not", operand: node };
}
