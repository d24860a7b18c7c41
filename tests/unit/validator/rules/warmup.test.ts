import { expect, test } from "vitest";
import { brief, judged, simulated } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

/** What is said of the warm-up beside that the server does not act on it. */
function ofWarmup(tradingDays: number, symbols: string[], startDate: string) {
  const asked = simulated({ startDate, endDate: "2020-12-31", warmup: { tradingDays } }, symbols);
  const { violations } = judged(asked, renamedContext);
  return violations.filter(({ field }) => field.includes("trading_days"));
}

test("there are as many bars before the start as it takes", () => {
  // Twenty sessions of January 2000 before the 1st of February: 21 weekdays less one holiday.
  expect(ofWarmup(20, ["BRK.B"], "2000-02-01")).toEqual([]);
  const violations = ofWarmup(21, ["BRK.B"], "2000-02-01");
  expect(brief(violations)).toEqual([
    "spec.simulation.warmup.trading_days INSUFFICIENT_HISTORY -> 20, or a start from 2000-02-02",
  ]);
  expect(violations[0]?.message).toBe(
    "BRK.B has 20 bars before 2000-02-01, and the warm-up takes 21",
  );
});

test("what is from before a listing or a hole does not count", () => {
  expect(ofWarmup(1, ["META"], "2012-05-18")[0]?.suggestion).toBe("0, or a start from 2012-05-21");
  expect(ofWarmup(1, ["META"], "2012-05-21")).toEqual([]);
  expect(ofWarmup(2, ["QQQ"], "2011-03-24")[0]?.suggestion).toBe("1, or a start from 2011-03-25");
});

test("more than there is has no start to go with", () => {
  expect(ofWarmup(100_000, ["BRK.B"], "2000-02-01")[0]?.suggestion).toBe("20");
});

test("its length is no negative number", () => {
  expect(brief(ofWarmup(-1, ["BRK.B"], "2000-02-01"))).toEqual([
    "spec.simulation.warmup.trading_days INVALID_VALUE -> 0 for none",
  ]);
  expect(ofWarmup(0, ["BRK.B"], "2000-01-03")).toEqual([]);
});
