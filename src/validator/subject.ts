import type { SessionSpec, SimulationSpec } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import type { Limits } from "../domain/limits.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { BarRange, Catalog } from "../market/catalog.ts";
import type { Instrument } from "../market/instrument.ts";
import { normalSymbol } from "./normal-symbol.ts";

/** What a spec is judged against. Equal contexts and specs get equal judgements. */
export interface ValidationContext {
  readonly limits: Limits;
  /** What can be replayed. */
  readonly catalog: Catalog;
  /** The date of today, UTC. */
  readonly today: TradingDate;
  /** Bars per second of the last runs at full speed; undefined before the first. */
  readonly barsPerSecond?: number | undefined;
}

/** A symbol of the spec and what was found for it. */
export interface AskedSymbol {
  /** Its path in the request. */
  readonly path: string;
  /** As it was spelled. */
  readonly asked: string;
  /** Its normal spelling; undefined when it is malformed. */
  readonly symbol: string | undefined;
  /** Undefined when the catalog does not know it. */
  readonly instrument: Instrument | undefined;
  /** Undefined when the catalog has no data of it. */
  readonly range: BarRange | undefined;
}

/** An instrument of the spec, with the data that a run would read. */
export interface Listing {
  /** Path of its symbol in the request. */
  readonly path: string;
  readonly instrument: Instrument;
  readonly calendar: Calendar;
  readonly range: BarRange;
}

/** A spec with everything looked up that more than one rule asks about. */
export interface SpecSubject {
  /** As it was asked for. */
  readonly spec: SessionSpec;
  readonly context: ValidationContext;
  /** Undefined for another mode or none. */
  readonly simulation: SimulationSpec | undefined;
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
  const limit = context.limits.symbolsPerSession;
  const judged = limit === 0 ? spec.symbols : spec.symbols.slice(0, limit);
  const symbols = judged.map((asked, index) => lookUp(asked, index, context.catalog));
  const simulation = spec.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  return {
    spec,
    context,
    simulation,
    symbols,
    listings: listingsOf(symbols),
    startDate: simulation && parseTradingDate(simulation.startDate),
    endDate: simulation && parseTradingDate(simulation.endDate),
  };
}

function lookUp(asked: string, index: number, catalog: Catalog): AskedSymbol {
  const symbol = normalSymbol(asked);
  const instrument = symbol === undefined ? undefined : catalog.findInstrument(symbol);
  const range = instrument && catalog.range(instrument.symbol, "1d");
  return { path: `spec.symbols[${index}]`, asked, symbol, instrument, range };
}

function listingsOf(symbols: readonly AskedSymbol[]): readonly Listing[] {
  const listings = new Map<string, Listing>();
  for (const { path, instrument, range } of symbols) {
    if (instrument === undefined || range === undefined) continue;
    if (listings.has(instrument.symbol)) continue;
    const calendar = findCalendar(instrument.calendar);
    if (calendar === undefined) {
      throw new Error(`${instrument.symbol} has the unknown calendar ${instrument.calendar}`);
    }
    listings.set(instrument.symbol, { path, instrument, calendar, range });
  }
  return [...listings.values()];
}
