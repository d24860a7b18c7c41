/** The feed checker on histories made at random: silent where all is well, never where it is not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../e2e/seeded-random.ts";
import { seed } from "../../unit/domain/filter/seed.ts";
import { checkFeed } from "./check-feed.ts";
import { inventFeed } from "./invented-feed.ts";
import { plant, plantedFaults } from "./planted-faults.ts";
import { violationText } from "./property.ts";

test("finds nothing in a history that is as it should be", () => {
  const property = fc.property(fc.nat(), (number) => {
    const verdict = checkFeed(inventFeed(seededRandom(number)));
    expect(verdict.violations.map(violationText)).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: 200 });
});

describe("finds and names the one fault of a history", () => {
  test.each(plantedFaults)("$name: $breaks", (fault) => {
    const property = fc.property(fc.nat(), (number) => {
      const random = seededRandom(number);
      const planted = plant(fault, inventFeed(random, 600), random);
      fc.pre(planted !== undefined);
      if (planted === undefined) return;
      const { violations } = checkFeed(planted.history);
      const { watcher, stream } = planted;
      expect(violations).toContainEqual(
        expect.objectContaining({ property: fault.breaks, watcher, stream }),
      );
      expect(new Set(violations.map((each) => `${each.watcher} ${each.stream}`)).size).toBe(1);
    });
    fc.assert(property, { seed, numRuns: 15 });
  });
});
