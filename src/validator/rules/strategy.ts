import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";

/** How the strategy is named, and its version. Both may be empty. */
export const strategyRule: Rule = function* ({ spec }) {
  if (!/^[A-Za-z0-9_.-]{0,63}$/.test(spec.strategyId)) {
    yield malformed("spec.strategy_id", spec.strategyId, "letters, digits, '_', '-' and '.'");
  }
  if (!/^\S{0,63}$/u.test(spec.strategyVersion)) {
    yield malformed("spec.strategy_version", spec.strategyVersion, "characters without spaces");
  }
};

function malformed(field: string, value: string, allowed: string): FieldViolation {
  return {
    field,
    reason: ErrorReason.INVALID_VALUE,
    message: `${shown(value)} is not allowed here`,
    suggestion: `at most 63 ${allowed}`,
  };
}
