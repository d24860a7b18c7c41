import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import {
  epochDayOf,
  formatTradingDate,
  type TradingDate,
  tradingDateOf,
} from "../../domain/trading-date.ts";
import type { DataSeries } from "../../market/data-series.ts";
import type { DataRange } from "../data-range.ts";
import { isDaily, rowsBetween } from "../rows-between.ts";
import type { Rule } from "../rule.ts";
import type { JudgedCatalog, Listing } from "../subject.ts";
import { missingBetween } from "../trading-span.ts";
import { holeWithin } from "./hole-in-data.ts";

const field = "spec.simulation.start_date";

/** The range holds a trading day of at least one of the symbols, and a bar on it. */
export const noTradingDayRule: Rule = (subject) => {
  const { startDate, endDate, listings, series, context } = subject;
  if (startDate === undefined || endDate === undefined || startDate > endDate) return [];
  const calendars = [...new Set(listings.map(({ calendar }) => calendar))];
  const [first] = calendars;
  const isCovered = calendars.every((one) => one.covers(startDate) && one.covers(endDate));
  if (first === undefined || !isCovered) return [];
  if (calendars.every((one) => one.countSessions(startDate, endDate) === 0)) {
    return [closed(calendars, first, startDate, endDate)];
  }
  const hasBars = listings.some((listing) => {
    return series.some((each) => hasRows(context.catalog, listing, each, startDate, endDate));
  });
  // A long hole, and dates outside of the data, are refused for that, with more to say about it.
  const inData = listings.filter(({ range }) => isOverlapping(range, startDate, endDate));
  const [one] = inData;
  if (hasBars || one === undefined) return [];
  if (listings.some((listing) => holeWithin(listing, subject))) return [];
  const message = `there are no bars ${span(startDate, endDate)}`;
  const suggestion = rangeAround([dateWithBar(one, startDate, -1), dateWithBar(one, endDate, 1)]);
  return [{ field, reason: ErrorReason.INVALID_DATE_RANGE, message, suggestion }];
};

/** Daily bars are counted; of other series a session that is not missing has some. */
function hasRows(
  catalog: JudgedCatalog,
  listing: Listing,
  series: DataSeries,
  from: TradingDate,
  to: TradingDate,
): boolean {
  if (isDaily(series)) return rowsBetween(catalog, listing, series, from, to) > 0;
  const { firstDate, lastDate, missingDates } = listing.range;
  const [first, last] = [Math.max(from, firstDate), Math.min(to, lastDate)];
  const sessions = first > last ? 0 : listing.calendar.countSessions(first, last);
  return sessions > missingBetween(missingDates, first, last).length;
}

function isOverlapping({ firstDate, lastDate }: DataRange, from: TradingDate, to: TradingDate) {
  return from <= lastDate && to >= firstDate;
}

/** The nearest date with a bar before a date, or after it: holes are short here. */
function dateWithBar({ calendar, range }: Listing, date: TradingDate, direction: -1 | 1) {
  const step = (from: TradingDate) =>
    direction < 0 ? calendar.previousSession(from) : calendar.nextSession(from);
  let session = step(date);
  while (session !== undefined && range.missingDates.includes(session.date)) {
    session = step(session.date);
  }
  if (session === undefined || !isOverlapping(range, session.date, session.date)) return undefined;
  return session.date;
}

function rangeAround(dates: readonly (TradingDate | undefined)[]): string {
  const known = dates.filter((date) => date !== undefined).map(formatTradingDate);
  return known.length === 0 ? "other dates" : `a range that holds ${known.join(" or ")}`;
}

function closed(
  calendars: readonly Calendar[],
  first: Calendar,
  startDate: TradingDate,
  endDate: TradingDate,
): FieldViolation {
  const ids = calendars.map(({ id }) => id).join(" or ");
  const names = closureNames(first, startDate, endDate);
  return {
    field,
    reason: ErrorReason.INVALID_DATE_RANGE,
    message: `there is no trading day of ${ids} ${span(startDate, endDate)} (${names})`,
    suggestion: rangeAround([
      first.previousSession(startDate)?.date,
      first.nextSession(endDate)?.date,
    ]),
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
