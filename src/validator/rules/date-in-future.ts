import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";
import { nearestRange } from "../subject.ts";

/** A simulation runs over history: no date is after today. */
export const dateInFutureRule: Rule = function* (subject) {
  const { startDate, endDate, context } = subject;
  const judge = function* (field: string, date?: TradingDate): Generator<FieldViolation> {
    if (date === undefined || date <= context.today) return;
    const today = formatTradingDate(context.today);
    yield {
      field,
      reason: ErrorReason.INVALID_DATE_RANGE,
      message: `${formatTradingDate(date)} is in the future: today is ${today}`,
      suggestion: nearestRange(subject) ?? `not after ${today}`,
    };
  };
  yield* judge("spec.simulation.start_date", startDate);
  yield* judge("spec.simulation.end_date", endDate);
};
