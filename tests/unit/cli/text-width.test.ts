import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clip, pad, printable, textWidth } from "../../../src/cli/text-width.ts";

const seed = Number(process.env.FC_SEED ?? Date.now());

describe("widths", () => {
  test.each([
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["日本", 4],
    ["👩‍🚀", 2],
    ["", 0],
  ])("%j takes %s columns", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test("clip never goes beyond, pad always fills", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (raw, columns) => {
        const text = printable(raw);
        const clipped = clip(text, columns);
        expect(textWidth(clipped)).toBeLessThanOrEqual(columns);
        expect(textWidth(pad(clipped, columns))).toBe(columns);
        if (textWidth(text) <= columns) expect(clipped).toBe(text);
      }),
      { seed },
    );
  });
});
