import { describe, expect, test } from "vitest";
import {
  Adjustment,
  BarPrice,
  Drive,
  Durability,
  Schedule,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { judged, problems, simulated, spec } from "./asked-session.ts";

describe("a value that the server does not act on", () => {
  test.each([
    [Schedule.EXTENDED, ["spec.schedule NOT_SUPPORTED -> SCHEDULE_REGULAR"]],
    [
      Schedule.CONTINUOUS,
      [
        "spec.schedule NOT_SUPPORTED -> SCHEDULE_REGULAR",
        "spec.schedule INVALID_SCHEDULE -> SCHEDULE_REGULAR",
      ],
    ],
    [Schedule.REGULAR, []],
    [Schedule.UNSPECIFIED, []],
  ])("schedule %s", (schedule, expected) => {
    expect(problems(spec({ schedule }))).toEqual(expected);
  });

  test.each([
    [{ adjustment: Adjustment.SPLIT }, "adjustment NOT_SUPPORTED -> ADJUSTMENT_RAW"],
    [{ adjustment: Adjustment.TOTAL_RETURN }, "adjustment NOT_SUPPORTED -> ADJUSTMENT_RAW"],
    [{ drive: Drive.LOCKSTEP }, "drive NOT_SUPPORTED -> DRIVE_REPLAY"],
    [{ durability: Durability.STRICT }, "durability NOT_SUPPORTED -> DURABILITY_BATCHED"],
    [{ fillModel: {} }, "fill_model NOT_SUPPORTED -> leave the field out"],
    [{ seed: 1n }, "seed NOT_SUPPORTED -> leave the field out"],
    [{ warmup: {} }, "warmup NOT_SUPPORTED -> leave the field out"],
  ])("of a simulation: %o", (changes, expected) => {
    expect(problems(simulated(changes))).toEqual([`spec.simulation.${expected}`]);
  });

  test("risk controls, even empty ones", () => {
    expect(problems(spec({ riskControls: {} }))).toEqual([
      "spec.risk_controls NOT_SUPPORTED -> leave the field out",
    ]);
  });
});

describe("the data", () => {
  const at = "spec.simulation.data";
  const bars = { kind: { case: "bars", value: {} } } as const;
  const ofBars = (value: object) =>
    problems(simulated({ data: [{ kind: { case: "bars", value } }] }));

  test("may be daily trade bars, said or not", () => {
    expect(problems(simulated({ data: [bars] }))).toEqual([]);
    expect(ofBars({ interval: { seconds: 86_400n }, price: BarPrice.TRADE })).toEqual([]);
  });

  test.each([
    [{ seconds: 60n }, "NOT_SUPPORTED"],
    [{ seconds: 86_400n, nanos: 1 }, "NOT_SUPPORTED"],
    [{ nanos: 1 }, "NOT_SUPPORTED"],
    [{ seconds: 0n }, "INVALID_VALUE"],
    [{ seconds: -86_400n }, "INVALID_VALUE"],
  ])("has no bars of %o", (interval, reason) => {
    expect(ofBars({ interval })).toEqual([`${at}[0].bars.interval ${reason} -> 86400s`]);
  });

  test("has no bid and ask", () => {
    expect(ofBars({ price: BarPrice.BID_ASK })).toEqual([
      `${at}[0].bars.price NOT_SUPPORTED -> BAR_PRICE_TRADE`,
    ]);
  });

  test("has neither trades nor quotes, nothing twice, and nothing without a kind", () => {
    const trades = { kind: { case: "trades", value: {} } } as const;
    const quotes = { kind: { case: "quotes", value: {} } } as const;
    expect(problems(simulated({ data: [bars, trades, {}, quotes, bars] }))).toEqual([
      `${at}[1].trades NOT_SUPPORTED -> bars`,
      `${at}[2].kind FIELD_REQUIRED -> set bars`,
      `${at}[3].quotes NOT_SUPPORTED -> bars`,
      `${at}[4] INVALID_VALUE -> one entry of a kind`,
    ]);
  });
});

describe("the mode", () => {
  test("is required", () => {
    expect(problems(spec({ modeSpec: { case: undefined } }))).toEqual([
      "spec.mode_spec FIELD_REQUIRED -> set simulation",
    ]);
  });

  test.each([
    ["paper", spec({ modeSpec: { case: "paper", value: {} } })],
    ["live", spec({ modeSpec: { case: "live", value: { brokerId: "b", accountId: "a" } } })],
  ])("%s is not available", (mode, asked) => {
    const { violations, estimate } = judged(asked);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatchObject({
      field: `spec.${mode}`,
      metadata: { mode: mode.toUpperCase() },
    });
    expect(estimate).toBeUndefined();
  });
});
