/**
 * Invariants of filters:
 * 1. `matches` agrees with an evaluator that is written another way.
 * 2. `canonicalText` is read back as the same filter, and so is any other spelling of it.
 * 3. Whatever the text, `parseFilter` answers; an error lies within the text.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText } from "../../src/domain/filter/canonical-text.ts";
import {
  allOf,
  anyOf,
  type Comparison,
  type FilterNode,
  type FilterSubject,
  not,
  type Relation,
  type TextTarget,
} from "../../src/domain/filter/filter.ts";
import { matches } from "../../src/domain/filter/matches.ts";
import { parseFilter } from "../../src/domain/filter/parse-filter.ts";
import { formatInstant } from "../../src/domain/instant.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import { fields } from "../unit/domain/filter/session-filter.ts";

const numRuns = 2000;
const wide = { length: 1_000_000, depth: 1000, comparisons: 100_000 };

// Few values, so that random filters and subjects meet often; the characters that need escapes or
// order differently in UTF-16 are among them.
const text = fc.string({
  unit: fc.constantFrom("a", "b", "*", '"', "\\", "'", " ", "(", ".", ":", "ａ", "😀"),
  maxLength: 3,
});
const key = fc.constantFrom("env", "a.b", "NOT", 'q"*', "constructor", "-");
const instant = fc.bigInt({ min: -3n, max: 3n });
const relation = fc.constantFrom<Relation>("=", "<", "<=", ">", ">=");
const state = fc.constantFrom("READY", "RUNNING", "PAUSED");
const mode = fc.constantFrom("SIMULATION", "PAPER", "LIVE");

const target: fc.Arbitrary<TextTarget> = fc.oneof(
  fc.constant({ field: "strategy_id" as const }),
  key.map((label) => ({ field: "labels" as const, key: label })),
);

const pieces = fc
  .tuple(text, fc.array(text), text)
  .map(([first, middle, last]) => [first, ...middle.filter((piece) => piece !== ""), last]);

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  state.map((value) => ({ kind: "enum" as const, field: "state" as const, value })),
  mode.map((value) => ({ kind: "enum" as const, field: "mode" as const, value })),
  key.map((label) => ({ kind: "label" as const, key: label })),
  fc.record({ kind: fc.constant("text" as const), target, relation, value: text }),
  fc
    .record({ kind: fc.constant("wildcard" as const), target, pieces })
    .filter((node) => node.target.field !== "labels" || node.pieces.join("") !== ""),
  fc.record({
    kind: fc.constant("time" as const),
    field: fc.constantFrom("create_time" as const, "update_time" as const),
    relation,
    instant,
  }),
);

const filter: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode; nodes: FilterNode[] }>(
  (tie) => ({
    nodes: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    node: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      comparison,
      tie("node").map(not),
      tie("nodes").map(([first, ...others]) => allOf([first as FilterNode, ...others])),
      tie("nodes").map(([first, ...others]) => anyOf([first as FilterNode, ...others])),
    ),
  }),
).node;

const subject: fc.Arbitrary<FilterSubject> = fc.record({
  state,
  mode,
  strategyId: text,
  labels: fc.dictionary(key, text, { noNullPrototype: true }),
  createTimeNs: instant,
  updateTimeNs: instant,
});

/** Evaluates by sets of accepted signs, byte order and regular expressions. */
function holds(node: FilterNode, given: FilterSubject): boolean {
  if (node.kind === "everything") return true;
  if (node.kind === "and") return !node.operands.some((operand) => !holds(operand, given));
  if (node.kind === "or")
    return node.operands.filter((operand) => holds(operand, given)).length > 0;
  if (node.kind === "not") return holds(node.operand, given) === false;
  if (node.kind === "enum")
    return [given.state, given.mode][+(node.field === "mode")] === node.value;
  const labels = new Map(Object.entries(given.labels));
  if (node.kind === "label") return labels.has(node.key);
  if (node.kind === "time") {
    const left = { create_time: given.createTimeNs, update_time: given.updateTimeNs }[node.field];
    return signs[node.relation].includes(Math.sign(Number(left - node.instant)));
  }
  const where = node.target;
  const left = where.field === "labels" ? labels.get(where.key) : given.strategyId;
  if (left === undefined) return false;
  if (node.kind === "text") {
    const order = Buffer.compare(Buffer.from(left), Buffer.from(node.value));
    return signs[node.relation].includes(order);
  }
  const escaped = node.pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^(?:${escaped.join("[^]*")})$`).test(left);
}

const signs: Record<Relation, readonly number[]> = {
  "=": [0],
  "<": [-1],
  "<=": [-1, 0],
  ">": [1],
  ">=": [0, 1],
};

/**
 * Writes a filter in one of its many spellings: random spaces, parentheses, quotes and negations,
 * AND left out or not. `choose(n)` picks a number below n.
 */
function spell(node: FilterNode, choose: (below: number) => number): string {
  const pick = (...options: string[]) => options[choose(options.length)] ?? "";
  const wrap = (inner: string) => pick(inner, `(${inner})`, `( (${inner} ))`);
  const quote = (...parts: string[]) => {
    const mark = pick('"', "'");
    const escaped = (part: string) =>
      part.replace(/["'\\*]/g, (special) =>
        special === mark || special === "\\" || special === "*" || choose(2) === 0
          ? `\\${special}`
          : special,
      );
    return `${mark}${parts.map(escaped).join(pick("*", "**"))}${mark}`;
  };
  const operator = (symbol: string) =>
    pick("", " ") + (symbol === "=" ? pick("=", ":") : symbol) + pick("", "\t");
  const left = (where: TextTarget) =>
    where.field === "labels" ? `labels.${quote(where.key)}` : where.field;
  switch (node.kind) {
    case "everything":
      return pick("", " ");
    case "and": {
      const joined = node.operands.map((operand) =>
        operand.kind === "and" ? `(${spell(operand, choose)})` : spell(operand, choose),
      );
      return joined.reduce((before, after) => before + pick(" ", " AND ", "\nAND  ") + after);
    }
    case "or": {
      const joined = node.operands.map((operand) =>
        operand.kind === "and" ? `(${spell(operand, choose)})` : spell(operand, choose),
      );
      return joined.join(" OR ");
    }
    case "not":
      return `${pick("NOT ", "-")}(${spell(node.operand, choose)})`;
    case "enum": {
      const name = pick(node.value, `SESSION_${node.field.toUpperCase()}_${node.value}`);
      return wrap(`${node.field}${operator("=")}${pick(name, quote(name))}`);
    }
    case "label":
      return wrap(pick(`labels.${quote(node.key)}:*`, `labels:${quote(node.key)}`));
    case "text":
      return wrap(`${left(node.target)}${operator(node.relation)}${quote(node.value)}`);
    case "wildcard":
      // "strategy_id:*" asks for another thing than "strategy_id = *" does.
      return wrap(`${left(node.target)} = ${quote(...node.pieces)}`);
    case "time": {
      const instant = formatInstant(node.instant);
      const spelled = pick(instant, quote(instant), instant.replace("Z", "+00:00"));
      return wrap(`${node.field}${operator(node.relation)}${spelled}`);
    }
  }
}

const choices = fc.array(fc.nat(), { minLength: 1, maxLength: 30 }).map((numbers) => {
  let at = 0;
  return (below: number) => {
    at += 1;
    return (numbers[at % numbers.length] ?? 0) % below;
  };
});

describe("a filter", () => {
  test("lets through what another evaluator lets through", () => {
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(filter, subject, (node, given) => {
        const expected = holds(node, given);
        seen[`${expected}`] += 1;
        expect(matches(node, given)).toBe(expected);
      }),
      { seed, numRuns },
    );
    // Were nearly all answers the same, agreement would say little.
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(numRuns / 10);
  });

  test("is read back from its canonical text", () => {
    fc.assert(
      fc.property(filter, (node) => {
        const read = parseFilter(canonicalText(node), fields, wide);
        expect(read).toEqual({ ok: true, filter: node });
      }),
      { seed, numRuns },
    );
  });

  test("has one canonical text, however it was spelled", () => {
    fc.assert(
      fc.property(filter, choices, (node, choose) => {
        const read = parseFilter(spell(node, choose), fields, wide);
        expect(read).toEqual({ ok: true, filter: node });
      }),
      { seed, numRuns },
    );
  });
});

describe("any text", () => {
  const fragments = fc.constantFrom(
    ..."state mode labels strategy_id create_time RUNNING LIVE AND OR NOT and".split(" "),
    ...[
      '"',
      "'",
      "\\",
      "\\*",
      "(",
      ")",
      "(",
      ")",
      ".",
      ",",
      "-",
      "*",
      "!",
      "😀",
      "\u00a0",
      "\ud800",
    ],
    ...["=", "!=", "<", ">=", ":", " ", " ", " ", "\n", '"a b"', "env", "2026-01-05T00:00:00Z"],
    ...["state = RUNNING", "labels.env:*", "mode != (LIVE OR PAPER)", "update_time < "],
  );
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."aAN =!<>():.-*\"'\\,") }),
    fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join("")),
  );

  test("is a filter, or an error within the text", () => {
    const seen = { filter: 0, error: 0 };
    fc.assert(
      fc.property(anyText, (written) => {
        const read = parseFilter(written, fields);
        if (read.ok) {
          seen.filter += 1;
          const again = parseFilter(canonicalText(read.filter), fields, wide);
          expect(again).toEqual(read);
          return;
        }
        seen.error += 1;
        expect(read.error.message).not.toBe("");
        expect(read.error.expected.length).toBeGreaterThan(0);
        expect(read.error.offset).toBeGreaterThanOrEqual(0);
        expect(read.error.offset).toBeLessThanOrEqual(Array.from(written).length);
      }),
      { seed, numRuns: 10_000 },
    );
    expect(seen.filter).toBeGreaterThan(50);
    expect(seen.error).toBeGreaterThan(1000);
  });
});
