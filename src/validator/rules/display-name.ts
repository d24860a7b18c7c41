import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { isLongerThan } from "../../domain/filter/text-problem.ts";
import type { Rule } from "../rule.ts";

const charactersMax = 120;

/** A name for people has at most 120 characters (code points). */
export const displayNameRule: Rule = ({ spec }) => {
  if (!isLongerThan(spec.displayName, charactersMax)) return [];
  return [
    {
      field: "spec.display_name",
      reason: ErrorReason.INVALID_VALUE,
      message: `a display name has at most ${charactersMax} characters`,
      suggestion: Array.from(spec.displayName.slice(0, 2 * charactersMax))
        .slice(0, charactersMax)
        .join(""),
    },
  ];
};
