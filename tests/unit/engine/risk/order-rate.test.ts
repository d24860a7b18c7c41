import { expect, test } from "vitest";
import { OrderRate } from "../../../../src/engine/risk/order-rate.ts";
import { short } from "./risk-trial.ts";

const second = 1_000_000_000n;

test("so many within the second that ends now", () => {
  const rate = new OrderRate(2, []);
  for (const time of [10n * second, 10n * second + 1n]) {
    expect(rate.check(time)).toBeUndefined();
    rate.count(time);
  }
  expect(short(rate.check(11n * second - 1n))).toEqual([
    "ORDER_RATE_EXCEEDED",
    { limit: "2", value: "3" },
  ]);
  // A second after the first one there is room again; the second one still counts.
  expect(rate.check(11n * second)).toBeUndefined();
  rate.count(11n * second);
  expect(rate.check(11n * second)).toBeDefined();
});

test("asking counts nothing, and time before the first slice is one moment", () => {
  const rate = new OrderRate(1, []);
  expect(rate.check(undefined)).toBeUndefined();
  expect(rate.check(undefined)).toBeUndefined();
  rate.count(undefined);
  expect(rate.check(undefined)).toBeDefined();
  expect(rate.check(second)).toBeUndefined();
});

test("goes on from its times, and keeps no more of them than the limit", () => {
  const rate = new OrderRate(2, []);
  for (const time of [1n, 2n, 3n]) rate.count(time);
  expect(rate.timesNs).toEqual([2n, 3n]);
  expect(new OrderRate(2, rate.timesNs).check(4n)).toBeDefined();
});

test("no limit, no count", () => {
  const rate = new OrderRate(undefined, [1n]);
  rate.count(1n);
  expect(rate.check(1n)).toBeUndefined();
  expect(rate.timesNs).toEqual([]);
});
