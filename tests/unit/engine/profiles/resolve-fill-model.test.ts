import { create, fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { FillModelSchema, type MarketFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { reasonName } from "../../../../src/domain/rejection.ts";
import { profiles } from "../../../../src/engine/profiles/profiles.ts";
import { resolveFillModel } from "../../../../src/engine/profiles/resolve-fill-model.ts";

const path = "spec.simulation.fill_model";

function resolved(asked: JsonValue): JsonValue {
  const resolution = resolveFillModel(fromJson(FillModelSchema, asked), path);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.violations));
  return toJson(FillModelSchema, resolution.model);
}

function problems(asked: JsonValue): (string | undefined)[][] {
  const resolution = resolveFillModel(fromJson(FillModelSchema, asked), path);
  if (resolution.ok) return [];
  return resolution.violations.map(({ field, reason, suggestion }) => [
    field.replace(`${path}.`, ""),
    reasonName(reason),
    suggestion,
  ]);
}

const openbell = {
  profile: "openbell",
  version: "1",
  marketFill: "MARKET_FILL_NEXT_OPEN",
  limitFill: "LIMIT_FILL_PENETRATION",
  stopFill: "STOP_FILL_GAP_OPEN",
  intrabarPath: "INTRABAR_PATH_PESSIMISTIC",
  volumeCap: "0.1",
  slippage: { none: true },
  commission: { none: true },
  latency: "0s",
  endOfData: "END_OF_DATA_KEEP",
};

describe("resolved", () => {
  test("nothing asked is the newest openbell, every field written", () => {
    const resolution = resolveFillModel(undefined, path);
    if (!resolution.ok) throw new Error("refused");
    expect(toJson(FillModelSchema, resolution.model)).toEqual(openbell);
  });

  test("what is asked stays, in its one spelling; the rest is the profile's", () => {
    expect(
      resolved({
        profile: "backtesting.py",
        marketFill: "MARKET_FILL_SAME_CLOSE",
        volumeCap: "0.50",
        slippage: { spread: "0.00020" },
        commission: { fixedPlusPercent: { fixed: "1.0", percent: "0" } },
        latency: "0.250s",
      }),
    ).toEqual({
      ...openbell,
      profile: "backtesting.py",
      marketFill: "MARKET_FILL_SAME_CLOSE",
      limitFill: "LIMIT_FILL_TOUCH",
      volumeCap: "0.5",
      slippage: { spread: "0.0002" },
      commission: { fixedPlusPercent: { fixed: "1", percent: "0" } },
      latency: "0.250s",
    });
  });

  test("defaults within a model", () => {
    expect(
      resolved({ slippage: { volumeShare: {} }, commission: { perUnit: { amount: "0.01" } } }),
    ).toMatchObject({
      slippage: { volumeShare: { limit: "0.025", impact: "0.1" } },
      commission: { perUnit: { amount: "0.01", minimum: "0", maximumShare: "0" } },
    });
  });

  test("every other model", () => {
    expect(resolved({ slippage: { fixed: "0.10" }, commission: { percent: "1.0" } })).toMatchObject(
      {
        slippage: { fixed: "0.1" },
        commission: { percent: "1" },
      },
    );
    expect(resolved({ slippage: { none: true }, commission: { perContract: "2" } })).toMatchObject({
      slippage: { none: true },
      commission: { perContract: "2" },
    });
  });

  test.each(profiles)("$name $version has every field, and is resolved by itself", (profile) => {
    const { name, version } = profile;
    const once = resolved({ profile: name, version }) as Record<string, JsonValue>;
    expect(Object.keys(once).sort()).toEqual(Object.keys(openbell).sort());
    expect(once).toMatchObject({ profile: name, version });
    expect(resolved(once)).toEqual(once);
  });
});

describe("refused", () => {
  test.each<[string, JsonValue, (string | undefined)[]]>([
    ["a profile nearly known", { profile: "openbel" }, ["profile", "INVALID_VALUE", "openbell"]],
    [
      "a profile of elsewhere",
      { profile: "zipline" },
      ["profile", "INVALID_VALUE", "one of openbell, backtesting.py, lean-equity"],
    ],
    ["a version there is not", { version: "2" }, ["version", "INVALID_VALUE", "1"]],
    [
      "a cap above all",
      { volumeCap: "1.1" },
      ["volume_cap", "INVALID_VALUE", "a decimal from 0 to 1"],
    ],
    [
      "a cap below nothing",
      { volumeCap: "-0.1" },
      ["volume_cap", "INVALID_VALUE", "a decimal from 0 to 1"],
    ],
    ["an exponent", { volumeCap: "1e-1" }, ["volume_cap", "INVALID_DECIMAL", "0.1"]],
    [
      "no slippage model",
      { slippage: {} },
      ["slippage.model", "FIELD_REQUIRED", "none, fixed, spread or volume_share"],
    ],
    [
      "no none",
      { slippage: { none: false } },
      ["slippage.none", "INVALID_VALUE", "true, or another model"],
    ],
    [
      "fixed below nothing",
      { slippage: { fixed: "-1" } },
      ["slippage.fixed", "INVALID_VALUE", "a decimal of 0 or more"],
    ],
    [
      "a spread above all",
      { slippage: { spread: "2" } },
      ["slippage.spread", "INVALID_VALUE", "a decimal from 0 to 1"],
    ],
    [
      "a share above all",
      { slippage: { volumeShare: { limit: "2" } } },
      ["slippage.volume_share.limit", "INVALID_VALUE", "a decimal from 0 to 1"],
    ],
    [
      "no commission model",
      { commission: {} },
      [
        "commission.model",
        "FIELD_REQUIRED",
        "none, per_unit, percent, fixed_plus_percent or per_contract",
      ],
    ],
    [
      "no commission none",
      { commission: { none: false } },
      ["commission.none", "INVALID_VALUE", "true, or another model"],
    ],
    [
      "nothing per unit",
      { commission: { perUnit: {} } },
      ["commission.per_unit.amount", "FIELD_REQUIRED", "a decimal of 0 or more"],
    ],
    [
      "no percent",
      { commission: { fixedPlusPercent: { fixed: "1" } } },
      ["commission.fixed_plus_percent.percent", "FIELD_REQUIRED", "a decimal from 0 to 1"],
    ],
    [
      "a latency of a minute and more",
      { latency: "60.000000001s" },
      ["latency", "INVALID_VALUE", "0 to 60 seconds"],
    ],
    ["a latency before now", { latency: "-1s" }, ["latency", "INVALID_VALUE", "0 to 60 seconds"]],
  ])("%s", (_what, asked, expected) => {
    expect(problems(asked)).toEqual([expected]);
  });

  test("a minute is the most", () => {
    expect(problems({ latency: "60s" })).toEqual([]);
  });

  test("a value of tomorrow", () => {
    const asked = create(FillModelSchema, { marketFill: 9 as MarketFill });
    const resolution = resolveFillModel(asked, path);
    expect(resolution.ok).toBe(false);
    if (!resolution.ok) {
      expect(resolution.violations).toMatchObject([{ field: `${path}.market_fill` }]);
      expect(resolution.violations[0]?.suggestion).toContain("MARKET_FILL_SAME_CLOSE");
    }
  });

  test("all at once", () => {
    expect(
      problems({ profile: "lean", volumeCap: "x", slippage: {}, latency: "61s" }).map(([f]) => f),
    ).toEqual(["profile", "volume_cap", "slippage.model", "latency"]);
  });
});
