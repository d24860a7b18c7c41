import { clone, create, equals } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import {
  AccountType,
  EndOfData,
  IntrabarPath,
  LimitFill,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  Adjustment,
  BarPrice,
  Drive,
  Durability,
  RiskControlsSchema,
  Schedule,
  SessionSpecSchema,
  StopPolicy,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { reportedMost } from "../../../src/validator/first-findings.ts";
import { validateSession } from "../../../src/validator/validate-session.ts";
import { brief, context, judged, problems, simulated, spec } from "./asked-session.ts";

describe("a request", () => {
  test("without a spec is refused for that, and for its texts too", () => {
    const asked = { spec: undefined, labels: { "A b": "1" }, annotations: {} };
    const { violations, ...rest } = validateSession(asked, context);
    expect(brief(violations)).toEqual([
      "spec FIELD_REQUIRED -> a spec with symbols, initial_capital and simulation",
      'labels["A b"] INVALID_LABEL -> a-b',
    ]);
    expect(rest).toEqual({ warnings: [] });
  });

  test("has every problem reported at once, with its path", () => {
    const asked = create(SessionSpecSchema, {
      displayName: "x".repeat(121),
      strategyId: "my strategy",
      symbols: ["SP50", "AAPL", "aapl"],
      initialCapital: "1e5",
      currency: "EUR",
      schedule: 99 as Schedule,
      idleTimeout: { seconds: -1n, nanos: 0 },
      modeSpec: {
        case: "simulation",
        value: {
          startDate: "2021-02-30",
          endDate: "2030-01-01",
          drive: Drive.LOCKSTEP,
          seed: 7n,
          pace: { kind: { case: "speed", value: 1 } },
          data: [{}],
          fillModel: { profile: "opnbell", volumeCap: "2" },
          account: { initialMargin: "2" },
        },
      },
    });
    const result = validateSession({ spec: asked, labels: {}, annotations: { "": "x" } }, context);
    expect(brief(result.violations).map((line) => line.split(" -> ")[0])).toEqual([
      "spec.symbols[0] INVALID_SYMBOL",
      "spec.symbols[2] INVALID_SYMBOL",
      "spec.simulation.start_date INVALID_DATE_RANGE",
      "spec.simulation.end_date INVALID_DATE_RANGE",
      "spec.simulation.data[0].kind FIELD_REQUIRED",
      "spec.schedule UNKNOWN_ENUM_VALUE",
      "spec.display_name INVALID_VALUE",
      "spec.strategy_id INVALID_VALUE",
      "spec.initial_capital INVALID_DECIMAL",
      "spec.currency INVALID_CURRENCY",
      "spec.idle_timeout INVALID_VALUE",
      "spec.simulation.pace INVALID_PACE",
      "spec.simulation.account.initial_margin INVALID_VALUE",
      "spec.simulation.fill_model.profile INVALID_VALUE",
      "spec.simulation.fill_model.volume_cap INVALID_VALUE",
      'annotations[""] INVALID_LABEL',
    ]);
    expect(result.spec).toBeUndefined();
    expect(result.estimate).toBeUndefined();
  });

  test("with bad texts gets no normal form, but its estimate", () => {
    const asked = { spec: spec(), labels: { UPPER: "" }, annotations: {} };
    const result = validateSession(asked, context);
    expect(result.spec).toBeUndefined();
    expect(result.estimate?.tradingDays).toBe(252);
  });

  test("with a hundred thousand mistakes of one kind is answered with some of them", () => {
    const symbols = Array.from({ length: 100_000 }, () => "?");
    const limits = { ...context.limits, symbolsPerSession: 0 };
    expect(judged(spec({ symbols }), { limits }).violations).toHaveLength(reportedMost);
  });
});

describe("the normal form", () => {
  test("has every default written in", () => {
    expect(judged(spec({ symbols: [" aapl "], initialCapital: "100000.00" })).spec).toEqual(
      create(SessionSpecSchema, {
        symbols: ["AAPL"],
        initialCapital: "100000",
        currency: "USD",
        schedule: Schedule.REGULAR,
        stopPolicy: StopPolicy.CANCEL_ORDERS,
        idleTimeout: { seconds: 3600n },
        modeSpec: {
          case: "simulation",
          value: {
            startDate: "2019-01-02",
            endDate: "2019-12-31",
            data: [
              {
                kind: {
                  case: "bars",
                  value: { interval: { seconds: 86_400n }, price: BarPrice.TRADE },
                },
              },
            ],
            adjustment: Adjustment.RAW,
            drive: Drive.REPLAY,
            pace: { kind: { case: "asFast", value: true } },
            durability: Durability.BATCHED,
            // As the profile's page says: next open, penetration, a tenth of the volume.
            fillModel: {
              profile: "openbell",
              version: "1",
              marketFill: MarketFill.NEXT_OPEN,
              limitFill: LimitFill.PENETRATION,
              stopFill: StopFill.GAP_OPEN,
              intrabarPath: IntrabarPath.PESSIMISTIC,
              volumeCap: "0.1",
              slippage: { model: { case: "none", value: true } },
              commission: { model: { case: "none", value: true } },
              latency: {},
              endOfData: EndOfData.KEEP,
            },
            account: {
              type: AccountType.MARGIN,
              initialMargin: "1",
              maintenanceMargin: "0.5",
            },
          },
        },
      }),
    );
  });

  test.each([
    [{ type: AccountType.CASH }, "1 0"],
    [{ initialMargin: "0.50" }, "0.5 0.25"],
    [{ initialMargin: "0.1", maintenanceMargin: "0" }, "0.1 0"],
    [{ initialMargin: "0.3" }, "0.3 0.15"],
  ])("of the account %o has its margins", (account, expected) => {
    const { modeSpec } = judged(simulated({ account })).spec ?? {};
    const written = modeSpec?.case === "simulation" ? modeSpec.value.account : undefined;
    expect(`${written?.initialMargin} ${written?.maintenanceMargin}`).toBe(expected);
  });

  test("has limits that are some, and what a breach of them does", () => {
    const controls = { maxDrawdown: "0.20", maxOrderValue: "0", maxOpenOrders: 5 };
    expect(judged(spec({ riskControls: controls })).spec?.riskControls).toEqual(
      create(RiskControlsSchema, {
        ...{ maxDrawdown: "0.2", maxOpenOrders: 5, breachState: TradingState.REDUCING },
      }),
    );
    const none = spec({ riskControls: { maxOrderValue: "0.0" } });
    expect(judged(none).spec?.riskControls).toBeUndefined();
  });

  test("has no pace where a driver has the clock", () => {
    const { modeSpec } = judged(simulated({ drive: Drive.LOCKSTEP })).spec ?? {};
    expect(modeSpec).toMatchObject({ case: "simulation", value: { drive: Drive.LOCKSTEP } });
    expect(modeSpec?.case === "simulation" && modeSpec.value.pace).toBeUndefined();
  });

  test("judged again is the same", () => {
    const asked = simulated({
      ...{ drive: Drive.LOCKSTEP, durability: Durability.STRICT, warmup: { tradingDays: 3 } },
      fillModel: {
        profile: "lean-equity",
        commission: { model: { case: "percent", value: "0.001" } },
      },
      ...{ account: { initialMargin: "0.25" }, adjustment: Adjustment.SPLIT },
    });
    asked.riskControls = create(RiskControlsSchema, { maxDailyLoss: "5000.00" });
    const once = judged(asked).spec;
    if (once === undefined) throw new Error("it was refused");
    expect(judged(once).spec).toEqual(once);
  });

  test("keeps what was asked for", () => {
    const asked = spec({
      displayName: "Überprüfung",
      strategyId: "mean-reversion.v2",
      strategyVersion: "0cb6c47",
      currency: "USD",
      stopPolicy: StopPolicy.FLATTEN,
      idleTimeout: { seconds: 0n },
      modeSpec: {
        case: "simulation",
        value: {
          startDate: "2019-01-02",
          endDate: "2019-12-31",
          data: [{ kind: { case: "bars", value: {} } }],
          pace: { kind: { case: "speed", value: 3600 } },
        },
      },
    });
    const normal = judged(asked).spec;
    expect(normal).toMatchObject({
      displayName: "Überprüfung",
      strategyId: "mean-reversion.v2",
      strategyVersion: "0cb6c47",
      stopPolicy: StopPolicy.FLATTEN,
      idleTimeout: create(DurationSchema),
      modeSpec: { value: { pace: { kind: { case: "speed", value: 3600 } } } },
    });
  });

  test("takes the idle timeout of the server, which may be none", () => {
    const limits = { ...context.limits, idleTimeoutSeconds: 0 };
    expect(judged(spec(), { limits }).spec?.idleTimeout).toEqual(create(DurationSchema));
  });

  test("is another message: the input stays as it was", () => {
    const asked = simulated({ data: [{ kind: { case: "bars", value: {} } }] }, ["sp500", "aapl"]);
    const before = clone(SessionSpecSchema, asked);
    const { spec: normal } = judged(asked);
    expect(normal).toBeDefined();
    expect(equals(SessionSpecSchema, asked, before)).toBe(true);
    expect(normal?.modeSpec.value).not.toBe(asked.modeSpec.value);
  });

  test("is there exactly when nothing is wrong", () => {
    expect(problems(spec())).toEqual([]);
    expect(judged(spec()).spec).toBeDefined();
    expect(judged(spec({ symbols: [] })).spec).toBeUndefined();
  });
});
