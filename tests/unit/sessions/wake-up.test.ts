import { expect, test } from "vitest";
import { WakeUp } from "../../../src/sessions/wake-up.ts";
import { ManualClock } from "./manual-clock.ts";

/** A sleep, and whether it is over. */
function sleeping(wake: WakeUp, delayMs: number) {
  const state = { isOver: false };
  void wake.sleep(delayMs).then(() => {
    state.isOver = true;
  });
  return state;
}

test("sleeps until the delay is over, or until it is rung", async () => {
  const clock = new ManualClock();
  const wake = new WakeUp(clock);
  const first = sleeping(wake, 100);
  await clock.advance(99);
  expect(first.isOver).toBe(false);
  await clock.advance(1);
  expect(first.isOver).toBe(true);
  const second = sleeping(wake, 100);
  await clock.settle();
  wake.ring();
  await clock.settle();
  expect(second.isOver).toBe(true);
  expect(clock.timerCount).toBe(0);
});

test("a ring while nobody sleeps is kept, once", async () => {
  const clock = new ManualClock();
  const wake = new WakeUp(clock);
  wake.ring();
  wake.ring();
  const first = sleeping(wake, 100);
  await clock.settle();
  expect(first.isOver).toBe(true);
  const second = sleeping(wake, 100);
  await clock.settle();
  expect(second.isOver).toBe(false);
  await clock.advance(100);
  expect(second.isOver).toBe(true);
});

test("a negative delay is none", async () => {
  const clock = new ManualClock();
  const state = sleeping(new WakeUp(clock), -5);
  await clock.advance(0);
  expect(state.isOver).toBe(true);
});
