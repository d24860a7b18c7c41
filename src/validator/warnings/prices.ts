import { Adjustment } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { formatTradingDate } from "../../domain/trading-date.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { SpecSubject } from "../subject.ts";
import { type WarningRule, warning } from "./warning.ts";

/**
 * Prices as traded jump at a split, and those that are adjusted were never paid: one of both is
 * true of every share that was divided.
 */
export const priceWarnings: WarningRule = function* (subject) {
  const { simulation, startDate, listings, context } = subject;
  if (simulation === undefined || startDate === undefined) return;
  const { adjustment } = simulation;
  const adjusted: string[] = [];
  for (const { path, instrument } of listings) {
    const { symbol } = instrument;
    const later = laterActions(context.catalog.actions?.(symbol) ?? [], subject);
    if (adjustment === Adjustment.TOTAL_RETURN && later.length > 0) adjusted.push(symbol);
    else if (adjustment === Adjustment.SPLIT && later.some(isSplit)) adjusted.push(symbol);
    else if (adjustment === Adjustment.RAW || adjustment === Adjustment.UNSPECIFIED) {
      const splits = later.filter(isSplit).filter((action) => isWithin(action, subject));
      if (splits.length === 0) continue;
      const listed = splits.map(({ value, ex_date: date }) => `${value} for 1 on ${date}`);
      const message = `prices of ${symbol} jump at its splits: ${listed.join(", ")}`;
      yield warning(path, "SPLIT_IN_RAW_PRICES", message);
    }
  }
  if (adjusted.length === 0) return;
  const message =
    `adjusted prices of ${adjusted.join(", ")} are not those that were paid: price levels, ` +
    "numbers of shares and fees per share do not hold before the last split or dividend";
  yield warning("spec.simulation.adjustment", "ADJUSTED_PRICES", message);
};

function isSplit({ type }: CorporateAction): boolean {
  return type === "split";
}

/** Those that change an adjusted price in the range; also those after it, which scale all of it. */
function laterActions(actions: readonly CorporateAction[], { startDate = 0 }: SpecSubject) {
  return actions.filter(({ ex_date: date }) => date > formatTradingDate(startDate));
}

function isWithin({ ex_date: date }: CorporateAction, { endDate }: SpecSubject): boolean {
  return endDate !== undefined && date <= formatTradingDate(endDate);
}
