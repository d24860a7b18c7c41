import { describe, expect, test } from "vitest";
import { context, judged, simulated } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

const data = { first: 20000103, last: 20201231 };
const shares = ["A", "B", "C", "D", "E"];
const catalog = new MemoryCatalog([
  ...shares.map((symbol) => ({ symbol, data })),
  { symbol: "GONE", status: "delisted", data: { first: 20000103, last: 20190102 } },
  { symbol: "FUND", assetClass: "etf", data },
]);

function warnings(reason: string, symbols: string[], startDate: string, endDate: string) {
  const asked = simulated({ startDate, endDate }, symbols);
  return judged(asked, { ...context, catalog })
    .warnings.filter((each) => each.reason === reason)
    .map(({ field, message }) => `${field}: ${message}`);
}

describe("a stale end", () => {
  test("has more than a year of data of all symbols after it", () => {
    const ofEnd = (end: string) => warnings("STALE_END_DATE", ["A", "B"], "2010-01-04", end);
    expect(ofEnd("2019-12-30")).toEqual([
      "spec.simulation.end_date: the range ends on 2019-12-30, " +
        "but there is data of all symbols until 2020-12-31",
    ]);
    expect(ofEnd("2019-12-31")).toEqual([]);
  });

  test("is as early as the first of the symbols to end", () => {
    const symbols = ["A", "GONE"];
    expect(warnings("STALE_END_DATE", symbols, "2010-01-04", "2018-06-29")).toEqual([]);
  });
});

describe("survivorship", () => {
  const ofSymbols = (symbols: string[], start = "2010-01-04") =>
    warnings("SURVIVORSHIP", symbols, start, "2018-12-31");

  test("is where five shares or more are all still listed after years", () => {
    expect(ofSymbols([...shares, "FUND"])).toEqual([
      "spec.symbols: all 5 shares are still listed 14 years later: companies that failed since " +
        "are missing, so results look better than they could have been",
    ]);
  });

  test("is not where some are gone, there are few, or it is not long ago", () => {
    expect(ofSymbols([...shares, "GONE"])).toEqual([]);
    expect(ofSymbols(["A", "B", "C", "D", "FUND"])).toEqual([]);
    // Today is 3 July 2024.
    expect(warnings("SURVIVORSHIP", shares, "2019-07-05", "2020-12-31")).toHaveLength(1);
    expect(warnings("SURVIVORSHIP", shares, "2019-07-08", "2020-12-31")).toEqual([]);
  });
});
