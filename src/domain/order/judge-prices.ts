import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type OrderSpec,
  OrderType,
  OrderTypeSchema,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { Decimal } from "../decimal.ts";
import { enumName } from "../enum-name.ts";
import type { FieldViolation } from "../rejection.ts";
import { type Increment, judgeFraction, judgePositive } from "./judge-decimal.ts";
import type { SymbolFacts } from "./order-facts.ts";

/** What a type of order does with a price: demands it, takes it, or refuses it. */
type Use = "required" | "optional" | "refused";

/** Of a type that is not known nothing can be said. */
const uses: ReadonlyMap<OrderType, { limit: Use; trigger: Use; trail: Use }> = new Map([
  [OrderType.UNSPECIFIED, { limit: "optional", trigger: "optional", trail: "optional" }],
  [OrderType.MARKET, { limit: "refused", trigger: "refused", trail: "refused" }],
  [OrderType.LIMIT, { limit: "required", trigger: "refused", trail: "refused" }],
  [OrderType.STOP, { limit: "refused", trigger: "required", trail: "refused" }],
  [OrderType.STOP_LIMIT, { limit: "required", trigger: "required", trail: "refused" }],
  [OrderType.TRAILING_STOP, { limit: "refused", trigger: "optional", trail: "required" }],
]);

/** The prices that an order names, as far as they are right. */
export interface NamedPrices {
  readonly limit: Decimal | undefined;
  readonly trigger: Decimal | undefined;
}

/** The prices that the type of the order needs, on the increment, and no others. */
export function* judgePrices(
  spec: OrderSpec,
  facts: SymbolFacts | undefined,
  at: string,
): Generator<FieldViolation, NamedPrices> {
  const use = uses.get(spec.type) ?? uses.get(OrderType.UNSPECIFIED);
  const type = enumName(OrderTypeSchema, spec.type);
  const increment = facts && priceIncrement(facts);
  const price = function* (field: string, text: string, needed: Use | undefined) {
    yield* judgeUse(`${at}.${field}`, text !== "", needed, type);
    return text === "" ? undefined : yield* judgePositive(`${at}.${field}`, text, increment);
  };
  const limit = yield* price("limit_price", spec.limitPrice, use?.limit);
  const trigger = yield* price("trigger_price", spec.triggerPrice, use?.trigger);
  yield* judgeTrail(spec, use?.trail, increment, at);
  return { limit, trigger };
}

function* judgeTrail(
  { trail, type }: OrderSpec,
  use: Use | undefined,
  increment: Increment | undefined,
  at: string,
): Generator<FieldViolation> {
  const name = enumName(OrderTypeSchema, type);
  if (trail.case === undefined) {
    if (use !== "required") return;
    yield {
      field: `${at}.trail`,
      reason: ErrorReason.FIELD_REQUIRED,
      message: `a ${name} order stays behind the price`,
      suggestion: "trail_amount or trail_fraction",
    };
    return;
  }
  const isAmount = trail.case === "trailAmount";
  const field = `${at}.${isAmount ? "trail_amount" : "trail_fraction"}`;
  yield* judgeUse(field, true, use, name);
  if (isAmount) yield* judgePositive(field, trail.value, increment);
  else yield* judgeFraction(field, trail.value, true);
}

function* judgeUse(
  field: string,
  isGiven: boolean,
  use: Use | undefined,
  type: string,
): Generator<FieldViolation> {
  if (use === "required" && !isGiven) {
    const message = `a ${type} order needs it`;
    yield { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: "a price" };
  }
  if (use === "refused" && isGiven) {
    const message = `a ${type} order does not take it`;
    const suggestion = "leave it out, or another type";
    yield { field, reason: ErrorReason.FIELD_NOT_ALLOWED, message, suggestion };
  }
}

function priceIncrement(facts: SymbolFacts): Increment {
  return {
    step: facts.priceIncrement,
    largest: facts.priceMax,
    reason: ErrorReason.PRICE_OFF_INCREMENT,
    key: "price_increment",
  };
}
