import { describe, expect, test } from "vitest";
import { TokenMarks } from "../../../src/sessions/token-marks.ts";
import type { LogMark } from "../../../src/store/store.ts";

/** A log whose trail has entries at these revisions; counts what is asked of it. */
function newMarks(trail: readonly bigint[]) {
  const state = { compacted: 0n, trail: [...trail], rows: 0, trails: 0, isBroken: false };
  const mark = (revision: bigint): LogMark => ({ revision, uid: `u${revision}` });
  const marks = new TokenMarks({
    position: () => ({ head: 10_000n, compacted: state.compacted }),
    async readMark(revision) {
      state.rows += 1;
      if (state.isBroken) throw new Error("a read failed");
      return mark(revision);
    },
    async readTrail(revision) {
      state.trails += 1;
      const found = state.trail.findLast((each) => each <= revision);
      return found === undefined ? undefined : mark(found);
    },
  });
  const trailOf = async (revision: bigint) => (await marks.trail(revision))?.revision;
  return { state, marks, trailOf };
}

describe("TokenMarks", () => {
  test("gives the newest entry of the trail at or before a revision, in any order", async () => {
    const { trailOf } = newMarks([1_000n, 2_000n, 2_500n, 3_000n]);
    const revisions = [2_999n, 5n, 2_400n, 3_000n, 999n, 1_000n, 2_500n, 2_001n, 9_999n, 2_499n];
    const expected = [
      ...[2_500n, undefined, 2_000n, 3_000n, undefined],
      ...[1_000n, 2_500n, 2_000n, 3_000n, 2_000n],
    ];
    const found: (bigint | undefined)[] = [];
    for (const revision of revisions) found.push(await trailOf(revision));
    expect(found).toEqual(expected);
  });

  test("reads a stretch once, however many pass over it", async () => {
    const { state, trailOf } = newMarks([1_000n, 2_000n]);
    for (let revision = 1_999n; revision >= 1_000n; revision -= 1n) await trailOf(revision);
    expect(state.trails).toBe(1);
    for (let pass = 0; pass < 3; pass += 1) {
      for (let revision = 1_990n; revision <= 2_010n; revision += 1n) await trailOf(revision);
    }
    expect(state.trails).toBe(12);
  });

  test("reads anew when the log was compacted, which may have added to the trail", async () => {
    const { state, trailOf } = newMarks([1_000n]);
    expect(await trailOf(1_600n)).toBe(1_000n);
    state.trail.push(1_500n);
    state.compacted = 1_500n;
    expect(await trailOf(1_600n)).toBe(1_500n);
    expect(await trailOf(1_499n)).toBe(1_000n);
  });

  test("reads the mark of a row once, and again after a failure", async () => {
    const { state, marks } = newMarks([]);
    state.isBroken = true;
    await expect(marks.row(5n)).rejects.toThrow("a read failed");
    state.isBroken = false;
    const all = await Promise.all(Array.from({ length: 100 }, () => marks.row(5n)));
    expect(new Set(all).size).toBe(1);
    expect(state.rows).toBe(2);
  });

  test("keeps a bounded number of rows and stretches", async () => {
    const { state, marks, trailOf } = newMarks(
      Array.from({ length: 100 }, (_, index) => BigInt(index) * 10n),
    );
    for (let revision = 0n; revision < 1_030n; revision += 1n) await marks.row(revision);
    await marks.row(1_029n);
    expect(state.rows).toBe(1_030);
    await marks.row(0n);
    expect(state.rows).toBe(1_031);
    for (let revision = 5n; revision < 995n; revision += 10n) await trailOf(revision);
    const before = state.trails;
    await trailOf(985n);
    expect(state.trails).toBe(before);
    await trailOf(5n);
    expect(state.trails).toBe(before + 1);
  });
});
