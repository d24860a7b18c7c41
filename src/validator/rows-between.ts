import type { TradingDate } from "../domain/trading-date.ts";
import { type DataSeries, dailyBars } from "../market/data-series.ts";
import { VenueDates } from "../market/venue-dates.ts";
import type { JudgedCatalog, Listing } from "./subject.ts";

/** Whether a series is daily bars of trades, of which a catalog knows every date. */
export function isDaily({ kind, interval }: DataSeries): boolean {
  return kind === dailyBars.kind && interval === dailyBars.interval;
}

/** Rows of a series on some dates, both included: exact of daily bars, otherwise about. */
export function rowsBetween(
  catalog: JudgedCatalog,
  { instrument: { symbol }, calendar }: Listing,
  series: DataSeries,
  from: TradingDate,
  to: TradingDate,
): number {
  if (isDaily(series)) return catalog.countBars(symbol, "1d", from, to);
  const { fromNs, toNs } = new VenueDates(calendar).spanOf(from, to);
  return catalog.estimateRows?.({ ...series, symbol }, fromNs, toNs) ?? 0;
}
