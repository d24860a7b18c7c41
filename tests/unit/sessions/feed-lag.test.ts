import { describe, expect, test } from "vitest";
import { FeedLag } from "../../../src/sessions/feed-lag.ts";
import { LagAlarm } from "../../../src/sessions/lag-alarm.ts";
import { ManualClock } from "./manual-clock.ts";

/** A feed of which the head is moved by hand. */
function newLag() {
  const clock = new ManualClock();
  const state = { head: 0n };
  const bounds = { revisions: 10n, forMs: 1_000, stalledMs: 500 };
  const lag = new FeedLag({ clock, head: () => state.head, bounds });
  return { clock, state, lag };
}

const still = { largestLagRevisions: 0n, largestLagMs: 0, frames: 0, recordBytes: 0, cutOff: 0 };

describe("FeedLag", () => {
  test("without watchers there is nothing", () => {
    const { lag, state } = newLag();
    state.head = 99n;
    expect(lag.reading()).toEqual({ ...still, watchers: 0, behind: 0, late: 0 });
  });

  test("a watcher that has not been given everything is behind", async () => {
    const { lag, state, clock } = newLag();
    const watcher = lag.enter("a");
    state.head = 7n;
    await clock.advance(200);
    expect(lag.reading()).toMatchObject({
      ...{ watchers: 1, behind: 1, late: 0 },
      ...{ largestLagRevisions: 7n, largestLagMs: 200 },
    });
    watcher.handOver(3n, 120);
    watcher.handOver(5n, 30);
    expect(lag.reading()).toMatchObject({
      ...{ behind: 1, largestLagRevisions: 2n, largestLagMs: 200 },
      ...{ frames: 2, recordBytes: 150 },
    });
    watcher.completeTo(7n, clock.ms - 50);
    expect(lag.reading()).toMatchObject({ behind: 0, largestLagRevisions: 0n, largestLagMs: 0 });
    state.head = 8n;
    expect(lag.reading()).toMatchObject({ behind: 1, largestLagRevisions: 1n, largestLagMs: 50 });
  });

  test("one that keeps up under steady writing is not behind for long", async () => {
    const { lag, state, clock } = newLag();
    const watcher = lag.enter("a");
    for (let step = 0; step < 100; step += 1) {
      state.head += 20n;
      const lookedMs = clock.ms;
      const head = state.head;
      await clock.advance(100);
      state.head += 20n;
      watcher.completeTo(head, lookedMs);
      expect(lag.reading().largestLagMs).toBe(100);
    }
    expect(lag.reading()).toMatchObject({ behind: 1, late: 0, largestLagRevisions: 20n });
  });

  test("one at rest is not behind, however long, until it is woken for something", async () => {
    const { lag, state, clock } = newLag();
    const watcher = lag.enter("a");
    watcher.completeTo(0n, clock.ms);
    watcher.rest();
    await clock.advance(3_600_000);
    state.head = 50n;
    expect(lag.reading()).toMatchObject({ behind: 0, late: 0 });
    await clock.advance(20);
    watcher.wake(clock.ms - 20);
    expect(lag.reading()).toMatchObject({ behind: 1, late: 0, largestLagMs: 20 });
  });

  test("the largest lags of all are told, each by itself", async () => {
    const { lag, state, clock } = newLag();
    lag.enter("slow");
    await clock.advance(300);
    const far = lag.enter("far");
    state.head = 40n;
    lag.enter("near").handOver(39n, 0);
    far.handOver(1n, 0);
    const slow = lag.reading();
    expect(slow).toMatchObject({ watchers: 3, behind: 3 });
    expect([slow.largestLagRevisions, slow.largestLagMs]).toEqual([40n, 300]);
  });

  test("late is who is too far behind for too long", async () => {
    const { lag, state, clock } = newLag();
    const watcher = lag.enter("a");
    state.head = 10n;
    await clock.advance(5_000);
    expect(lag.reading().late).toBe(0);
    state.head = 11n;
    expect(lag.reading().late).toBe(1);
    watcher.completeTo(0n, clock.ms - 1_000);
    expect(lag.reading().late).toBe(0);
    await clock.advance(1);
    expect(lag.reading().late).toBe(1);
  });

  test("who leaves while a frame waits for its reader was cut off", async () => {
    const { lag, clock } = newLag();
    const [stalled, quick, asleep, done] = ["a", "b", "c", "d"].map((id) => lag.enter(id));
    for (const watcher of [stalled, quick, asleep, done]) watcher?.handOver(1n, 0);
    asleep?.rest();
    done?.completeTo(1n, clock.ms);
    await clock.advance(499);
    if (quick !== undefined) lag.leave(quick);
    expect(lag.reading()).toMatchObject({ watchers: 3, cutOff: 0 });
    await clock.advance(1);
    for (const watcher of [stalled, asleep, done]) if (watcher !== undefined) lag.leave(watcher);
    expect(lag.reading()).toMatchObject({ watchers: 0, cutOff: 1, frames: 4 });
  });

  test("each is told once when it becomes late, and again when it does so again", async () => {
    const { lag, state, clock } = newLag();
    const [first, second] = [lag.enter("first"), lag.enter("second")];
    state.head = 100n;
    second.completeTo(100n, 0);
    await clock.advance(2_000);
    expect(lag.newlyLate()).toEqual([{ streamId: "first", lagRevisions: 100n, lagMs: 2_000 }]);
    expect(lag.newlyLate()).toEqual([]);
    state.head = 200n;
    expect(lag.newlyLate().map(({ streamId }) => streamId)).toEqual(["second"]);
    first.completeTo(200n, clock.ms);
    expect(lag.newlyLate()).toEqual([]);
    state.head = 300n;
    await clock.advance(2_000);
    expect(lag.newlyLate().map(({ streamId }) => streamId)).toEqual(["first"]);
    lag.leave(first);
    lag.leave(second);
    expect(lag.newlyLate()).toEqual([]);
  });
});

describe("LagAlarm", () => {
  test("looks every second, until it is stopped", async () => {
    const { lag, state, clock } = newLag();
    const told: string[] = [];
    const alarm = new LagAlarm(lag, clock, ({ streamId, lagRevisions, lagMs }) =>
      told.push(`${streamId} ${lagRevisions} ${lagMs}`),
    );
    alarm.start();
    lag.enter("a");
    state.head = 11n;
    await clock.advance(1_999);
    expect(told).toEqual([]);
    await clock.advance(3_000);
    expect(told).toEqual(["a 11 2000"]);
    lag.enter("b");
    alarm.stop();
    await clock.advance(5_000);
    expect(told).toHaveLength(1);
    expect(clock.timerCount).toBe(0);
  });
});
