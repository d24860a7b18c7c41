import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarIds } from "../../../../src/domain/calendar/find-calendar.ts";
import type { Session } from "../../../../src/domain/calendar/session.ts";
import { venues } from "../../../../src/domain/calendar/venues.ts";
import {
  epochDayOf,
  formatTradingDate,
  tradingDateOf,
} from "../../../../src/domain/trading-date.ts";
import { seed } from "../filter/seed.ts";
import { calendarOf, localHours } from "./venue-facts.ts";

const kinds = venues.flatMap(({ id, extendedHours }) =>
  extendedHours === undefined
    ? [[id, "regular"]]
    : [
        [id, "regular"],
        [id, "extended"],
      ],
) as readonly (readonly [string, "regular" | "extended"])[];

/** The stretches of trading of a session, as its break cuts them. */
function stretchesOf({ openNs, closeNs, break: pause }: Session): readonly [bigint, bigint][] {
  return pause === undefined
    ? [[openNs, closeNs]]
    : [
        [openNs, pause.startNs],
        [pause.endNs, closeNs],
      ];
}

describe.each(kinds)("%s, %s hours", (id, kind) => {
  const calendar = calendarOf(id, kind);
  const sessions = calendar.sessionsBetween(calendar.firstDate, calendar.lastDate);
  const stretches = sessions.flatMap(stretchesOf);
  const first = stretches[0]?.[0] ?? 0n;
  const last = stretches.at(-1)?.[1] ?? 0n;
  /** Any instant, and often one of those at which something happens, or its neighbour. */
  const instants = fc.oneof(
    fc.bigInt({ min: first, max: last - 1n }),
    fc
      .tuple(fc.nat(stretches.length - 1), fc.nat(1), fc.constantFrom(-1n, 0n, 1n))
      .map(([index, edge, shift]) => (stretches[index]?.[edge] ?? 0n) + shift)
      .filter((instant) => instant >= first && instant < last),
  );
  const dates = fc
    .integer({ min: epochDayOf(calendar.firstDate), max: epochDayOf(calendar.lastDate) })
    .map(tradingDateOf);

  test("stretches of trading ascend without overlap, a session's break lies within it", () => {
    let end = 0n;
    for (const [openNs, closeNs] of stretches) {
      if (openNs < end || closeNs <= openNs) expect.fail(`${openNs}..${closeNs} after ${end}`);
      end = closeNs;
    }
    expect(sessions.length).toBeGreaterThan(7_000);
  });

  test("isOpen, nextOpen, nextClose and sessionAt say what a search through all says", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const isOpen = stretches.some(([open, close]) => open <= instant && instant < close);
        expect(calendar.isOpen(instant)).toBe(isOpen);
        const open = stretches.find(([openNs]) => openNs > instant)?.[0];
        const close = stretches.find(([, closeNs]) => closeNs > instant)?.[1];
        expect(calendar.nextOpen(instant)).toBe(open);
        expect(calendar.nextClose(instant)).toBe(close);
        const at = sessions.find((one) => one.openNs <= instant && instant < one.closeNs);
        expect(calendar.sessionAt(instant)).toBe(at);
        if (isOpen) expect(at).toBeDefined();
      }),
      { seed, numRuns: 60 },
    );
  });

  test("openings and closes lead to each other", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const open = calendar.nextOpen(instant);
        if (open === undefined) return;
        expect(open > instant && calendar.isOpen(open)).toBe(true);
        const close = calendar.nextClose(open) ?? 0n;
        // Nothing opens or closes in between, and up to the close all of it is trading time.
        expect(calendar.isOpen(close - 1n)).toBe(true);
        expect(calendar.nextClose(close - 1n)).toBe(close);
        expect(calendar.nextOpen(open - 1n)).toBe(open);
        expect(calendar.minutesBetween(open, close - 1n)).toBeCloseTo(Number(close - open) / 6e10);
        // What comes next is a close exactly while it is open, save where both come at once.
        const next = calendar.nextClose(instant) ?? 0n;
        if (next !== open) expect(next < open).toBe(calendar.isOpen(instant));
      }),
      { seed, numRuns: 60 },
    );
  });

  test("minutes add up", () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one];
        let expected = 0n;
        for (const [open, close] of stretches) {
          if (close <= from || open >= to) continue;
          expected += close - open;
          if (open < from) expected -= from - open;
          if (close > to) expected -= close - to;
        }
        expect(calendar.minutesBetween(from, to)).toBeCloseTo(Number(expected) / 6e10, 6);
      }),
      { seed, numRuns: 25 },
    );
  });

  test("sessions by date are neighbours of each other", () => {
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        const between = sessions.filter((one) => one.date >= from && one.date <= to);
        expect(calendar.sessionsBetween(from, to)).toHaveLength(between.length);
        expect(calendar.sessionsBetween(from, to)[0]).toBe(between[0]);
        expect(calendar.countSessions(from, to)).toBe(between.length);
        expect(calendar.session(from)).toBe(sessions.find((one) => one.date === from));
        expect(calendar.nextSession(from)).toBe(sessions.find((one) => one.date > from));
        expect(calendar.previousSession(from)).toBe(sessions.findLast((one) => one.date < from));
        expect(calendar.closureName(from) === undefined).toBe(calendar.session(from) !== undefined);
      }),
      { seed, numRuns: 40 },
    );
  });
});

describe("when clocks change", () => {
  test.each(calendarIds())("%s keeps its local hours", (id) => {
    const calendar = calendarOf(id);
    const dates = daysAroundChanges(calendar.timeZone);
    const isChanging = !["UTC", "Asia/Tokyo", "Asia/Hong_Kong"].includes(calendar.timeZone);
    expect(dates).toHaveLength(isChanging ? 29 * 2 : 0);
    for (const [before, after] of dates) {
      const sessions = [calendar.previousSession(before), calendar.nextSession(after)];
      const hours = sessions.flatMap((session) =>
        session && !session.earlyClose && !session.lateOpen
          ? [localHours(calendar, formatTradingDate(session.date))]
          : [],
      );
      const [one, other = one] = hours;
      expect(other, `${id} around ${before}`).toBe(one);
    }
  });

  /** For each change of a zone's offset: the days just before and after it. */
  function daysAroundChanges(timeZone: string): [before: number, after: number][] {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    const offset = (ms: number) => format.format(ms).split("GMT")[1];
    const days: [number, number][] = [];
    const day = 86_400_000;
    for (let ms = Date.UTC(2000, 0, 10); ms < Date.UTC(2028, 11, 20); ms += day) {
      if (offset(ms) === offset(ms + day)) continue;
      const number = ms / day;
      days.push([tradingDateOf(number), tradingDateOf(number + 1)]);
    }
    return days;
  }
});
