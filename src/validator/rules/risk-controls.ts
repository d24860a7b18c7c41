import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type RiskControls, TradingState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  compareDecimals,
  type Decimal,
  decimalOf,
  formatDecimal,
  parseDecimal,
} from "../../domain/decimal.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { judgedDecimal } from "../judged-decimal.ts";
import type { Rule } from "../rule.ts";
import type { Listing } from "../subject.ts";

const at = "spec.risk_controls";
const [zero, one] = [decimalOf(0n, 0), decimalOf(1n, 0)];

/** Every limit is a number that an order can keep; an empty one, or 0, is no limit. */
export const riskControlsRule: Rule = function* ({ spec: { riskControls }, listings }) {
  if (riskControls === undefined) return;
  yield* judgeQuantity("max_order_quantity", riskControls.maxOrderQuantity, listings);
  yield* judgeQuantity("max_position_quantity", riskControls.maxPositionQuantity, listings);
  yield* judgeAmounts(riskControls);
  yield* judgeFraction("price_collar", riskControls.priceCollar);
  yield* judgeFraction("max_drawdown", riskControls.maxDrawdown);
  yield* judgeCount("max_open_orders", riskControls.maxOpenOrders);
  yield* judgeCount("max_orders_per_second", riskControls.maxOrdersPerSecond);
  yield* judgeBreach(riskControls);
};

/** A breach lowers what is allowed; without a limit that can be breached it says nothing. */
function* judgeBreach(controls: RiskControls): Generator<FieldViolation> {
  const { breachState } = controls;
  if (breachState === TradingState.ACTIVE) {
    const message = "a breach lowers the trading state, and ACTIVE allows everything";
    yield invalid("breach_state", message, "TRADING_STATE_REDUCING or TRADING_STATE_HALTED");
  } else if (breachState !== TradingState.UNSPECIFIED && !hasLossLimit(controls)) {
    const message = "there is no limit whose breach it could follow";
    yield invalid(
      "breach_state",
      message,
      "a max_daily_loss or a max_drawdown, or no breach_state",
    );
  }
}

/** Whether there is a limit whose breach lowers the trading state. */
export function hasLossLimit({ maxDailyLoss, maxDrawdown }: RiskControls): boolean {
  return [maxDailyLoss, maxDrawdown].some((text) => {
    const parsed = parseDecimal(text);
    return parsed.ok && compareDecimals(parsed.value, zero) !== 0;
  });
}

/** A quantity lets the smallest order of every symbol pass. */
function* judgeQuantity(
  name: string,
  text: string,
  listings: readonly Listing[],
): Generator<FieldViolation> {
  const value = yield* judgePositive(name, text);
  if (value === undefined) return;
  for (const { instrument } of listings) {
    const { symbol, min_quantity, quantity_increment } = instrument;
    const least = decimalFact(min_quantity ?? quantity_increment);
    if (compareDecimals(value, least) >= 0) continue;
    const smallest = formatDecimal(least);
    yield invalid(name, `${text} is less than the smallest order of ${symbol}`, smallest);
  }
}

function* judgeAmounts(controls: RiskControls): Generator<FieldViolation> {
  yield* judgePositive("max_order_value", controls.maxOrderValue);
  yield* judgePositive("max_gross_exposure", controls.maxGrossExposure);
  yield* judgePositive("max_daily_loss", controls.maxDailyLoss);
}

function* judgeFraction(name: string, text: string): Generator<FieldViolation> {
  const value = yield* judgePositive(name, text);
  if (value === undefined || compareDecimals(value, one) <= 0) return;
  yield invalid(
    name,
    `${text} is more than the whole: 1 is 100 %`,
    hundredth(value) ?? "at most 1",
  );
}

/** What was written as per cent is certainly meant so. */
function hundredth({ units, scale }: Decimal): string | undefined {
  const value = decimalOf(units, scale + 2);
  return compareDecimals(value, one) <= 0 ? formatDecimal(value) : undefined;
}

function* judgeCount(name: string, count: number): Generator<FieldViolation> {
  if (count < 0) yield invalid(name, `${count} is less than none`, "0 for no limit");
}

/** The value, if there is one and it is more than 0; 0 is no limit. */
function* judgePositive(
  name: string,
  text: string,
): Generator<FieldViolation, Decimal | undefined> {
  const value = yield* judgedDecimal(`${at}.${name}`, text);
  if (value === undefined || compareDecimals(value, zero) === 0) return undefined;
  if (compareDecimals(value, zero) > 0) return value;
  yield invalid(name, `${text} is less than 0`, "0 for no limit");
  return undefined;
}

function decimalFact(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`a catalog says ${text}: ${parsed.problem.message}`);
  return parsed.value;
}

function invalid(name: string, message: string, suggestion: string): FieldViolation {
  return { field: `${at}.${name}`, reason: ErrorReason.INVALID_VALUE, message, suggestion };
}
