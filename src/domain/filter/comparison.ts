import type { EnumNames, FilterField, FilterFields } from "./fields.ts";
import {
  type Comparison,
  type FilterNode,
  not,
  type Relation,
  type TextTarget,
  type TimeFieldName,
} from "./filter.ts";
import { didYouMean } from "./nearest-name.ts";
import { parseRfc3339 } from "./rfc3339.ts";
import { shown, type TextProblem } from "./text-problem.ts";
import type { Operator, ValueToken } from "./tokens.ts";

/** The left side of a comparison: a field, and the key where it is one label. */
export type ComparisonTarget = {
  readonly field: FilterField;
  readonly key?: string;
};

/** What a comparison means, or why it means nothing. */
export type ComparisonResult =
  | { readonly ok: true; readonly node: FilterNode }
  | { readonly ok: false; readonly problem: TextProblem };

const orderedOperators: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", ":"];

/** Operators that the target takes. AIP-160 has no order on enums and no value of a whole map. */
export function operatorsOf(target: ComparisonTarget): readonly Operator[] {
  if (target.field.type === "enum") return ["=", "!=", ":"];
  if (target.field.type === "labels" && target.key === undefined) return [":"];
  return orderedOperators;
}

/** The target as a message names it. */
export function targetName(target: ComparisonTarget): string {
  return target.key === undefined ? target.field.name : `labels.${target.key}`;
}

/** Names of the fields, as what is expected where none of them stands. */
export function fieldNames(fields: FilterFields): readonly string[] {
  return fields.map((field) => (field.type === "labels" ? "labels.KEY" : field.name));
}

/**
 * Gives `target operator value` its meaning. The operator is one that the target takes, except
 * for `!=`: that is the negation of `=`, so the caller asks for `=` and negates the result.
 */
export function comparison(
  target: ComparisonTarget,
  operator: Exclude<Operator, "!=">,
  value: ValueToken,
): ComparisonResult {
  const { field, key } = target;
  const relation: Relation = operator === ":" ? "=" : operator;
  switch (field.type) {
    case "enum": {
      const wildcard = refuseWildcard(field.name, operator, value);
      if (wildcard !== undefined) return wildcard;
      const name = enumName(field.values, value.text);
      if (name === undefined) return unknownName(field.name, field.values, value);
      return made({ kind: "enum", field: field.name, value: name });
    }
    case "time":
      return refuseWildcard(field.name, operator, value) ?? time(field.name, relation, value);
    case "text":
      return text({ field: field.name }, operator, relation, value);
    case "labels":
      if (key === undefined) return labelPresence(value);
      return text({ field: "labels", key }, operator, relation, value);
  }
}

function made(node: Comparison | FilterNode): ComparisonResult {
  return { ok: true, node };
}

function refused(
  value: ValueToken,
  message: string,
  expected: readonly string[],
): ComparisonResult {
  return { ok: false, problem: { offset: value.offset, message, expected } };
}

function refuseWildcard(
  name: string,
  operator: Operator,
  value: ValueToken,
): ComparisonResult | undefined {
  if (value.pieces.length === 1) return undefined;
  if (operator === ":" && value.text === "*") {
    return refused(value, `every session has ${name}, so ${name}:* says nothing`, ["a value"]);
  }
  return refused(value, `${name} takes no wildcard "*"`, ["a value without *"]);
}

function enumName(values: EnumNames, written: string): string | undefined {
  return values.names.find((name) => written === name || written === values.prefix + name);
}

function unknownName(name: string, values: EnumNames, value: ValueToken): ComparisonResult {
  const written = value.text;
  const short = written.toUpperCase().startsWith(values.prefix)
    ? written.slice(values.prefix.length)
    : written;
  const suggestion = didYouMean(short, values.names);
  return refused(value, `${name} has no value ${shown(written)}${suggestion}`, values.names);
}

function time(name: TimeFieldName, relation: Relation, value: ValueToken): ComparisonResult {
  const parsed = parseRfc3339(value.text);
  if (!parsed.ok) {
    const message = `${name} cannot be compared with ${shown(value.text)}: ${parsed.message}`;
    return refused(value, message, ["an RFC 3339 time with an offset"]);
  }
  return made({ kind: "time", field: name, relation, instant: parsed.instant });
}

function text(
  target: TextTarget,
  operator: Operator,
  relation: Relation,
  value: ValueToken,
): ComparisonResult {
  if (value.pieces.length === 1) {
    return made({ kind: "text", target, relation, value: value.pieces[0] ?? "" });
  }
  if (relation !== "=") {
    const message = `the wildcard "*" works with =, != and : only; a star itself is "\\*"`;
    return refused(value, message, ["a value without *"]);
  }
  const outermost = value.pieces.length - 1;
  const pieces = value.pieces.filter(
    (piece, index) => piece !== "" || index === 0 || index === outermost,
  );
  const isAnyText = pieces.every((piece) => piece === "");
  if (isAnyText && target.field === "labels") return made({ kind: "label", key: target.key });
  if (isAnyText && operator === ":") {
    // AIP-160: a field of a message is present where it has another value than the default one.
    return made(not({ kind: "text", target, relation, value: "" }));
  }
  return made({ kind: "wildcard", target, pieces });
}

function labelPresence(value: ValueToken): ComparisonResult {
  if (value.pieces.length > 1) {
    return refused(value, 'the key of a label takes no wildcard "*"', ["a key"]);
  }
  if (value.text === "") return refused(value, "the key of a label is not empty", ["a key"]);
  const colon = Array.from(value.text).indexOf(":");
  if (value.kind === "word" && colon !== -1) {
    const key = value.text.slice(0, value.text.indexOf(":"));
    const message = `labels:KEY asks for a key; for its value write labels.${key} = VALUE`;
    const offset = value.offset + colon;
    return {
      ok: false,
      problem: { offset, message, expected: ["a key, in quotes if it has a :"] },
    };
  }
  return made({ kind: "label", key: value.text });
}
