import fc from "fast-check";
import { expect, it } from "vitest";
import { CoveredBars } from "../../../../src/engine/statistics/covered-bars.ts";

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);

it("counts a bar in which one trade ends and another begins once", () => {
  const bars = new CoveredBars();
  bars.add(3, 5);
  bars.add(5, 9);
  expect(bars.bars).toBe(7);
});

it(`counts as marking each bar would (seed ${seed})`, () => {
  const span = fc.tuple(fc.nat(60), fc.nat(20)).map(([first, length]) => [first, first + length]);
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const bars = new CoveredBars();
      const marked = new Set<number>();
      for (const [first = 0, last = 0] of spans.sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0))) {
        bars.add(first, last);
        for (let bar = first; bar <= last; bar += 1) marked.add(bar);
        expect(bars.bars).toBe(marked.size);
      }
    }),
    { seed, numRuns: 300 },
  );
});
