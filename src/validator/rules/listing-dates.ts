import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatTradingDate, type TradingDate } from "../../domain/trading-date.ts";
import { listingDates } from "../available-spans.ts";
import type { Rule } from "../rule.ts";
import { hasSessionAfter, hasSessionBefore } from "../sessions-outside.ts";
import { type Listing, nearestRange } from "../subject.ts";

/**
 * Every instrument was listed from the first date to the last. What a catalog holds from before a
 * listing is of another company that had the ticker, so data is no proof of it.
 */
export const listingDatesRule: Rule = function* (subject) {
  const { startDate, endDate, listings, context } = subject;
  const lacking = listings.flatMap((listing) => {
    const { listed, delisted } = listingDates(listing.instrument);
    const isEarly = listed !== undefined && isBefore(listing, listed, startDate);
    const isLate = delisted !== undefined && isAfter(listing, delisted, endDate, context.today);
    return isEarly || isLate ? [{ listing, isEarly }] : [];
  });
  if (lacking.length === 0) return;
  const nearest = nearestRange(subject);
  for (const { listing, isEarly } of lacking) yield notListed(listing, isEarly, nearest);
};

function isBefore(listing: Listing, listed: TradingDate, startDate?: TradingDate): boolean {
  return startDate !== undefined && hasSessionBefore(listing.calendar, startDate, listed);
}

/** A date in the future is refused for that alone. */
function isAfter(
  { calendar }: Listing,
  delisted: TradingDate,
  endDate: TradingDate | undefined,
  today: TradingDate,
): boolean {
  return endDate !== undefined && endDate <= today && hasSessionAfter(calendar, endDate, delisted);
}

function notListed(listing: Listing, isEarly: boolean, nearest: string | undefined) {
  const { path, instrument, range } = listing;
  const { symbol, listed = "", delisted = "" } = instrument;
  const hasOlder = listed !== "" && formatTradingDate(range.firstDate) < listed;
  const older = hasOlder ? "; what there is from before is of another holder of the ticker" : "";
  const early = `was listed on ${listed}${older}`;
  const message = `${symbol} ${isEarly ? early : `was delisted after ${delisted}`}`;
  const violation: FieldViolation = {
    field: path,
    reason: ErrorReason.NOT_LISTED,
    message,
    suggestion: nearest ?? "symbols that were listed at the same time",
    metadata: { symbol, listed, delisted },
  };
  return violation;
}
