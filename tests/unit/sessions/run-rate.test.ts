import { expect, test } from "vitest";
import { RunRate } from "../../../src/sessions/run-rate.ts";

const at = (barrier: number, bars: number) => ({
  ...{ barrier, bars },
  sessionTimeNs: undefined,
  tradingDays: 0,
});

test("nothing is known before the second reading, nor when no time passed", () => {
  const rate = new RunRate(100, at(5, 10));
  expect(rate.barsPerSecond).toBe(0);
  expect(rate.remainingMs(10)).toBeUndefined();
  rate.measure(100, at(9, 30));
  expect(rate.barsPerSecond).toBe(0);
});

test("bars and barriers per second over about the last second", () => {
  const rate = new RunRate(0, at(0, 0));
  for (let ms = 200; ms <= 2_000; ms += 200) rate.measure(ms, at(ms / 100, ms / 50));
  expect(rate.barsPerSecond).toBe(20);
  expect(rate.remainingMs(5)).toBe(500);
  for (let ms = 2_200; ms <= 3_400; ms += 200) rate.measure(ms, at(20, 40));
  expect(rate.barsPerSecond).toBe(0);
  expect(rate.remainingMs(5)).toBeUndefined();
  expect(rate.remainingMs(-1)).toBeUndefined();
});

test("slices far apart still have a rate", () => {
  const rate = new RunRate(0, at(0, 0));
  rate.measure(60_000, at(1, 1));
  rate.measure(120_000, at(2, 2));
  expect(rate.remainingMs(3)).toBe(180_000);
});
