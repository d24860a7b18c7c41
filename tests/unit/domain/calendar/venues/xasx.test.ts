import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xasx = calendarOf("XASX");

/** Calendars of trading days of ASX. */
test.each([
  [2005, "01-03 01-26 03-25 03-28 04-25 06-13 12-26 12-27"],
  [2010, "01-01 01-26 04-02 04-05 04-26 06-14 12-27 12-28"],
  [2011, "01-03 01-26 04-22 04-25 04-26 06-13 12-26 12-27"],
  [2012, "01-02 01-26 04-06 04-09 04-25 06-11 12-25 12-26"],
  [2013, "01-01 01-28 03-29 04-01 04-25 06-10 12-25 12-26"],
  [2021, "01-01 01-26 04-02 04-05 06-14 12-27 12-28"],
  [2022, "01-03 01-26 04-15 04-18 04-25 06-13 09-22 12-26 12-27"],
  [2024, "01-01 01-26 03-29 04-01 04-25 06-10 12-25 12-26"],
  [2026, "01-01 01-26 04-03 04-06 06-08 12-25 12-28"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xasx, year)).toBe(dates);
});

test.each([
  [2009, ["12-24 10:00-14:10", "12-31 10:00-14:10"]],
  [2011, ["12-23 10:00-14:10", "12-30 10:00-14:10"]],
  [2012, ["12-24 10:00-14:10", "12-31 10:00-14:10"]],
  [2022, []],
  [2025, ["12-24 10:00-14:10", "12-31 10:00-14:10"]],
])("the short sessions of %d", (year, sessions) => {
  expect(specialSessions(xasx, year)).toEqual(sessions);
});

test("keeps its hours when the clocks of Sydney change, in the years of other rules too", () => {
  // Daylight saving began on 27 August in 2000 for the Olympic Games, and ends a week later in
  // 2006 for the Commonwealth Games; since 2008 it is from October to April.
  for (const date of ["2000-08-25", "2000-08-28", "2006-03-31", "2006-04-03", "2024-04-08"]) {
    expect(localHours(xasx, date)).toBe("10:00-16:00");
  }
});
