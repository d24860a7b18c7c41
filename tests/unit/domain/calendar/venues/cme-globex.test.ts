import { expect, test } from "vitest";
import { calendarOf, localHours } from "../venue-facts.ts";

const equity = calendarOf("CME_EQUITY");
const fx = calendarOf("CME_FX");
const metals = calendarOf("CME_METALS");
const energy = calendarOf("CME_ENERGY");

/** CME Group's notices of November 2012, September 2015 and June 2021 on equity index products. */
test.each([
  ["2012-11-12", "-1d 17:00-15:15"],
  ["2012-11-16", "-1d 15:30--1d 16:30 -1d 17:00-15:15"],
  // The evening before was that of a holiday, on which trading resumes at 17:00.
  ["2012-09-04", "-1d 17:00-15:15"],
  ["2012-11-19", "-1d 17:00-15:15 15:30-16:15"],
  ["2012-11-20", "-1d 17:00-15:15 15:30-16:15"],
  ["2013-10-07", "-1d 17:00-15:15 15:30-16:15"],
  ["2015-09-18", "-1d 17:00-15:15 15:30-16:15"],
  ["2015-09-21", "-1d 17:00-15:15 15:30-16:00"],
  ["2021-06-25", "-1d 17:00-15:15 15:30-16:00"],
  ["2021-06-28", "-1d 17:00-16:00"],
  ["2024-03-11", "-1d 17:00-16:00"],
])("equity index futures of %s trade %s", (date, hours) => {
  expect(localHours(equity, date)).toBe(hours);
});

/** Holiday notices of CME Group and NYMEX for the day, in the order of the calendars above. */
test.each([
  // Day of mourning for President Ford (CNBC, 2 January 2007).
  ["2007-01-02", "closed", "12:00", "16:15", "16:15"],
  ["2007-09-03", "10:30", "12:00", "16:15", "16:15"],
  ["2008-01-21", "10:30", "12:00", "16:15", "16:15"],
  ["2009-02-16", "10:30", "12:00", "16:15", "16:15"],
  ["2012-04-06", "08:15", "10:15", "closed", "closed"],
  ["2012-10-29", "08:15", "16:00", "16:15", "16:15"],
  ["2012-10-30", "08:15", "16:00", "16:15", "16:15"],
  ["2013-07-03", "12:15", "16:00", "16:15", "16:15"],
  ["2013-07-04", "10:30", "12:00", "12:15", "12:15"],
  // The Friday before Labor Day; FX and metals kept such days until 2015 and 2011.
  ["2010-09-03", "15:15", "15:15", "15:15", "15:15"],
  ["2013-08-30", "16:15", "15:15", "16:15", "16:15"],
  ["2016-09-02", "16:00", "16:00", "16:00", "16:00"],
  ["2018-12-05", "08:30", "16:00", "16:00", "16:00"],
  ["2024-03-29", "closed", "closed", "closed", "closed"],
  ["2025-01-09", "08:30", "16:00", "16:00", "16:00"],
  ["2025-01-20", "12:00", "16:00", "13:30", "13:30"],
  ["2025-07-04", "12:00", "12:00", "12:00", "12:00"],
  ["2025-11-28", "12:15", "13:45", "13:45", "13:45"],
  ["2025-12-24", "12:15", "12:45", "12:45", "12:45"],
  ["2025-12-25", "closed", "closed", "closed", "closed"],
  ["2026-04-03", "08:15", "10:15", "closed", "closed"],
])("on %s equity, FX, metals and energy end at %s, %s, %s, %s", (date, ...ends) => {
  const closes = [equity, fx, metals, energy].map((calendar) =>
    localHours(calendar, date).replace(/^.*-/, ""),
  );
  expect(closes).toEqual(ends);
});

test("after a closed day the next session opens in its evening", () => {
  for (const calendar of [equity, fx, metals, energy]) {
    expect(localHours(calendar, "2025-12-26")).toBe("-1d 17:00-16:00");
    expect(calendar.isOpen(calendar.session(20251226)?.openNs ?? 0n)).toBe(true);
  }
});
