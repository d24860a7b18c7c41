import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Decimal, parseDecimal } from "../domain/decimal.ts";
import { shown } from "../domain/filter/text-problem.ts";
import type { FieldViolation } from "../domain/rejection.ts";

/** The value of an optional decimal; undefined for none, and for a bad one, which is reported. */
export function* judgedDecimal(
  field: string,
  text: string,
): Generator<FieldViolation, Decimal | undefined> {
  if (text === "") return undefined;
  const parsed = parseDecimal(text);
  if (parsed.ok) return parsed.value;
  const { message, suggestion = "a plain decimal" } = parsed.problem;
  const reason = ErrorReason.INVALID_DECIMAL;
  yield { field, reason, message: `${shown(text)}: ${message}`, suggestion };
  return undefined;
}
