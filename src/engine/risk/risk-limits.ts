import type { RiskControls } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type Decimal, parseDecimal } from "../../domain/decimal.ts";
import { type Money, moneyOf } from "../../domain/money.ts";

/** The limits of a session as numbers; undefined for no limit. */
export interface RiskLimits {
  /** Most orders in the life of the session. */
  readonly orders: number | undefined;
  readonly orderQuantity: Decimal | undefined;
  readonly orderValue: Money | undefined;
  readonly openOrders: number | undefined;
  readonly positionQuantity: Decimal | undefined;
  readonly grossExposure: Money | undefined;
  readonly priceCollar: Decimal | undefined;
  readonly ordersPerSecond: number | undefined;
  readonly dailyLoss: Money | undefined;
  readonly drawdown: Decimal | undefined;
}

/**
 * The limits of a session. Empty and 0 are no limit. Throws a RangeError for texts that are no
 * decimals: they were judged when the session was created.
 */
export function riskLimits(controls: RiskControls | undefined, ordersMax: number): RiskLimits {
  const orderValue = limitOf(controls?.maxOrderValue);
  const grossExposure = limitOf(controls?.maxGrossExposure);
  const dailyLoss = limitOf(controls?.maxDailyLoss);
  return {
    orders: ordersMax || undefined,
    orderQuantity: limitOf(controls?.maxOrderQuantity),
    orderValue: orderValue && moneyOf(orderValue),
    openOrders: controls?.maxOpenOrders || undefined,
    positionQuantity: limitOf(controls?.maxPositionQuantity),
    grossExposure: grossExposure && moneyOf(grossExposure),
    priceCollar: limitOf(controls?.priceCollar),
    ordersPerSecond: controls?.maxOrdersPerSecond || undefined,
    dailyLoss: dailyLoss && moneyOf(dailyLoss),
    drawdown: limitOf(controls?.maxDrawdown),
  };
}

function limitOf(text = ""): Decimal | undefined {
  if (text === "") return undefined;
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new RangeError(`"${text}" is no limit: ${parsed.problem.message}`);
  return parsed.value.units === 0n ? undefined : parsed.value;
}
