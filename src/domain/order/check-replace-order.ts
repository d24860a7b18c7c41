import { clone } from "@bufbuild/protobuf";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type Order,
  type OrderSpec,
  OrderSpecSchema,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { OrderKey, ReplaceOrder } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { compareDecimals, parseDecimal } from "../decimal.ts";
import { type FieldViolation, fulfil, type Outcome, refuse, rejectFields } from "../rejection.ts";
import { judgeClientOrderId } from "./check-order-spec.ts";
import { judgePrices } from "./judge-prices.ts";
import { judgeNotional, judgeSize } from "./judge-size.ts";
import { normaliseOrderSpec } from "./normalise-order-spec.ts";
import type { OrderFacts } from "./order-facts.ts";

/**
 * The spec that an open order would have with a replacement, normalised, or everything that is
 * wrong with the replacement at once, with paths below `path`. The order is as it is now.
 */
export function checkReplaceOrder(
  replacement: ReplaceOrder,
  order: Order,
  facts: OrderFacts,
  path: string,
): Outcome<OrderSpec> {
  const { spec } = order;
  if (spec === undefined) throw new Error(`order ${order.orderId} has no spec`);
  const violations = [...judgeReplacement(replacement, order, spec, facts, path)];
  if (violations.length > 0) return refuse(rejectFields(violations));
  return fulfil(normaliseOrderSpec(replaced(spec, replacement)));
}

/** What is wrong with the name of an order in a command, if anything. */
export function* judgeOrderKey(
  order: OrderKey | undefined,
  field: string,
): Generator<FieldViolation> {
  const key = order?.key;
  if (key?.case === "clientOrderId") {
    yield* judgeClientOrderId(`${field}.client_order_id`, key.value);
  } else if (key?.case === undefined || key.value === "") {
    const message = "an order has to be named";
    const suggestion = "order_id or client_order_id";
    yield { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion };
  }
}

function* judgeReplacement(
  replacement: ReplaceOrder,
  order: Order,
  spec: OrderSpec,
  facts: OrderFacts,
  path: string,
): Generator<FieldViolation> {
  const given = givenFields(replacement);
  if (given.size === 0) {
    yield {
      field: path,
      reason: ErrorReason.FIELD_REQUIRED,
      message: "there is nothing to replace",
      suggestion: "quantity, limit_price or trigger_price",
    };
    return;
  }
  if (given.has("quantity") && spec.size.case !== "quantity") {
    const message = "the order is sized by the buying power at its fill";
    yield notAllowed(`${path}.quantity`, message);
  }
  if (given.has("trigger_price") && order.triggerTime !== undefined) {
    yield notAllowed(`${path}.trigger_price`, "the order was triggered already");
  }
  // Only what the replacement brings is its fault: a field that stays as it is was judged before.
  for (const violation of judgeMerged(replaced(spec, replacement), facts, path, given)) {
    if (given.has(violation.field.slice(path.length + 1))) yield violation;
  }
  yield* judgeFilled(replacement.quantity, order.filledQuantity, `${path}.quantity`);
}

function* judgeMerged(
  spec: OrderSpec,
  facts: OrderFacts,
  at: string,
  given: ReadonlySet<string>,
): Generator<FieldViolation> {
  const symbol = facts.symbol(spec.symbol);
  const quantity = yield* judgeSize(spec, symbol, at);
  const { limit, trigger } = yield* judgePrices(spec, symbol, at);
  const [first = ""] = given;
  yield* judgeNotional(`${at}.${first}`, quantity, limit ?? trigger, symbol);
}

function* judgeFilled(asked: string, filled: string, field: string): Generator<FieldViolation> {
  const quantity = parseDecimal(asked);
  const done = parseDecimal(filled);
  if (!quantity.ok || !done.ok || quantity.value.units <= 0n) return;
  if (compareDecimals(quantity.value, done.value) > 0) return;
  yield {
    field,
    reason: ErrorReason.INVALID_VALUE,
    message: `${filled} of the order is filled already`,
    suggestion: `more than ${filled}`,
  };
}

function givenFields({ quantity, limitPrice, triggerPrice }: ReplaceOrder): Set<string> {
  const fields = { quantity, limit_price: limitPrice, trigger_price: triggerPrice };
  return new Set(Object.entries(fields).flatMap(([name, text]) => (text === "" ? [] : [name])));
}

function replaced(spec: OrderSpec, replacement: ReplaceOrder): OrderSpec {
  const { quantity, limitPrice, triggerPrice } = replacement;
  const next = clone(OrderSpecSchema, spec);
  if (quantity !== "" && spec.size.case === "quantity") {
    next.size = { case: "quantity", value: quantity };
  }
  if (limitPrice !== "") next.limitPrice = limitPrice;
  if (triggerPrice !== "") next.triggerPrice = triggerPrice;
  return next;
}

function notAllowed(field: string, message: string): FieldViolation {
  return { field, reason: ErrorReason.FIELD_NOT_ALLOWED, message, suggestion: "nothing" };
}
