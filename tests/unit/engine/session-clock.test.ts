import fc from "fast-check";
import { expect, test } from "vitest";
import { RowInstants } from "../../../src/engine/row-instants.ts";
import { SessionClock } from "../../../src/engine/session-clock.ts";
import { seed } from "../domain/filter/seed.ts";

test(`it tells the instant of its row, and its seconds rounded once (FC_SEED=${seed})`, () => {
  const clock = new SessionClock();
  expect([clock.barrier, clock.timeNs, clock.seconds]).toEqual([0, undefined, 0]);
  const instants = fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { minLength: 1 });
  const property = fc.property(instants, (ns) => {
    const known = new RowInstants(BigInt64Array.from(ns));
    for (const [row, instant] of ns.entries()) {
      clock.advance(known, row);
      expect(clock.timeNs).toBe(instant);
      expect(clock.seconds).toBe(Number(instant) / 1e9);
    }
  });
  // A turn of the lower half, and the last instant before 1970.
  const examples: [bigint[]][] = [[[2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, -1n]]];
  fc.assert(property, { seed, numRuns: 200, examples });
});

test("it counts the barriers, and goes on from one", () => {
  const clock = new SessionClock();
  clock.restore(7, 1_577_836_800_000_000_000n);
  expect([clock.barrier, clock.timeNs, clock.seconds]).toEqual([
    7,
    1_577_836_800_000_000_000n,
    1_577_836_800,
  ]);
  clock.advance(new RowInstants(BigInt64Array.of(1n, 2n)), 1);
  expect(clock.now).toEqual({ barrier: 8, timeNs: 2n });
  clock.restore(0, undefined);
  expect([clock.barrier, clock.timeNs]).toEqual([0, undefined]);
});
