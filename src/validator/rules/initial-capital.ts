import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { compareDecimals, type Decimal, parseDecimal } from "../../domain/decimal.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { Limits } from "../../domain/limits.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";

const field = "spec.initial_capital";

/** The capital is a decimal within the server's bounds. */
export const initialCapitalRule: Rule = ({ spec, context }) => {
  const { minimumCapital: minimum, maximumCapital: maximum } = context.limits;
  const text = spec.initialCapital;
  if (text === "") {
    const message = "a session needs an initial capital";
    return [
      { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: bounds(context.limits) },
    ];
  }
  const parsed = parseDecimal(text);
  if (!parsed.ok) return [malformed(text, parsed.problem, context.limits)];
  if (compareDecimals(parsed.value, bound(minimum)) < 0) {
    return [
      {
        field,
        reason: ErrorReason.INSUFFICIENT_CAPITAL,
        message: `${text} is less than the minimum of ${minimum}`,
        suggestion: minimum,
        metadata: { minimum },
      },
    ];
  }
  if (maximum === "0" || compareDecimals(parsed.value, bound(maximum)) <= 0) return [];
  return [
    {
      field,
      reason: ErrorReason.EXCESSIVE_CAPITAL,
      message: `${text} is more than the maximum of ${maximum}`,
      suggestion: maximum,
      metadata: { maximum },
    },
  ];
};

function malformed(
  text: string,
  problem: { readonly message: string; readonly suggestion?: string },
  limits: Limits,
): FieldViolation {
  return {
    field,
    reason: ErrorReason.INVALID_DECIMAL,
    message: `${shown(text)}: ${problem.message}`,
    suggestion: problem.suggestion ?? bounds(limits),
  };
}

function bounds({ minimumCapital, maximumCapital }: Limits): string {
  const range = `a decimal from ${minimumCapital}`;
  return maximumCapital === "0" ? range : `${range} to ${maximumCapital}`;
}

function bound(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`the limit ${text} is no decimal: ${parsed.problem.message}`);
  return parsed.value;
}
