import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours } from "../venue-facts.ts";

const xfra = calendarOf("XFRA");

test("has the days of Xetra", () => {
  for (const year of [2000, 2007, 2017, 2024]) {
    expect(closedWeekdays(xfra, year)).toBe(closedWeekdays(calendarOf("XETR"), year));
  }
});

/** Announcements of Deutsche Börse: 8:00 since 1 June 2011, 22:00 since 29 November 2021. */
test.each([
  ["2003-11-03", "09:00-20:00"],
  ["2011-05-31", "09:00-20:00"],
  ["2011-06-01", "08:00-20:00"],
  ["2021-11-26", "08:00-20:00"],
  ["2021-11-29", "08:00-22:00"],
  ["2022-10-03", "08:00-20:00"],
  ["2022-10-04", "08:00-22:00"],
  ["2024-05-09", "08:00-20:00"],
  ["2024-05-20", "08:00-20:00"],
  ["2024-05-30", "08:00-20:00"],
  ["2024-12-30", "08:00-14:00"],
])("on %s it trades %s", (date, hours) => {
  expect(localHours(xfra, date)).toBe(hours);
});
