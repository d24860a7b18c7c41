import { expect, test } from "vitest";
import {
  calendarIds,
  findAnnouncedCalendar,
  findCalendar,
} from "../../../../src/domain/calendar/find-calendar.ts";
import { venues } from "../../../../src/domain/calendar/venues.ts";

test("lists the calendars", () => {
  expect(calendarIds()).toEqual([
    ...["XNYS", "XNAS", "ARCX", "XTSE", "XLON", "XETR", "XFRA", "XPAR", "XSWX", "XTKS", "XHKG"],
    ...["XASX", "CME_EQUITY", "CME_FX", "CME_METALS", "CME_ENERGY", "24x5", "24x7"],
  ]);
  expect(new Set(calendarIds()).size).toBe(venues.length);
});

test("finds each under its identifier, and nothing under another", () => {
  for (const id of calendarIds()) expect(findCalendar(id)?.id).toBe(id);
  expect(findCalendar("XNYS")?.timeZone).toBe("America/New_York");
  expect(findCalendar("XLUN")).toBeUndefined();
  expect(findCalendar("xnys")).toBeUndefined();
});

test("builds a calendar once, and another for extended hours where there are some", () => {
  expect(findCalendar("XNYS")).toBe(findCalendar("XNYS"));
  expect(findCalendar("XNYS", "extended")).toBe(findCalendar("XNYS", "extended"));
  expect(findCalendar("XNYS", "extended")).not.toBe(findCalendar("XNYS"));
  expect(findCalendar("XTKS", "extended")).toBe(findCalendar("XTKS"));
});

test("has each calendar as it was announced, without what nobody could know", () => {
  const announced = (id: string) => findAnnouncedCalendar(id);
  // The towers fell on a Tuesday like any other.
  expect(announced("XNYS")?.session(20010911)?.earlyClose).toBe(false);
  expect(findCalendar("XNYS")?.session(20010911)).toBeUndefined();
  expect(announced("XHKG")?.session(20230901)).toBeDefined();
  expect(announced("XHKG")?.session(20231009)?.lateOpen).toBe(false);
  expect(announced("XHKG")?.session(20190731)?.earlyClose).toBe(false);
  expect(announced("XTKS")?.session(20201001)).toBeDefined();
  expect(announced("CME_EQUITY")?.session(20250109)?.earlyClose).toBe(false);
  // What the schedule of a year had is in it, though it happened once.
  expect(announced("XLON")?.session(20230508)).toBeUndefined();
  expect(announced("XLON")?.session(20220919)).toBeDefined();
  expect(announced("XNYS")?.session(20031226)?.earlyClose).toBe(true);
  expect(announced("XNYS")?.session(20240329)).toBeUndefined();
});

test("an announced calendar is built once, and only where it differs", () => {
  expect(findAnnouncedCalendar("XNYS")).toBe(findAnnouncedCalendar("XNYS"));
  expect(findAnnouncedCalendar("XNYS")).not.toBe(findCalendar("XNYS"));
  expect(findAnnouncedCalendar("24x7")).toBe(findCalendar("24x7"));
  const extended = findAnnouncedCalendar("XNAS", "extended");
  expect(extended?.minutesBetween(...wholeDay(20121029))).toBe(13 * 60);
  expect(findCalendar("XNAS", "extended")?.minutesBetween(...wholeDay(20121029))).toBe(0);
  expect(findAnnouncedCalendar("XLUN")).toBeUndefined();
});

function wholeDay(date: number): [bigint, bigint] {
  const text = String(date).replace(/(....)(..)(..)/, "$1-$2-$3");
  const midnight = BigInt(Date.parse(`${text}T04:00:00Z`)) * 1_000_000n;
  return [midnight, midnight + 86_400_000_000_000n];
}

test("a calendar as it was known on a date holds what had happened before, and no more", () => {
  const known = (date: number) => findAnnouncedCalendar("XNYS", "regular", date);
  const opens = (date: number) => known(date)?.session(20010911) !== undefined;
  expect([opens(20010910), opens(20010911), opens(20010912)]).toEqual([true, true, false]);
  // The four days after the attacks, day by day; the funeral of a president years later.
  expect(known(20010913)?.session(20010912)).toBeUndefined();
  expect(known(20010913)?.session(20010913)?.date).toBe(20010913);
  expect(known(20040610)?.session(20040611)?.date).toBe(20040611);
  expect(known(20040612)?.session(20040611)).toBeUndefined();
  // Holidays are announced.
  expect(known(20010101)?.session(20011225)).toBeUndefined();
  expect(known(20281231)).toBe(findCalendar("XNYS"));
  expect(known(20010912)).toBe(known(20010912));
});
