import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type OrderSpec, OrderType, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { formatInstant } from "../instant.ts";
import type { FieldViolation } from "../rejection.ts";
import { instantOf } from "../timestamp.ts";
import type { OrderFacts, SymbolFacts } from "./order-facts.ts";

const { GTC, GTD, IOC, FOK } = TimeInForce;
const { LIMIT, STOP_LIMIT, UNSPECIFIED } = OrderType;

/** How long the order stands goes with its type, and there is time in which it can act. */
export function* judgeLifetime(
  spec: OrderSpec,
  facts: OrderFacts,
  symbol: SymbolFacts | undefined,
  at: string,
): Generator<FieldViolation> {
  const { timeInForce, type, postOnly } = spec;
  if (type === OrderType.MARKET && (timeInForce === GTC || timeInForce === GTD)) {
    yield notAllowed(`${at}.time_in_force`, "a MARKET order does not rest", "DAY, IOC or FOK");
  }
  if (timeInForce === GTD || spec.expireTime !== undefined) yield* judgeExpiry(spec, facts, at);
  if (postOnly && !takesPostOnly(type)) {
    const message = "only an order with a limit can be kept from taking liquidity";
    yield notAllowed(`${at}.post_only`, message, "LIMIT or STOP_LIMIT");
  }
  if (postOnly && (timeInForce === IOC || timeInForce === FOK)) {
    const message = "an order that may not take liquidity cannot be filled at once";
    yield notAllowed(`${at}.post_only`, message, "DAY, GTC or GTD");
  }
  if (symbol?.hasLaterSession === false) {
    yield {
      field: `${at}.symbol`,
      reason: ErrorReason.NO_LATER_SESSION,
      message: `${spec.symbol} has no trading session any more in this session's data`,
      suggestion: "a session with a later end_date",
    };
  }
}

function* judgeExpiry(spec: OrderSpec, facts: OrderFacts, at: string): Generator<FieldViolation> {
  const field = `${at}.expire_time`;
  const { timeInForce, expireTime } = spec;
  if (timeInForce === GTD && expireTime === undefined) {
    const message = "a GTD order needs it";
    const suggestion = "a time after the session's clock";
    yield { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion };
  }
  if (expireTime === undefined) return;
  if (timeInForce !== GTD) {
    yield notAllowed(field, "only a GTD order takes it", "nothing, or TIME_IN_FORCE_GTD");
  }
  const now = facts.sessionTimeNs;
  if (now === undefined || instantOf(expireTime) > now) return;
  const session_time = formatInstant(now);
  yield {
    field,
    reason: ErrorReason.EXPIRE_TIME_IN_PAST,
    message: `${formatInstant(instantOf(expireTime))} is not after the session's clock`,
    suggestion: `after ${session_time}`,
    metadata: { session_time },
  };
}

function takesPostOnly(type: OrderType): boolean {
  return type === LIMIT || type === STOP_LIMIT || type === UNSPECIFIED;
}

function notAllowed(field: string, message: string, suggestion: string): FieldViolation {
  return { field, reason: ErrorReason.FIELD_NOT_ALLOWED, message, suggestion };
}
