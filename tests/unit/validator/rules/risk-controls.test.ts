import type { MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  type RiskControlsSchema,
  TradingState,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { context, problems, spec } from "../asked-session.ts";
import { MemoryCatalog } from "../memory-catalog.ts";

const data = { first: 20000103, last: 20201231 };
const catalog = new MemoryCatalog([
  { symbol: "AAPL", data },
  { symbol: "LOTS", data, facts: { quantity_increment: "100" } },
  { symbol: "COIN", data, facts: { quantity_increment: "0.001", min_quantity: "0.01" } },
]);

function ofControls(
  riskControls: MessageInitShape<typeof RiskControlsSchema>,
  symbols = ["AAPL"],
): readonly string[] {
  const found = problems(spec({ symbols, riskControls }), { ...context, catalog });
  return found.map((line) => line.replace("spec.risk_controls.", ""));
}

test("a quantity lets the smallest order of every symbol pass", () => {
  expect(ofControls({ maxOrderQuantity: "100" }, ["AAPL", "LOTS", "COIN"])).toEqual([]);
  expect(ofControls({ maxOrderQuantity: "50" }, ["AAPL", "LOTS"])).toEqual([
    "max_order_quantity INVALID_VALUE -> 100",
  ]);
  expect(ofControls({ maxPositionQuantity: "0.005" }, ["AAPL", "COIN"])).toEqual([
    "max_position_quantity INVALID_VALUE -> 1",
    "max_position_quantity INVALID_VALUE -> 0.01",
  ]);
});

test.each([
  [{ maxOrderValue: "-0.5" }, "max_order_value INVALID_VALUE -> 0 for no limit"],
  [{ maxGrossExposure: "-1" }, "max_gross_exposure INVALID_VALUE -> 0 for no limit"],
  [
    { maxDrawdown: "0.2", breachState: TradingState.ACTIVE },
    "breach_state INVALID_VALUE -> TRADING_STATE_REDUCING or TRADING_STATE_HALTED",
  ],
  [
    { maxDrawdown: "0", breachState: TradingState.HALTED },
    "breach_state INVALID_VALUE -> a max_daily_loss or a max_drawdown, or no breach_state",
  ],
  [{ maxDailyLoss: "1e3" }, "max_daily_loss INVALID_DECIMAL -> 1000"],
  [{ maxDrawdown: "20" }, "max_drawdown INVALID_VALUE -> 0.2"],
  [{ priceCollar: "500" }, "price_collar INVALID_VALUE -> at most 1"],
  [{ maxOpenOrders: -1 }, "max_open_orders INVALID_VALUE -> 0 for no limit"],
  [{ maxOrdersPerSecond: -5 }, "max_orders_per_second INVALID_VALUE -> 0 for no limit"],
])("%o is refused", (controls, expected) => {
  expect(ofControls(controls)).toEqual([expected]);
});

test("limits that can be kept are not refused for themselves", () => {
  const kept = { maxOrderValue: "0.01", maxDrawdown: "1", priceCollar: "0.05", maxOpenOrders: 3 };
  expect(ofControls({ ...kept, breachState: TradingState.HALTED })).toEqual([]);
  expect(ofControls({ maxOrderValue: "0", maxDailyLoss: "0.00" })).toEqual([]);
});
