import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import type { DateSpan } from "../available-spans.ts";
import type { Rule } from "../rule.ts";
import type { Listing } from "../subject.ts";
import { missingBetween } from "../trading-span.ts";

const field = "spec.simulation.warmup.trading_days";
const daysMost = 10_000;

/** A driver is shown as many trading days before the first date as every symbol has data of. */
export const warmupRule: Rule = function* ({ simulation, startDate, listings }) {
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

function daysWithData({ calendar, range }: Listing, from: TradingDate, to: TradingDate): number {
  if (to < from) return 0;
  return calendar.countSessions(from, to) - missingBetween(range.missingDates, from, to).length;
}

/** The first session of a span that has so many before it. */
function startAfter({ calendar }: Listing, span: DateSpan, days: number): TradingDate | undefined {
  return calendar.sessionsBetween(span.firstDate, span.lastDate)[days]?.date;
}
