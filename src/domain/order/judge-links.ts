import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type OrderSpec, SideSchema } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { enumName } from "../enum-name.ts";
import { isLongerThan, shown } from "../filter/text-problem.ts";
import type { FieldViolation } from "../rejection.ts";
import type { OrderFacts } from "./order-facts.ts";

const groupCharactersMax = 64;
const tagCharactersMax = 128;

/** The parent and the group of an order exist and fit, and its tag is short. */
export function* judgeLinks(
  spec: OrderSpec,
  clientOrderId: string,
  facts: OrderFacts,
  at: string,
): Generator<FieldViolation> {
  if (spec.parentClientOrderId !== "") {
    yield* judgeParent(spec, clientOrderId, facts, `${at}.parent_client_order_id`);
  }
  if (spec.ocoGroup !== "") yield* judgeGroup(spec, facts, `${at}.oco_group`);
  if (isLongerThan(spec.tag, tagCharactersMax)) {
    yield invalid(`${at}.tag`, "is too long", `at most ${tagCharactersMax} characters`);
  }
}

function* judgeParent(
  { parentClientOrderId: id, symbol }: OrderSpec,
  clientOrderId: string,
  facts: OrderFacts,
  field: string,
): Generator<FieldViolation> {
  if (id === clientOrderId) {
    yield invalid(field, "an order cannot wait for itself", "an order that was placed before");
    return;
  }
  const parent = facts.order(id);
  if (parent === undefined) {
    const message = `${shown(id)} is no order of this session`;
    yield invalid(field, message, "an order that was placed before");
  } else if (parent.symbol !== undefined && parent.symbol !== symbol) {
    yield invalid(field, `${shown(id)} is an order of ${parent.symbol}`, `an order of ${symbol}`);
  } else if (!parent.canRelease) {
    yield invalid(field, `${shown(id)} has ended`, "an open order, or no parent");
  }
}

function* judgeGroup(
  { ocoGroup, symbol, side }: OrderSpec,
  facts: OrderFacts,
  field: string,
): Generator<FieldViolation> {
  if (isLongerThan(ocoGroup, groupCharactersMax)) {
    yield invalid(field, "is too long", `at most ${groupCharactersMax} characters`);
    return;
  }
  const group = facts.group(ocoGroup);
  if (group === undefined) return;
  if (group.symbol !== symbol) {
    const message = `the orders of ${shown(ocoGroup)} are in ${group.symbol}`;
    yield invalid(field, message, "one group for each symbol");
  } else if (group.side !== side) {
    const message = `the orders of ${shown(ocoGroup)} are to ${enumName(SideSchema, group.side)}`;
    yield invalid(field, message, "one group for each side");
  }
}

function invalid(field: string, message: string, suggestion: string): FieldViolation {
  return { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
}
