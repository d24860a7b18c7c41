import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { formatTradingDate } from "../../domain/trading-date.ts";
import { type DataHole, longHoles, spanText } from "../available-spans.ts";
import type { Rule } from "../rule.ts";
import { type Listing, nearestRange, type SpecSubject } from "../subject.ts";

/**
 * No long hole lies within the dates: a strategy would hold on to the price of a month ago without
 * noticing. Shorter ones are warned of. What is outside of the listing is another rule's.
 */
export const holeInDataRule: Rule = function* (subject) {
  const broken = subject.listings.flatMap((listing) => {
    const hole = holeWithin(listing, subject);
    return hole === undefined ? [] : [{ listing, hole }];
  });
  if (broken.length === 0) return;
  const nearest = nearestRange(subject);
  for (const { listing, hole } of broken) yield violation(listing, hole, nearest);
};

/** The first long hole within the dates of a subject; undefined when there is none. */
export function holeWithin(
  { calendar, range, instrument }: Listing,
  { startDate, endDate }: SpecSubject,
): DataHole | undefined {
  if (startDate === undefined || endDate === undefined) return undefined;
  const listed = instrument.listed ?? "";
  return longHoles(calendar, range.missingDates).find(
    ({ firstDate, lastDate }) =>
      firstDate <= endDate && lastDate >= startDate && formatTradingDate(lastDate) >= listed,
  );
}

function violation(
  { path, instrument }: Listing,
  hole: DataHole,
  nearest: string | undefined,
): FieldViolation {
  const [first, last] = [formatTradingDate(hole.firstDate), formatTradingDate(hole.lastDate)];
  const { symbol, aliases = [] } = instrument;
  // A file is often the rows of one ticker: what is missing is then under the other one.
  const other = aliases.find(
    ({ from, to }) => (from ?? to) !== undefined && (from ?? "") <= last && (to ?? last) >= first,
  );
  const renamed = other === undefined ? "" : `; it went by ${other.symbol} at that time`;
  return {
    field: path,
    reason: ErrorReason.HOLE_IN_DATA,
    message: `${symbol} has no bar on ${hole.sessions} sessions, ${spanText(hole)}${renamed}`,
    suggestion: nearest ?? "symbols whose data overlaps",
    metadata: { symbol, first_date: first, last_date: last },
  };
}
