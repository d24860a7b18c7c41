import { expect, test } from "vitest";
import { tokenize } from "./tokens.ts";

const seen = (source: string) => tokenize(source).map(({ kind, value }) => `${kind} ${value}`);

test("comments are one token each, with the line they begin on", () => {
  expect(tokenize("a // b\n/* c\n d */ e")).toEqual([
    { kind: "word", value: "a", line: 1 },
    { kind: "comment", value: "// b", line: 1 },
    { kind: "comment", value: "/* c\n d */", line: 2 },
    { kind: "word", value: "e", line: 3 },
  ]);
});

test("text hides what looks like code", () => {
  expect(seen(`"a // b" 'it\\'s' "\\""`)).toEqual(["text a // b", "text it\\'s", 'text \\"']);
});

test("templates give their code as tokens, nested ones too", () => {
  expect(seen("`a\u0024{b + `c\u0024{{ d: 1 }.d}`}e` f")).toEqual([
    "text a$",
    "word b",
    "mark +",
    "text c$",
    "mark {",
    "word d",
    "mark :",
    "number 1",
    "mark }",
    "mark .",
    "word d",
    "text ",
    "text e",
    "word f",
  ]);
});

test("a dollar sign alone does not end a template", () => {
  expect(seen("`$1 $` x")).toEqual(["text $1 $", "word x"]);
});

test.each([
  ["x = /a\\/b[/`]/gu", ["word x", "mark =", "regex /a\\/b[/`]/gu"]],
  ["return /'/", ["word return", "regex /'/"]],
  ['f(/"/)', ["word f", "mark (", 'regex /"/', "mark )"]],
  ["a / b / c", ["word a", "mark /", "word b", "mark /", "word c"]],
  ["(a) / 2 / 3", ["mark (", "word a", "mark )", "mark /", "number 2", "mark /", "number 3"]],
  ["1_000n / 0x1f", ["number 1_000n", "mark /", "number 0x1f"]],
])("regular expression or division: %s", (source, tokens) => {
  expect(seen(source)).toEqual(tokens);
});

test("private names and arrows", () => {
  expect(seen("#a => ...é")).toEqual(["word #a", "mark =>", "mark ...", "word é"]);
});

test("a template without an end is an error", () => {
  expect(() => tokenize("x\n`abc")).toThrow("line 2: a template has no end");
});
