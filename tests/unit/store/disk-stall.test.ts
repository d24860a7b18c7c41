import { beforeEach, describe, expect, it } from "vitest";
import { DiskStall } from "../../../src/store/disk-stall.ts";
import { ManualClock } from "../sessions/manual-clock.ts";

describe("DiskStall", () => {
  let clock: ManualClock;
  let stall: DiskStall;
  let told: string[];

  beforeEach(() => {
    clock = new ManualClock();
    stall = new DiskStall({ limitMs: 10_000, clock });
    told = [];
    stall.subscribe((isStalled, waitedMs) => told.push(`${isStalled} ${waitedMs}`));
  });

  it("begins when the disk has not answered for the limit, and ends when it does", async () => {
    stall.begin();
    await clock.advance(9_999);
    expect([stall.isStalled, stall.waitedMs]).toEqual([false, 9_999]);
    await clock.advance(1);
    expect([stall.isStalled, stall.waitedMs]).toEqual([true, 10_000]);
    await clock.advance(50_000);
    expect(told).toEqual(["true 10000"]);
    stall.end();
    expect([stall.isStalled, stall.waitedMs]).toEqual([false, 0]);
    expect(told).toEqual(["true 10000", "false 60000"]);
  });

  it("is about one transaction: many that are quick are no stall", async () => {
    for (let count = 0; count < 30; count += 1) {
      stall.begin();
      await clock.advance(900);
      stall.end();
      expect(clock.timerCount).toBeLessThanOrEqual(1);
    }
    expect(told).toEqual([]);
  });

  it("counts from when the transaction was handed over, wherever the timer stands", async () => {
    stall.begin();
    await clock.advance(9_000);
    stall.end();
    stall.begin();
    await clock.advance(9_999);
    expect(stall.isStalled).toBe(false);
    await clock.advance(1);
    expect(told).toEqual(["true 10000"]);
  });

  it("sets no timer while nothing is handed over", async () => {
    stall.begin();
    stall.end();
    await clock.advance(10_000);
    expect(clock.timerCount).toBe(0);
    stall.begin();
    await clock.advance(10_000);
    expect(told).toEqual(["true 10000"]);
  });

  it("is none when the process was away, and the answer is there already", async () => {
    const late = new ManualClock();
    const tasks: (() => void)[] = [];
    const timers: (() => void)[] = [];
    const paused = new DiskStall({
      limitMs: 10_000,
      clock: {
        monotonicMs: () => late.monotonicMs(),
        schedule: (_, task) => {
          timers.push(task);
          return () => {};
        },
        yieldTo: (task) => void tasks.push(task),
      },
    });
    paused.begin();
    await late.advance(3_600_000);
    // Timers come first, then what the disk said meanwhile, then what yielded.
    timers.shift()?.();
    paused.end();
    paused.begin();
    tasks.shift()?.();
    expect(paused.isStalled).toBe(false);
    expect(timers).toHaveLength(1);
  });

  it("tells nobody who has left, and a second one that has subscribed twice once less", async () => {
    const again: number[] = [];
    const listener = () => void again.push(1);
    const leave = stall.subscribe(listener);
    stall.subscribe(listener);
    leave();
    stall.begin();
    await clock.advance(10_000);
    expect(again).toEqual([1]);
  });

  it("says how long the disk has not answered, and that nothing was changed", async () => {
    expect(stall.refusal()).toMatchObject({ code: "STALLED" });
    expect(stall.refusal().message).toMatch(/^too much waits for the disk.*nothing was changed/);
    stall.begin();
    await clock.advance(12_900);
    expect(stall.refusal().message).toMatch(/has not answered for 12 s: nothing was changed/);
  });

  it("never begins without a limit", async () => {
    const patient = new DiskStall();
    patient.begin();
    await clock.advance(3_600_000);
    expect([patient.isStalled, patient.waitedMs]).toEqual([false, 0]);
    patient.end();
    patient.close();
  });

  it("leaves no timer when it is closed", () => {
    stall.begin();
    expect(clock.timerCount).toBe(1);
    stall.close();
    expect(clock.timerCount).toBe(0);
  });
});
