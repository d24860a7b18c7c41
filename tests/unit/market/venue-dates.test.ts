import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { VenueDates } from "../../../src/market/venue-dates.ts";

const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));

function calendarOf(id: string) {
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

function ns(time: string): bigint {
  return BigInt(Date.parse(time)) * 1_000_000n;
}

function dateOf(id: string, time: string): number | undefined {
  return new VenueDates(calendarOf(id)).of(BigInt64Array.of(ns(time)))[0];
}

describe("the date of an instant", () => {
  test.each([
    // The FX week: from 17:00 New York (21:00Z in summer) on the evening belongs to the next day.
    ["24x5", "2014-05-04T20:59:59.999Z", 20140504],
    ["24x5", "2014-05-04T21:00:00Z", 20140505],
    ["24x5", "2014-05-05T20:59:59Z", 20140505],
    ["24x5", "2014-05-05T21:00:00Z", 20140506],
    // In winter that hour is 22:00Z.
    ["24x5", "2014-01-06T21:59:59Z", 20140106],
    ["24x5", "2014-01-06T22:00:00Z", 20140107],
    // After the week's close the clock decides: Friday evening, Saturday.
    ["24x5", "2014-05-09T21:00:00Z", 20140509],
    ["24x5", "2014-05-10T12:00:00Z", 20140510],
    // New York: before the open, at it, after the close, and when London has the next day already.
    ["XNYS", "2013-10-07T08:00:00Z", 20131007],
    ["XNYS", "2013-10-07T13:30:00Z", 20131007],
    ["XNYS", "2013-10-08T00:30:00Z", 20131007],
    ["XNYS", "2013-10-08T04:00:00Z", 20131008],
    // A market that never closes has the dates of UTC.
    ["24x7", "2022-12-31T23:59:59.999Z", 20221231],
    ["24x7", "2023-01-01T00:00:00Z", 20230101],
  ])("%s %s is %i", (id, time, date) => {
    expect(dateOf(id, time)).toBe(date);
  });

  test(`is the same alone and in a row of others, FC_SEED=${seed}`, () => {
    const from = ns("2013-12-20T00:00:00Z");
    const minute = fc.integer({ min: 0, max: 60 * 24 * 40 });
    const property = fc.property(
      fc.constantFrom("24x5", "XNYS", "CME_METALS", "XTKS", "24x7"),
      fc.array(minute, { minLength: 1, maxLength: 200 }),
      (id, minutes) => {
        const dates = new VenueDates(calendarOf(id));
        const instants = minutes
          .sort((a, b) => a - b)
          .map((each) => from + BigInt(each) * 60_000_000_000n);
        const alone = instants.map((each) => dates.of(BigInt64Array.of(each))[0]);
        expect([...dates.of(BigInt64Array.from(instants))]).toEqual(alone);
        const sessions = instants.map((each) => calendarOf(id).sessionAt(each)?.date);
        for (const [at, date] of sessions.entries()) {
          if (date !== undefined) expect(alone[at]).toBe(date);
        }
        const ascending = [...alone].sort((a = 0, b = 0) => a - b);
        expect(alone).toEqual(ascending);
      },
    );
    fc.assert(property, { seed, numRuns: 100 });
  });
});

describe("the span of dates", () => {
  test("holds the evening before where a session opens in it", () => {
    const span = new VenueDates(calendarOf("24x5")).spanOf(20140505, 20140505);
    expect(span.fromNs).toBe(ns("2014-05-04T21:00:00Z"));
    // Midnight in New York: what is after the session's end still has its date until then.
    expect(span.toNs).toBe(ns("2014-05-06T04:00:00Z"));
  });

  test("is from midnight to midnight where sessions lie within their date", () => {
    const span = new VenueDates(calendarOf("XNYS")).spanOf(20131007, 20131008);
    expect(span.fromNs).toBe(ns("2013-10-07T04:00:00Z"));
    expect(span.toNs).toBe(ns("2013-10-09T04:00:00Z"));
  });
});
