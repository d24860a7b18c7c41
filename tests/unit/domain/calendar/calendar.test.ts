import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Calendar } from "../../../../src/domain/calendar/calendar.ts";
import { calendarIds, findCalendar } from "../../../../src/domain/calendar/find-calendar.ts";
import { ALWAYS_OPEN } from "../../../../src/domain/calendar/venues/always-open.ts";
import { NS_PER_DAY, NS_PER_SECOND } from "../../../../src/domain/instant.ts";
import { epochDayOf, tradingDateOf } from "../../../../src/domain/trading-date.ts";
import { seed } from "../filter/seed.ts";

function instantOf(text: string): bigint {
  return BigInt(Date.parse(text)) * 1_000_000n;
}

test("lists its calendars and gives each once", () => {
  expect(calendarIds()).toEqual(["XNYS", "24x7"]);
  expect(findCalendar("XNYS")).toBe(findCalendar("XNYS"));
  expect(findCalendar("XNYS")?.timeZone).toBe("America/New_York");
  expect(findCalendar("XLUN")).toBeUndefined();
});

describe.each(calendarIds())("%s", (id) => {
  const found = findCalendar(id);
  if (found === undefined) throw new Error(id);
  const calendar: Calendar = found;
  const sessions = calendar.sessionsBetween(calendar.firstDate, calendar.lastDate);
  const first = sessions[0]?.openNs ?? 0n;
  const last = sessions.at(-1)?.closeNs ?? 0n;
  /** Any instant, and often one of those at which something happens, or its neighbour. */
  const instants = fc.oneof(
    fc.bigInt({ min: first, max: last - 1n }),
    fc
      .tuple(fc.nat(sessions.length - 1), fc.boolean(), fc.constantFrom(-1n, 0n, 1n))
      .map(([index, isOpening, shift]) => {
        const session = sessions[index];
        return ((isOpening ? session?.openNs : session?.closeNs) ?? 0n) + shift;
      })
      .filter((instant) => instant >= first && instant < last),
  );
  const dates = fc
    .integer({ min: epochDayOf(calendar.firstDate), max: epochDayOf(calendar.lastDate) })
    .map(tradingDateOf);

  test("isOpen, nextOpen and nextClose say what a search through all sessions says", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const isOpen = sessions.some((one) => one.openNs <= instant && instant < one.closeNs);
        expect(calendar.isOpen(instant)).toBe(isOpen);
        const open = sessions.find((one) => one.openNs > instant)?.openNs;
        const close = sessions.find((one) => one.closeNs > instant)?.closeNs;
        expect(calendar.nextOpen(instant)).toBe(open);
        expect(calendar.nextClose(instant)).toBe(close);
        // The two agree with isOpen: what comes next is a close exactly while it is open.
        if (open !== undefined && close !== undefined && open !== close) {
          expect(close < open).toBe(isOpen);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test("sessions by date are neighbours of each other", () => {
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        const between = sessions.filter((one) => one.date >= from && one.date <= to);
        expect(calendar.sessionsBetween(from, to)).toEqual(between);
        expect(calendar.countSessions(from, to)).toBe(between.length);
        expect(calendar.session(from)).toBe(sessions.find((one) => one.date === from));
        expect(calendar.nextSession(from)).toBe(sessions.find((one) => one.date > from));
        expect(calendar.previousSession(from)).toBe(sessions.findLast((one) => one.date < from));
      }),
      { seed, numRuns: 100 },
    );
  });

  test("sessions ascend without overlap", () => {
    let end = 0n;
    for (const session of sessions) {
      expect(session.openNs >= end).toBe(true);
      expect(session.closeNs > session.openNs).toBe(true);
      end = session.closeNs;
    }
  });
});

test("a session holds its first nanosecond and not the one at its close", () => {
  const xnys = findCalendar("XNYS");
  const open = instantOf("2024-07-03T13:30:00Z");
  const close = instantOf("2024-07-03T17:00:00Z");
  expect(xnys?.isOpen(open - 1n)).toBe(false);
  expect(xnys?.isOpen(open)).toBe(true);
  expect(xnys?.isOpen(close - 1n)).toBe(true);
  expect(xnys?.isOpen(close)).toBe(false);
  expect(xnys?.nextOpen(open - 1n)).toBe(open);
  expect(xnys?.nextOpen(open)).toBe(instantOf("2024-07-05T13:30:00Z"));
  expect(xnys?.nextClose(close - 1n)).toBe(close);
  expect(xnys?.nextClose(close)).toBe(instantOf("2024-07-05T20:00:00Z"));
});

test("round the clock, a day ends where the next one begins", () => {
  const always = findCalendar("24x7");
  const midnight = instantOf("2024-03-01T00:00:00Z");
  expect(always?.isOpen(midnight - 1n)).toBe(true);
  expect(always?.isOpen(midnight)).toBe(true);
  expect(always?.nextClose(midnight - 1n)).toBe(midnight);
  expect(always?.nextClose(midnight)).toBe(midnight + NS_PER_DAY);
  expect(always?.nextOpen(midnight)).toBe(midnight + NS_PER_DAY);
  expect(always?.closureName(20240301)).toBeUndefined();
});

test("answers at the ends of its span, and refuses beyond them", () => {
  const xnys = findCalendar("XNYS");
  // The last day covered is a Friday; its session is over at 21:00 UTC.
  const lastEvening = instantOf("2028-12-29T21:00:00Z");
  expect(xnys?.nextOpen(lastEvening)).toBeUndefined();
  expect(xnys?.nextClose(lastEvening)).toBeUndefined();
  expect(xnys?.nextSession(20281229)).toBeUndefined();
  expect(xnys?.previousSession(20000103)).toBeUndefined();
  expect(xnys?.isOpen(instantOf("2000-01-01T05:00:00Z"))).toBe(false);
  expect(xnys?.isOpen(instantOf("2029-01-01T04:59:59Z"))).toBe(false);
  const message = "outside the calendar XNYS, which covers 2000-01-01..2028-12-31";
  expect(() => xnys?.isOpen(instantOf("2000-01-01T04:59:59Z"))).toThrow(message);
  expect(() => xnys?.nextOpen(instantOf("2029-01-01T05:00:00Z"))).toThrow(message);
  expect(() => xnys?.session(19991231)).toThrow(`1999-12-31 is ${message}`);
  expect(() => xnys?.sessionsBetween(20000101, 20290101)).toThrow(message);
  expect(() => xnys?.session(20240230)).toThrow("20240230 is not a date");
  expect(xnys?.covers(20000101)).toBe(true);
  expect(xnys?.covers(19991231)).toBe(false);
  expect(xnys?.covers(20290101)).toBe(false);
});

test("reversed dates hold no session", () => {
  expect(findCalendar("XNYS")?.sessionsBetween(20240301, 20240201)).toEqual([]);
  expect(findCalendar("XNYS")?.countSessions(20240301, 20240201)).toBe(0);
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
  expect(broken({ timeZone: "Mars/Olympus" })).toThrow(RangeError);
  expect(broken({ closures: [{ name: "x", date: "2024-13-01" }] })).toThrow("2024-13-01");
});

test("is fast enough to be asked for every bar", () => {
  const xnys = findCalendar("XNYS");
  const start = instantOf("2005-01-03T00:00:00Z");
  const begin = performance.now();
  let open = 0;
  for (let minute = 0n; minute < 1_000_000n; minute++) {
    if (xnys?.isOpen(start + minute * 60n * NS_PER_SECOND)) open++;
  }
  const seconds = (performance.now() - begin) / 1_000;
  expect(open).toBe(expectedOpenMinutes());
  // Aim: 5 million a second on a quiet machine; a tenth of it would be a mistake, not noise.
  expect(1_000_000 / seconds).toBeGreaterThan(500_000);
});

/** Minutes of the sessions that begin in the million minutes from 2005-01-03 on. */
function expectedOpenMinutes(): number {
  const sessions = findCalendar("XNYS")?.sessionsBetween(20050103, 20061127) ?? [];
  const end = instantOf("2005-01-03T00:00:00Z") + 1_000_000n * 60n * NS_PER_SECOND;
  return sessions.reduce((sum, { openNs, closeNs }) => {
    const closed = closeNs < end ? closeNs : end;
    return sum + Math.max(0, Number((closed - openNs) / NS_PER_SECOND) / 60);
  }, 0);
}
