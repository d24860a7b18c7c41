import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { formatMoney } from "../../domain/money.ts";
import type { LossLimit } from "./loss-limits.ts";
import { overLimit } from "./pre-trade-check.ts";

/** The equity is at most `max_daily_loss` below where the day before ended. */
export const maxDailyLoss: LossLimit = ({ equity, dayStartEquity }, { dailyLoss }) => {
  const loss = dayStartEquity - equity;
  if (dailyLoss === undefined || loss <= dailyLoss) return undefined;
  return overLimit(ErrorReason.MAX_DAILY_LOSS_EXCEEDED, "the loss of the day", {
    limit: formatMoney(dailyLoss),
    value: formatMoney(loss),
  });
};
