import { describe, expect, test } from "vitest";
import { judgeAnnotations, judgeLabels } from "../../../src/validator/rules/labels.ts";
import { brief, problems, spec } from "./asked-session.ts";

describe("names", () => {
  test("of people have at most 120 characters, which are not bytes", () => {
    expect(problems(spec({ displayName: "😀".repeat(120) }))).toEqual([]);
    expect(problems(spec({ displayName: "😀".repeat(121) }))).toEqual([
      `spec.display_name INVALID_VALUE -> ${"😀".repeat(120)}`,
    ]);
  });

  const forId = "at most 63 letters, digits, '_', '-' and '.'";
  test.each([
    ["", []],
    ["a".repeat(63), []],
    ["My_strategy-2.0", []],
    ["a".repeat(64), [`spec.strategy_id INVALID_VALUE -> ${forId}`]],
    ["a b", [`spec.strategy_id INVALID_VALUE -> ${forId}`]],
    ["a\n", [`spec.strategy_id INVALID_VALUE -> ${forId}`]],
    ["é", [`spec.strategy_id INVALID_VALUE -> ${forId}`]],
  ])("of strategies: %j", (strategyId, expected) => {
    expect(problems(spec({ strategyId }))).toEqual(expected);
  });

  const forVersion = "at most 63 characters without spaces";
  test.each([
    ["", []],
    ["😀".repeat(63), []],
    ["v".repeat(64), [`spec.strategy_version INVALID_VALUE -> ${forVersion}`]],
    ["1 2", [`spec.strategy_version INVALID_VALUE -> ${forVersion}`]],
    ["1\u00a02", [`spec.strategy_version INVALID_VALUE -> ${forVersion}`]],
  ])("of versions: %j", (strategyVersion, expected) => {
    expect(problems(spec({ strategyVersion }))).toEqual(expected);
  });
});

describe("labels and annotations", () => {
  const ofLabels = (labels: Record<string, string>) => brief([...judgeLabels(labels)]);
  const ofAnnotations = (texts: Record<string, string>) => brief([...judgeAnnotations(texts)]);
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, ""]));

  test.each([["a"], ["0"], ["a".repeat(63)], ["team.example/cost-center_2"]])(
    "may have the key %s",
    (key) => {
      expect(ofLabels({ [key]: "" })).toEqual([]);
      expect(ofAnnotations({ [key]: "" })).toEqual([]);
    },
  );

  test.each([
    ["", " -> a key such as team"],
    ["Team", " -> team"],
    ["a b", " -> a-b"],
    ["_a", " -> a"],
    ["é", " -> a key such as team"],
    ["a\n", " -> a"],
    ["__proto__", " -> proto__"],
  ])("may not have the key %j", (key, rather) => {
    const path = JSON.stringify(key);
    // Built like this, for a literal would set the prototype.
    const texts = Object.fromEntries([[key, ""]]);
    expect(ofLabels(texts)).toEqual([`labels[${path}] INVALID_LABEL${rather}`]);
    expect(ofAnnotations(texts)).toEqual([`annotations[${path}] INVALID_LABEL${rather}`]);
  });

  test("cut a long key where they name it", () => {
    const key = "a".repeat(64);
    expect(ofLabels({ [key]: "" })).toEqual([
      `labels["${"a".repeat(40)}…"] INVALID_LABEL -> ${"a".repeat(63)}`,
    ]);
  });

  test("are at most 64 of each", () => {
    expect(ofLabels(many(64))).toEqual([]);
    expect(ofLabels(many(65))).toEqual(["labels INVALID_LABEL -> at most 64 labels"]);
    expect(ofAnnotations(many(65))).toEqual([
      "annotations INVALID_LABEL -> at most 64 annotations",
    ]);
  });

  test("have values of at most 63 characters in labels", () => {
    expect(ofLabels({ a: "ü".repeat(63) })).toEqual([]);
    expect(ofLabels({ a: "ü".repeat(64) })).toEqual([
      'labels["a"] INVALID_LABEL -> at most 63 characters; annotations hold longer texts',
    ]);
  });

  test("have at most 16 KiB in all in annotations, in UTF-8", () => {
    expect(ofAnnotations({ a: "x".repeat(16_383) })).toEqual([]);
    expect(ofAnnotations({ a: "x".repeat(16_384) })).toEqual([
      "annotations INVALID_LABEL -> at most 16384 bytes in all",
    ]);
    expect(ofAnnotations({ a: "ü".repeat(8_191), b: "" })).toEqual([]);
    expect(ofAnnotations({ a: "ü".repeat(8_191), b: "x" })).toEqual([
      "annotations INVALID_LABEL -> at most 16384 bytes in all",
    ]);
  });
});
