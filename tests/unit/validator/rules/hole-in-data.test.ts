import { expect, test } from "vitest";
import { brief, judged, simulated } from "../asked-session.ts";
import { renamedContext, sessions } from "../renamed-market.ts";

function ofDates(symbols: string[], startDate: string, endDate: string) {
  return judged(simulated({ startDate, endDate }, symbols), renamedContext);
}

test("a long hole within the dates is refused, with the nearest dates without one", () => {
  const { violations, estimate } = ofDates(["QQQ"], "2000-01-03", "2020-12-31");
  expect(brief(violations)).toEqual(["spec.symbols[0] HOLE_IN_DATA -> 2011-03-23 to 2021-03-31"]);
  const days = sessions(20041201, 20110322).length;
  expect(violations[0]?.message).toBe(
    `QQQ has no bar on ${days} sessions, 2004-12-01 to 2011-03-22; it went by QQQQ at that time`,
  );
  expect(violations[0]?.metadata).toEqual({
    symbol: "QQQ",
    first_date: "2004-12-01",
    last_date: "2011-03-22",
  });
  expect(estimate).toBeUndefined();
});

test("dates within the hole are refused for that alone", () => {
  expect(brief(ofDates(["QQQ"], "2005-01-03", "2005-12-30").violations)).toEqual([
    "spec.symbols[0] HOLE_IN_DATA -> 2000-01-03 to 2004-11-30",
  ]);
});

test("the day before and the day after are within the data", () => {
  expect(ofDates(["QQQ"], "2000-01-03", "2004-11-30").violations).toEqual([]);
  expect(ofDates(["QQQ"], "2011-03-23", "2020-12-31").violations).toEqual([]);
  expect(ofDates(["QQQ"], "2000-01-03", "2004-12-01").violations).toHaveLength(1);
  expect(ofDates(["QQQ"], "2011-03-22", "2020-12-31").violations).toHaveLength(1);
});

test("a hole from before the listing is no hole", () => {
  expect(ofDates(["META"], "2012-05-18", "2020-12-31").violations).toEqual([]);
  expect(brief(ofDates(["META"], "2012-05-17", "2020-12-31").violations)).toEqual([
    "spec.symbols[0] NOT_LISTED -> 2012-05-18 to 2021-03-31",
  ]);
});
