import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { decimalOf, formatDecimal } from "../../domain/decimal.ts";
import { divided } from "../../domain/money.ts";
import type { LossLimit } from "./loss-limits.ts";
import { overLimit } from "./pre-trade-check.ts";

/** Digits of a drawdown in a refusal; rounded up, so that it shows to be over the limit. */
const shownScale = 6;

/** The equity is at most the share `max_drawdown` below its peak. */
export const maxDrawdown: LossLimit = ({ equity, peakEquity }, { drawdown }) => {
  const fall = peakEquity - equity;
  if (
    drawdown === undefined ||
    fall * 10n ** BigInt(drawdown.scale) <= peakEquity * drawdown.units
  ) {
    return undefined;
  }
  const shown = divided(fall * 10n ** BigInt(shownScale), peakEquity, "ceiling");
  return overLimit(ErrorReason.MAX_DRAWDOWN_EXCEEDED, "the fall from the highest equity", {
    limit: formatDecimal(drawdown),
    value: formatDecimal(decimalOf(shown, shownScale)),
  });
};
