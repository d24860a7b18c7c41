import { expect, test } from "vitest";
import { farthestPosition, openInterest } from "../../../../src/engine/risk/open-interest.ts";
import { open } from "./risk-trial.ts";

test("sums by side; what can only close is apart; one may be left out", () => {
  const without = open({ leaves: 7 });
  const orders = [
    open({ leaves: 10 }),
    without,
    open({ sign: -1, leaves: 4 }),
    open({ sign: -1, leaves: 3, isExit: true }),
  ];
  expect(openInterest(orders, without)).toEqual({
    bought: 10,
    sold: 7,
    boughtFreely: 10,
    soldFreely: 4,
  });
});

test("a group counts with its largest order, by side", () => {
  const orders = [
    open({ leaves: 10, group: "a" }),
    open({ leaves: 30, group: "a" }),
    open({ leaves: 20, group: "a" }),
    open({ leaves: 5, group: "b" }),
    open({ sign: -1, leaves: 8, group: "a" }),
  ];
  expect(openInterest(orders, undefined)).toMatchObject({ bought: 35, sold: 8 });
});

test("the farthest position", () => {
  const interest = { bought: 0, sold: 0, boughtFreely: 30, soldFreely: 150 };
  // 50 + 30 = 80; 50 - 150 = -100.
  expect(farthestPosition(50, interest)).toBe(100);
  expect(farthestPosition(-50, interest)).toBe(200);
  expect(farthestPosition(200, { ...interest, boughtFreely: 0 })).toBe(200);
});
