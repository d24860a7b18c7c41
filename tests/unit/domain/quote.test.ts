import { expect, test } from "vitest";
import { quote } from "../../../src/domain/quote.ts";

test.each([
  ["abc", '"abc"'],
  ["", '""'],
  ["two\nlines", '"two\\nlines"'],
  ['say "no"', '"say \\"no\\""'],
  ["x".repeat(100), `"${"x".repeat(100)}"`],
  ["x".repeat(101), `"${"x".repeat(100)}…"`],
])("%j", (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});
