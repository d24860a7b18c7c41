import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import {
  RiskControlsSchema,
  SessionSpecSchema,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { limitPairs, tradingStateText } from "../../../src/cli/limit-text.ts";

const specOf = (riskControls: object) =>
  create(SessionSpecSchema, { currency: "USD", riskControls });

describe("risk limits", () => {
  test("every limit of the contract has its line", () => {
    const pairs = limitPairs(
      specOf({
        ...{ maxOrderQuantity: "10", maxOrderValue: "60000", maxOpenOrders: 3 },
        ...{ maxPositionQuantity: "20", maxGrossExposure: "90000", priceCollar: "0.05" },
        ...{ maxOrdersPerSecond: 5, maxDailyLoss: "1000", maxDrawdown: "0.2" },
        breachState: TradingState.HALTED,
      }),
    );
    expect(pairs).toEqual([
      ["max order quantity", "10"],
      ["max order value", "60000 USD"],
      ["max open orders", "3"],
      ["max position", "20"],
      ["max gross exposure", "90000 USD"],
      ["price collar", "0.05 of the last price"],
      ["max orders a second", "5"],
      ["max daily loss", "1000 USD"],
      ["max drawdown", "0.2 of the highest equity"],
      ["on a breach", "HALTED"],
    ]);
    expect(pairs).toHaveLength(RiskControlsSchema.fields.length);
  });

  test("what is not set is no limit; none at all is said", () => {
    const breachState = TradingState.REDUCING;
    expect(limitPairs(specOf({ maxOrderValue: "0", maxOpenOrders: 2, breachState }))).toEqual([
      ["max open orders", "2"],
    ]);
    for (const spec of [undefined, create(SessionSpecSchema), specOf({ breachState })]) {
      expect(limitPairs(spec)).toEqual([["risk limits", "none"]]);
    }
  });
});

const { ACTIVE, REDUCING, HALTED } = TradingState;

test.each([
  [ACTIVE, ACTIVE, ACTIVE, "ACTIVE"],
  [HALTED, HALTED, ACTIVE, "HALTED (a person)"],
  [REDUCING, ACTIVE, REDUCING, "REDUCING (risk limits)"],
  [HALTED, REDUCING, HALTED, "HALTED (risk limits)"],
  [HALTED, HALTED, HALTED, "HALTED (a person, risk limits)"],
  // A session that has ended takes no orders, whatever anybody said.
  [HALTED, ACTIVE, ACTIVE, "HALTED"],
])("%i by caps %i and %i is %s", (tradingState, tradingStateCap, riskCap, text) => {
  expect(tradingStateText({ tradingState, tradingStateCap, riskCap })).toBe(text);
});
