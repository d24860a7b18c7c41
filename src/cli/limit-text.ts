/** The risk limits of a session, a line for each that was set. */
import {
  type RiskControls,
  type SessionSpec,
  type TradingState,
  TradingStateSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../domain/enum-name.ts";

type Pair = readonly [name: string, value: string];

/** The limits; `none` where nothing was set, so that nobody takes silence for a limit. */
export function limitPairs(spec: SessionSpec | undefined): readonly Pair[] {
  const set = spec?.riskControls === undefined ? [] : controlPairs(spec.riskControls, spec);
  return set.length === 0 ? [["risk limits", "none"]] : set;
}

function controlPairs(controls: RiskControls, { currency }: SessionSpec): readonly Pair[] {
  const { maxDailyLoss, maxDrawdown, breachState } = controls;
  const pairs: readonly Pair[] = [
    ["max order quantity", limit(controls.maxOrderQuantity)],
    ["max order value", limit(controls.maxOrderValue, currency)],
    ["max open orders", limit(`${controls.maxOpenOrders}`)],
    ["max position", limit(controls.maxPositionQuantity)],
    ["max gross exposure", limit(controls.maxGrossExposure, currency)],
    ["price collar", limit(controls.priceCollar, "of the last price")],
    ["max orders a second", limit(`${controls.maxOrdersPerSecond}`)],
    ["max daily loss", limit(maxDailyLoss, currency)],
    ["max drawdown", limit(maxDrawdown, "of the highest equity")],
    [
      "on a breach",
      isSet(maxDailyLoss) || isSet(maxDrawdown) ? enumName(TradingStateSchema, breachState) : "",
    ],
  ];
  return pairs.filter(([, value]) => value !== "");
}

function isSet(value: string): boolean {
  return value !== "" && value !== "0";
}

function limit(value: string, unit = ""): string {
  return isSet(value) ? `${value} ${unit}`.trim() : "";
}

/** What orders are allowed, and which cap lowers it: `REDUCING (risk limits)`. */
export function tradingStateText({
  tradingState,
  tradingStateCap,
  riskCap,
}: {
  readonly tradingState: TradingState;
  readonly tradingStateCap: TradingState;
  readonly riskCap: TradingState;
}): string {
  const caps = [
    ["a person", tradingStateCap],
    ["risk limits", riskCap],
  ] as const;
  // The later the state, the less it allows; ACTIVE is the first.
  const causes = caps.filter(([, cap]) => cap > 1 && cap === tradingState).map(([who]) => who);
  const name = enumName(TradingStateSchema, tradingState);
  return causes.length === 0 ? name : `${name} (${causes.join(", ")})`;
}
