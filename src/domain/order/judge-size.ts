import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type OrderSpec, OrderType } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { compareDecimals, type Decimal, decimalOf, formatDecimal } from "../decimal.ts";
import type { FieldViolation } from "../rejection.ts";
import { judgeFraction, judgePositive } from "./judge-decimal.ts";
import type { SymbolFacts } from "./order-facts.ts";

/** A size of the right form that the instrument can be traded in; the quantity, if there is one. */
export function* judgeSize(
  { size, type }: OrderSpec,
  facts: SymbolFacts | undefined,
  at: string,
): Generator<FieldViolation, Decimal | undefined> {
  switch (size.case) {
    case "quantity":
      return yield* judgeQuantity(`${at}.quantity`, size.value, facts);
    case "buyingPowerFraction": {
      const field = `${at}.buying_power_fraction`;
      if (type !== OrderType.MARKET && type !== OrderType.UNSPECIFIED) {
        const message = "only a market order is sized by the buying power at its fill";
        yield { field, reason: ErrorReason.FIELD_NOT_ALLOWED, message, suggestion: "quantity" };
      }
      yield* judgeFraction(field, size.value, false);
      return undefined;
    }
    default:
      yield {
        field: `${at}.size`,
        reason: ErrorReason.FIELD_REQUIRED,
        message: "an order has a size",
        suggestion: "quantity or buying_power_fraction",
      };
      return undefined;
  }
}

/** A quantity that the instrument can be traded in. */
export function* judgeQuantity(
  field: string,
  text: string,
  facts: SymbolFacts | undefined,
): Generator<FieldViolation, Decimal | undefined> {
  const quantity = yield* judgePositive(
    field,
    text,
    facts && {
      step: facts.quantityIncrement,
      largest: facts.quantityMax,
      reason: ErrorReason.QUANTITY_OFF_INCREMENT,
      key: "quantity_increment",
    },
  );
  if (quantity === undefined || facts === undefined) return quantity;
  // Less than one step is off the steps, which was said: a smallest order of one says no more.
  const isOneStep = compareDecimals(facts.minQuantity, facts.quantityIncrement) <= 0;
  if (!isOneStep && compareDecimals(quantity, facts.minQuantity) < 0) {
    const least = formatDecimal(facts.minQuantity);
    yield {
      field,
      reason: ErrorReason.QUANTITY_TOO_SMALL,
      message: `${formatDecimal(quantity)} is less than the smallest order`,
      suggestion: `at least ${least}`,
      metadata: { min_quantity: least },
    };
  }
  return quantity;
}

/** A value, at the price that the order names or else at the last one, that is large enough. */
export function* judgeNotional(
  field: string,
  quantity: Decimal | undefined,
  price: Decimal | undefined,
  facts: SymbolFacts | undefined,
): Generator<FieldViolation> {
  const assumed = price ?? facts?.lastPrice;
  if (quantity === undefined || assumed === undefined || facts?.minNotional === undefined) return;
  const value = product(product(quantity, assumed), facts.multiplier);
  if (compareDecimals(value, facts.minNotional) >= 0) return;
  const least = formatDecimal(facts.minNotional);
  const metadata = { min_notional: least, value: formatDecimal(value) };
  yield {
    field,
    reason: ErrorReason.NOTIONAL_TOO_SMALL,
    message: `at ${formatDecimal(assumed)} the order is worth ${metadata.value}`,
    suggestion: `a value of at least ${least}`,
    metadata,
  };
}

function product(left: Decimal, right: Decimal): Decimal {
  return decimalOf(left.units * right.units, left.scale + right.scale);
}
