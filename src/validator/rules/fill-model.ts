import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { resolveFillModel } from "../../engine/profiles/resolve-fill-model.ts";
import type { Rule } from "../rule.ts";

/** Where the fill model stands in a request. */
export const fillModelPath = "spec.simulation.fill_model";

/** The profile exists, and what differs from it is within its range. */
export const fillModelRule: Rule = ({ simulation }) => {
  if (simulation?.fillModel === undefined) return [];
  const resolution = resolveFillModel(simulation.fillModel, fillModelPath);
  if (resolution.ok) return [];
  // Those are found anywhere in a spec, and said once.
  return resolution.violations.filter(({ reason }) => reason !== ErrorReason.UNKNOWN_ENUM_VALUE);
};
