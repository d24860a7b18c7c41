import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import type { Rule } from "../rule.ts";

/** Fields that the server does not act on are refused when set: ignoring a risk limit is worse. */
export const refusedFieldsRule: Rule = function* ({ spec, simulation }) {
  if (spec.riskControls !== undefined) yield refused("spec.risk_controls");
  if (simulation === undefined) return;
  if (simulation.fillModel !== undefined) yield refused("spec.simulation.fill_model");
  if (simulation.seed !== 0n) yield refused("spec.simulation.seed");
  if (simulation.warmup !== undefined) yield refused("spec.simulation.warmup");
};

function refused(field: string): FieldViolation {
  return {
    field,
    reason: ErrorReason.NOT_SUPPORTED,
    message: "the server does not act on this field yet",
    suggestion: "leave the field out",
  };
}
