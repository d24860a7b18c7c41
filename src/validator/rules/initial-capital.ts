import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { compareDecimals, formatDecimal, parseDecimal } from "../../domain/decimal.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { type CapitalBounds, capitalBounds } from "../capital-bounds.ts";
import type { Rule } from "../rule.ts";

const field = "spec.initial_capital";

/** The capital is a decimal within the server's bounds for its currency. */
export const initialCapitalRule: Rule = ({ spec, symbols, context }) => {
  const quotes = symbols.flatMap(({ instrument }) => instrument?.currency ?? []);
  // A currency that no symbol has is refused, and rather that of the symbols is named.
  const isQuoted = quotes.length === 0 || quotes.includes(spec.currency);
  const currency = isQuoted && spec.currency !== "" ? spec.currency : quotes[0];
  const bounds = capitalBounds(context.limits, currency);
  const text = spec.initialCapital;
  if (text === "") {
    const message = "a session needs an initial capital";
    return [{ field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: range(bounds) }];
  }
  const parsed = parseDecimal(text);
  if (!parsed.ok) return [malformed(text, parsed.problem, bounds)];
  const minimum = formatDecimal(bounds.minimum);
  const unit = currency !== undefined && /^[A-Z]{3,5}$/.test(currency) ? ` ${currency}` : "";
  if (compareDecimals(parsed.value, bounds.minimum) < 0) {
    return [
      {
        field,
        reason: ErrorReason.INSUFFICIENT_CAPITAL,
        message: `${text} is less than the minimum of ${minimum}${unit}`,
        suggestion: minimum,
        metadata: { minimum },
      },
    ];
  }
  if (bounds.maximum === undefined || compareDecimals(parsed.value, bounds.maximum) <= 0) return [];
  const maximum = formatDecimal(bounds.maximum);
  return [
    {
      field,
      reason: ErrorReason.EXCESSIVE_CAPITAL,
      message: `${text} is more than the maximum of ${maximum}${unit}`,
      suggestion: maximum,
      metadata: { maximum },
    },
  ];
};

function malformed(
  text: string,
  problem: { readonly message: string; readonly suggestion?: string },
  bounds: CapitalBounds,
): FieldViolation {
  return {
    field,
    reason: ErrorReason.INVALID_DECIMAL,
    message: `${shown(text)}: ${problem.message}`,
    suggestion: isWithin(problem.suggestion, bounds) ? problem.suggestion : range(bounds),
  };
}

function isWithin(text: string | undefined, { minimum, maximum }: CapitalBounds): text is string {
  const parsed = text === undefined ? undefined : parseDecimal(text);
  if (!parsed?.ok || compareDecimals(parsed.value, minimum) < 0) return false;
  return maximum === undefined || compareDecimals(parsed.value, maximum) <= 0;
}

function range({ minimum, maximum }: CapitalBounds): string {
  const from = `a decimal from ${formatDecimal(minimum)}`;
  return maximum === undefined ? from : `${from} to ${formatDecimal(maximum)}`;
}
