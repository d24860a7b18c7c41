/** Replays of random data, cut anywhere, against a computation that shares no code with them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReplayPosition, replayBeginning } from "../../src/engine/replay.ts";
import { checkpointOf, positionOf } from "../../src/sessions/replay-checkpoint.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import { bar } from "../unit/engine/bar-source.ts";
import { dayText, expected, pass, replayOf, type Series } from "../unit/engine/replay-trial.ts";

const bars = fc
  .uniqueArray(
    fc.record({ day: fc.integer({ min: 1, max: 9 }), hour: fc.integer({ min: 9, max: 13 }) }),
    {
      selector: ({ day, hour }) => day * 24 + hour,
      maxLength: 20,
    },
  )
  .chain((times) =>
    fc
      .array(fc.integer({ min: 1, max: 99_999 }), {
        minLength: times.length,
        maxLength: times.length,
      })
      .map((ticks) =>
        times
          .sort((a, b) => a.day * 24 + a.hour - (b.day * 24 + b.hour))
          .map(({ day, hour }, index) => bar(hour, ticks[index] ?? 1, day)),
      ),
  );

const series: fc.Arbitrary<Series> = fc
  .array(bars, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((each, index) => ({ symbol: `S${index}`, bars: each })));

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });

test("days, barriers and digest are those of the data, in batches of any size", async () => {
  const property = fc.asyncProperty(series, sizes, async (given, batches) => {
    const { replay, days } = replayOf(given, replayBeginning, batches);
    const want = expected(given);
    expect(await pass(replay)).toBe(want.barriers);
    expect(days.map(dayText)).toEqual(want.days);
    expect(Buffer.from(replay.position.digest).toString("hex")).toBe(
      want.days.length === 0 ? "0".repeat(64) : want.digest,
    );
    expect(replay.position.bars).toBe(given.reduce((sum, { bars: all }) => sum + all.length, 0));
  });
  await fc.assert(property, { seed, numRuns: 1_000 });
});

test("cut anywhere and gone on from what was stored, the results are the same", async () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
  const settles = fc.boolean();
  const property = fc.asyncProperty(
    series,
    cuts,
    sizes,
    settles,
    async (given, parts, batches, settled) => {
      const want = expected(given);
      const days: string[] = [];
      let position: ReplayPosition = replayBeginning;
      for (const part of [...parts, Number.POSITIVE_INFINITY]) {
        const piece = replayOf(given, position, batches);
        await pass(piece.replay, part);
        if (settled) {
          await piece.replay.fill();
          piece.replay.settle();
        }
        days.push(...piece.days.map(dayText));
        position = stored(piece.replay.position);
        await piece.replay.close();
      }
      expect(days).toEqual(want.days);
      expect(position.tradingDays).toBe(want.days.length);
      expect(position.barrier).toBe(want.barriers);
      expect(Buffer.from(position.digest).toString("hex")).toBe(
        want.days.length === 0 ? "0".repeat(64) : want.digest,
      );
    },
  );
  await fc.assert(property, { seed, numRuns: 1_000 });
});

/** The position as it comes back from a store. */
function stored(position: ReplayPosition): ReplayPosition {
  const facts = { dataVersion: "v1", runTimeMs: 12.4 };
  const checkpoint = checkpointOf(position, facts);
  expect(checkpoint).toMatchObject({ dataVersion: "v1", runTimeMs: 12n, engineVersion: 1 });
  expect(positionOf(checkpoint)).toEqual(position);
  return positionOf(checkpoint);
}
