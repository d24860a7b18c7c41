import { describe, expect, test } from "vitest";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import {
  availableSpans,
  commonSpans,
  longHoles,
  nearestSpan,
  spanText,
} from "../../../src/validator/available-spans.ts";
import { renamed, sessions } from "./renamed-market.ts";

function spansOf(symbol: string): readonly string[] {
  const instrument = renamed.findInstrument(symbol);
  const range = renamed.range(symbol);
  const calendar = findCalendar(instrument?.calendar ?? "");
  if (!instrument || !range || !calendar) throw new Error(`no ${symbol}`);
  return availableSpans(instrument, calendar, range).map(spanText);
}

const span = (firstDate: number, lastDate: number) => ({ firstDate, lastDate });

describe("when there is data", () => {
  test("does not count what is from before the listing", () => {
    expect(spansOf("META")).toEqual(["2012-05-18 to 2021-03-31"]);
  });

  test("is parted by a long hole", () => {
    expect(spansOf("QQQ")).toEqual(["2000-01-03 to 2004-11-30", "2011-03-23 to 2021-03-31"]);
  });

  test("ends with the listing", () => {
    expect(spansOf("TWTR")).toEqual(["2013-11-07 to 2022-11-08"]);
  });
});

describe("a long hole", () => {
  const xnys = findCalendar("XNYS");
  if (xnys === undefined) throw new Error("no XNYS");

  test("has more than 20 sessions in a row, over weekends and holidays", () => {
    // 2 to 30 January 2019: 20 sessions, with the day of Martin Luther King among them.
    const twenty = sessions(20190102, 20190130);
    expect(twenty).toHaveLength(20);
    expect(longHoles(xnys, twenty)).toEqual([]);
    const more = sessions(20190102, 20190131);
    expect(longHoles(xnys, more)).toEqual([{ ...span(20190102, 20190131), sessions: 21 }]);
  });

  test("is none where a bar stands in between", () => {
    const split = sessions(20190102, 20190228).filter((date) => date !== 20190130);
    expect(longHoles(xnys, split)).toEqual([]);
  });
});

describe("spans", () => {
  test("have in common what lies in one of each list", () => {
    const left = [span(20000103, 20041130), span(20110323, 20201231)];
    const right = [span(20040105, 20120105), span(20200102, 20301231)];
    expect(commonSpans([left, right])).toEqual([
      span(20040105, 20041130),
      span(20110323, 20120105),
      span(20200102, 20201231),
    ]);
    expect(commonSpans([left, []])).toEqual([]);
    expect(commonSpans([])).toEqual([]);
  });

  test("are near by the days in common, or else between", () => {
    const spans = [span(20000103, 20041130), span(20110323, 20201231)];
    expect(nearestSpan(spans, 20030101, 20111231)).toBe(spans[0]);
    expect(nearestSpan(spans, 20040101, 20121231)).toBe(spans[1]);
    expect(nearestSpan(spans, 20060101, 20061231)).toBe(spans[0]);
    expect(nearestSpan(spans, 20100101, 20101231)).toBe(spans[1]);
    expect(nearestSpan(spans, 20121231, 20040101)).toBe(spans[1]);
    expect(nearestSpan(spans, undefined, 20000301)).toBe(spans[0]);
    expect(nearestSpan(spans, undefined, undefined)).toBe(spans[1]);
    expect(nearestSpan([], 20100101, 20101231)).toBeUndefined();
  });
});
