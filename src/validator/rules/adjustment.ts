import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Adjustment } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { parseTradingDate } from "../../domain/trading-date.ts";
import type { Rule } from "../rule.ts";
import type { JudgedCatalog, Listing } from "../subject.ts";

/** Dividends are measured by the daily closes before them: adjusting by them takes daily bars. */
export const adjustmentRule: Rule = function* ({ simulation, listings, context: { catalog } }) {
  if (simulation?.adjustment !== Adjustment.TOTAL_RETURN) return;
  for (const listing of listings) {
    const lacking = dividendWithoutClose(listing, catalog);
    if (lacking === undefined) continue;
    const { symbol } = listing.instrument;
    yield {
      field: "spec.simulation.adjustment",
      reason: ErrorReason.INVALID_VALUE,
      message:
        `the dividend of ${symbol} on ${lacking} has no daily close before it ` +
        "to be measured by",
      suggestion: `ADJUSTMENT_SPLIT, or daily bars of ${symbol}`,
    };
  }
};

/** The ex-date of the first dividend within the data that no daily bar comes before. */
function dividendWithoutClose(
  { instrument: { symbol }, range }: Listing,
  catalog: JudgedCatalog,
): string | undefined {
  const daily = catalog.range(symbol, "1d");
  return catalog.actions?.(symbol).find(({ type, ex_date: date }) => {
    const exDate = parseTradingDate(date) ?? 0;
    const isSeen = type === "dividend" && exDate > range.firstDate && exDate <= range.lastDate;
    return isSeen && (daily === undefined || daily.firstDate >= exDate);
  })?.ex_date;
}
