import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasUnicode, renderBar } from "../../../src/cli/progress-bar.ts";
import { textWidth } from "../../../src/cli/text-width.ts";

const seed = Number(process.env.FC_SEED ?? Date.now());

describe("the bar", () => {
  test.each([
    [0, "▕        ▏"],
    [0.5, "▕████    ▏"],
    [1, "▕████████▏"],
    [1 / 16, "▕▌       ▏"],
    [0.999, "▕███████▉▏"],
    [-1, "▕        ▏"],
    [7, "▕████████▏"],
  ])("%s of 8 columns", (fraction, bar) => {
    expect(renderBar(fraction, 8, true)).toBe(bar);
  });

  test("in ASCII", () => {
    expect(renderBar(0.5, 8, false)).toBe("[####----]");
  });

  test("is always of one width and never shrinks", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (one, other, columns, isUnicode) => {
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          const filled = (f: number) =>
            renderBar(f, columns, isUnicode).match(/[█#]/g)?.length ?? 0;
          expect(textWidth(renderBar(one, columns, isUnicode))).toBe(columns + 2);
          expect(filled(less)).toBeLessThanOrEqual(filled(more));
        },
      ),
      { seed },
    );
  });

  test.each([
    [{}, true],
    [{ LANG: "de_DE.UTF-8" }, true],
    [{ LANG: "C" }, false],
    [{ LANG: "C", LC_ALL: "en_US.utf8" }, true],
  ])("Unicode with %j: %s", (env, expected) => {
    expect(hasUnicode(env)).toBe(expected);
  });
});
