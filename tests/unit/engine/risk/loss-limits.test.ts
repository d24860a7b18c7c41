import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { RiskControlsSchema } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { parseMoney } from "../../../../src/domain/money.ts";
import { lossBreaches } from "../../../../src/engine/risk/loss-limits.ts";
import { riskLimits } from "../../../../src/engine/risk/risk-limits.ts";
import { short } from "./risk-trial.ts";

const limits = riskLimits(
  create(RiskControlsSchema, { maxDailyLoss: "1000", maxDrawdown: "0.1" }),
  0,
);
const breaches = (equity: string, dayStart: string, peak: string, of = limits) =>
  lossBreaches(
    {
      equity: parseMoney(equity),
      dayStartEquity: parseMoney(dayStart),
      peakEquity: parseMoney(peak),
    },
    of,
  ).map(short);

test("a loss at the limit is none over it", () => {
  expect(breaches("99000", "100000", "110000")).toEqual([]);
});

test("a day's loss", () => {
  expect(breaches("98999.5", "100000", "100000")).toEqual([
    ["MAX_DAILY_LOSS_EXCEEDED", { limit: "1000", value: "1000.5" }],
  ]);
});

test("a fall from the peak, on a good day; the share is rounded up", () => {
  expect(breaches("89999.99", "80000", "100000")).toEqual([
    ["MAX_DRAWDOWN_EXCEEDED", { limit: "0.1", value: "0.100001" }],
  ]);
});

test("both, the one that lasts first", () => {
  expect(breaches("80000", "100000", "100000").map((breach) => breach?.[0])).toEqual([
    "MAX_DRAWDOWN_EXCEEDED",
    "MAX_DAILY_LOSS_EXCEEDED",
  ]);
});

test("no limits, no breach", () => {
  expect(breaches("-5", "100000", "100000", riskLimits(undefined, 0))).toEqual([]);
  const zero = riskLimits(create(RiskControlsSchema, { maxDailyLoss: "0", maxDrawdown: "" }), 0);
  expect(breaches("-5", "100000", "100000", zero)).toEqual([]);
});
