import { describe, expect, test } from "vitest";
import { replayBeginning } from "../../../src/engine/replay.ts";
import { bar } from "./bar-source.ts";
import { dayText, expected, pass, replayOf, type Series } from "./replay-trial.ts";

const series: Series = [
  { symbol: "A", bars: [bar(10, 100), bar(11, 101), bar(10, 110, 3), bar(10, 130, 6)] },
  { symbol: "B", bars: [bar(11, 205), bar(11, 206, 4), bar(10, 207, 6)] },
];

describe("Replay", () => {
  test("passes one barrier for each instant and closes each day once", async () => {
    const { replay, days } = replayOf(series, replayBeginning);
    expect(await pass(replay)).toBe(5);
    expect(days.map(dayText)).toEqual([
      `2020-01-02 #2 3 A=1.01 B=2.05 @${bar(11, 0).timeNs}`,
      `2020-01-03 #3 1 A=1.10 @${bar(10, 0, 3).timeNs}`,
      `2020-01-04 #4 1 B=2.06 @${bar(11, 0, 4).timeNs}`,
      `2020-01-06 #5 2 A=1.30 B=2.07 @${bar(10, 0, 6).timeNs}`,
    ]);
    expect(replay.position).toMatchObject({ barrier: 5, bars: 7, tradingDays: 4, openDate: 0 });
    expect(Buffer.from(replay.position.digest).toString("hex")).toBe(expected(series).digest);
  });

  test("barriers are dense and the position names what was passed", async () => {
    const { replay } = replayOf(series, replayBeginning);
    const seen: string[] = [];
    for (let more = true; more; ) {
      await replay.fill();
      const { barrier, bars, openDate, openDayBars, sessionTimeNs } = replay.position;
      seen.push(`${barrier} ${bars} ${openDate} ${openDayBars} ${sessionTimeNs}`);
      more = replay.step();
    }
    expect(seen).toEqual([
      "0 0 0 0 undefined",
      `1 1 20200102 1 ${bar(10, 0).timeNs}`,
      `2 3 0 0 ${bar(11, 0).timeNs}`,
      `3 4 0 0 ${bar(10, 0, 3).timeNs}`,
      `4 5 0 0 ${bar(11, 0, 4).timeNs}`,
      // The end is not known yet: the last day is closed by what follows, or by nothing following.
      `5 7 20200106 2 ${bar(10, 0, 6).timeNs}`,
    ]);
  });

  test("a day at the end of a batch is closed when what follows is known", async () => {
    const { replay, days } = replayOf(series, replayBeginning, [2]);
    await pass(replay, 2);
    expect(replay.isReady).toBe(false);
    expect(days).toHaveLength(0);
    expect(replay.position).toMatchObject({ openDate: 20200102, openDayBars: 3 });
    await replay.fill();
    replay.settle();
    expect(days.map(dayText)).toEqual([`2020-01-02 #2 3 A=1.01 B=2.05 @${bar(11, 0).timeNs}`]);
    replay.settle();
    expect(days).toHaveLength(1);
    await pass(replay);
    expect(days.map(dayText)).toEqual(expected(series).days);
  });

  test("the end closes the last day even where it comes as a surprise", async () => {
    const { replay, days } = replayOf(series, replayBeginning, [1]);
    await pass(replay, 5);
    expect(days).toHaveLength(3);
    await replay.fill();
    expect(replay.nextTimeNs()).toBeUndefined();
    expect(replay.step()).toBe(false);
    expect(days).toHaveLength(4);
    expect(replay.step()).toBe(false);
    expect(days).toHaveLength(4);
  });

  test("a position is a snapshot: going on does not change it", async () => {
    const { replay } = replayOf(series, replayBeginning);
    await pass(replay, 1);
    const position = replay.position;
    await pass(replay);
    expect(position.openDayCloses).toEqual(new Map([["A", 100]]));
    expect(position).toMatchObject({ barrier: 1, bars: 1, tradingDays: 0, openDate: 20200102 });
    expect(replayBeginning.openDayCloses.size).toBe(0);
  });

  test("without data there is nothing to pass and nothing to close", async () => {
    const { replay, days } = replayOf([{ symbol: "A", bars: [] }], replayBeginning);
    expect(await pass(replay)).toBe(0);
    expect(days).toEqual([]);
    expect(replay.position).toEqual(replayBeginning);
  });
});
