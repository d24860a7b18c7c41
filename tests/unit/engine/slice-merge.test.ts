import { describe, expect, test } from "vitest";
import { type BarBatch, SliceMerge } from "../../../src/engine/slice-merge.ts";
import { bar, batchOf, sourceOf, type TestBar } from "./bar-source.ts";

/** Reads everything: `time: source=ticks …` for each slice, times in hours. */
async function slices(merge: SliceMerge): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    if (!merge.isReady) await merge.fill();
    const next = merge.peek();
    if (next === undefined) return lines;
    const parts: string[] = [];
    merge.take(next.timeNs, (source, ticks) => parts.push(`${source}=${ticks}`));
    lines.push(`${next.timeNs / 3_600_000_000_000n}: ${parts.join(" ")}`);
  }
}

function merge(series: readonly (readonly TestBar[])[], sizes?: readonly number[]) {
  return new SliceMerge(
    series.map((bars) => sourceOf(bars, sizes)),
    undefined,
  );
}

describe("SliceMerge", () => {
  test("ties are one slice in the order of the sources, gaps leave a source out", async () => {
    const first = [bar(1, 10), bar(2, 11), bar(4, 12)];
    const second = [bar(2, 20), bar(3, 21), bar(4, 22), bar(6, 23)];
    const third = [bar(0, 30), bar(4, 31)];
    expect(await slices(merge([first, second, third]))).toEqual([
      "48: 2=30",
      "49: 0=10",
      "50: 0=11 1=20",
      "51: 1=21",
      "52: 0=12 1=22 2=31",
      "54: 1=23",
    ]);
  });

  test.each([[[1]], [[2]], [[1, 3]], [[100]], [[3, 1, 2]]])("batches of %j", async (sizes) => {
    const even = Array.from({ length: 9 }, (_, index) => bar(index * 2, index));
    const third = Array.from({ length: 6 }, (_, index) => bar(index * 3, 100 + index));
    const whole = await slices(merge([even, third]));
    expect(await slices(merge([even, third], sizes))).toEqual(whole);
    expect(whole).toHaveLength(12);
  });

  test("empty sources, empty batches and no sources end at once", async () => {
    async function* holes(): AsyncGenerator<BarBatch> {
      yield batchOf([]);
      yield batchOf([bar(1, 5)]);
      yield batchOf([]);
    }
    expect(await slices(new SliceMerge([holes(), sourceOf([])], undefined))).toEqual(["49: 0=5"]);
    expect(await slices(merge([]))).toEqual([]);
    expect(await slices(merge([[]]))).toEqual([]);
  });

  test("goes on after an instant, in the middle of a batch and over whole batches", async () => {
    const first = [bar(1, 10), bar(2, 11), bar(3, 12), bar(5, 13)];
    const second = [bar(2, 20), bar(4, 21)];
    for (const sizes of [[1], [2], [3], [9]]) {
      const sources = [sourceOf(first, sizes), sourceOf(second, sizes)];
      const after = new SliceMerge(sources, bar(2, 0).timeNs);
      expect(await slices(after), `${sizes}`).toEqual(["51: 0=12", "52: 1=21", "53: 0=13"]);
    }
    const end = new SliceMerge([sourceOf(first), sourceOf(second)], bar(5, 0).timeNs);
    expect(await slices(end)).toEqual([]);
  });

  test("is not ready while the next slice could come from a source that was not read", async () => {
    const both = merge([[bar(1, 1), bar(2, 2)], [bar(1, 9)]], [1]);
    expect(both.isReady).toBe(false);
    await both.fill();
    expect(both.isReady).toBe(true);
    both.take(bar(1, 0).timeNs, () => {});
    expect(both.isReady).toBe(false);
    await both.fill();
    expect(both.peek()).toEqual({ timeNs: bar(2, 0).timeNs, date: 20200102 });
  });

  test("a source that fails fails the fill, and what was read stays", async () => {
    async function* broken(): AsyncGenerator<BarBatch> {
      yield batchOf([bar(1, 1)]);
      throw new Error("gone");
    }
    const one = new SliceMerge([broken(), sourceOf([bar(2, 2)])], undefined);
    await one.fill();
    one.take(bar(1, 0).timeNs, () => {});
    await expect(one.fill()).rejects.toThrow("gone");
  });

  test("close lets every source go, whatever is left in it", async () => {
    let released = 0;
    async function* guarded(): AsyncGenerator<BarBatch> {
      try {
        yield batchOf([bar(1, 1)]);
        yield batchOf([bar(2, 2)]);
      } finally {
        released += 1;
      }
    }
    const two = new SliceMerge([guarded(), guarded()], undefined);
    await two.fill();
    await two.close();
    expect(released).toBe(2);
    expect(two.isReady).toBe(true);
    expect(two.peek()).toBeUndefined();
  });
});
