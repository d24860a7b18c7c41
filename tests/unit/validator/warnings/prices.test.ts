import { describe, expect, test } from "vitest";
import { Adjustment } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { context, judged, simulated } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

const data = { first: 20000103, last: 20201231 };
// The splits of Apple, and a dividend of another.
const split = (value: string, ex_date: string) => ({ type: "split", value, ex_date }) as const;
const catalog = new MemoryCatalog([
  {
    symbol: "AAPL",
    data,
    actions: [split("2", "2005-02-28"), split("7", "2014-06-09"), split("4", "2020-08-31")],
  },
  {
    symbol: "PAYS",
    data,
    actions: [{ type: "dividend", ex_date: "2019-05-07", value: "0.52" }],
  },
]);

function warnings(adjustment: Adjustment, symbols: string[], from: string, to: string) {
  const asked = simulated({ startDate: from, endDate: to, adjustment }, symbols);
  return judged(asked, { ...context, catalog })
    .warnings.filter(({ reason }) => /PRICES$/.test(reason))
    .map(({ field, reason, message }) => `${field} ${reason}: ${message}`);
}

describe("raw prices", () => {
  test("jump at the splits within the dates", () => {
    const expected = [
      "spec.symbols[0] SPLIT_IN_RAW_PRICES: " +
        "prices of AAPL jump at its splits: 7 for 1 on 2014-06-09, 4 for 1 on 2020-08-31",
    ];
    const dates = ["2014-06-06", "2020-12-31"] as const;
    expect(warnings(Adjustment.UNSPECIFIED, ["AAPL", "PAYS"], ...dates)).toEqual(expected);
    expect(warnings(Adjustment.RAW, ["AAPL", "PAYS"], ...dates)).toEqual(expected);
  });

  test("do not at one on the first day or after the last", () => {
    expect(warnings(Adjustment.RAW, ["AAPL"], "2014-06-09", "2020-08-28")).toEqual([]);
    expect(warnings(Adjustment.RAW, ["AAPL"], "2014-06-09", "2020-08-31")).toHaveLength(1);
  });
});

describe("adjusted prices", () => {
  const dates = ["2019-01-02", "2019-12-31"] as const;

  test("are not those that were paid before a split, even one after the dates", () => {
    expect(warnings(Adjustment.SPLIT, ["AAPL", "PAYS"], ...dates)).toEqual([
      "spec.simulation.adjustment ADJUSTED_PRICES: adjusted prices of AAPL are not those that " +
        "were paid: price levels, numbers of shares and fees per share do not hold before the " +
        "last split or dividend",
    ]);
  });

  test("with dividends are not either", () => {
    const [line] = warnings(Adjustment.TOTAL_RETURN, ["AAPL", "PAYS"], ...dates);
    expect(line).toMatch(/adjusted prices of AAPL, PAYS are not/);
  });

  test("are where nothing came after", () => {
    expect(warnings(Adjustment.SPLIT, ["AAPL"], "2020-08-31", "2020-12-31")).toEqual([]);
  });
});
