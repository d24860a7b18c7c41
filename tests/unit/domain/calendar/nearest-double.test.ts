import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestDouble } from "../../../../src/domain/calendar/nearest-double.ts";
import { seed } from "../filter/seed.ts";

test("is the number that the language converts an instant to", () => {
  const instants = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(instants, (instant) => {
      expect(nearestDouble(instant)).toBe(Number(instant));
    }),
    { seed, numRuns: 2_000 },
  );
  for (const edge of [0n, -1n, 1n, 2n ** 32n, -(2n ** 32n), 2n ** 63n - 1n, -(2n ** 63n)]) {
    expect(nearestDouble(edge)).toBe(Number(edge));
  }
});
