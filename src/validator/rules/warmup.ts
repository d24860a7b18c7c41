import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import { rowBytes } from "../../engine/market-feed.ts";
import type { DateSpan } from "../available-spans.ts";
import { rowsBetween } from "../rows-between.ts";
import type { Rule } from "../rule.ts";
import type { Listing, SpecSubject } from "../subject.ts";
import { missingBetween } from "../trading-span.ts";

const field = "spec.simulation.warmup.trading_days";
const daysMost = 10_000;

/** What a driver's first answer has room for, as any other. */
const mebibyte = 1_024 * 1_024;
const answerMaxBytes = 2 * mebibyte;

/**
 * A driver is shown as many trading days before the first date as every symbol has data of, and as
 * fit into one answer.
 */
export const warmupRule: Rule = function* (subject) {
  const { simulation, startDate, listings } = subject;
  if (simulation?.warmup === undefined) return;
  if (simulation.drive !== Drive.LOCKSTEP) {
    const message = "a warm-up is shown to the driver, and only a LOCKSTEP session has one";
    const suggestion = "DRIVE_LOCKSTEP, or no warm-up";
    const reason = ErrorReason.INVALID_VALUE;
    yield { field: "spec.simulation.warmup", reason, message, suggestion };
  }
  const days = simulation.warmup.tradingDays;
  if (days < 1 || days > daysMost) {
    const message = `a warm-up has 1 to ${daysMost} trading days`;
    const suggestion = days < 1 ? "no warm-up" : String(daysMost);
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
  }
  if (days < 1 || startDate === undefined) return;
  const bytes = days > daysMost ? 0 : warmupBytes(subject, days, startDate);
  if (bytes > answerMaxBytes) {
    const size = `about ${Math.ceil(bytes / mebibyte)} MiB`;
    const message = `a warm-up of ${days} days is ${size}, and has to fit into an answer of 2 MiB`;
    const most = Math.max(1, Math.floor((days * answerMaxBytes) / bytes));
    const suggestion = `about ${most}, or longer bars`;
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion };
  }
  for (const listing of listings) {
    const span = listing.spans.find(
      (one) => one.firstDate <= startDate && startDate <= one.lastDate,
    );
    if (span === undefined) continue;
    const { symbol } = listing.instrument;
    const last = listing.calendar.previousSession(startDate)?.date ?? 0;
    const before = daysWithData(listing, span.firstDate, last);
    if (before >= days) continue;
    const start = startAfter(listing, span, days);
    yield {
      field,
      reason: ErrorReason.INSUFFICIENT_HISTORY,
      message:
        `${symbol} has data of ${before} trading days before ${formatTradingDate(startDate)}, ` +
        `and the warm-up takes ${days}`,
      suggestion:
        start === undefined
          ? String(before)
          : `${before}, or a start from ${formatTradingDate(start)}`,
    };
  }
};

/** About the bytes of so many days of every series before a date. */
function warmupBytes(
  { context: { catalog }, series, listings }: SpecSubject,
  days: number,
  startDate: TradingDate,
): number {
  let bytes = 0;
  for (const listing of listings) {
    const { calendar, range, spans } = listing;
    const span = spans.find((one) => one.firstDate <= startDate && startDate <= one.lastDate);
    if (span === undefined) continue;
    const last = calendar.previousSession(startDate)?.date ?? 0;
    const first = calendar.sessionsBetween(range.firstDate, last).at(-days)?.date;
    const from = first ?? range.firstDate;
    if (last < from) continue;
    for (const each of series) {
      bytes += rowsBetween(catalog, listing, each, from, last) * rowBytes[each.kind];
    }
  }
  return bytes;
}

function daysWithData({ calendar, range }: Listing, from: TradingDate, to: TradingDate): number {
  if (to < from) return 0;
  return calendar.countSessions(from, to) - missingBetween(range.missingDates, from, to).length;
}

/** The first session of a span that has so many before it. */
function startAfter({ calendar }: Listing, span: DateSpan, days: number): TradingDate | undefined {
  return calendar.sessionsBetween(span.firstDate, span.lastDate)[days]?.date;
}
