import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xpar = calendarOf("XPAR");

/** Calendars of business days of Euronext. */
test.each([
  [2000, "04-21 04-24 05-01 06-12 07-14 12-25 12-26"],
  [2001, "01-01 04-13 04-16 05-01 06-04 12-25 12-26 12-31"],
  [2002, "01-01 03-29 04-01 05-01 12-25 12-26"],
  [2009, "01-01 04-10 04-13 05-01 12-25"],
  [2018, "01-01 03-30 04-02 05-01 12-25 12-26"],
  [2021, "01-01 04-02 04-05"],
  [2024, "01-01 03-29 04-01 05-01 12-25 12-26"],
  [2025, "01-01 04-18 04-21 05-01 12-25 12-26"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xpar, year)).toBe(dates);
});

test("has half days on both eves, and none when they are on a weekend", () => {
  const halves = ["12-24 09:00-14:00", "12-31 09:00-14:00"];
  for (const year of [2009, 2018, 2021, 2024, 2025]) {
    expect(specialSessions(xpar, year)).toEqual(halves);
  }
  expect(specialSessions(xpar, 2022)).toEqual([]);
  expect(specialSessions(xpar, 2023)).toEqual([]);
  expect(localHours(xpar, "2003-12-31")).toBe("09:00-17:30");
});
