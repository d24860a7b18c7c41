import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import type { DateSpan } from "../available-spans.ts";
import type { Rule } from "../rule.ts";
import type { Listing } from "../subject.ts";

const field = "spec.simulation.warmup.trading_days";

/** Every symbol has as many bars before the first date as the warm-up shows. */
export const warmupRule: Rule = function* ({ simulation, startDate, listings, context }) {
  const days = simulation?.warmup?.tradingDays ?? 0;
  if (days < 0) {
    const message = `a warm-up has no ${days} trading days`;
    yield { field, reason: ErrorReason.INVALID_VALUE, message, suggestion: "0 for none" };
  }
  if (days <= 0 || startDate === undefined) return;
  for (const listing of listings) {
    const span = listing.spans.find(
      (one) => one.firstDate <= startDate && startDate <= one.lastDate,
    );
    if (span === undefined) continue;
    const { symbol } = listing.instrument;
    const last = listing.calendar.previousSession(startDate)?.date ?? 0;
    const before =
      last < span.firstDate ? 0 : context.catalog.countBars(symbol, "1d", span.firstDate, last);
    if (before >= days) continue;
    const start = startAfter(listing, span, days);
    yield {
      field,
      reason: ErrorReason.INSUFFICIENT_HISTORY,
      message:
        `${symbol} has ${before} bars before ${formatTradingDate(startDate)}, ` +
        `and the warm-up takes ${days}`,
      suggestion:
        start === undefined
          ? String(before)
          : `${before}, or a start from ${formatTradingDate(start)}`,
    };
  }
};

/** The first session of a span that has so many before it. */
function startAfter({ calendar }: Listing, span: DateSpan, days: number): TradingDate | undefined {
  return calendar.sessionsBetween(span.firstDate, span.lastDate)[days]?.date;
}
