import { compareCodePoints } from "./code-point-order.ts";
import type { Comparison, FilterNode, FilterSubject, Relation, TextTarget } from "./filter.ts";
import { fitsPieces } from "./wildcard.ts";

/** True where the filter lets the session through. Total: no filter and no subject throws. */
export function matches(filter: FilterNode, subject: FilterSubject): boolean {
  switch (filter.kind) {
    case "everything":
      return true;
    case "and":
      return filter.operands.every((operand) => matches(operand, subject));
    case "or":
      return filter.operands.some((operand) => matches(operand, subject));
    case "not":
      return !matches(filter.operand, subject);
    default:
      return comparisonHolds(filter, subject);
  }
}

function comparisonHolds(comparison: Comparison, subject: FilterSubject): boolean {
  switch (comparison.kind) {
    case "enum":
      return subject[comparison.field] === comparison.value;
    case "label":
      return Object.hasOwn(subject.labels, comparison.key);
    case "text": {
      const text = textOf(comparison.target, subject);
      if (text === undefined) return false;
      return relationHolds(comparison.relation, compareCodePoints(text, comparison.value));
    }
    case "wildcard": {
      const text = textOf(comparison.target, subject);
      return text !== undefined && fitsPieces(text, comparison.pieces);
    }
    case "time": {
      const isCreate = comparison.field === "create_time";
      const instant = isCreate ? subject.createTimeNs : subject.updateTimeNs;
      const order = instant < comparison.instant ? -1 : instant > comparison.instant ? 1 : 0;
      return relationHolds(comparison.relation, order);
    }
  }
}

/** The text to compare; undefined where the session has no such label. */
function textOf(target: TextTarget, subject: FilterSubject): string | undefined {
  if (target.field === "strategy_id") return subject.strategyId;
  // A label may be called "constructor": only own keys are labels.
  return Object.hasOwn(subject.labels, target.key) ? subject.labels[target.key] : undefined;
}

/** `order` is negative, zero or positive as the left side is less, equal or greater. */
function relationHolds(relation: Relation, order: number): boolean {
  switch (relation) {
    case "=":
      return order === 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
