import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Listing } from "./subject.ts";

/** Dates of which all the listings have data; undefined when there are none. */
export function commonRange(
  listings: readonly Listing[],
): { readonly firstDate: TradingDate; readonly lastDate: TradingDate } | undefined {
  if (listings.length === 0) return undefined;
  const firstDate = Math.max(...listings.map(({ range }) => range.firstDate));
  const lastDate = Math.min(...listings.map(({ range }) => range.lastDate));
  return firstDate <= lastDate ? { firstDate, lastDate } : undefined;
}

/** The same for people, as `2000-01-03 to 2020-04-30`; undefined when there are none. */
export function commonRangeText(listings: readonly Listing[]): string | undefined {
  const range = commonRange(listings);
  if (range === undefined) return undefined;
  return `${formatTradingDate(range.firstDate)} to ${formatTradingDate(range.lastDate)}`;
}
