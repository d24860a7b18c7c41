import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Rule } from "../rule.ts";

/** The spec says which kind of run it is, and the server has that kind. */
export const modeRule: Rule = ({ spec }) => {
  const mode = spec.modeSpec.case;
  if (mode === "simulation") return [];
  if (mode === undefined) {
    return [
      {
        field: "spec.mode_spec",
        reason: ErrorReason.FIELD_REQUIRED,
        message: "the spec does not say what kind of run it is",
        suggestion: "set simulation",
      },
    ];
  }
  return [
    {
      field: `spec.${mode}`,
      reason: ErrorReason.MODE_NOT_AVAILABLE,
      message: `the mode ${mode.toUpperCase()} is not available in this server`,
      suggestion: "set simulation instead",
      metadata: { mode: mode.toUpperCase() },
    },
  ];
};
