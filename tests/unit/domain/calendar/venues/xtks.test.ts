import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xtks = calendarOf("XTKS");

/** National holidays as published by the Cabinet Office, with the exchange's days around them. */
test.each([
  [2000, "01-03 01-10 02-11 03-20 05-03 05-04 05-05 07-20 09-15 10-09 11-03 11-23"],
  [
    2009,
    "01-01 01-02 01-12 02-11 03-20 04-29 05-04 05-05 05-06 07-20 09-21 09-22 09-23 10-12 11-03 " +
      "11-23 12-23 12-31",
  ],
  [
    2015,
    "01-01 01-02 01-12 02-11 04-29 05-04 05-05 05-06 07-20 09-21 09-22 09-23 10-12 11-03 11-23 " +
      "12-23 12-31",
  ],
  [
    2019,
    "01-01 01-02 01-03 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-06 07-15 08-12 09-16 " +
      "09-23 10-14 10-22 11-04 12-31",
  ],
  [
    2020,
    "01-01 01-02 01-03 01-13 02-11 02-24 03-20 04-29 05-04 05-05 05-06 07-23 07-24 08-10 09-21 " +
      "09-22 10-01 11-03 11-23 12-31",
  ],
  [
    2021,
    "01-01 01-11 02-11 02-23 04-29 05-03 05-04 05-05 07-22 07-23 08-09 09-20 09-23 11-03 11-23 " +
      "12-31",
  ],
  [
    2024,
    "01-01 01-02 01-03 01-08 02-12 02-23 03-20 04-29 05-03 05-06 07-15 08-12 09-16 09-23 10-14 " +
      "11-04 12-31",
  ],
  [
    2026,
    "01-01 01-02 01-12 02-11 02-23 03-20 04-29 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 " +
      "10-12 11-03 11-23 12-31",
  ],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xtks, year)).toBe(dates);
});

/** Announcements of the exchange: lunch break from 21 November 2011, close from 5 November 2024. */
test.each([
  ["2005-06-01", "09:00-11:00 12:30-15:00"],
  ["2006-01-19", "09:00-11:00 13:00-15:00"],
  ["2006-04-21", "09:00-11:00 13:00-15:00"],
  ["2006-04-24", "09:00-11:00 12:30-15:00"],
  ["2011-11-18", "09:00-11:00 12:30-15:00"],
  ["2011-11-21", "09:00-11:30 12:30-15:00"],
  ["2024-11-01", "09:00-11:30 12:30-15:00"],
  ["2024-11-05", "09:00-11:30 12:30-15:30"],
])("on %s it trades %s", (date, hours) => {
  expect(localHours(xtks, date)).toBe(hours);
});

test("began and ended the year with a morning until 2009", () => {
  expect(specialSessions(xtks, 2008)).toEqual(["01-04 09:00-11:00", "12-30 09:00-11:00"]);
  expect(specialSessions(xtks, 2000)).toEqual(["01-04 09:00-11:00", "12-29 09:00-11:00"]);
  expect(specialSessions(xtks, 2009)).toEqual(["01-05 09:00-11:00"]);
  expect(specialSessions(xtks, 2010)).toEqual([]);
});

test("days on which its systems failed", () => {
  expect(localHours(xtks, "2005-11-01")).toBe("13:30-15:00");
  expect(localHours(xtks, "2006-01-18")).toBe("09:00-11:00 12:30-14:40");
  expect(localHours(xtks, "2020-10-01")).toBe("closed");
  expect(xtks.closureName(20201001)).toBe("failure of the trading system");
});
