import { clone, create, equals } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import {
  Adjustment,
  BarPrice,
  Drive,
  Durability,
  Schedule,
  SessionSpecSchema,
  StopPolicy,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { reportedMost } from "../../../src/validator/first-findings.ts";
import { validateSession } from "../../../src/validator/validate-session.ts";
import { brief, context, judged, problems, simulated, spec } from "./asked-session.ts";

describe("a request", () => {
  test("without a spec is refused for that, and for its texts too", () => {
    const asked = { spec: undefined, labels: { "A b": "1" }, annotations: {} };
    const { violations, ...rest } = validateSession(asked, context);
    expect(brief(violations)).toEqual([
      "spec FIELD_REQUIRED",
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
          pace: { kind: { case: "speed", value: Number.NaN } },
        },
      },
    });
    const result = validateSession({ spec: asked, labels: {}, annotations: { "": "x" } }, context);
    expect(brief(result.violations).map((line) => line.split(" -> ")[0])).toEqual([
      "spec.symbols[0] INVALID_SYMBOL",
      "spec.symbols[2] INVALID_SYMBOL",
      "spec.simulation.start_date INVALID_DATE_RANGE",
      "spec.simulation.end_date INVALID_DATE_RANGE",
      "spec.schedule UNKNOWN_ENUM_VALUE",
      "spec.display_name INVALID_VALUE",
      "spec.strategy_id INVALID_VALUE",
      "spec.initial_capital INVALID_DECIMAL",
      "spec.currency INVALID_CURRENCY",
      "spec.idle_timeout INVALID_VALUE",
      "spec.simulation.drive NOT_SUPPORTED",
      "spec.simulation.pace.speed INVALID_PACE",
      "spec.simulation.seed NOT_SUPPORTED",
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
          },
        },
      }),
    );
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
