import { expect, test } from "vitest";
import { Drive } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { brief, judged, simulated } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";
import { renamedContext } from "../renamed-market.ts";

function ofWarmup(tradingDays: number, symbols: string[], startDate: string) {
  const span = { startDate, endDate: "2020-12-31", drive: Drive.LOCKSTEP };
  return judged(simulated({ ...span, warmup: { tradingDays } }, symbols), renamedContext)
    .violations;
}

test("there is as much data before the start as it takes", () => {
  // Twenty sessions of January 2000 before the 1st of February: 21 weekdays less one holiday.
  expect(ofWarmup(20, ["BRK.B"], "2000-02-01")).toEqual([]);
  const violations = ofWarmup(21, ["BRK.B"], "2000-02-01");
  expect(brief(violations)).toEqual([
    "spec.simulation.warmup.trading_days INSUFFICIENT_HISTORY -> 20, or a start from 2000-02-02",
  ]);
  expect(violations[0]?.message).toBe(
    "BRK.B has data of 20 trading days before 2000-02-01, and the warm-up takes 21",
  );
});

test("what is from before a listing or a hole does not count", () => {
  expect(ofWarmup(1, ["META"], "2012-05-18")[0]?.suggestion).toBe("0, or a start from 2012-05-21");
  expect(ofWarmup(1, ["META"], "2012-05-21")).toEqual([]);
  expect(ofWarmup(2, ["QQQ"], "2011-03-24")[0]?.suggestion).toBe("1, or a start from 2011-03-25");
});

test("more than there is has no start to go with", () => {
  expect(ofWarmup(10_000, ["BRK.B"], "2000-02-01")[0]?.suggestion).toBe("20");
});

test("its length is 1 to 10,000 days", () => {
  const invalid = "spec.simulation.warmup.trading_days INVALID_VALUE ->";
  expect(brief(ofWarmup(-1, ["BRK.B"], "2000-02-01"))).toEqual([`${invalid} no warm-up`]);
  expect(brief(ofWarmup(0, ["BRK.B"], "2000-02-01"))).toEqual([`${invalid} no warm-up`]);
  expect(brief(ofWarmup(10_001, ["BRK.B"], "2000-02-01"))[0]).toBe(`${invalid} 10000`);
});

test("it fits into one answer", () => {
  const names = Array.from({ length: 10 }, (_, index) => `W${index}`);
  const catalog = new MemoryCatalog(
    names.map((symbol) => ({ symbol, data: { first: 20_000_103, last: 20_201_231 } })),
  );
  const span = { startDate: "2019-01-02", endDate: "2019-12-31", drive: Drive.LOCKSTEP };
  const ofDays = (tradingDays: number) => {
    const asked = simulated({ ...span, warmup: { tradingDays } }, names);
    return brief(judged(asked, { ...renamedContext, catalog }).violations);
  };
  // Ten series of rows of 60 bytes: 2 MiB are 3,495 days and a half.
  expect(ofDays(3_495)).toEqual([]);
  expect(ofDays(3_496)).toEqual([
    "spec.simulation.warmup.trading_days INVALID_VALUE -> about 3495, or longer bars",
  ]);
});

test("a session without a driver has nobody to show it to", () => {
  const asked = simulated({ startDate: "2012-01-03", warmup: { tradingDays: 5 } }, ["BRK.B"]);
  expect(brief(judged(asked, renamedContext).violations)).toEqual([
    "spec.simulation.warmup INVALID_VALUE -> DRIVE_LOCKSTEP, or no warm-up",
  ]);
});
