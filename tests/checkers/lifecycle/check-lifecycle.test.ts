/** The lifecycle checker on histories made at random, and beside a search through all orders. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../e2e/seeded-random.ts";
import { seed } from "../../unit/domain/filter/seed.ts";
import { checkLifecycle } from "./check-lifecycle.ts";
import { inventLifecycle } from "./invented-lifecycle.ts";
import { isLinearisable } from "./linearise.ts";
import { plant, plantedFaults } from "./planted-faults.ts";

const large = { clients: 8, steps: 600, sessions: 4 };
const small = { clients: 4, steps: 30, sessions: 1 };

test("finds nothing in a history that is as it should be", () => {
  const property = fc.property(fc.nat(), (number) => {
    const history = inventLifecycle(seededRandom(number), large);
    expect(checkLifecycle(history)).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: 200 });
});

describe("finds and names the one fault of a history", () => {
  test.each(plantedFaults)("$name: $breaks", (fault) => {
    const property = fc.property(fc.nat(), (number) => {
      const random = seededRandom(number);
      const history = plant(fault, inventLifecycle(random, large), random);
      fc.pre(history !== undefined);
      if (history === undefined) return;
      expect(checkLifecycle(history)).toContainEqual(
        expect.stringMatching(new RegExp(`^${fault.breaks}: `)),
      );
    });
    fc.assert(property, { seed, numRuns: 50 });
  });
});

test("what it passes is linearisable: a search that knows no order finds one", () => {
  let rejected = 0;
  const property = fc.property(fc.nat(), fc.boolean(), (number, isSpoilt) => {
    const random = seededRandom(number);
    const good = inventLifecycle(random, small);
    const fault = plantedFaults[Math.floor(random() * plantedFaults.length)];
    const spoilt = isSpoilt && fault !== undefined ? plant(fault, good, random) : undefined;
    const history = spoilt ?? good;
    const isPassed = checkLifecycle(history).length === 0;
    const isFound = isLinearisable(history);
    if (!isFound) rejected += 1;
    expect(isFound || !isPassed).toBe(true);
  });
  fc.assert(property, { seed, numRuns: 150 });
  // The search has something to say no to.
  expect(rejected).toBeGreaterThan(10);
});
