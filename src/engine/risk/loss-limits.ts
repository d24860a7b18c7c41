import type { Money } from "../../domain/money.ts";
import type { Rejection } from "../../domain/rejection.ts";
import { maxDailyLoss } from "./max-daily-loss.ts";
import { maxDrawdown } from "./max-drawdown.ts";
import type { RiskLimits } from "./risk-limits.ts";

/** The equity after a slice and what it is measured against. */
export interface EquityMarks {
  readonly equity: Money;
  /** Equity at the end of the day before; of the first day the capital. */
  readonly dayStartEquity: Money;
  /** Highest equity after any slice so far, this one included; at least the capital. */
  readonly peakEquity: Money;
}

/** A limit on losses: how it is broken by the equity after a slice, or undefined. */
export type LossLimit = (marks: EquityMarks, limits: RiskLimits) => Rejection | undefined;

/** Every loss limit that the equity breaks: the drawdown, which lasts, before the daily loss. */
export function lossBreaches(marks: EquityMarks, limits: RiskLimits): readonly Rejection[] {
  return [maxDrawdown, maxDailyLoss].flatMap((limit) => limit(marks, limits) ?? []);
}
