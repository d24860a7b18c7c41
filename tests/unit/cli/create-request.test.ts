import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { Drive, SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { CreateSessionRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { buildCreateRequest, parsePace, type SpecFlags } from "../../../src/cli/create-request.ts";
import { problemsOf } from "./problems-of.ts";

describe("create", () => {
  const flags: SpecFlags = {
    symbol: ["SP500", "AAPL"],
    capital: "100000",
    currency: "USD",
    startDate: "2000-01-03",
    endDate: "2020-04-14",
    strategy: "sma",
    strategyVersion: "1.10",
    name: "My run",
    pace: "interval=20ms",
    drive: "replay",
    idleTimeout: "90m",
    label: ["team=alpha", "empty=", "eq=a=b"],
    annotation: ["note=x"],
  };

  test("every flag has its field", () => {
    const request = buildCreateRequest(undefined, flags);
    expect(request).toEqual(
      create(CreateSessionRequestSchema, {
        spec: {
          symbols: ["SP500", "AAPL"],
          initialCapital: "100000",
          currency: "USD",
          strategyId: "sma",
          strategyVersion: "1.10",
          displayName: "My run",
          idleTimeout: { seconds: 5400n },
          modeSpec: {
            case: "simulation",
            value: {
              startDate: "2000-01-03",
              endDate: "2020-04-14",
              drive: Drive.REPLAY,
              pace: { kind: { case: "intervalPerSlice", value: { nanos: 20_000_000 } } },
            },
          },
        },
        labels: { team: "alpha", empty: "", eq: "a=b" },
        annotations: { note: "x" },
      }),
    );
  });

  test("flags lie over the file: lists replace, labels add", () => {
    const file = create(CreateSessionRequestSchema, {
      spec: {
        symbols: ["OLD"],
        strategyId: "kept",
        modeSpec: { case: "simulation", value: { startDate: "1999-01-01", seed: 3n } },
      },
      labels: { kept: "1", team: "old" },
    });
    const { spec, labels } = buildCreateRequest(file, {
      symbol: ["NEW"],
      startDate: "2000-01-03",
      label: ["team=new"],
    });
    expect(spec).toEqual(
      create(SessionSpecSchema, {
        symbols: ["NEW"],
        strategyId: "kept",
        modeSpec: { case: "simulation", value: { startDate: "2000-01-03", seed: 3n } },
      }),
    );
    expect(labels).toEqual({ kept: "1", team: "new" });
  });

  test("a file of another mode stays of that mode", () => {
    const paper = () =>
      create(CreateSessionRequestSchema, { spec: { modeSpec: { case: "paper", value: {} } } });
    expect(buildCreateRequest(paper(), { name: "x" }).spec?.modeSpec.case).toBe("paper");
    expect(problemsOf(() => buildCreateRequest(paper(), { pace: "fast" }))).toEqual([
      '--start-date, --end-date, --drive and --pace are of a simulation, not of "paper"',
    ]);
  });

  test("no idle limit is 0", () => {
    const { spec } = buildCreateRequest(undefined, { idleTimeout: "0" });
    expect(spec?.idleTimeout).toMatchObject({ seconds: 0n, nanos: 0 });
  });

  test("all that is wrong with the flags is said at once", () => {
    const bad = {
      pace: "slow",
      drive: "manual",
      idleTimeout: "soon",
      label: ["x", "a=1", "a=2"],
      annotation: ["=v"],
    };
    expect(problemsOf(() => buildCreateRequest(undefined, bad))).toEqual([
      expect.stringContaining('--idle-timeout is "soon"'),
      '--drive is "manual": it must be replay or lockstep',
      '--pace is "slow": it must be fast, speed=N or interval=DURATION',
      '--label is "x": it must be KEY=VALUE',
      '--label gives "a" twice',
      '--annotation is "=v": it must be KEY=VALUE',
    ]);
  });

  test.each([
    ["fast", { case: "asFast", value: true }],
    ["speed=3600", { case: "speed", value: 3600 }],
    ["speed=0.5", { case: "speed", value: 0.5 }],
    ["speed=1e6", { case: "speed", value: 1e6 }],
    ["interval=1.5s", { case: "intervalPerSlice", value: { seconds: 1n, nanos: 500_000_000 } }],
  ])("pace %s", (text, kind) => {
    expect(parsePace(text)?.kind).toMatchObject(kind);
  });

  test.each(["", "speed", "speed=", "speed=-1", "speed=NaN", "interval=5", "fast=1", "FAST"])(
    "pace %j is none",
    (text) => {
      expect(parsePace(text)).toBeUndefined();
    },
  );
});
