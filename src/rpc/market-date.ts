import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../domain/filter/text-problem.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { RequestCheck } from "./from-wire.ts";

/** An optional date of a request; undefined for none, and for a bad one, which is noted. */
export function dateAsked(
  check: RequestCheck,
  field: string,
  text: string,
): TradingDate | undefined {
  if (text === "") return undefined;
  const date = parseTradingDate(text);
  if (date === undefined) {
    const reason = ErrorReason.INVALID_DATE_RANGE;
    const message = `${shown(text)} is no date that exists`;
    check.add({ field, reason, message, suggestion: "a date as YYYY-MM-DD" });
  }
  return date;
}
