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

/** What it does with each of them. */
interface Uses {
  readonly limit: Use;
  readonly trigger: Use;
  readonly trail: Use;
}

/** Of a type that is not known nothing can be said. */
const usesOfUnknown: Uses = { limit: "optional", trigger: "optional", trail: "optional" };
const uses: ReadonlyMap<OrderType, Uses> = new Map([
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
  const { type, limitPrice, triggerPrice, trail } = spec;
  const use = uses.get(type) ?? usesOfUnknown;
  // What is rightly left out is passed over here: a generator for each of the three costs more
  // than all other checks of an order together.
  if (isLeftOut(limitPrice, use.limit) && isLeftOut(triggerPrice, use.trigger)) {
    if (trail.case === undefined && use.trail !== "required") return noPrices;
  }
  const increment = facts && priceIncrement(facts);
  const limit = yield* judgePrice(`${at}.limit_price`, limitPrice, use.limit, type, increment);
  const trigger = yield* judgePrice(
    `${at}.trigger_price`,
    triggerPrice,
    use.trigger,
    type,
    increment,
  );
  yield* judgeTrail(spec, use.trail, increment, at);
  return { limit, trigger };
}

const noPrices: NamedPrices = { limit: undefined, trigger: undefined };

function isLeftOut(text: string, use: Use): boolean {
  return text === "" && use !== "required";
}

function* judgePrice(
  field: string,
  text: string,
  use: Use,
  type: OrderType,
  increment: Increment | undefined,
): Generator<FieldViolation, Decimal | undefined> {
  if (isLeftOut(text, use)) return undefined;
  yield* judgeUse(field, text !== "", use, type);
  return text === "" ? undefined : yield* judgePositive(field, text, increment);
}

function* judgeTrail(
  { trail, type }: OrderSpec,
  use: Use,
  increment: Increment | undefined,
  at: string,
): Generator<FieldViolation> {
  if (trail.case === undefined) {
    if (use !== "required") return;
    yield {
      field: `${at}.trail`,
      reason: ErrorReason.FIELD_REQUIRED,
      message: `a ${enumName(OrderTypeSchema, type)} order stays behind the price`,
      suggestion: "trail_amount or trail_fraction",
    };
    return;
  }
  const isAmount = trail.case === "trailAmount";
  const field = `${at}.${isAmount ? "trail_amount" : "trail_fraction"}`;
  yield* judgeUse(field, true, use, type);
  if (isAmount) yield* judgePositive(field, trail.value, increment);
  else yield* judgeFraction(field, trail.value, true);
}

function* judgeUse(
  field: string,
  isGiven: boolean,
  use: Use,
  type: OrderType,
): Generator<FieldViolation> {
  if (use === "required" && !isGiven) {
    const message = `a ${enumName(OrderTypeSchema, type)} order needs it`;
    yield { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: "a price" };
  }
  if (use === "refused" && isGiven) {
    const message = `a ${enumName(OrderTypeSchema, type)} order does not take it`;
    const suggestion = "nothing, or another type";
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
