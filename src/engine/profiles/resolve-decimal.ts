import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { compareDecimals, decimalOf, formatDecimal, parseDecimal } from "../../domain/decimal.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";

/** What a decimal of a fill model may be: 0 or more, or from 0 to 1. */
export type DecimalRange = "amount" | "share";

const ranges = { amount: "a decimal of 0 or more", share: "a decimal from 0 to 1" };

/** A decimal in its one spelling. One that is none, or not in its range, is reported. */
export function judgeDecimal(
  field: string,
  text: string,
  range: DecimalRange,
  report: (violation: FieldViolation) => void,
): string {
  const parsed = parseDecimal(text);
  if (!parsed.ok) {
    const { message, suggestion = ranges[range] } = parsed.problem;
    const reason = text === "" ? ErrorReason.FIELD_REQUIRED : ErrorReason.INVALID_DECIMAL;
    report({ field, reason, message: `${shown(text)}: ${message}`, suggestion });
    return "";
  }
  const value = formatDecimal(parsed.value);
  const isOver = range === "share" && compareDecimals(parsed.value, decimalOf(1n, 0)) > 0;
  if (parsed.value.units < 0n || isOver) {
    const message = isOver ? `${value} is more than the whole` : `${value} is negative`;
    report({ field, reason: ErrorReason.INVALID_VALUE, message, suggestion: ranges[range] });
  }
  return value;
}
