import {
  type ComparisonTarget,
  comparison,
  fieldNames,
  operatorsOf,
  targetName,
} from "./comparison.ts";
import type { FilterField, FilterFields } from "./fields.ts";
import type { FilterNode } from "./filter.ts";
import { didYouMean } from "./nearest-name.ts";
import { shown } from "./text-problem.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { Operator, Token, ValueToken } from "./tokens.ts";

/** What may stand where a comparison begins, or something that holds one. */
export const startOfTerm: readonly string[] = ["a field", "NOT", "-", "("];

const logicOfOtherLanguages: ReadonlyMap<string, string> = new Map([
  ["and", "AND"],
  ["or", "OR"],
  ["not", "NOT"],
  ["&", "AND"],
  ["&&", "AND"],
  ["|", "OR"],
  ["||", "OR"],
]);

/** Reads `field` or `labels.key`. */
export function readTarget(
  cursor: TokenCursor,
  fields: FilterFields,
): ComparisonTarget | undefined {
  const name = cursor.peek();
  if (name.kind !== "word" && name.kind !== "string") return cursor.refuseToken(startOfTerm);
  const field = fields.find((candidate) => candidate.name === name.text);
  cursor.advance();
  const next = cursor.peek();
  const isCompared = next.kind === "operator" || next.kind === "." || next.kind === "bad";
  if (!isCompared && (field === undefined || name.kind === "string")) {
    return refuseBareText(cursor, name, next, fields);
  }
  const expected = fieldNames(fields);
  if (name.kind === "string") {
    const message = "the name of a field has no quotes";
    return cursor.refuse({ offset: name.offset, message, expected });
  }
  if (field === undefined) {
    const names = fields.map((candidate) => candidate.name);
    const message = `there is no field ${shown(name.text)}${didYouMean(name.text, names)}`;
    return cursor.refuse({ offset: name.offset, message, expected });
  }
  if (next.kind !== ".") return { field };
  if (field.type !== "labels") {
    const message = `${field.name} has no parts`;
    return cursor.refuse({ offset: next.offset, message, expected: operatorsOf({ field }) });
  }
  cursor.advance();
  return readLabel(cursor, field);
}

/** AIP-160 lets a service search bare text in fields of its choice. Here that is no field. */
function refuseBareText(
  cursor: TokenCursor,
  text: ValueToken,
  next: Token,
  fields: FilterFields,
): undefined {
  const { offset } = text;
  if (isCall(text, next)) return refuseCall(cursor, text, fieldNames(fields));
  const logic =
    text.kind === "word" ? logicOfOtherLanguages.get(text.text.toLowerCase()) : undefined;
  if (logic !== undefined) {
    const message = `${shown(text.text)} is written ${logic} in a filter`;
    return cursor.refuse({ offset, message, expected: [logic] });
  }
  const message = `${shown(text.text)} is no comparison, which is FIELD OPERATOR VALUE`;
  return cursor.refuse({ offset, message, expected: fieldNames(fields) });
}

function isCall(name: ValueToken, next: Token): boolean {
  return name.kind === "word" && next.kind === "(" && !next.spaced;
}

function refuseCall(
  cursor: TokenCursor,
  { offset, text }: ValueToken,
  expected: readonly string[],
): undefined {
  const message = `a filter has no functions, so ${shown(text)} cannot be called`;
  return cursor.refuse({ offset, message, expected });
}

/** Reads the key after `labels.` */
function readLabel(cursor: TokenCursor, field: FilterField): ComparisonTarget | undefined {
  const token = cursor.peek();
  if (token.kind !== "word" && token.kind !== "string") return cursor.refuseToken(["a key"]);
  const { offset, text: key } = token;
  if (token.pieces.length > 1) {
    const message = 'the key of a label takes no wildcard; a star in a key is labels."\\*"';
    return cursor.refuse({ offset, message, expected: ["a key without *"] });
  }
  if (key === "") {
    const message = "the key of a label is not empty";
    return cursor.refuse({ offset, message, expected: ["a key"] });
  }
  cursor.advance();
  const target = { field, key };
  const next = cursor.peek();
  if (next.kind !== ".") return target;
  const message = 'a key with a "." in it needs quotes, as in labels."a.b"';
  return cursor.refuse({ offset: next.offset, message, expected: operatorsOf(target) });
}

/** Reads an operator that the target takes. */
export function readOperator(cursor: TokenCursor, target: ComparisonTarget): Operator | undefined {
  const token = cursor.peek();
  const expected = operatorsOf(target);
  if (token.kind !== "operator") return cursor.refuseToken(expected);
  const { offset, operator } = token;
  if (!expected.includes(operator)) {
    const isMap = target.field.type === "labels";
    const help = isMap ? "; compare one label, labels.KEY, or ask for a key, labels:KEY" : "";
    const message = `${targetName(target)} does not take "${operator}"${help}`;
    return cursor.refuse({ offset, message, expected });
  }
  cursor.advance();
  const next = cursor.peek();
  if (operator === "=" && next.kind === "operator" && next.operator === "=") {
    const message = 'equality is written with one "="';
    return cursor.refuse({ offset: next.offset, message, expected: ["a value"] });
  }
  return operator;
}

/** Reads a value and makes the comparison with it. */
export function readValue(
  cursor: TokenCursor,
  target: ComparisonTarget,
  operator: Exclude<Operator, "!=">,
): FilterNode | undefined {
  const token = cursor.peek();
  if (token.kind === "AND" || token.kind === "OR" || token.kind === "NOT") {
    const message = `${token.kind} needs quotes where it is a value`;
    return cursor.refuse({ offset: token.offset, message, expected: [`"${token.kind}"`] });
  }
  if (token.kind !== "word" && token.kind !== "string") return cursor.refuseToken(["a value"]);
  cursor.advance();
  if (isCall(token, cursor.peek())) return refuseCall(cursor, token, ["a value"]);
  const result = comparison(target, operator, token);
  return result.ok ? result.node : cursor.refuse(result.problem);
}
