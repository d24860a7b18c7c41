import type { DescEnum } from "@bufbuild/protobuf";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  Adjustment,
  AdjustmentSchema,
  Drive,
  DriveSchema,
  Durability,
  DurabilitySchema,
  Schedule,
  ScheduleSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";

/** Of the choices below, the server acts on one value each; the others are refused, not ignored. */
export const supportedValuesRule: Rule = function* ({ spec, simulation }) {
  yield* judgeChoice("spec.schedule", ScheduleSchema, spec.schedule, Schedule.REGULAR);
  if (simulation === undefined) return;
  const { adjustment, drive, durability } = simulation;
  const at = "spec.simulation";
  yield* judgeChoice(`${at}.adjustment`, AdjustmentSchema, adjustment, Adjustment.RAW);
  yield* judgeChoice(`${at}.drive`, DriveSchema, drive, Drive.REPLAY);
  yield* judgeChoice(`${at}.durability`, DurabilitySchema, durability, Durability.BATCHED);
};

/**
 * Refuses a value of an enum that the server knows and does not act on. Zero stands for the
 * default; numbers that the contract does not know are refused by `findUnknownContent`.
 */
export function* judgeChoice(
  field: string,
  schema: DescEnum,
  value: number,
  supported: number,
): Generator<FieldViolation> {
  const name = schema.value[value]?.name;
  if (value === 0 || value === supported || name === undefined) return;
  yield {
    field,
    reason: ErrorReason.NOT_SUPPORTED,
    message: `${name} is not supported yet`,
    suggestion: schema.value[supported]?.name ?? "leave the field out",
  };
}
