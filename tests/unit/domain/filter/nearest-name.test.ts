import fc from "fast-check";
import { expect, test } from "vitest";
import { didYouMean, nearestName } from "../../../../src/domain/filter/nearest-name.ts";
import { seed } from "./seed.ts";

const names = ["RUNNING", "PAUSED", "STOPPED", "STOPPING"];

test.each([
  ["RUNNING", "RUNNING"],
  ["running", "RUNNING"],
  ["RUNING", "RUNNING"],
  ["RUNNNING", "RUNNING"],
  ["RUNNNNING", "RUNNING"],
  ["PAUSE", "PAUSED"],
  ["STOPPD", "STOPPED"],
  ["PASUED", "PAUSED"],
  ["UPASED", "PAUSED"],
  ["PASEUD", "PAUSED"],
  ["STOP", undefined],
  ["", undefined],
  ["ZZZZZZZ", undefined],
  ["RUNNING".repeat(100), undefined],
])("%s", (written, expected) => {
  expect(nearestName(written, names)).toBe(expected);
});

test("ties go to the earlier name", () => {
  expect(nearestName("bat", ["cat", "hat"])).toBe("cat");
});

test("a swap of neighbours is one edit, also in a short name and at either end", () => {
  const tickers = ["AAPL", "MSFT", "TSLA"];
  expect(nearestName("AALP", tickers)).toBe("AAPL");
  expect(nearestName("MSTF", tickers)).toBe("MSFT");
  expect(nearestName("STLA", tickers)).toBe("TSLA");
  // Two swaps, or letters that swap over a third, are two edits.
  expect(nearestName("SMTF", tickers)).toBeUndefined();
  expect(nearestName("FSMT", tickers)).toBeUndefined();
});

test("no suggestion is no text", () => {
  expect(didYouMean("x", names)).toBe("");
  expect(didYouMean("PAUSD", names)).toBe('; did you mean "PAUSED"?');
});

/** Distance of optimal string alignment by its definition, without any of the short cuts. */
function distance(left: string, right: string, known = new Map<string, number>()): number {
  if (left === "" || right === "") return left.length + right.length;
  const key = `${left.length} ${right.length}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const of = (a: number, b: number) =>
    distance(left.slice(0, left.length - a), right.slice(0, right.length - b), known);
  const isSame = left.at(-1) === right.at(-1);
  const isSwap = left.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1);
  const edits = [of(1, 1) + (isSame ? 0 : 1), of(1, 0) + 1, of(0, 1) + 1];
  const fewest = Math.min(...edits, ...(isSwap ? [of(2, 2) + 1] : []));
  known.set(key, fewest);
  return fewest;
}

test("is the nearest by definition, for any texts", () => {
  // Long and of few letters, so that many of them are near.
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12, size: "max" });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 6 }), (written, candidates) => {
      const most = Math.max(1, Math.floor(written.length / 3));
      const near = candidates
        .map((name) => ({ name, edits: distance(written, name) }))
        .filter(({ edits }) => edits <= most)
        .sort((one, other) => one.edits - other.edits);
      expect(nearestName(written, candidates)).toBe(near[0]?.name);
    }),
    { seed, numRuns: 1_000 },
  );
});
