import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints } from "../../../../src/domain/filter/code-point-order.ts";
import { seed } from "./seed.ts";

test("orders as UTF-8 bytes are ordered", () => {
  // Characters around the surrogates, where UTF-16 orders otherwise, stand close to each other.
  const unit = fc.oneof(
    fc.constantFrom("a", "b", "\ud7ff", "\ue000", "\uff21", "\uffff", "😀", "𐀀", "\u{10ffff}"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  );
  const text = fc.string({ unit, maxLength: 4 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareCodePoints(left, right))).toBe(bytes);
    }),
    { seed, numRuns: 2000 },
  );
});
