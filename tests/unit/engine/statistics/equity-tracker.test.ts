import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyTally,
  openSpan,
  tallyFromNumbers,
  tallyToNumbers,
} from "../../../../src/engine/statistics/equity-tally.ts";
import { EquityTracker } from "../../../../src/engine/statistics/equity-tracker.ts";

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const day = 86_400;

/** Slices at 16:00 UTC of consecutive days from 2024-01-01 on. */
function tracked(capital: number, equities: readonly number[], exposures: readonly number[] = []) {
  const tracker = new EquityTracker(emptyTally(capital));
  for (const [index, equity] of equities.entries()) {
    tracker.observe({
      seconds: (19_723 + index + 2 / 3) * day,
      date: 20_240_101 + index,
      equity,
      grossExposure: exposures[index] ?? 0,
      benchmark: 100 + index,
    });
  }
  return tracker.tally;
}

describe("an equity tracker", () => {
  it("follows drawdowns from peak to recovery, an equal equity included", () => {
    // 100 → 110 peak on day 2; 99 (−10 %), 104.5 (−5 %), 110 again on day 5: three days.
    // 121 on day 6; 108.9 (−10 %) on day 7 is open.
    const tally = tracked(100, [100, 110, 99, 104.5, 110, 121, 108.9]);
    expect(tally.slices).toBe(7);
    expect(tally.episodes).toBe(1);
    expect(tally.depthSum).toBeCloseTo(-0.1, 12);
    expect([tally.daysSum, tally.daysMax]).toEqual([3, 3]);
    expect(tally.secondsMax).toBe(3 * 86_400);
    expect(tally.openDepth).toBeCloseTo(-0.1, 12);
    expect(tally.slicesBelow).toBe(1);
    expect(openSpan(tally)).toEqual({ days: 1, seconds: 86_400 });
    expect(tally.maxDrawdown).toBeCloseTo(-0.1, 12);
    expect(tally.maxDrawdownMoney).toBeCloseTo(-12.1, 12);
    expect(tally.drawdownSum).toBeCloseTo(-0.1 - 0.05 - 0.1, 12);
    expect(tally.drawdownSquareSum).toBeCloseTo(0.01 + 0.0025 + 0.01, 12);
    expect([tally.peak, tally.lowest]).toEqual([121, 99]);
  });

  it("measures the first fall from the capital", () => {
    const tally = tracked(100, [90, 95]);
    expect(tally.maxDrawdown).toBeCloseTo(-0.1, 12);
    expect(tally.peak).toBe(100);
    expect(openSpan(tally).days).toBe(1);
  });

  it("counts slices with a position, and leverage of those with an equity above 0", () => {
    const tally = tracked(100, [100, 50, -10], [0, 100, 60]);
    expect(tally.exposedSlices).toBe(2);
    expect([tally.leverageSum, tally.leverageMax]).toEqual([2, 2]);
  });

  it("pairs returns of the equity with those of the benchmark", () => {
    const tally = tracked(100, [100, 101, 102, 103]);
    // The equity is the benchmark: each pair is equal, so both moments are.
    expect(tally.pairs).toBe(3);
    expect(tally.crossLogProducts).toBeCloseTo(tally.benchmarkLogSquares, 18);
    expect(tally.equityLogMean).toBeCloseTo(Math.log(1.03) / 3, 15);
    expect([tally.firstBenchmark, tally.lastBenchmark]).toEqual([100, 103]);
  });

  it(`goes on from a saved tally as if nothing had been (seed ${seed})`, () => {
    const equities = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), {
      minLength: 2,
      maxLength: 31,
    });
    fc.assert(
      fc.property(equities, fc.nat(), (values, cut) => {
        const whole = tracked(1_000, values);
        const tracker = new EquityTracker(emptyTally(1_000));
        let going = tracker;
        for (const [index, equity] of values.entries()) {
          if (index === cut % values.length) {
            going = new EquityTracker(tallyFromNumbers(tallyToNumbers(going.tally)));
          }
          going.observe({
            seconds: (19_723 + index + 2 / 3) * day,
            date: 20_240_101 + index,
            equity,
            grossExposure: 0,
            benchmark: 100 + index,
          });
        }
        expect(going.tally).toEqual(whole);
      }),
      // Dates run on within January.
      { seed, numRuns: 100, examples: [[[5, 4, 3, 6], 2]] },
    );
  });

  it(`adds slices without a position all at once as one by one (seed ${seed})`, () => {
    const double = fc.double({ min: 1, max: 1e6, noNaN: true });
    const world = fc.record({
      before: fc.array(double, { minLength: 1, maxLength: 4 }),
      first: fc.option(double, { nil: undefined }),
      prices: fc.array(fc.tuple(double, double), { minLength: 1, maxLength: 20 }),
      how: fc.constantFrom("bids", "bids and asks", "another symbol's"),
    });
    fc.assert(
      fc.property(world, ({ before, first, prices, how }) => {
        const bids = Float64Array.from([7, ...prices.map(([bid]) => bid)]);
        const asks =
          how === "bids" ? bids : Float64Array.from([7, ...prices.map(([, ask]) => ask)]);
        const priceOf = (at: number) =>
          how === "bids" ? bids[at] : ((bids[at] ?? 0) + (asks[at] ?? 0)) / 2;
        const [alone, together] = [0, 1].map(() => {
          const tracker = new EquityTracker(emptyTally(1_000));
          for (const [index, equity] of before.entries()) {
            const slice = { seconds: index * 60, date: 20_240_101, grossExposure: 0 };
            tracker.observe({ ...slice, equity, benchmark: first });
          }
          return tracker;
        });
        const equity = before.at(-1) ?? 0;
        for (const index of prices.keys()) {
          const benchmark = how === "another symbol's" ? first : priceOf(index + 1);
          const seconds = (before.length + index) * 60;
          const slice = { seconds, date: 20_240_101, grossExposure: 0, equity, benchmark };
          alone?.observe(slice);
        }
        const benchmark = how === "another symbol's" ? undefined : { bids, asks, from: 1 };
        const seconds = (before.length + prices.length - 1) * 60;
        together?.observeFlat(prices.length, seconds, benchmark);
        expect(together?.tally).toEqual(alone?.tally);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("refuses numbers that are no tally", () => {
    expect(() => tallyFromNumbers([1, 2])).toThrow("numbers, not 2");
  });
});
