import { describe, expect, test } from "vitest";
import { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import { calendarIds } from "../../../../src/domain/calendar/find-calendar.ts";
import { ALWAYS_OPEN } from "../../../../src/domain/calendar/venues/always-open.ts";
import { NS_PER_DAY, NS_PER_SECOND } from "../../../../src/domain/instant.ts";
import { calendarOf, instantOf } from "./venue-facts.ts";

test("a session holds its first nanosecond and not the one at its close", () => {
  const xnys = calendarOf("XNYS");
  const open = instantOf("2024-07-03T13:30:00Z");
  const close = instantOf("2024-07-03T17:00:00Z");
  expect(xnys.isOpen(open - 1n)).toBe(false);
  expect(xnys.isOpen(open)).toBe(true);
  expect(xnys.isOpen(close - 1n)).toBe(true);
  expect(xnys.isOpen(close)).toBe(false);
  expect(xnys.nextOpen(open - 1n)).toBe(open);
  expect(xnys.nextOpen(open)).toBe(instantOf("2024-07-05T13:30:00Z"));
  expect(xnys.nextClose(close - 1n)).toBe(close);
  expect(xnys.nextClose(close)).toBe(instantOf("2024-07-05T20:00:00Z"));
});

describe("a break", () => {
  const tokyo = calendarOf("XTKS");
  const [lunch, afternoon] = [instantOf("2024-11-06T02:30:00Z"), instantOf("2024-11-06T03:30:00Z")];

  test("is closed, from its first nanosecond up to its end", () => {
    expect(tokyo.isOpen(lunch - 1n)).toBe(true);
    expect(tokyo.isOpen(lunch)).toBe(false);
    expect(tokyo.isOpen(afternoon - 1n)).toBe(false);
    expect(tokyo.isOpen(afternoon)).toBe(true);
  });

  test("begins at a close and ends at an open", () => {
    expect(tokyo.nextClose(lunch - 1n)).toBe(lunch);
    expect(tokyo.nextOpen(lunch)).toBe(afternoon);
    expect(tokyo.nextClose(lunch)).toBe(instantOf("2024-11-06T06:30:00Z"));
    expect(tokyo.nextOpen(afternoon)).toBe(instantOf("2024-11-07T00:00:00Z"));
  });

  test("belongs to its session, and is not counted in its minutes", () => {
    expect(tokyo.sessionAt(lunch)).toBe(tokyo.session(20241106));
    expect(tokyo.session(20241106)?.break).toEqual({ startNs: lunch, endNs: afternoon });
    expect(tokyo.minutesBetween(lunch - 60n * NS_PER_SECOND, afternoon)).toBe(1);
    const [day, night] = [instantOf("2024-11-06T00:00:00Z"), instantOf("2024-11-06T12:00:00Z")];
    expect(tokyo.minutesBetween(day, night)).toBe(150 + 180);
  });
});

test("counts minutes over closed days, with fractions, and none when reversed", () => {
  const xnys = calendarOf("XNYS");
  const friday = instantOf("2024-07-05T19:59:30Z");
  const monday = instantOf("2024-07-08T13:31:00Z");
  expect(xnys.minutesBetween(friday, monday)).toBe(1.5);
  expect(xnys.minutesBetween(monday, friday)).toBe(0);
  expect(xnys.minutesBetween(monday, monday)).toBe(0);
  // 252 sessions in 2024, three of them three hours short.
  const year = [instantOf("2024-01-01T12:00:00Z"), instantOf("2024-12-31T23:00:00Z")] as const;
  expect(xnys.minutesBetween(...year)).toBe(252 * 390 - 3 * 180);
});

test("round the clock, a day ends where the next one begins", () => {
  const always = calendarOf("24x7");
  const midnight = instantOf("2024-03-01T00:00:00Z");
  expect(always.isOpen(midnight - 1n)).toBe(true);
  expect(always.isOpen(midnight)).toBe(true);
  expect(always.nextClose(midnight - 1n)).toBe(midnight);
  expect(always.nextClose(midnight)).toBe(midnight + NS_PER_DAY);
  expect(always.nextOpen(midnight)).toBe(midnight + NS_PER_DAY);
  expect(always.sessionAt(midnight - 1n)?.date).toBe(20240229);
  expect(always.sessionAt(midnight)?.date).toBe(20240301);
  expect(always.closureName(20240301)).toBeUndefined();
});

test("answers at the ends of its span, and refuses beyond them", () => {
  const xnys = calendarOf("XNYS");
  // The last day covered is a Friday; its session is over at 21:00 UTC.
  const lastEvening = instantOf("2028-12-29T21:00:00Z");
  expect(xnys.nextOpen(lastEvening)).toBeUndefined();
  expect(xnys.nextClose(lastEvening)).toBeUndefined();
  expect(xnys.sessionAt(lastEvening)).toBeUndefined();
  expect(xnys.nextSession(20281229)).toBeUndefined();
  expect(xnys.previousSession(19980102)).toBeUndefined();
  expect(xnys.isOpen(instantOf("1998-01-01T05:00:00Z"))).toBe(false);
  expect(xnys.isOpen(instantOf("2029-01-01T04:59:59Z"))).toBe(false);
  const message = "outside the calendar XNYS, which covers 1998-01-01..2028-12-31";
  expect(() => xnys.isOpen(instantOf("1998-01-01T04:59:59Z"))).toThrow(message);
  expect(() => xnys.nextOpen(instantOf("2029-01-01T05:00:00Z"))).toThrow(message);
  expect(() => xnys.sessionAt(instantOf("2029-01-01T05:00:00Z"))).toThrow(message);
  expect(() => xnys.minutesBetween(lastEvening, instantOf("2029-01-01T05:00:00Z"))).toThrow(
    message,
  );
  expect(() => xnys.session(19971231)).toThrow(`1997-12-31 is ${message}`);
  expect(() => xnys.sessionsBetween(20000101, 20290101)).toThrow(message);
  expect(() => xnys.session(20240230)).toThrow("20240230 is not a date");
  expect(xnys.covers(19980101)).toBe(true);
  expect(xnys.covers(19971231)).toBe(false);
  expect(xnys.covers(20290101)).toBe(false);
});

test("says from when on it is exact", () => {
  expect(calendarOf("XNYS").exactFrom).toBe(19980101);
  expect(calendarOf("CME_EQUITY").exactFrom).toBe(20090101);
  for (const id of calendarIds()) {
    expect(calendarOf(id).exactFrom).toBeGreaterThanOrEqual(19980101);
    expect(calendarOf(id).exactFrom).toBeLessThanOrEqual(20150101);
  }
});

test("reversed dates hold no session", () => {
  expect(calendarOf("XNYS").sessionsBetween(20240301, 20240201)).toEqual([]);
  expect(calendarOf("XNYS").countSessions(20240301, 20240201)).toBe(0);
});

test("a holiday observed in the year before its own is found at the end of the span", () => {
  const newYear = { name: "New Year", on: { month: 1, day: 1 }, observed: { saturday: -1 } };
  const calendar = new Calendar({ ...ALWAYS_OPEN, lastDate: "2027-12-31", holidays: [newYear] });
  expect(calendar.session(20271231)).toBeUndefined();
  expect(calendar.closureName(20271231)).toBe("New Year");
});

test("a definition that contradicts itself is refused", () => {
  const broken = (change: object) => () => new Calendar({ ...ALWAYS_OPEN, ...change });
  expect(broken({ firstDate: "2000-02-30" })).toThrow('24x7: "2000-02-30" is not a date');
  expect(broken({ hours: { open: "16:00", close: "09:30" } })).toThrow("ends before it begins");
  expect(broken({ hours: { open: "9:30", close: "16:00" } })).toThrow('"9:30" is not a local time');
  expect(broken({ hours: { open: "09:00", break: ["12:00", "11:00"], close: "16:00" } })).toThrow(
    "24x7: the break of session 20000101 is not within it",
  );
  expect(broken({ hours: { open: "09:00", break: ["08:00", "11:00"], close: "16:00" } })).toThrow(
    "is not within it",
  );
  expect(broken({ hours: { open: "-1d 12:00", close: "24:00" } })).toThrow(
    "24x7: session 20000102 begins before the one before it ends",
  );
  expect(broken({ timeZone: "Mars/Olympus" })).toThrow(RangeError);
  expect(broken({ closures: [{ name: "x", date: "2024-13-01" }] })).toThrow("2024-13-01");
  const early = { name: "x", on: { month: 1, day: 1 }, close: "break" };
  expect(broken({ earlyCloses: [early] })).toThrow(
    "24x7: session 20000101 ends at a break that it does not have",
  );
});

test("is asked for every minute of two years as it is asked for one", () => {
  const xnys = calendarOf("XNYS");
  const start = instantOf("2005-01-03T00:00:00Z");
  const end = start + 1_000_000n * 60n * NS_PER_SECOND;
  let open = 0;
  for (let instant = start; instant < end; instant += 60n * NS_PER_SECOND) {
    if (xnys.isOpen(instant)) open++;
  }
  expect(open).toBe(xnys.minutesBetween(start, end));
});
