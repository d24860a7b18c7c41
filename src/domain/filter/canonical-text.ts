import { formatInstant } from "../instant.ts";
import type { Comparison, FilterNode, Relation, TextTarget } from "./filter.ts";

/**
 * The one spelling of a filter, for hashes (a page token is bound to it) and for logs. White
 * space, quotes, needless parentheses, `:` for `=`, full names of enums and offsets of times leave
 * no trace in it; the order of operands does. `parseFilter` reads it back as the same filter,
 * unless writing out `field = (a OR b)` made it longer than a filter may be.
 */
export function canonicalText(filter: FilterNode): string {
  switch (filter.kind) {
    case "everything":
      return "";
    case "and":
      return filter.operands.map(asOperand).join(" AND ");
    case "or":
      return filter.operands.map(asOperand).join(" OR ");
    case "not":
      return negation(filter.operand);
    default:
      return comparisonText(filter, "=");
  }
}

/** In parentheses where it is a combination: OR binds tighter than AND, which few expect. */
function asOperand(node: FilterNode): string {
  const text = canonicalText(node);
  return node.kind === "and" || node.kind === "or" ? `(${text})` : text;
}

function negation(node: FilterNode): string {
  switch (node.kind) {
    case "enum":
    case "wildcard":
      return comparisonText(node, "!=");
    case "text":
    case "time":
      return node.relation === "="
        ? comparisonText(node, "!=")
        : `NOT ${comparisonText(node, "=")}`;
    default:
      return `NOT ${asOperand(node)}`;
  }
}

/** `equality` is what stands for "=". */
function comparisonText(comparison: Comparison, equality: "=" | "!="): string {
  const operator = (relation: Relation) => (relation === "=" ? equality : relation);
  switch (comparison.kind) {
    case "enum":
      return `${comparison.field} ${equality} ${comparison.value}`;
    case "text": {
      const left = targetText(comparison.target);
      return `${left} ${operator(comparison.relation)} ${quoted([comparison.value])}`;
    }
    case "wildcard":
      return `${targetText(comparison.target)} ${equality} ${quoted(comparison.pieces)}`;
    case "label":
      return `labels.${quoted([comparison.key])}:*`;
    case "time": {
      const instant = formatInstant(comparison.instant);
      return `${comparison.field} ${operator(comparison.relation)} "${instant}"`;
    }
  }
}

function targetText(target: TextTarget): string {
  return target.field === "labels" ? `labels.${quoted([target.key])}` : target.field;
}

/** Pieces with a wildcard between them. */
function quoted(pieces: readonly string[]): string {
  return `"${pieces.map((piece) => piece.replace(/["\\*]/g, "\\$&")).join("*")}"`;
}
