import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

const xlon = calendarOf("XLON");

/** Bank holidays of England and Wales as published on gov.uk and, for older years, proclaimed. */
test.each([
  [2000, "01-03 04-21 04-24 05-01 05-29 08-28 12-25 12-26"],
  [2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26"],
  [2010, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
  [2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"],
  [2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"],
  [2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"],
  [2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"],
  [2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
  [2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"],
  [2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
  [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
  [2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"],
])("in %d it is closed on %s", (year, dates) => {
  expect(closedWeekdays(xlon, year)).toBe(dates);
});

test.each([
  // On a weekend the eves are observed on the last session before them.
  [2022, ["12-23 08:00-12:30", "12-30 08:00-12:30"]],
  [2023, ["12-22 08:00-12:30", "12-29 08:00-12:30"]],
  [2024, ["12-24 08:00-12:30", "12-31 08:00-12:30"]],
])("in %d it closes early on the eves", (year, sessions) => {
  expect(specialSessions(xlon, year)).toEqual(sessions);
});

test("opens at 8 in summer and in winter", () => {
  for (const date of ["2024-03-28", "2024-04-02", "2024-10-25", "2024-10-28"]) {
    expect(localHours(xlon, date)).toBe("08:00-16:30");
  }
  expect(xlon.closureName(20220919)).toBe("state funeral of Queen Elizabeth II");
  expect(xlon.closureName(20230508)).toBe("coronation of King Charles III");
});
