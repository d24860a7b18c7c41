import type { MessageInitShape } from "@bufbuild/protobuf";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type ClosureSchema, TradingHours } from "../../gen/ts/openbell/v1/market_data_pb.ts";
import {
  type ListTradingSessionsRequest,
  ListTradingSessionsRequestSchema,
  type ListTradingSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { calendarIds } from "../domain/calendar/find-calendar.ts";
import { nearestName } from "../domain/filter/nearest-name.ts";
import { shown } from "../domain/filter/text-problem.ts";
import type { Limits } from "../domain/limits.ts";
import {
  epochDayOf,
  formatTradingDate,
  parseTradingDate,
  type TradingDate,
  tradingDateOf,
} from "../domain/trading-date.ts";
import { badToken, boundToken, parsePosition, requestHash } from "./bound-token.ts";
import { refusalError } from "./error-map.ts";
import { RequestCheck } from "./from-wire.ts";
import { dateAsked } from "./market-date.ts";
import { calendarMessage, sessionMessage } from "./market-messages.ts";
import type { SeenMarket } from "./seen-market.ts";

/** A page of trading sessions, and the token of the next one where there is one. */
export function listTradingSessions(
  market: SeenMarket,
  limits: Limits,
  request: ListTradingSessionsRequest,
): MessageInitShape<typeof ListTradingSessionsResponseSchema> {
  const check = RequestCheck.of(ListTradingSessionsRequestSchema, request);
  const calendar = calendarAsked(check, market, request);
  const range = rangeOf(check, request, calendar);
  const limit = check.pageSize(request.pageSize, limits.defaultPageSize, limits.maximumPageSize);
  const isExtended = request.hours === TradingHours.EXTENDED;
  const hash = requestHash("ListTradingSessions", calendar?.id, range, isExtended);
  const bound = "calendar_id, symbol, start_date, end_date and hours";
  const terms = { hash: check.isBad ? undefined : hash, bound, parts: 1 };
  const position = check.valueOf(parsePosition(request.pageToken, terms));
  check.throwIfBad();
  // What is bad was thrown: a calendar and a range are there.
  if (calendar === undefined || range === undefined) throw new Error("nothing to list");

  const from = position === undefined ? range.start : dayAfter(position[0] ?? "", range);
  if (from === undefined) throw refusalError(badToken("page_token"));
  const sessions = calendar.sessionsBetween(from, range.end);
  const page = sessions.slice(0, limit);
  const last = sessions.length > limit ? page.at(-1) : undefined;
  return {
    sessions: page.map(sessionMessage),
    nextPageToken: last ? boundToken([formatTradingDate(last.date)], hash) : "",
    closures: [...closuresBetween(calendar, from, last?.date ?? range.end)],
    calendar: calendarMessage(calendar),
  };
}

/** Dates, both included. */
interface DateRange {
  readonly start: TradingDate;
  readonly end: TradingDate;
}

function calendarAsked(
  check: RequestCheck,
  { view, calendar }: SeenMarket,
  { subject, hours }: ListTradingSessionsRequest,
): Calendar | undefined {
  const { names } = view();
  const kind = hours === TradingHours.EXTENDED ? "extended" : "regular";
  const ids = calendarIds();
  switch (subject.case) {
    case "calendarId": {
      const asked = subject.value.trim().toUpperCase();
      const id = ids.find((each) => each.toUpperCase() === asked);
      if (id !== undefined) return calendar(id, kind);
      const suggestion = nearestName(asked, ids) ?? `one of ${ids.join(", ")}`;
      check.invalid("calendar_id", `${shown(subject.value)} is no calendar`, suggestion);
      return undefined;
    }
    case "symbol": {
      const instrument = names.find(subject.value);
      if (instrument !== undefined) return calendar(instrument.calendar, kind);
      check.add(names.problemOf("symbol", subject.value));
      return undefined;
    }
    default:
      check.add({
        field: "subject",
        reason: ErrorReason.FIELD_REQUIRED,
        message: "is required",
        suggestion: `calendar_id, one of ${ids.join(", ")}, or symbol`,
      });
      return undefined;
  }
}

/** The dates of a request; what a calendar does not cover is known only when there is one. */
function rangeOf(
  check: RequestCheck,
  request: ListTradingSessionsRequest,
  calendar: Calendar | undefined,
): DateRange | undefined {
  const start = dateWithin(check, "start_date", request.startDate, calendar);
  const end = dateWithin(check, "end_date", request.endDate, calendar);
  const range = {
    start: start ?? calendar?.firstDate ?? 0,
    end: end ?? calendar?.lastDate ?? Number.POSITIVE_INFINITY,
  };
  if (start !== undefined && end !== undefined && end < start) {
    const reason = ErrorReason.INVALID_DATE_RANGE;
    const suggestion = `${request.endDate} to ${request.startDate}`;
    const message = `${request.endDate} is before start_date, ${request.startDate}`;
    check.add({ field: "end_date", reason, message, suggestion });
  }
  return calendar && range;
}

/** An optional date that the calendar covers; undefined for none, and for a bad one. */
function dateWithin(
  check: RequestCheck,
  field: string,
  text: string,
  calendar: Calendar | undefined,
): TradingDate | undefined {
  const date = dateAsked(check, field, text);
  if (date === undefined || calendar?.covers(date) !== false) return date;
  const suggestion = [calendar.firstDate, calendar.lastDate].map(formatTradingDate).join(" to ");
  const message = `${text} lies outside of what the calendar ${calendar.id} covers`;
  check.add({ field, reason: ErrorReason.INVALID_DATE_RANGE, message, suggestion });
  return undefined;
}

/** Where the page after a date begins; undefined when no page of the range ends there. */
function dayAfter(text: string, { start, end }: DateRange): TradingDate | undefined {
  const date = parseTradingDate(text);
  if (date === undefined || date < start || date >= end) return undefined;
  return tradingDateOf(epochDayOf(date) + 1);
}

function* closuresBetween(
  calendar: Calendar,
  from: TradingDate,
  to: TradingDate,
): Generator<MessageInitShape<typeof ClosureSchema>> {
  for (let day = epochDayOf(from); day <= epochDayOf(to); day++) {
    const date = tradingDateOf(day);
    const why = calendar.closureName(date);
    if (why === undefined || why === "weekend") continue;
    yield { date: formatTradingDate(date), reason: why };
  }
}
