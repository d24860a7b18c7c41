import type { SessionSpec, SimulationSpec } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findAnnouncedCalendar } from "../domain/calendar/find-calendar.ts";
import type { Limits } from "../domain/limits.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Catalog } from "../market/catalog.ts";
import { type DataSeries, seriesOfData } from "../market/data-series.ts";
import type { Instrument } from "../market/instrument.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import {
  availableSpans,
  commonSpans,
  type DateSpan,
  nearestSpan,
  spanText,
} from "./available-spans.ts";
import { commonRange, type DataRange, rangeOfSeries } from "./data-range.ts";
import { isDaily } from "./rows-between.ts";
import { meaningOn, type NameMeaning, normalName, SymbolNames } from "./symbol-names.ts";

/** Entries of data that a session has at most; more are one problem, not thousands. */
export const dataEntriesMost = 8;

/** A catalog that sessions run on. What else it knows of its series is told where it does. */
export interface JudgedCatalog
  extends Catalog,
    Partial<Pick<SeriesCatalog, "actions" | "estimateRows" | "findSeries" | "listSeries">> {}

/** What a spec is judged against. Equal contexts and specs get equal judgements. */
export interface ValidationContext {
  readonly limits: Limits;
  /** What can be replayed. */
  readonly catalog: JudgedCatalog;
  /** The date of today, UTC. */
  readonly today: TradingDate;
}

/** A symbol of the spec and what was found for it. */
export interface AskedSymbol {
  /** Its path in the request. */
  readonly path: string;
  /** As it was spelled. */
  readonly asked: string;
  /** The same in capitals; undefined when it is malformed. */
  readonly name: string | undefined;
  /** What the name stands or stood for; empty when the catalog does not know it. */
  readonly meanings: readonly NameMeaning[];
  /** What it stands for on the first date of the session; undefined when that is nothing. */
  readonly meaning: NameMeaning | undefined;
  /** The symbol of that instrument; where there is none, the name. */
  readonly symbol: string | undefined;
  readonly instrument: Instrument | undefined;
  /** Undefined when the catalog has none of the data that is asked for. */
  readonly range: DataRange | undefined;
  /** The series that are asked for and that the catalog does not have of it. */
  readonly lacking: readonly DataSeries[];
}

/** An instrument of the spec, with the data that a run would read. */
export interface Listing {
  /** Path of its symbol in the request. */
  readonly path: string;
  readonly instrument: Instrument;
  readonly calendar: Calendar;
  /** The dates on which there is all of the data that is asked for. */
  readonly range: DataRange;
  /** When a session can run on it, ascending. */
  readonly spans: readonly DateSpan[];
}

/** A spec with everything looked up that more than one rule asks about. */
export interface SpecSubject {
  /** As it was asked for. */
  readonly spec: SessionSpec;
  readonly context: ValidationContext;
  /** Undefined for another mode or none. */
  readonly simulation: SimulationSpec | undefined;
  /** The series of each symbol that are asked for, the finest first; what is none is left out. */
  readonly series: readonly DataSeries[];
  /** In the order of the request, up to the limit: more are one problem, not thousands. */
  readonly symbols: readonly AskedSymbol[];
  /** Those of the symbols that can be replayed, each once. */
  readonly listings: readonly Listing[];
  /** Undefined when it is absent or malformed. */
  readonly startDate: TradingDate | undefined;
  /** Undefined when it is absent or malformed. */
  readonly endDate: TradingDate | undefined;
}

/** Looks up what a spec names. Judges nothing. */
export function subjectOf(spec: SessionSpec, context: ValidationContext): SpecSubject {
  const { limits, catalog, today } = context;
  const limit = limits.symbolsPerSession;
  const judged = limit === 0 ? spec.symbols : spec.symbols.slice(0, limit);
  const { case: mode, value } = spec.modeSpec;
  const simulation = mode === "simulation" ? value : undefined;
  const startDate = simulation && parseTradingDate(simulation.startDate);
  const on = isAtTheMarket(spec) ? today : startDate;
  const names = SymbolNames.of(catalog.instruments());
  const series = seriesOfData(simulation?.data.slice(0, dataEntriesMost) ?? []);
  const calendarOf = calendarsOn(today);
  const symbols = judged.map((asked, index) => {
    return lookUp(asked, index, on, names, { catalog, series, calendarOf });
  });
  return {
    spec,
    context,
    simulation,
    series,
    symbols,
    listings: listingsOf(symbols, calendarOf),
    startDate,
    endDate: simulation && parseTradingDate(simulation.endDate),
  };
}

/** Whether a session would trade on what happens now, and not on what a catalog holds. */
export function isAtTheMarket({ modeSpec }: SessionSpec): boolean {
  return modeSpec.case === "paper" || modeSpec.case === "live";
}

/** The dates nearest to those asked for on which all symbols have data; undefined without any. */
export function nearestRange({ listings, startDate, endDate }: SpecSubject): string | undefined {
  const common = commonSpans(listings.map(({ spans }) => spans));
  const nearest = nearestSpan(common, startDate, endDate);
  return nearest && spanText(nearest);
}

/** The catalog, and what is asked for of each symbol. */
interface AskedData {
  readonly catalog: JudgedCatalog;
  readonly series: readonly DataSeries[];
  readonly calendarOf: CalendarOf;
}

function lookUp(
  asked: string,
  index: number,
  on: TradingDate | undefined,
  names: SymbolNames,
  data: AskedData,
): AskedSymbol {
  const name = normalName(asked);
  const meanings = name === undefined ? [] : names.meanings(name);
  const meaning = meaningOn(meanings, on);
  const instrument = meaning?.instrument;
  return {
    path: `spec.symbols[${index}]`,
    asked,
    name,
    meanings,
    meaning,
    symbol: instrument?.symbol ?? name,
    instrument,
    ...(instrument === undefined ? { range: undefined, lacking: [] } : dataOf(instrument, data)),
  };
}

function dataOf(
  instrument: Instrument,
  { catalog, series, calendarOf }: AskedData,
): Pick<AskedSymbol, "range" | "lacking"> {
  const { symbol } = instrument;
  const lacking: DataSeries[] = [];
  const ranges = series.flatMap((each) => {
    const info = isDaily(each) ? undefined : catalog.findSeries?.({ ...each, symbol });
    const range = isDaily(each)
      ? catalog.range(symbol, "1d")
      : info && rangeOfSeries(info, calendarOf(instrument));
    if (range === undefined) lacking.push(each);
    return range ?? [];
  });
  return { range: commonRange(ranges), lacking };
}

function listingsOf(symbols: readonly AskedSymbol[], calendarOf: CalendarOf): readonly Listing[] {
  const listings = new Map<string, Listing>();
  for (const { path, instrument, range } of symbols) {
    if (instrument === undefined || range === undefined) continue;
    if (listings.has(instrument.symbol)) continue;
    const calendar = calendarOf(instrument);
    const spans = availableSpans(instrument, calendar, range);
    listings.set(instrument.symbol, { path, instrument, calendar, range, spans });
  }
  return [...listings.values()];
}

/** The calendar of an instrument. */
type CalendarOf = (instrument: Instrument) => Calendar;

/**
 * Calendars as they are known on a date: what is told of days to come must not say which of them
 * are special. Each is found once, for most symbols share theirs.
 */
function calendarsOn(today: TradingDate): CalendarOf {
  const found = new Map<string, Calendar>();
  return ({ symbol, calendar: id }) => {
    const calendar = found.get(id) ?? findAnnouncedCalendar(id, "regular", today);
    if (calendar === undefined) throw new Error(`${symbol} has the unknown calendar ${id}`);
    found.set(id, calendar);
    return calendar;
  };
}
