import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { formatMoney } from "../../domain/money.ts";
import { overLimit, type PreTradeCheck } from "./pre-trade-check.ts";
import { projectedExposure } from "./projected-exposure.ts";

/**
 * The absolute values of all positions, open orders that add to them counted as filled, come to no
 * more than `max_gross_exposure`. An order that adds nothing always passes.
 */
export const maxGrossExposure: PreTradeCheck = (proposal) => {
  const { grossExposure } = proposal.limits;
  if (grossExposure === undefined || proposal.order.isExit) return undefined;
  const exposure = projectedExposure(proposal);
  const value = exposure && exposure.before + exposure.added;
  if (exposure?.added === 0n || (value !== undefined && value <= grossExposure)) return undefined;
  return overLimit(ErrorReason.MAX_GROSS_EXPOSURE_EXCEEDED, "with this order the exposure", {
    limit: formatMoney(grossExposure),
    value: value === undefined ? "" : formatMoney(value),
  });
};
