import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import {
  epochDayOf,
  formatTradingDate,
  type TradingDate,
  tradingDateOf,
} from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";
import { holeWithin } from "./hole-in-data.ts";

const field = "spec.simulation.start_date";

/** The range holds a trading day of at least one of the symbols, and a bar on it. */
export const noTradingDayRule: Rule = (subject) => {
  const { startDate, endDate, listings, context } = subject;
  if (startDate === undefined || endDate === undefined || startDate > endDate) return [];
  const calendars = [...new Set(listings.map(({ calendar }) => calendar))];
  const [first] = calendars;
  const isCovered = calendars.every((one) => one.covers(startDate) && one.covers(endDate));
  if (first === undefined || !isCovered) return [];
  if (calendars.every((one) => one.countSessions(startDate, endDate) === 0)) {
    return [closed(calendars, first, startDate, endDate)];
  }
  const hasBars = listings.some(
    ({ instrument }) => context.catalog.countBars(instrument.symbol, "1d", startDate, endDate) > 0,
  );
  // A long hole is refused for that, with more to say about it.
  if (hasBars || listings.some((listing) => holeWithin(listing, subject))) return [];
  const message = `there are no bars ${span(startDate, endDate)}`;
  const suggestion = "a range that holds more trading days";
  return [{ field, reason: ErrorReason.INVALID_DATE_RANGE, message, suggestion }];
};

function closed(
  calendars: readonly Calendar[],
  first: Calendar,
  startDate: TradingDate,
  endDate: TradingDate,
): FieldViolation {
  const ids = calendars.map(({ id }) => id).join(" or ");
  const nearest = [first.previousSession(startDate), first.nextSession(endDate)]
    .flatMap((session) => (session ? [formatTradingDate(session.date)] : []))
    .join(" or ");
  const names = closureNames(first, startDate, endDate);
  return {
    field,
    reason: ErrorReason.INVALID_DATE_RANGE,
    message: `there is no trading day of ${ids} ${span(startDate, endDate)} (${names})`,
    ...(nearest === "" ? {} : { suggestion: `a range that holds ${nearest}` }),
  };
}

function span(startDate: TradingDate, endDate: TradingDate): string {
  const start = formatTradingDate(startDate);
  return startDate === endDate ? `on ${start}` : `from ${start} to ${formatTradingDate(endDate)}`;
}

/** Why the venue was closed, each reason once. Venues close for days, so the loop is short. */
function closureNames(calendar: Calendar, startDate: TradingDate, endDate: TradingDate): string {
  const names = new Set<string>();
  const lastDay = epochDayOf(endDate);
  for (let day = epochDayOf(startDate); day <= lastDay; day++) {
    names.add(calendar.closureName(tradingDateOf(day)) ?? "closed");
  }
  return [...names].join(", ");
}
