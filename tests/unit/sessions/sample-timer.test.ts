import { expect, test } from "vitest";
import { SampleTimer } from "../../../src/sessions/sample-timer.ts";

test("the first is due at once, the next 200 ms later, and only with news", () => {
  const timer = new SampleTimer();
  expect(timer.waitMs(1_000, "a")).toBe(0);
  timer.posted(1_000, "a");
  expect(timer.waitMs(1_050, "a")).toBe(Number.POSITIVE_INFINITY);
  expect(timer.waitMs(1_050, "b")).toBe(150);
  expect(timer.waitMs(1_200, "b")).toBe(0);
  expect(timer.waitMs(9_000, "b")).toBe(0);
});
