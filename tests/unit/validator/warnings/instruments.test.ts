import { expect, test } from "vitest";
import { judged, simulated } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

function warnings(symbol: string, startDate: string, endDate: string) {
  return judged(simulated({ startDate, endDate }, [symbol]), renamedContext)
    .warnings.filter(({ reason }) => reason !== "STALE_END_DATE")
    .map(({ field, reason, message }) => `${field} ${reason}: ${message}`);
}

test("a name that ended within the dates", () => {
  expect(warnings("QQQQ", "2011-03-21", "2020-12-31")).toEqual([
    "spec.symbols[0] SYMBOL_RENAMED: " +
      "QQQQ was the name of QQQ until 2011-03-22; it is what is traded",
  ]);
  expect(warnings("FB", "2013-01-02", "2020-12-31")).toEqual([]);
  expect(warnings("GOOG", "2010-01-04", "2020-12-31")).toEqual([]);
});

test("a share that is gone, with its last day", () => {
  expect(warnings("TWTR", "2014-01-02", "2020-12-31")).toEqual([
    "spec.symbols[0] DELISTED_INSTRUMENT: " +
      "TWTR is no longer traded; its last day was 2022-11-08",
  ]);
});
