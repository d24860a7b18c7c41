import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours } from "../venue-facts.ts";

const xswx = calendarOf("XSWX");

/** Calendars of trading days of SIX Swiss Exchange. */
test.each([
  [2000, "04-21 04-24 05-01 06-01 06-12 08-01 12-25 12-26"],
  [2008, "01-01 01-02 03-21 03-24 05-01 05-12 08-01 12-24 12-25 12-26 12-31"],
  [2019, "01-01 01-02 04-19 04-22 05-01 05-30 06-10 08-01 12-24 12-25 12-26 12-31"],
  [2021, "01-01 04-02 04-05 05-13 05-24 12-24 12-31"],
  [2023, "01-02 04-07 04-10 05-01 05-18 05-29 08-01 12-25 12-26"],
  [2024, "01-01 01-02 03-29 04-01 05-01 05-09 05-20 08-01 12-24 12-25 12-26 12-31"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xswx, year)).toBe(dates);
});

test("has one length of day", () => {
  for (const date of ["2024-01-03", "2024-07-31", "2024-12-23", "2024-12-30"]) {
    expect(localHours(xswx, date)).toBe("09:00-17:30");
  }
});
