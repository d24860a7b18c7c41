import fc from "fast-check";
import { expect, test } from "vitest";
import {
  epochDayOf,
  formatTradingDate,
  isTradingDate,
  parseTradingDate,
  tradingDateOf,
  weekdayOf,
} from "../../../src/domain/trading-date.ts";
import { seed } from "./filter/seed.ts";

test.each([
  ["2024-02-29", 20240229],
  ["2000-02-29", 20000229],
  ["1000-01-01", 10000101],
  ["9999-12-31", 99991231],
])("reads %s", (text, date) => {
  expect(parseTradingDate(text)).toBe(date);
  expect(formatTradingDate(date)).toBe(text);
});

test.each([
  "2023-02-29",
  "1900-02-29",
  "2024-13-01",
  "2024-00-10",
  "2024-04-31",
  "2024-01-00",
  "2024-1-1",
  "20240101",
  "0999-12-31",
  "2024-01-01T00:00:00Z",
  " 2024-01-01",
  "",
])("refuses %j", (text) => {
  expect(parseTradingDate(text)).toBeUndefined();
});

test("knows the days around the epoch and their weekdays", () => {
  expect(epochDayOf(19700101)).toBe(0);
  expect(epochDayOf(19691231)).toBe(-1);
  // 2000-01-03 and 2001-09-11 were a Monday and a Tuesday.
  expect(weekdayOf(epochDayOf(20000103))).toBe(1);
  expect(weekdayOf(epochDayOf(20010911))).toBe(2);
  expect(weekdayOf(-1)).toBe(3);
  expect(weekdayOf(-5)).toBe(6);
});

test("a number that is no date is told apart", () => {
  for (const number of [20230229, 20241301, 20240001, 2024, 20240101.5, Number.NaN, -20240101]) {
    expect(isTradingDate(number)).toBe(false);
    expect(() => epochDayOf(number)).toThrow(`${number} is not a date written as yyyymmdd`);
  }
});

test("agrees with the host's calendar on every day and counts them one by one", () => {
  const hostDay = fc.integer({ min: -354_285, max: 2_932_896 });
  fc.assert(
    fc.property(hostDay, (day) => {
      const host = new Date(day * 86_400_000);
      const date = tradingDateOf(day);
      expect(formatTradingDate(date)).toBe(host.toISOString().slice(0, 10));
      expect(epochDayOf(date)).toBe(day);
      expect(weekdayOf(day)).toBe(host.getUTCDay());
    }),
    { seed },
  );
});
