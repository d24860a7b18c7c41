import { expect, test } from "vitest";
import { brief, judged, simulated } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

function ofDates(symbols: string[], startDate: string, endDate: string) {
  return judged(simulated({ startDate, endDate }, symbols), renamedContext).violations;
}

test("data from before a listing is another company's", () => {
  const violations = ofDates(["META"], "2000-01-03", "2003-03-28");
  expect(brief(violations)).toEqual(["spec.symbols[0] NOT_LISTED -> 2012-05-18 to 2021-03-31"]);
  expect(violations[0]?.message).toBe(
    "META was listed on 2012-05-18; " +
      "what there is from before is of another holder of the ticker",
  );
  expect(violations[0]?.metadata).toEqual({
    symbol: "META",
    listed: "2012-05-18",
    delisted: "",
  });
});

test("each symbol that was not listed yet is named", () => {
  expect(brief(ofDates(["META", "TWTR", "BRK.B"], "2012-05-17", "2014-12-31"))).toEqual([
    "spec.symbols[0] NOT_LISTED -> 2013-11-07 to 2021-03-31",
    "spec.symbols[1] NOT_LISTED -> 2013-11-07 to 2021-03-31",
  ]);
});

test("a symbol that is no longer listed is refused from the next session on", () => {
  const [violation, ...others] = ofDates(["TWTR"], "2014-01-02", "2022-11-09");
  expect(violation?.message).toBe("TWTR was delisted after 2022-11-08");
  expect(violation?.metadata?.delisted).toBe("2022-11-08");
  expect(others).toEqual([]);
  expect(ofDates(["TWTR"], "2014-01-02", "2022-11-08")).toEqual([]);
});

test("a date in the future is refused for that alone", () => {
  expect(brief(ofDates(["TWTR"], "2014-01-02", "2030-01-02"))).toEqual([
    "spec.simulation.end_date INVALID_DATE_RANGE -> 2013-11-07 to 2022-11-08",
  ]);
});

test("the days before a listing on which the venue was closed do not count", () => {
  // Trading of GOOGL began on a Thursday, of META on a Friday.
  expect(ofDates(["GOOGL"], "2004-08-18", "2010-12-31")).toHaveLength(1);
  expect(ofDates(["META"], "2012-05-18", "2020-12-31")).toEqual([]);
});

test("symbols of different times have nothing in common", () => {
  expect(brief(ofDates(["QQQ", "META"], "2004-01-02", "2004-06-30"))).toEqual([
    "spec.symbols[1] NOT_LISTED -> 2012-05-18 to 2021-03-31",
  ]);
});
