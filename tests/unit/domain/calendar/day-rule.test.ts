import { describe, expect, test } from "vitest";
import { type DayRule, dayInYear } from "../../../../src/domain/calendar/day-rule.ts";

import { tradingDateOf } from "../../../../src/domain/trading-date.ts";

function dateOf(rule: Omit<DayRule, "name">, year: number): number | undefined {
  const day = dayInYear({ name: "day", ...rule }, year);
  return day === undefined ? undefined : tradingDateOf(day);
}

/** Dates of Easter Sunday as listed by the U.S. Census Bureau, with the extremes of its range. */
test.each([
  19810419, 20000423, 20020331, 20080323, 20110424, 20190421, 20240331, 20250420, 20270328,
  20280416, 20380425, 18180322, 19430425,
])("Easter Sunday %d", (date) => {
  expect(dateOf({ on: { easter: 0 } }, Math.floor(date / 10_000))).toBe(date);
});

describe("weekday of a month", () => {
  test("counts from its first or its last day", () => {
    expect(dateOf({ on: { month: 9, weekday: 1, nth: 1 } }, 2025)).toBe(20250901);
    expect(dateOf({ on: { month: 11, weekday: 4, nth: 4 } }, 2018)).toBe(20181122);
    expect(dateOf({ on: { month: 5, weekday: 1, nth: "last" } }, 2021)).toBe(20210531);
    expect(dateOf({ on: { month: 12, weekday: 0, nth: "last" } }, 2023)).toBe(20231231);
    expect(dateOf({ on: { month: 2, weekday: 4, nth: "last" } }, 2024)).toBe(20240229);
  });
});

test("is observed on the day that the rule names", () => {
  const on = { month: 7, day: 4 };
  const observed = { saturday: -1, sunday: 1 };
  expect(dateOf({ on, observed }, 2026)).toBe(20260703);
  expect(dateOf({ on, observed }, 2027)).toBe(20270705);
  expect(dateOf({ on, observed }, 2028)).toBe(20280704);
  expect(dateOf({ on }, 2026)).toBe(20260704);
  // It may be in another year: Saturday 1 January 2028.
  expect(dateOf({ on: { month: 1, day: 1 }, observed }, 2028)).toBe(20271231);
});

test("holds only in its years and on its weekdays", () => {
  const rule = { on: { month: 6, day: 19 }, since: 2022, until: 2024 };
  expect(dateOf(rule, 2021)).toBeUndefined();
  expect(dateOf(rule, 2022)).toBe(20220619);
  expect(dateOf(rule, 2024)).toBe(20240619);
  expect(dateOf(rule, 2025)).toBeUndefined();
  const onFridays = { on: { month: 7, day: 5 }, fallingOn: [5] as const };
  expect(dateOf(onFridays, 2002)).toBe(20020705);
  expect(dateOf(onFridays, 2003)).toBeUndefined();
  const dayAfter = { on: { month: 11, weekday: 4 as const, nth: 4 }, plusDays: 1 };
  expect(dateOf(dayAfter, 2024)).toBe(20241129);
});

test("is the last weekday up to a day of the month", () => {
  // Victoria Day: the Monday before 25 May.
  const on = { month: 5, weekday: 1 as const, upTo: 24 };
  expect(dateOf({ on }, 2021)).toBe(20210524);
  expect(dateOf({ on }, 2020)).toBe(20200518);
  expect(dateOf({ on }, 2024)).toBe(20240520);
});

test("is the date that a table has for the year", () => {
  const on = { dates: ["2024-02-10", "2026-02-17"] };
  expect(dateOf({ on }, 2024)).toBe(20240210);
  expect(dateOf({ on, plusDays: 2 }, 2024)).toBe(20240212);
  expect(dateOf({ on }, 2025)).toBeUndefined();
  expect(() => dateOf({ on: { dates: ["2024-02-30"] } }, 2024)).toThrow('"2024-02-30"');
});

test("does not hold in years that are excepted", () => {
  const rule = { on: { month: 5, weekday: 1 as const, nth: 1 }, except: [2020] };
  expect(dateOf(rule, 2019)).toBe(20190506);
  expect(dateOf(rule, 2020)).toBeUndefined();
  expect(dateOf(rule, 2021)).toBe(20210503);
});
