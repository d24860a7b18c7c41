import { expect, test } from "vitest";
import { findCalendar } from "../../../../../src/domain/calendar/find-calendar.ts";
import { formatInstant } from "../../../../../src/domain/instant.ts";
import { formatTradingDate, parseTradingDate } from "../../../../../src/domain/trading-date.ts";

/**
 * Facts as published, not as computed here. NYSE Group's announcements of holidays and early
 * closings: 27 December 2021 (years 2022 to 2024), 8 November 2024 (2025 to 2027), 23 December 2025
 * (2026 to 2028); its schedules of 2011 to 2016. Unscheduled closures: the exchange's own list as
 * reprinted by CBS News and others on 29 October 2012, and its notices of 2018 and 2025.
 */
const published: Readonly<Record<number, { closed: string; early: string }>> = {
  2011: {
    closed: "01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26",
    early: "11-25",
  },
  2012: {
    closed: "01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25",
    early: "07-03 11-23 12-24",
  },
  2013: {
    closed: "01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25",
    early: "07-03 11-29 12-24",
  },
  2014: {
    closed: "01-01 01-20 02-17 04-18 05-26 07-04 09-01 11-27 12-25",
    early: "07-03 11-28 12-24",
  },
  2022: {
    closed: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
    early: "11-25",
  },
  2023: {
    closed: "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25",
    early: "07-03 11-24",
  },
  2024: {
    closed: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25",
    early: "07-03 11-29 12-24",
  },
  2025: {
    closed: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
    early: "07-03 11-28 12-24",
  },
  2026: {
    closed: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
    early: "11-27 12-24",
  },
  2027: {
    closed: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
    early: "11-26",
  },
  2028: {
    closed: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
    early: "07-03 11-24",
  },
};

const xnys = findCalendar("XNYS");
if (xnys === undefined) throw new Error("no calendar XNYS");

/** Monday to Friday dates of a year by the host's calendar. */
function weekdays(year: number): string[] {
  const dates: string[] = [];
  for (let ms = Date.UTC(year, 0, 1); ms < Date.UTC(year + 1, 0, 1); ms += 86_400_000) {
    const day = new Date(ms);
    if (day.getUTCDay() % 6 !== 0) dates.push(day.toISOString().slice(0, 10));
  }
  return dates;
}

test.each(Object.entries(published))(
  "the year %s is as the exchange published it",
  (year, facts) => {
    const days = weekdays(Number(year)).map((text) => {
      const date = parseTradingDate(text) ?? 0;
      return { monthDay: text.slice(5), date, session: xnys.session(date) };
    });
    const closed = days.filter((day) => day.session === undefined);
    expect(closed.map((day) => day.monthDay).join(" ")).toBe(facts.closed);
    for (const day of closed) expect(xnys.closureName(day.date)).toMatch(/^[A-Z]|^(day|attacks)/);
    const early = days.filter((day) => day.session?.earlyClose);
    expect(early.map((day) => day.monthDay).join(" ")).toBe(facts.early);
  },
);

test.each([
  ["2001-09-10", "2001-09-10T13:30:00Z", "2001-09-10T20:00:00Z"],
  // First Monday of daylight saving time and the Friday before, in the years before and after the
  // Energy Policy Act of 2005 moved it from April to March.
  ["2006-03-31", "2006-03-31T14:30:00Z", "2006-03-31T21:00:00Z"],
  ["2006-04-03", "2006-04-03T13:30:00Z", "2006-04-03T20:00:00Z"],
  ["2007-03-09", "2007-03-09T14:30:00Z", "2007-03-09T21:00:00Z"],
  ["2007-03-12", "2007-03-12T13:30:00Z", "2007-03-12T20:00:00Z"],
  ["2007-11-02", "2007-11-02T13:30:00Z", "2007-11-02T20:00:00Z"],
  ["2007-11-05", "2007-11-05T14:30:00Z", "2007-11-05T21:00:00Z"],
  // 13:00 in New York, in winter and in summer.
  ["2024-11-29", "2024-11-29T14:30:00Z", "2024-11-29T18:00:00Z"],
  ["2024-07-03", "2024-07-03T13:30:00Z", "2024-07-03T17:00:00Z"],
])("the session of %s is from %s to %s", (date, open, close) => {
  const session = xnys.session(parseTradingDate(date) ?? 0);
  expect(session && formatInstant(session.openNs)).toBe(open);
  expect(session && formatInstant(session.closeNs)).toBe(close);
});

test("names why it is closed", () => {
  expect(xnys.closureName(20010912)).toBe("attacks of 11 September 2001");
  expect(xnys.closureName(20240329)).toBe("Good Friday");
  expect(xnys.closureName(20240330)).toBe("weekend");
  // Independence Day of 2021 was a Sunday, observed on Monday.
  expect(xnys.closureName(20210705)).toBe("Independence Day");
  expect(xnys.closureName(20240328)).toBeUndefined();
});

test("one-off days before the published schedules", () => {
  const closures = [20010911, 20010914, 20040611, 20070102, 20181205];
  for (const date of closures) expect(xnys.session(date), String(date)).toBeUndefined();
  // New Year's Day on a Saturday is not observed on the Friday.
  for (const date of [20041231, 20101231, 20211231, 20271231]) {
    expect(xnys.session(date)?.earlyClose, formatTradingDate(date)).toBe(false);
  }
  // Before 2013 the short day beside a Thursday holiday was the Friday after it.
  expect(xnys.session(20020703)?.earlyClose).toBe(false);
  expect(xnys.session(20020705)?.earlyClose).toBe(true);
  expect(xnys.session(20130705)?.earlyClose).toBe(false);
  expect(xnys.session(20031226)?.earlyClose).toBe(true);
});
