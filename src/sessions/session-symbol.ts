/** A symbol of a session with everything that the catalog knows of it. */
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findAnnouncedCalendar, findCalendar } from "../domain/calendar/find-calendar.ts";
import type { TradingDate } from "../domain/trading-date.ts";
import { CatalogError } from "../market/catalog.ts";
import type { Instrument } from "../market/instrument.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import { formatSeriesKey } from "../market/series-kind.ts";
import { dataVersionOf, type VersionCatalog } from "./data-version.ts";
import type { SessionData } from "./session-data.ts";
import { type RowSelection, tradingOn } from "./session-rows.ts";

/** A symbol whose data is there. */
export interface SessionSymbol {
  readonly instrument: Instrument;
  /** The calendar that gives rows their dates. */
  readonly calendar: Calendar;
  /** The hours of the session's schedule; where it has none, the longest of the venue. */
  readonly hours: Calendar;
  /** The same without closures that nobody could plan with: what is known of the dates ahead. */
  readonly plannedHours: Calendar;
  /** The series of the session, the finest first; never empty. */
  readonly series: readonly [SeriesInfo, ...SeriesInfo[]];
  /** See `dataVersionOf`. */
  readonly version: string;
}

/** Finds a symbol of a session. @throws CatalogError that names every series that is not there. */
export function sessionSymbol(
  catalog: VersionCatalog,
  data: SessionData,
  symbol: string,
): SessionSymbol {
  const keys = data.series.map((each) => ({ ...each, symbol }));
  const missing = keys.filter((key) => catalog.findSeries(key) === undefined);
  if (missing.length > 0) {
    throw new CatalogError(missing.map((key) => `the catalog has no ${formatSeriesKey(key)}`));
  }
  const [finest, ...others] = keys.flatMap((key) => catalog.findSeries(key) ?? []);
  const instrument = catalog.findInstrument(symbol);
  const calendar = findCalendar(instrument?.calendar ?? "");
  const kind = data.schedule === "regular" ? "regular" : "extended";
  const hours = findCalendar(instrument?.calendar ?? "", kind);
  const plannedHours = findAnnouncedCalendar(instrument?.calendar ?? "", kind);
  if (instrument === undefined || !calendar || !hours || !plannedHours) {
    throw new CatalogError([`${symbol} has no calendar`]);
  }
  if (finest === undefined) throw new Error("a session without data");
  const version = dataVersionOf(catalog, data, symbol, [finest, ...others]);
  return { instrument, calendar, hours, plannedHours, series: [finest, ...others], version };
}

/** The rows of a symbol from one date to another, both included. */
export function selectionOf(
  { schedule, adjustment }: SessionData,
  { calendar, hours }: SessionSymbol,
  firstDate: TradingDate,
  lastDate: TradingDate,
): RowSelection {
  const stretches = schedule === "continuous" ? undefined : tradingOn(hours, firstDate, lastDate);
  return { firstDate, lastDate, calendar, stretches, adjustment };
}
