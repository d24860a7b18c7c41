import { describe, expect, test } from "vitest";
import { judged, simulated, spec } from "./asked-session.ts";

/** Most of these ranges end years before the data; that is tested with its own rule. */
const isAboutTheEnd = (line: string) => line.includes("STALE_END_DATE");

function warnings(symbols: string[], startDate: string, endDate: string): readonly string[] {
  return judged(simulated({ startDate, endDate }, symbols))
    .warnings.map(({ field, reason, message }) => `${field} ${reason}: ${message}`)
    .filter((line) => !isAboutTheEnd(line));
}

describe("a warning", () => {
  test("is not given where there is nothing to know", () => {
    expect(warnings(["AAPL"], "2019-01-02", "2019-12-31")).toEqual([]);
  });

  test("tells what an instrument is", () => {
    expect(warnings(["AAPL", "SP500", "SYNTH", "GONE"], "2004-01-02", "2005-12-30")).toEqual([
      "spec.symbols[1] PROXY_INSTRUMENT: " +
        "SP500 is an index: a proxy for its market that nobody can buy",
      "spec.symbols[2] SYNTHETIC_DATA: " +
        "SYNTH is a generated market: results on it mean nothing for a real one",
      "spec.symbols[3] DELISTED_INSTRUMENT: GONE is no longer traded",
    ]);
  });

  test("is given beside violations", () => {
    expect(judged(spec({ symbols: ["SP500", "NOPE"] })).warnings).toHaveLength(1);
  });

  test("tells of days without a bar, in the range alone", () => {
    expect(warnings(["HOLED"], "2004-01-02", "2004-01-06")).toEqual([
      "spec.symbols[0] DATA_HAS_GAPS: HOLED has no bar on 2 trading days, first on 2004-01-05",
    ]);
    expect(warnings(["HOLED"], "2004-01-09", "2004-12-31")).toEqual([
      "spec.symbols[0] DATA_HAS_GAPS: HOLED has no bar on 1 trading day, first on 2004-01-09",
    ]);
    expect(warnings(["HOLED"], "2004-01-12", "2004-12-31")).toEqual([]);
  });

  test("tells where the data ends within a closed stretch", () => {
    expect(warnings(["GONE"], "2005-01-03", "2006-01-02")).toContain(
      "spec.simulation.end_date DATA_ENDS_EARLIER: " +
        "the last bar of GONE is of 2005-12-30; no trading day follows in the range",
    );
    expect(warnings(["GONE"], "2005-01-03", "2005-12-30")).toHaveLength(1);
  });

  test.each([
    [2, []],
    [3, ["the run will take about 13 minutes"]],
    [60, ["the run will take about 4 hours"]],
    [3_600, ["the run will take about 11 days"]],
  ])("tells of a long run: %i s a slice", (seconds, expected) => {
    const pace = {
      kind: { case: "intervalPerSlice", value: { seconds: BigInt(seconds) } },
    } as const;
    const result = judged(simulated({ startDate: "2019-01-02", endDate: "2019-12-31", pace }));
    expect(result.warnings.map(({ message }) => message)).toEqual(expected);
  });

  test("lets a run of ten minutes pass, and none that is longer", () => {
    // Four trading days in the week of Thanksgiving.
    const week = { startDate: "2019-11-25", endDate: "2019-12-01" };
    const reasons = (seconds: bigint) => {
      const pace = { kind: { case: "intervalPerSlice", value: { seconds } } } as const;
      return judged(simulated({ ...week, pace })).warnings.map(({ reason }) => reason);
    };
    expect(reasons(150n)).not.toContain("LONG_RUN");
    expect(reasons(151n)).toContain("LONG_RUN");
  });

  test("tells of a run that would outlive everyone", () => {
    const pace = { kind: { case: "speed", value: 0.001 } } as const;
    expect(judged(simulated({ pace })).warnings).toMatchObject([
      {
        field: "spec.simulation.pace",
        reason: "LONG_RUN",
        message: expect.stringMatching(/years$/),
      },
    ]);
  });
});
