import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  compareDecimals,
  type Decimal,
  decimalOf,
  formatDecimal,
  isMultipleOf,
  parseDecimal,
} from "../decimal.ts";
import { shown } from "../filter/text-problem.ts";
import type { FieldViolation } from "../rejection.ts";

const zero = decimalOf(0n, 0);

/** The steps that a decimal must be a multiple of, and how the contract calls what breaks them. */
export interface Increment {
  readonly step: Decimal;
  readonly largest: Decimal;
  readonly reason: ErrorReason;
  /** The key of the step in the metadata: `price_increment`. */
  readonly key: string;
}

/**
 * The value of a field that must be a positive decimal and, where the increment is known, a
 * multiple of it; undefined, with a violation, where it is not. A value off its increment is
 * returned all the same, so that what else is wrong with it is found too.
 */
export function* judgePositive(
  field: string,
  text: string,
  increment: Increment | undefined,
): Generator<FieldViolation, Decimal | undefined> {
  const parsed = parseDecimal(text);
  if (!parsed.ok) {
    const { message, suggestion = "a decimal greater than 0" } = parsed.problem;
    const reason = ErrorReason.INVALID_DECIMAL;
    yield { field, reason, message: `${shown(text)}: ${message}`, suggestion };
    return undefined;
  }
  const { value } = parsed;
  if (compareDecimals(value, zero) <= 0) {
    const message = `${formatDecimal(value)} is not greater than 0`;
    const suggestion = "a decimal greater than 0";
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
    return undefined;
  }
  if (increment === undefined) return value;
  if (compareDecimals(value, increment.largest) > 0) {
    const message = `${formatDecimal(value)} is more than can be counted`;
    const suggestion = `at most ${formatDecimal(increment.largest)}`;
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
    return undefined;
  }
  if (!isMultipleOf(value, increment.step)) yield offIncrement(field, value, increment);
  return value;
}

/** The nearest multiples; there is none below the first, since 0 is no price and no quantity. */
function offIncrement(field: string, value: Decimal, increment: Increment): FieldViolation {
  const { step, reason, key } = increment;
  const scale = Math.max(value.scale, step.scale);
  const stepUnits = step.units * 10n ** BigInt(scale - step.scale);
  const units = value.units * 10n ** BigInt(scale - value.scale);
  const belowUnits = units - (units % stepUnits);
  const below = belowUnits === 0n ? "" : formatDecimal(decimalOf(belowUnits, scale));
  const above = formatDecimal(decimalOf(belowUnits + stepUnits, scale));
  return {
    field,
    reason,
    message: `${formatDecimal(value)} is no multiple of ${formatDecimal(step)}`,
    suggestion: below === "" ? above : `${below} or ${above}`,
    metadata: { [key]: formatDecimal(step), below, above },
  };
}

/**
 * The value of a field that must be a fraction above 0 and up to 1, or below 1 where `isOpen`;
 * undefined, with a violation, where it is not.
 */
export function* judgeFraction(
  field: string,
  text: string,
  isOpen: boolean,
): Generator<FieldViolation, Decimal | undefined> {
  const value = yield* judgePositive(field, text, undefined);
  if (value === undefined) return undefined;
  const order = compareDecimals(value, decimalOf(1n, 0));
  if (order < 0 || (order === 0 && !isOpen)) return value;
  const bound = isOpen ? "not below the whole" : "more than the whole";
  const hundredth = decimalOf(value.units, value.scale + 2);
  const isPercent = compareDecimals(hundredth, decimalOf(1n, 0)) < 0 && order > 0;
  yield {
    field,
    reason: ErrorReason.INVALID_VALUE,
    message: `${formatDecimal(value)} is ${bound}: 1 is 100 %`,
    suggestion: isPercent ? formatDecimal(hundredth) : isOpen ? "below 1" : "at most 1",
  };
  return undefined;
}
