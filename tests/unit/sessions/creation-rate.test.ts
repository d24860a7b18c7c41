import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reasonName } from "../../../src/domain/rejection.ts";
import { CreationRate } from "../../../src/sessions/creation-rate.ts";
import { otherOwner, otherTenant, scope } from "../../contract/store-fixtures.ts";
import { seed } from "../domain/filter/seed.ts";
import { ManualClock } from "./manual-clock.ts";

/** How many of these are let through at once. */
function takes(rate: CreationRate, times: number, of = scope): number {
  return Array.from({ length: times }, () => rate.take(of)).filter((each) => !each).length;
}

describe("CreationRate", () => {
  test("a minute's worth at once, then one for each share of a minute", async () => {
    const clock = new ManualClock();
    const rate = new CreationRate(clock, 6);
    expect(takes(rate, 10)).toBe(6);
    await clock.advance(9_999);
    expect(takes(rate, 10)).toBe(0);
    await clock.advance(1);
    expect(takes(rate, 10)).toBe(1);
    await clock.advance(600_000);
    expect(takes(rate, 10)).toBe(6);
  });

  test("says when to try again, to the millisecond, and looking takes nothing", async () => {
    const clock = new ManualClock();
    const rate = new CreationRate(clock, 6);
    takes(rate, 6);
    await clock.advance(2_500);
    const refused = rate.take(scope);
    expect(refused && reasonName(refused.reason)).toBe("RATE_LIMITED");
    expect(refused?.retryAfterMs).toBe(7_500);
    expect(refused?.metadata.limit).toBe("6");
    expect(rate.check(scope)).toEqual(refused);
    await clock.advance(7_499);
    expect(rate.check(scope)?.retryAfterMs).toBe(1);
    await clock.advance(1);
    expect(rate.check(scope)).toBeUndefined();
    expect(takes(rate, 2)).toBe(1);
  });

  test("whoever waits as long as was said is let through", async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 999 }),
      fc.array(fc.integer({ min: 0, max: 70_000 }), { maxLength: 20 }),
      async (perMinute, waits) => {
        const clock = new ManualClock();
        const rate = new CreationRate(clock, perMinute);
        for (const waitMs of waits) {
          takes(rate, perMinute);
          await clock.advance(waitMs);
          const retryAfterMs = rate.check(scope)?.retryAfterMs ?? 0;
          if (retryAfterMs > 0) await clock.advance(retryAfterMs);
          expect(rate.check(scope)).toBeUndefined();
        }
      },
    );
    await fc.assert(property, { seed, numRuns: 200 });
  });

  test("owners do not share, owners of one name in two tenants neither", () => {
    const rate = new CreationRate(new ManualClock(), 2);
    expect([scope, otherOwner, otherTenant].map((of) => takes(rate, 5, of))).toEqual([2, 2, 2]);
  });

  test("zero is no limit", () => {
    const rate = new CreationRate(new ManualClock(), 0);
    expect(takes(rate, 1_000)).toBe(1_000);
    expect(rate.check(scope)).toBeUndefined();
  });
});
