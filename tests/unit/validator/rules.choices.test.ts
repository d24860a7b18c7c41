import { describe, expect, test } from "vitest";
import {
  Adjustment,
  BarPrice,
  Drive,
  Durability,
  Schedule,
  type SessionSpec,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type Capability, refusing } from "../../../src/validator/rules/refused-fields.ts";
import { subjectOf } from "../../../src/validator/subject.ts";
import { brief, context, judged, problems, simulated, spec } from "./asked-session.ts";

test.each([
  [spec({ schedule: Schedule.EXTENDED })],
  [spec({ schedule: Schedule.CONTINUOUS })],
  [spec({ riskControls: {} })],
  [simulated({ adjustment: Adjustment.SPLIT })],
  [simulated({ adjustment: Adjustment.TOTAL_RETURN })],
  [simulated({ drive: Drive.LOCKSTEP, durability: Durability.STRICT })],
  [simulated({ fillModel: {}, account: {}, seed: -1n })],
])("every choice of the contract can be made", (asked) => {
  expect(problems(asked)).toEqual([]);
});

describe("a server that lacks something", () => {
  const refused = (field: Capability, asked: SessionSpec) =>
    brief([...refusing([field])(subjectOf(asked, context))]);

  test.each<[Capability, SessionSpec]>([
    ["spec.risk_controls", spec({ riskControls: {} })],
    ["spec.schedule", spec({ schedule: Schedule.EXTENDED })],
    ["spec.simulation.account", simulated({ account: {} })],
    ["spec.simulation.adjustment", simulated({ adjustment: Adjustment.SPLIT })],
    ["spec.simulation.data", simulated({ data: [{ kind: { case: "quotes", value: {} } }] })],
    ["spec.simulation.drive", simulated({ drive: Drive.LOCKSTEP })],
    ["spec.simulation.durability", simulated({ durability: Durability.STRICT })],
    ["spec.simulation.fill_model", simulated({ fillModel: {} })],
    ["spec.simulation.seed", simulated({ seed: 1n })],
    ["spec.simulation.warmup", simulated({ warmup: {} })],
  ])("refuses %s where it is set, and only there", (field, asked) => {
    expect(refused(field, asked)).toEqual([`${field} NOT_SUPPORTED -> leave the field out`]);
    expect(refused(field, spec())).toEqual([]);
    const standard = {
      ...{ adjustment: Adjustment.RAW, drive: Drive.REPLAY, durability: Durability.BATCHED },
      data: [{ kind: { case: "bars", value: {} } } as const],
    };
    expect(refused(field, simulated(standard))).toEqual([]);
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
    [{ seconds: 61n }, "60s"],
    [{ seconds: 7n * 3_600n }, "21600s"],
    [{ seconds: 86_400n, nanos: 1 }, "86400s"],
    [{ seconds: 2n * 86_400n }, "86400s"],
    [{ seconds: 10n ** 15n }, "86400s"],
    [{ nanos: 1 }, "1s"],
    [{ seconds: 0n }, "86400s"],
    [{ seconds: -86_400n }, "86400s"],
  ])("has no bars of %o", (interval, suggestion) => {
    expect(ofBars({ interval })).toEqual([`${at}[0].bars.interval INVALID_VALUE -> ${suggestion}`]);
  });

  test("has nothing twice, whatever its spelling, and nothing without a kind", () => {
    const day = { kind: { case: "bars", value: { interval: { seconds: 86_400n } } } } as const;
    expect(problems(simulated({ data: [bars, {}, day] }))).toEqual([
      `${at}[1].kind FIELD_REQUIRED -> set bars, trades or quotes`,
      `${at}[2] INVALID_VALUE -> each kind and length once`,
    ]);
  });

  test("has at most eight entries, and more are one problem", () => {
    const data = Array.from({ length: 100_000 }, () => bars);
    const found = problems(simulated({ data }));
    expect(found).toContain(`${at} INVALID_VALUE -> at most 8 entries`);
    expect(found).toHaveLength(8);
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
