import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { isTradingDate, parseTradingDate } from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";
import { nearestRange, type SpecSubject } from "../subject.ts";

/** Both dates are there, are written `YYYY-MM-DD`, and exist. */
export const dateFormRule: Rule = function* (subject) {
  const { simulation } = subject;
  if (simulation === undefined) return;
  yield* judgeForm("spec.simulation.start_date", simulation.startDate, subject);
  yield* judgeForm("spec.simulation.end_date", simulation.endDate, subject);
};

function* judgeForm(field: string, text: string, subject: SpecSubject): Generator<FieldViolation> {
  if (text === "") {
    yield {
      field,
      reason: ErrorReason.FIELD_REQUIRED,
      message: "a simulation needs this date",
      suggestion: anyDate(subject),
    };
  } else if (parseTradingDate(text) === undefined) {
    yield {
      field,
      reason: ErrorReason.INVALID_DATE_RANGE,
      message: whyNone(text),
      suggestion: meant(text) ?? anyDate(subject),
    };
  }
}

function anyDate(subject: SpecSubject): string {
  const nearest = nearestRange(subject);
  return nearest === undefined ? "a date as YYYY-MM-DD" : `a date as YYYY-MM-DD, in ${nearest}`;
}

function whyNone(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${shown(text)} is no date as YYYY-MM-DD`;
  if (text < "1000") return `${text} is no date here: years are from 1000 to 9999`;
  return `there is no ${text} in the calendar`;
}

/**
 * The date that was certainly meant: year, month and day in this order under another spelling, or
 * the end of a month that has fewer days. `03/04/2021` is left alone: it is two dates.
 */
function meant(text: string): string | undefined {
  const spelling = /^\s*(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:T[\d:.]*Z?)?\s*$/;
  const [, year = "", separator = "", month = "", day = ""] = spelling.exec(text) ?? [];
  if (separator === "" && month.length + day.length !== 4) return undefined;
  const [monthNumber, dayNumber] = [Number(month), Number(day)];
  if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return undefined;
  let last = dayNumber;
  while (!isTradingDate(Number(year) * 10_000 + monthNumber * 100 + last)) {
    last -= 1;
    if (last === 0) return undefined;
  }
  return `${year}-${month.padStart(2, "0")}-${String(last).padStart(2, "0")}`;
}
