import { describe, expect, test } from "vitest";
import { matches } from "../../../../src/domain/filter/matches.ts";
import { filterOf, subject } from "./session-filter.ts";

const holds = (text: string, differences: Parameters<typeof subject>[0]) =>
  matches(filterOf(text), subject(differences));

test("the empty filter lets everything through", () => {
  expect(matches({ kind: "everything" }, subject())).toBe(true);
});

describe("a missing label", () => {
  test.each([
    ["labels.env = prod", false],
    ["labels.env : prod", false],
    ["labels.env != prod", true],
    ["NOT labels.env = prod", true],
    ['labels.env = ""', false],
    ['labels.env != ""', true],
    ["labels.env < prod", false],
    ["labels.env >= prod", false],
    ["NOT labels.env < prod", true],
    ["labels.env = p*", false],
    ["labels.env != p*", true],
    ["labels.env = *", false],
    ["labels.env:*", false],
    ["labels:env", false],
    ["-labels:env", true],
  ])("%s is %s", (text, expected) => {
    expect(holds(text, { labels: { other: "prod" } })).toBe(expected);
  });
});

describe("an empty label", () => {
  test.each([
    ['labels.env = ""', true],
    ["labels.env:*", true],
    ["labels.env = *", true],
    ["labels:env", true],
    ["labels.env != prod", true],
    ["labels.env < prod", true],
  ])("%s is %s", (text, expected) => {
    expect(holds(text, { labels: { env: "" } })).toBe(expected);
  });
});

test("keys of Object's prototype are no labels", () => {
  expect(holds("labels:constructor", {})).toBe(false);
  expect(holds("labels.toString:*", {})).toBe(false);
  expect(holds("labels.constructor = x", { labels: { constructor: "x" } })).toBe(true);
});

describe("wildcards", () => {
  test.each([
    ["a*", "a", true],
    ["a*", "abc", true],
    ["a*", "ba", false],
    ["*c", "abc", true],
    ["*c", "cb", false],
    ["*b*", "abc", true],
    ["*b*", "b", true],
    ["*b*", "ac", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["ab*ba", "aba", false],
    ["*ab*ab*", "ab", false],
    ["*ab*ab*", "xababx", true],
    ["*a*a", "a", false],
    ["a*bc*c", "abc", false],
    ["*", "", true],
    ["a*", "A", false],
    ["a*", "", false],
    ["?*", "ab", false],
  ])("%s on %j is %s", (pattern, strategyId, expected) => {
    expect(holds(`strategy_id = "${pattern}"`, { strategyId })).toBe(expected);
    expect(holds(`strategy_id != "${pattern}"`, { strategyId })).toBe(!expected);
  });

  test("strategy_id:* asks for a text that is not empty, = * for any", () => {
    expect(holds("strategy_id:*", { strategyId: "" })).toBe(false);
    expect(holds("strategy_id:*", { strategyId: "*" })).toBe(true);
    expect(holds("strategy_id = *", { strategyId: "" })).toBe(true);
    expect(holds('strategy_id = "\\*"', { strategyId: "a" })).toBe(false);
    expect(holds('strategy_id = "\\*"', { strategyId: "*" })).toBe(true);
  });

  test("many stars are quick", () => {
    const filter = filterOf(`strategy_id = "${"*a".repeat(1000)}*b"`);
    expect(matches(filter, subject({ strategyId: "a".repeat(100_000) }))).toBe(false);
  });
});

describe("order", () => {
  test.each([
    ["<", [true, false, false]],
    ["<=", [true, true, false]],
    ["=", [false, true, false]],
    [":", [false, true, false]],
    [">=", [false, true, true]],
    [">", [false, false, true]],
    ["!=", [true, false, true]],
  ])("%s of texts and of times", (operator, expected) => {
    const texts = ["a", "b", "ba"].map((strategyId) =>
      holds(`strategy_id ${operator} b`, { strategyId }),
    );
    expect(texts).toEqual(expected);
    const times = [-1n, 0n, 1n].map((updateTimeNs) =>
      holds(`update_time ${operator} 1970-01-01T00:00:00Z`, { updateTimeNs, createTimeNs: 5n }),
    );
    expect(times).toEqual(expected);
  });

  test("texts are ordered by code point", () => {
    expect(holds("strategy_id > ａ", { strategyId: "😀" })).toBe(true);
    expect(holds("strategy_id > a", { strategyId: "B" })).toBe(false);
  });

  test("create_time is not update_time", () => {
    expect(holds("create_time > 1970-01-01T00:00:00Z", { updateTimeNs: 5n })).toBe(false);
    expect(holds("create_time > 1970-01-01T00:00:00Z", { createTimeNs: 1n })).toBe(true);
  });
});

test("combinations", () => {
  const text = "mode = LIVE AND state = RUNNING OR state = PAUSED";
  expect(holds(text, { mode: "LIVE", state: "PAUSED" })).toBe(true);
  expect(holds(text, { mode: "PAPER", state: "PAUSED" })).toBe(false);
  expect(holds("NOT (mode = LIVE OR state = PAUSED)", { mode: "PAPER" })).toBe(true);
  expect(holds("state != (RUNNING OR PAUSED)", { state: "PAUSED" })).toBe(false);
  expect(holds("state != (RUNNING OR PAUSED)", { state: "READY" })).toBe(true);
  expect(holds("strategy_id = (sma* -smart)", { strategyId: "smart" })).toBe(false);
});
