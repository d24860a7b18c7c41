import type { DescEnum } from "@bufbuild/protobuf";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type OrderSpec,
  OrderTypeSchema,
  SideSchema,
  TimeInForceSchema,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import type { FieldViolation } from "../rejection.ts";

/** Side and type are given, and every choice is one that the contract has. */
export function* judgeChoices(spec: OrderSpec, at: string): Generator<FieldViolation> {
  if (isGood(SideSchema, spec.side) && isGood(OrderTypeSchema, spec.type)) {
    if (spec.timeInForce === 0 || isGood(TimeInForceSchema, spec.timeInForce)) return;
  }
  yield* judgeChoice(`${at}.side`, SideSchema, spec.side, true);
  yield* judgeChoice(`${at}.type`, OrderTypeSchema, spec.type, true);
  yield* judgeChoice(`${at}.time_in_force`, TimeInForceSchema, spec.timeInForce, false);
}

function isGood(schema: DescEnum, value: number): boolean {
  return value !== 0 && schema.value[value] !== undefined;
}

function* judgeChoice(
  field: string,
  schema: DescEnum,
  value: number,
  isRequired: boolean,
): Generator<FieldViolation> {
  if (isGood(schema, value)) return;
  const names = schema.values.filter(({ number }) => number !== 0).map(({ name }) => name);
  const suggestion = `one of ${names.join(", ")}`;
  if (value === 0) {
    const reason = ErrorReason.FIELD_REQUIRED;
    if (isRequired) yield { field, reason, message: "is required", suggestion };
  } else {
    const reason = ErrorReason.UNKNOWN_ENUM_VALUE;
    yield { field, reason, message: `${value} is no value of ${schema.name}`, suggestion };
  }
}
