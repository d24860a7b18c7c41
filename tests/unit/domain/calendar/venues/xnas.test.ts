import { expect, test } from "vitest";
import { calendarOf, closedWeekdays, localHours, specialSessions } from "../venue-facts.ts";

test("Nasdaq and NYSE Arca have the days and the core session of New York", () => {
  const xnys = calendarOf("XNYS");
  const sessions = xnys.sessionsBetween(xnys.firstDate, xnys.lastDate);
  for (const id of ["XNAS", "ARCX"]) {
    const calendar = calendarOf(id);
    expect(calendar.sessionsBetween(calendar.firstDate, calendar.lastDate)).toEqual(sessions);
    expect(closedWeekdays(calendar, 2001)).toContain("09-11 09-12 09-13 09-14");
    expect(specialSessions(calendar, 2024)).toEqual([
      "07-03 09:30-13:00",
      "11-29 09:30-13:00",
      "12-24 09:30-13:00",
    ]);
  }
});

/** Hours of both exchanges' systems; Nasdaq began at 7:00 until 15 March 2013. */
test.each([
  ["XNAS", "2005-12-30", "09:30-16:00"],
  ["XNAS", "2013-03-15", "07:00-20:00"],
  ["XNAS", "2013-03-18", "04:00-20:00"],
  ["XNAS", "2024-07-03", "04:00-17:00"],
  ["XNAS", "2024-11-29", "04:00-17:00"],
  ["ARCX", "2013-03-15", "04:00-20:00"],
  ["ARCX", "2024-12-24", "04:00-17:00"],
  ["XNYS", "2024-03-08", "04:00-20:00"],
  ["XNYS", "2024-03-11", "04:00-20:00"],
  ["XNYS", "2024-03-29", "closed"],
])("%s with pre-market and post-market trades on %s %s", (id, date, hours) => {
  expect(localHours(calendarOf(id, "extended"), date)).toBe(hours);
});

test("has the same sessions by date with and without extended hours", () => {
  const regular = calendarOf("XNAS").sessionsBetween(20130101, 20131231);
  const extended = calendarOf("XNAS", "extended").sessionsBetween(20130101, 20131231);
  expect(extended.map(({ date }) => date)).toEqual(regular.map(({ date }) => date));
  expect(extended.every(({ openNs }, index) => openNs < (regular[index]?.openNs ?? 0n))).toBe(true);
});
