import { describe, expect, test } from "vitest";
import { judged, problems, simulated } from "./asked-session.ts";

const start = "spec.simulation.start_date";
const end = "spec.simulation.end_date";

function ofDates(startDate: string, endDate: string, symbols = ["AAPL"]): readonly string[] {
  return problems(simulated({ startDate, endDate }, symbols));
}

const anyDate = "a date as YYYY-MM-DD, in 2000-01-03 to 2020-12-31";

describe("the form of a date", () => {
  test("is required", () => {
    expect(ofDates("", "")).toEqual([
      `${start} FIELD_REQUIRED -> ${anyDate}`,
      `${end} FIELD_REQUIRED -> ${anyDate}`,
    ]);
    expect(ofDates("", "2019-12-31", ["NOPE"])[1]).toBe(
      `${start} FIELD_REQUIRED -> a date as YYYY-MM-DD`,
    );
  });

  test.each([
    ["2019-02-29", "2019-02-28"],
    ["2019-13-01", anyDate],
    ["2019-00-01", anyDate],
    ["2019-01-32", anyDate],
    ["2019/1/2", "2019-01-02"],
    ["2019.01.02", "2019-01-02"],
    ["20190102", "2019-01-02"],
    ["2019-1-2", "2019-01-02"],
    [" 2019-01-02", "2019-01-02"],
    ["2019-01-02T00:00:00Z", "2019-01-02"],
    ["01/02/2019", anyDate],
    ["201912", anyDate],
    ["yesterday", anyDate],
    ["٢٠١٩-٠١-٠٢", anyDate],
    ["x".repeat(100_000), anyDate],
  ])("%j is refused: rather %s", (text, rather) => {
    expect(ofDates(text, "2019-12-31")).toEqual([`${start} INVALID_DATE_RANGE -> ${rather}`]);
  });
});

test.each([
  ["2019-02-30", "there is no 2019-02-30 in the calendar"],
  ["2019-2-30", '"2019-2-30" is no date as YYYY-MM-DD'],
  // The year 1 was, but nothing here reaches back to it.
  ["0001-01-01", "0001-01-01 is no date here: years are from 1000 to 9999"],
  ["0000-00-00", "0000-00-00 is no date here: years are from 1000 to 9999"],
])("%s: %s", (startDate, message) => {
  expect(judged(simulated({ startDate })).violations[0]?.message).toBe(message);
});

describe("the order of dates", () => {
  test("may not be reversed", () => {
    expect(ofDates("2019-12-31", "2019-01-02")).toEqual([
      `${end} INVALID_DATE_RANGE -> 2019-01-02 to 2019-12-31`,
    ]);
  });

  test("may be one day", () => {
    expect(ofDates("2019-01-02", "2019-01-02")).toEqual([]);
  });
});

describe("a date in the future", () => {
  test("is refused for that alone, with the data that there is", () => {
    expect(ofDates("2019-01-02", "2024-07-04")).toEqual([
      `${end} INVALID_DATE_RANGE -> 2000-01-03 to 2020-12-31`,
    ]);
    const [violation] = judged(simulated({ endDate: "2024-07-04" })).violations;
    expect(violation?.message).toBe("2024-07-04 is in the future: today is 2024-07-03");
  });

  test("is judged even where no symbol is known", () => {
    expect(ofDates("2030-01-01", "2030-12-31", ["NOPE"]).slice(1)).toEqual([
      `${start} INVALID_DATE_RANGE -> not after 2024-07-03`,
      `${end} INVALID_DATE_RANGE -> not after 2024-07-03`,
    ]);
  });

  test("is not today", () => {
    const [violation] = judged(simulated({ endDate: "2024-07-03" })).violations;
    expect(violation?.message).toBe(
      "2024-07-03 is outside the data of AAPL (2000-01-03 to 2020-12-31)",
    );
  });
});

describe("a date outside of the data", () => {
  test("is refused with the range that all symbols have", () => {
    expect(ofDates("2009-12-31", "2020-04-16", ["AAPL", "LATE", "SP500"])).toEqual([
      `${start} INVALID_DATE_RANGE -> 2010-01-04 to 2020-04-15`,
      `${end} INVALID_DATE_RANGE -> 2010-01-04 to 2020-04-15`,
    ]);
  });

  test("is named for a few of many symbols", () => {
    const symbols = ["AAPL", "LATE", "SP500", "SYNTH", "HOLED"];
    const asked = simulated({ startDate: "1999-12-31", endDate: "2019-12-31" }, symbols);
    expect(judged(asked).violations[0]?.message).toBe(
      "1999-12-31 is outside the data of AAPL (2000-01-03 to 2020-12-31), " +
        "LATE (2010-01-04 to 2020-12-31), SP500 (2000-01-03 to 2020-04-15) and 2 more",
    );
  });

  test("is refused where the symbols have no dates in common", () => {
    expect(ofDates("2004-01-02", "2011-12-30", ["GONE", "LATE"])).toEqual([
      `${start} INVALID_DATE_RANGE -> symbols whose data overlaps`,
      `${end} INVALID_DATE_RANGE -> symbols whose data overlaps`,
    ]);
  });

  test("is let pass where the venue was closed up to it", () => {
    // 1 and 2 January 2000 were a weekend, 31 December 2005 to 2 January 2006 a long one.
    expect(ofDates("2000-01-01", "2019-12-31")).toEqual([]);
    expect(ofDates("2000-01-03", "2006-01-02", ["GONE"])).toEqual([]);
    expect(ofDates("2000-01-03", "2006-01-03", ["GONE"])).toEqual([
      `${end} INVALID_DATE_RANGE -> 2000-01-03 to 2005-12-30`,
    ]);
  });

  test("is refused where the calendar does not know it", () => {
    expect(ofDates("1000-01-01", "2019-12-31")).toEqual([
      `${start} INVALID_DATE_RANGE -> 2000-01-03 to 2020-12-31`,
    ]);
  });
});

describe("a range without a trading day", () => {
  test("is refused with the trading days around it", () => {
    // Good Friday and the weekend after it.
    const asked = simulated({ startDate: "2020-04-10", endDate: "2020-04-12" });
    expect(problems(asked)).toEqual([
      `${start} INVALID_DATE_RANGE -> a range that holds 2020-04-09 or 2020-04-13`,
    ]);
    expect(judged(asked).violations[0]?.message).toBe(
      "there is no trading day of XNYS from 2020-04-10 to 2020-04-12 (Good Friday, weekend)",
    );
  });

  test("may be a trading day of another symbol's venue", () => {
    expect(ofDates("2020-04-10", "2020-04-12", ["AAPL", "BTC-USD"])).toEqual([]);
  });

  test("may be a single day", () => {
    const asked = simulated({ startDate: "2019-12-25", endDate: "2019-12-25" });
    expect(judged(asked).violations[0]?.message).toBe(
      "there is no trading day of XNYS on 2019-12-25 (Christmas Day)",
    );
  });

  test("is refused where it has trading days and no bars", () => {
    const asked = simulated({ startDate: "2004-01-05", endDate: "2004-01-09" }, ["HOLED"]);
    expect(judged(asked).violations.map(({ message }) => message)).toEqual([
      "there are no bars from 2004-01-05 to 2004-01-09",
    ]);
    // The Friday before and the Monday after.
    expect(problems(asked)).toEqual([
      `${start} INVALID_DATE_RANGE -> a range that holds 2004-01-02 or 2004-01-12`,
    ]);
    const inside = { startDate: "2004-01-07", endDate: "2004-01-07" };
    expect(problems(simulated(inside, ["HOLED"]))).toEqual(problems(asked));
  });

  test("is refused for its dates alone where they are outside of the data", () => {
    expect(ofDates("2021-01-05", "2021-02-01")).toEqual([
      `${start} INVALID_DATE_RANGE -> 2000-01-03 to 2020-12-31`,
      `${end} INVALID_DATE_RANGE -> 2000-01-03 to 2020-12-31`,
    ]);
  });
});
