import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { OrderSpec } from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { PlaceOrder } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { shown } from "../filter/text-problem.ts";
import { type FieldViolation, fulfil, type Outcome, refuse, rejectFields } from "../rejection.ts";
import { judgeChoices } from "./judge-choices.ts";
import { judgeLifetime } from "./judge-lifetime.ts";
import { judgeLinks } from "./judge-links.ts";
import { judgePrices } from "./judge-prices.ts";
import { judgeNotional, judgeSize } from "./judge-size.ts";
import { normaliseOrderSpec } from "./normalise-order-spec.ts";
import type { OrderFacts } from "./order-facts.ts";
import { unknownSymbol } from "./unknown-symbol.ts";

/** The form of an id that a bot chooses. */
const clientOrderIdForm = /^[A-Za-z0-9_.:-]{1,64}$/;

/** What is asked of a check besides the order itself. */
export interface OrderCheckOptions {
  /** Path of the PlaceOrder in its request, as `order` or `turn.commands[3].place`. */
  readonly path: string;
  /** Whether an empty `client_order_id` is fine, as in a preview. */
  readonly mayBeNameless?: boolean;
}

/**
 * The normalised spec of an order, or everything that is wrong with it at once, with paths below
 * `path`. Whether the account and the limits let it pass is not asked here.
 */
export function checkPlaceOrder(
  order: PlaceOrder,
  facts: OrderFacts,
  options: OrderCheckOptions,
): Outcome<OrderSpec> {
  const violations = [...judgePlaceOrder(order, facts, options)];
  if (violations.length > 0) return refuse(rejectFields(violations));
  if (order.spec === undefined) throw new Error("an order without a spec was found to be right");
  return fulfil(normaliseOrderSpec(order.spec));
}

/** What is wrong with the `client_order_id` of a command, if anything. */
export function* judgeClientOrderId(field: string, id: string): Generator<FieldViolation> {
  const suggestion = "1 to 64 letters, digits, _ - . or :";
  if (id === "") {
    yield { field, reason: ErrorReason.FIELD_REQUIRED, message: "is required", suggestion };
  } else if (!clientOrderIdForm.test(id)) {
    const message = `${shown(id)} is no client order id`;
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
  }
}

function* judgePlaceOrder(
  { clientOrderId, spec }: PlaceOrder,
  facts: OrderFacts,
  { path, mayBeNameless = false }: OrderCheckOptions,
): Generator<FieldViolation> {
  if (clientOrderId !== "" || !mayBeNameless) {
    yield* judgeClientOrderId(`${path}.client_order_id`, clientOrderId);
  }
  const at = `${path}.spec`;
  if (spec === undefined) {
    const message = "an order needs it";
    yield { field: at, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: "an OrderSpec" };
    return;
  }
  const symbol = facts.symbol(spec.symbol);
  if (symbol === undefined) yield unknownSymbol(spec.symbol, facts.symbols, `${at}.symbol`);
  yield* judgeChoices(spec, at);
  const quantity = yield* judgeSize(spec, symbol, at);
  const { limit, trigger } = yield* judgePrices(spec, symbol, at);
  if (symbol?.minNotional !== undefined) {
    yield* judgeNotional(`${at}.quantity`, quantity, limit ?? trigger, symbol);
  }
  yield* judgeLifetime(spec, facts, symbol, at);
  yield* judgeLinks(spec, clientOrderId, facts, at);
}
