import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { formatTradingDate } from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";

/** The first date is not after the last one. */
export const dateOrderRule: Rule = ({ startDate, endDate }) => {
  if (startDate === undefined || endDate === undefined || startDate <= endDate) return [];
  const [start, end] = [formatTradingDate(startDate), formatTradingDate(endDate)];
  return [
    {
      field: "spec.simulation.end_date",
      reason: ErrorReason.INVALID_DATE_RANGE,
      message: `the end, ${end}, is before the start, ${start}`,
      suggestion: `${end} to ${start}`,
    },
  ];
};
