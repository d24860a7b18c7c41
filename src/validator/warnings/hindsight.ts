import { epochDayOf, formatTradingDate } from "../../domain/trading-date.ts";
import { commonSpans, nearestSpan } from "../available-spans.ts";
import { type WarningRule, warning } from "./warning.ts";

const yearDays = 365;
const leapYearDays = 366;
/** Shares from which on a list is a choice among many, and years after which some are gone. */
const [sharesLeast, yearsLeast] = [5, 5];

/** What a result will not say of the markets of today. */
export const hindsightWarnings: WarningRule = function* (subject, estimate) {
  const { startDate, endDate, listings, context } = subject;
  if (startDate === undefined || endDate === undefined || estimate === undefined) return;
  const common = commonSpans(listings.map(({ spans }) => spans));
  const last = nearestSpan(common, startDate, endDate)?.lastDate ?? endDate;
  if (epochDayOf(last) - epochDayOf(endDate) > leapYearDays) {
    const message =
      `the range ends on ${formatTradingDate(endDate)}, but there is data of all symbols ` +
      `until ${formatTradingDate(last)}`;
    yield warning("spec.simulation.end_date", "STALE_END_DATE", message);
  }
  const shares = listings.filter(({ instrument }) => instrument.asset_class === "stock");
  const areAllListed = shares.every(({ instrument }) => instrument.status === "active");
  const days = epochDayOf(context.today) - epochDayOf(startDate);
  if (shares.length < sharesLeast || !areAllListed || days < yearsLeast * yearDays) return;
  const message =
    `all ${shares.length} shares are still listed ${Math.floor(days / yearDays)} years later: ` +
    "companies that failed since are missing, so results look better than they could have been";
  yield warning("spec.symbols", "SURVIVORSHIP", message);
};
