import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xetr = calendarOf("XETR");

/** Trading calendars of Deutsche Börse as published or reported for the year. */
test.each([
  [2000, "04-21 04-24 05-01 10-03 12-25 12-26"],
  [2006, "04-14 04-17 05-01 12-25 12-26"],
  [2007, "01-01 04-06 04-09 05-01 05-28 12-24 12-25 12-26 12-31"],
  [2008, "01-01 03-21 03-24 05-01 12-24 12-25 12-26 12-31"],
  [2013, "01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31"],
  [2016, "01-01 03-25 03-28 05-16 10-03 12-26"],
  [2017, "04-14 04-17 05-01 06-05 10-03 10-31 12-25 12-26"],
  [2020, "01-01 04-10 04-13 05-01 06-01 12-24 12-25 12-31"],
  [2021, "01-01 04-02 04-05 05-24 12-24 12-31"],
  [2022, "04-15 04-18 12-26"],
  [2024, "01-01 03-29 04-01 05-01 12-24 12-25 12-26 12-31"],
  [2026, "01-01 04-03 04-06 05-01 12-24 12-25 12-31"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xetr, year)).toBe(dates);
});

test("ends its year early", () => {
  expect(specialSessions(xetr, 2005)).toEqual(["12-30 09:00-14:00"]);
  expect(specialSessions(xetr, 2023)).toEqual(["12-29 09:00-14:00"]);
  expect(specialSessions(xetr, 2024)).toEqual(["12-30 09:00-14:00"]);
});

test.each([
  ["2000-06-01", "09:00-17:30"],
  ["2000-06-02", "09:00-20:00"],
  ["2003-10-31", "09:00-20:00"],
  ["2003-11-03", "09:00-17:30"],
  ["2024-03-28", "09:00-17:30"],
  ["2024-04-02", "09:00-17:30"],
  ["2024-10-28", "09:00-17:30"],
])("on %s it trades %s", (date, hours) => {
  expect(localHours(xetr, date)).toBe(hours);
});

test("private investors trade longer since December 2025", () => {
  const extended = calendarOf("XETR", "extended");
  expect(localHours(extended, "2025-11-28")).toBe("09:00-17:30");
  expect(localHours(extended, "2025-12-01")).toBe("08:00-22:00");
  expect(localHours(xetr, "2025-12-01")).toBe("09:00-17:30");
  // The last session of a year ends for them when it ends for all.
  expect(localHours(extended, "2025-12-30")).toBe("08:00-14:00");
});
