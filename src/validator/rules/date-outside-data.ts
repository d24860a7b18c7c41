import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import { listingDates, spanText } from "../available-spans.ts";
import type { Rule } from "../rule.ts";
import { hasSessionAfter, hasSessionBefore } from "../sessions-outside.ts";
import { type Listing, nearestRange, type SpecSubject } from "../subject.ts";

/**
 * Every symbol has data from the first date to the last, as long as it was listed. A date outside
 * of the data is let pass where the venue was closed all the way to it.
 */
export const dateOutsideDataRule: Rule = function* (subject) {
  yield* judge("spec.simulation.start_date", subject.startDate, subject);
  yield* judge("spec.simulation.end_date", subject.endDate, subject);
};

function* judge(
  field: string,
  date: TradingDate | undefined,
  subject: SpecSubject,
): Generator<FieldViolation> {
  if (date === undefined || date > subject.context.today) return;
  const lacking = subject.listings.filter((listing) => isOutside(date, listing));
  if (lacking.length === 0) return;
  yield {
    field,
    reason: ErrorReason.INVALID_DATE_RANGE,
    message: `${formatTradingDate(date)} is outside the data of ${named(lacking)}`,
    suggestion: nearestRange(subject) ?? "symbols whose data overlaps",
  };
}

function isOutside(date: TradingDate, { instrument, range, calendar }: Listing): boolean {
  const { listed = date, delisted = date } = listingDates(instrument);
  if (date < listed || date > delisted) return false;
  const { firstDate, lastDate } = range;
  return hasSessionBefore(calendar, date, firstDate) || hasSessionAfter(calendar, date, lastDate);
}

const namedMost = 3;

function named(listings: readonly Listing[]): string {
  const names = listings
    .slice(0, namedMost)
    .map(({ instrument, range }) => `${instrument.symbol} (${spanText(range)})`);
  const rest = listings.length - names.length;
  return rest > 0 ? `${names.join(", ")} and ${rest} more` : names.join(" and ");
}
