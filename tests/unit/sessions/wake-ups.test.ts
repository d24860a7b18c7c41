import { describe, expect, test } from "vitest";
import { WakeUp, WakeUps } from "../../../src/sessions/wake-ups.ts";
import { ManualClock } from "./manual-clock.ts";

/** A sleep, and how it ended: with the time since which there may be something. */
function sleeping(wake: WakeUp, delayMs: number, isDue?: () => boolean) {
  const state: { sinceMs: number | undefined } = { sinceMs: undefined };
  void wake.sleep(delayMs, isDue).then((sinceMs) => {
    state.sinceMs = sinceMs;
  });
  return state;
}

const isOver = ({ sinceMs }: { readonly sinceMs: number | undefined }) => sinceMs !== undefined;

describe("one sleeper", () => {
  const clock = new ManualClock();
  const wakeUps = new WakeUps(clock);
  const newWake = () => {
    const wake = new WakeUp(wakeUps, clock);
    wake.look();
    return wake;
  };

  test("sleeps until the delay is over, or until there is a ring", async () => {
    const wake = newWake();
    const first = sleeping(wake, 100);
    await clock.advance(99);
    expect(isOver(first)).toBe(false);
    await clock.advance(1);
    expect(isOver(first)).toBe(true);
    for (const ring of [wakeUps.ring, wake.ring]) {
      wake.look();
      const next = sleeping(wake, 100);
      await clock.settle();
      ring();
      await clock.settle();
      expect(next.sinceMs).toBe(clock.ms);
    }
    expect(clock.timerCount).toBe(0);
  });

  test("a ring after the last look is kept, once", async () => {
    const wake = newWake();
    for (const ring of [wakeUps.ring, wake.ring]) {
      const lookedMs = wake.look();
      ring();
      ring();
      await clock.advance(10);
      const first = sleeping(wake, 100);
      await clock.settle();
      expect(first.sinceMs).toBe(lookedMs);
      wake.look();
      const second = sleeping(wake, 100);
      await clock.settle();
      expect(isOver(second)).toBe(false);
      await clock.advance(100);
      expect(isOver(second)).toBe(true);
    }
  });

  test("a ring before the last look is none", async () => {
    const wake = newWake();
    wakeUps.ring();
    wake.look();
    const state = sleeping(wake, 100);
    await clock.settle();
    expect(isOver(state)).toBe(false);
    await clock.advance(100);
    expect(isOver(state)).toBe(true);
  });

  test("a negative delay is none", async () => {
    const state = sleeping(newWake(), -5);
    await clock.advance(0);
    expect(isOver(state)).toBe(true);
  });

  test("sleeps on while rings bring nothing for it, and is asked once for each", async () => {
    let asked = 0;
    let news = false;
    const isDue = () => {
      asked += 1;
      return news;
    };
    const state = sleeping(newWake(), 1_000, isDue);
    for (let ring = 0; ring < 3; ring += 1) {
      wakeUps.ring();
      await clock.settle();
    }
    expect([isOver(state), asked]).toEqual([false, 3]);
    news = true;
    await clock.advance(5);
    expect(isOver(state)).toBe(false);
    wakeUps.ring();
    await clock.settle();
    expect([state.sinceMs, asked, clock.timerCount]).toEqual([clock.ms, 4, 0]);
  });
});

describe("many sleepers", () => {
  /** As many sleepers, and the order in which they woke up. */
  function crowd(count: number) {
    const clock = new ManualClock();
    const wakeUps = new WakeUps(clock);
    const woken: number[] = [];
    const looks: number[] = [];
    const wakes = Array.from({ length: count }, () => new WakeUp(wakeUps, clock));
    const sleep = (index: number, isDue = () => true) => {
      looks[index] = wakes[index]?.look() ?? 0;
      void wakes[index]?.sleep(1e6, isDue).then(() => woken.push(index));
    };
    return { clock, wakeUps, woken, sleep };
  }

  test("are woken a few in a turn, in the order in which they fell asleep", async () => {
    const { clock, wakeUps, woken, sleep } = crowd(300);
    for (let index = 0; index < 300; index += 1) sleep(index);
    wakeUps.ring();
    expect(clock.yieldedCount).toBe(1);
    const sizes: number[] = [];
    while (await clock.step()) sizes.push(woken.length);
    expect(woken).toEqual(Array.from({ length: 300 }, (_, index) => index));
    // What one turn woke is seen at the beginning of the next.
    const turns = sizes.map((size, index) => size - (sizes[index - 1] ?? 0));
    expect(Math.max(...turns)).toBeLessThanOrEqual(64);
    expect(clock.timerCount).toBe(0);
  });

  test("others get their turns between, and their rings make one round more", async () => {
    const { clock, wakeUps, woken, sleep } = crowd(200);
    for (let index = 0; index < 200; index += 1) sleep(index);
    wakeUps.ring();
    let turns = 0;
    const work = () => {
      turns += 1;
      wakeUps.ring();
      if (turns < 4) clock.yieldTo(work);
    };
    clock.yieldTo(work);
    await clock.step();
    await clock.step();
    expect(woken.length).toBeLessThan(200);
    // The first one is back before the others have been woken: it is not woken before them.
    sleep(0);
    await clock.settle();
    expect(turns).toBe(4);
    expect(woken.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    expect(woken.slice(200)).toEqual([0]);
  });

  test("a round over sleepers for whom there is nothing leaves turns to others too", async () => {
    const { clock, wakeUps, woken, sleep } = crowd(5_000);
    let asked = 0;
    const isDue = () => {
      asked += 1;
      return false;
    };
    for (let index = 0; index < 5_000; index += 1) sleep(index, isDue);
    wakeUps.ring();
    let turns = 0;
    while (await clock.step()) turns += 1;
    expect([woken.length, asked]).toEqual([0, 5_000]);
    expect(turns).toBeGreaterThan(3);
    expect(clock.yieldedCount).toBe(0);
  });

  test("a ring that nobody hears costs nothing and is kept for who looked before it", async () => {
    const { clock, wakeUps, woken, sleep } = crowd(1);
    wakeUps.ring();
    expect(clock.yieldedCount).toBe(0);
    sleep(0);
    await clock.settle();
    expect(woken).toEqual([]);
  });
});
