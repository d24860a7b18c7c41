import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import {
  epochDayOf,
  formatTradingDate,
  type TradingDate,
  tradingDateOf,
} from "../../domain/trading-date.ts";
import { commonRangeText } from "../common-range.ts";
import type { Rule } from "../rule.ts";
import type { Listing, SpecSubject } from "../subject.ts";

/**
 * Every symbol has data from the first date to the last. A date outside of the data is let pass
 * where the venue was closed all the way to it: nothing is missing between Saturday, 1 January 2000
 * and data that begins on the Monday after it.
 */
export const dateOutsideDataRule: Rule = function* (subject) {
  yield* judge("spec.simulation.start_date", subject.startDate, subject);
  yield* judge("spec.simulation.end_date", subject.endDate, subject);
};

function* judge(
  field: string,
  date: TradingDate | undefined,
  { listings, context }: SpecSubject,
): Generator<FieldViolation> {
  if (date === undefined || date > context.today) return;
  const lacking = listings.filter((listing) => isOutside(date, listing));
  if (lacking.length === 0) return;
  const suggestion = commonRangeText(listings) ?? "symbols whose data overlaps";
  yield {
    field,
    reason: ErrorReason.INVALID_DATE_RANGE,
    message: `${formatTradingDate(date)} is outside the data of ${named(lacking)}`,
    suggestion,
  };
}

function isOutside(date: TradingDate, { range, calendar }: Listing): boolean {
  if (date < range.firstDate) return hasSession(calendar, date, daysAfter(range.firstDate, -1));
  if (date > range.lastDate) return hasSession(calendar, daysAfter(range.lastDate, 1), date);
  return false;
}

function hasSession(calendar: Calendar, from: TradingDate, to: TradingDate): boolean {
  return !calendar.covers(from) || !calendar.covers(to) || calendar.countSessions(from, to) > 0;
}

function daysAfter(date: TradingDate, days: number): TradingDate {
  return tradingDateOf(epochDayOf(date) + days);
}

const namedMost = 3;

function named(listings: readonly Listing[]): string {
  const names = listings.slice(0, namedMost).map(({ instrument, range }) => {
    const span = `${formatTradingDate(range.firstDate)} to ${formatTradingDate(range.lastDate)}`;
    return `${instrument.symbol} (${span})`;
  });
  const rest = listings.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(" and ");
}
