import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xtse = calendarOf("XTSE");

/** Holiday schedules of TMX Group. */
test.each([
  [2001, "01-01 04-13 05-21 07-02 08-06 09-03 09-12 10-08 12-25 12-26"],
  [2007, "01-01 04-06 05-21 07-02 08-06 09-03 10-08 12-25 12-26"],
  // The first Family Day of Ontario.
  [2008, "01-01 02-18 03-21 05-19 07-01 08-04 09-01 10-13 12-25 12-26"],
  [2010, "01-01 02-15 04-02 05-24 07-01 08-02 09-06 10-11 12-27 12-28"],
  [2015, "01-01 02-16 04-03 05-18 07-01 08-03 09-07 10-12 12-25 12-28"],
  [2020, "01-01 02-17 04-10 05-18 07-01 08-03 09-07 10-12 12-25 12-28"],
  [2021, "01-01 02-15 04-02 05-24 07-01 08-02 09-06 10-11 12-27 12-28"],
  [2022, "01-03 02-21 04-15 05-23 07-01 08-01 09-05 10-10 12-26 12-27"],
  [2024, "01-01 02-19 03-29 05-20 07-01 08-05 09-02 10-14 12-25 12-26"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xtse, year)).toBe(dates);
});

test.each([
  [2008, ["12-24 09:30-13:00"]],
  [2010, ["12-24 09:30-13:00"]],
  [2018, ["04-27 09:30-13:39", "12-24 09:30-13:00"]],
  [2019, ["12-24 09:30-13:00"]],
  [2020, ["12-24 09:30-13:00"]],
  [2021, ["12-24 09:30-13:00"]],
  [2022, []],
])("the short sessions of %d", (year, sessions) => {
  expect(specialSessions(xtse, year)).toEqual(sessions);
});

test("is exact from 2010 on: whether Christmas Eve of 2009 was short is not on record", () => {
  expect(xtse.exactFrom).toBe(20100101);
});

test("opened on 11 September 2001 and closed after an hour", () => {
  expect(localHours(xtse, "2001-09-11")).toBe("09:30-10:40");
  expect(localHours(xtse, "2001-09-12")).toBe("closed");
  expect(localHours(xtse, "2001-09-13")).toBe("09:30-16:00");
});
