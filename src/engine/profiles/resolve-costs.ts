import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type Commission,
  CommissionSchema,
  type Slippage,
  SlippageSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { type DecimalRange, judgeDecimal } from "./resolve-decimal.ts";

type Report = (violation: FieldViolation) => void;

const volumeShareDefaults = { limit: "0.025", impact: "0.1" };
const perUnitDefaults = { minimum: "0", maximumShare: "0" };

/** The slippage that is asked for, or the profile's, with every field written. */
export function resolveSlippage(
  asked: Slippage | undefined,
  preset: MessageInitShape<typeof SlippageSchema>,
  path: string,
  report: Report,
): Slippage {
  if (asked === undefined) return create(SlippageSchema, preset);
  const { model } = asked;
  const decimal = reader(path, report);
  switch (model.case) {
    case "none":
      judgeNone(path, model.value, report);
      return create(SlippageSchema, { model });
    case "fixed":
      return create(SlippageSchema, {
        model: { case: "fixed", value: decimal("fixed", model.value, "amount") },
      });
    case "spread":
      return create(SlippageSchema, {
        model: { case: "spread", value: decimal("spread", model.value, "share") },
      });
    case "volumeShare": {
      const { limit, impact } = { ...volumeShareDefaults, ...givenTexts(model.value) };
      const value = {
        limit: decimal("volume_share.limit", limit, "share"),
        impact: decimal("volume_share.impact", impact, "amount"),
      };
      return create(SlippageSchema, { model: { case: "volumeShare", value } });
    }
    default:
      report(modelRequired(path, "none, fixed, spread or volume_share"));
      return asked;
  }
}

/** The commission that is asked for, or the profile's, with every field written. */
export function resolveCommission(
  asked: Commission | undefined,
  preset: MessageInitShape<typeof CommissionSchema>,
  path: string,
  report: Report,
): Commission {
  if (asked === undefined) return create(CommissionSchema, preset);
  const { model } = asked;
  const decimal = reader(path, report);
  switch (model.case) {
    case "none":
      judgeNone(path, model.value, report);
      return create(CommissionSchema, { model });
    case "percent":
      return create(CommissionSchema, {
        model: { case: "percent", value: decimal("percent", model.value, "share") },
      });
    case "perContract":
      return create(CommissionSchema, {
        model: { case: "perContract", value: decimal("per_contract", model.value, "amount") },
      });
    case "fixedPlusPercent": {
      const value = {
        fixed: decimal("fixed_plus_percent.fixed", model.value.fixed, "amount"),
        percent: decimal("fixed_plus_percent.percent", model.value.percent, "share"),
      };
      return create(CommissionSchema, { model: { case: "fixedPlusPercent", value } });
    }
    case "perUnit": {
      const { minimum, maximumShare } = { ...perUnitDefaults, ...givenTexts(model.value) };
      const value = {
        amount: decimal("per_unit.amount", model.value.amount, "amount"),
        minimum: decimal("per_unit.minimum", minimum, "amount"),
        maximumShare: decimal("per_unit.maximum_share", maximumShare, "share"),
      };
      return create(CommissionSchema, { model: { case: "perUnit", value } });
    }
    default:
      report(modelRequired(path, "none, per_unit, percent, fixed_plus_percent or per_contract"));
      return asked;
  }
}

function reader(path: string, report: Report) {
  return (name: string, text: string, range: DecimalRange) =>
    judgeDecimal(`${path}.${name}`, text, range, report);
}

/** The texts of a message that are not empty; empty ones leave the default. */
function givenTexts<T extends object>(message: T): Partial<T> {
  const given = Object.entries(message).filter(([, text]) => text !== "");
  return Object.fromEntries(given) as Partial<T>;
}

function judgeNone(path: string, value: boolean, report: Report): void {
  if (value) return;
  const message = "can only be true";
  const reason = ErrorReason.INVALID_VALUE;
  report({ field: `${path}.none`, reason, message, suggestion: "true, or another model" });
}

function modelRequired(path: string, suggestion: string): FieldViolation {
  const message = "exactly one model is required";
  return { field: `${path}.model`, reason: ErrorReason.FIELD_REQUIRED, message, suggestion };
}
