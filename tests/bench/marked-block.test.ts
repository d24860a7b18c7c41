import { expect, test } from "vitest";
import { replaceBlock } from "./marked-block.ts";

const text = "a\n<!-- b: begin -->\nold\n<!-- b: end -->\nc\n<!-- d: begin -->\n<!-- d: end -->\n";

test("a block is replaced, and nothing around it", () => {
  expect(replaceBlock(text, "b", "new")).toBe(
    "a\n<!-- b: begin -->\n\nnew\n\n<!-- b: end -->\nc\n<!-- d: begin -->\n<!-- d: end -->\n",
  );
});

test("to replace it again gives the same", () => {
  const once = replaceBlock(text, "d", "new");
  expect(replaceBlock(once, "d", "new")).toBe(once);
});

test.each([
  ["is missing", "a"],
  ["does not end", "<!-- b: begin -->"],
  ["ends before it begins", "<!-- b: end --><!-- b: begin -->"],
  ["is there twice", text + text],
])("a block that %s is an error", (_, bad) => {
  expect(() => replaceBlock(bad, "b", "new")).toThrow('"b: begin"');
});
