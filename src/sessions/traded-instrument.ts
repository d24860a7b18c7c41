import type { Calendar } from "../domain/calendar/calendar.ts";
import type { Instant } from "../domain/instant.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { EngineAction, TradedInstrument } from "../engine/simulation-setup.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { Instrument } from "../market/instrument.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import { KIND_COLUMNS } from "../market/series-kind.ts";

/** What an instrument is traded by in a session. */
export interface TradingTerms {
  readonly calendar: Calendar;
  /** The hours as they were planned, without closures that nobody could plan with. */
  readonly plannedHours: Calendar;
  /** Dates of the session, both included. */
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  readonly actions: readonly CorporateAction[];
  /** What fills its orders, and its place in the feed. */
  readonly filledBy: SeriesInfo;
  readonly fillSeries: number;
}

/** An instrument of the catalog as the engine trades it. */
export function tradedInstrument(instrument: Instrument, terms: TradingTerms): TradedInstrument {
  const { symbol, price_increment, quantity_increment } = instrument;
  return {
    symbol,
    priceIncrement: price_increment,
    quantityIncrement: quantity_increment,
    minQuantity: instrument.min_quantity ?? quantity_increment,
    minNotional: instrument.min_notional ?? "",
    multiplier: instrument.multiplier ?? "1",
    calendar: terms.calendar,
    lastCloseNs: lastCloseOf(terms),
    actions: terms.actions.map(engineAction),
    fillSeries: terms.fillSeries,
    hasVolume: hasVolume(terms.filledBy),
  };
}

/**
 * End of the last session that was planned on the dates: one that a storm called off must not be
 * missed before. Without a session nothing can be traded: the first instant.
 */
function lastCloseOf({ plannedHours, firstDate, lastDate }: TradingTerms): Instant {
  const first = Math.max(firstDate, plannedHours.firstDate);
  const last = Math.min(lastDate, plannedHours.lastDate);
  const sessions = first > last ? [] : plannedHours.sessionsBetween(first, last);
  return sessions.at(-1)?.closeNs ?? 0n;
}

function engineAction({ type, ex_date, value }: CorporateAction): EngineAction {
  const exDate = parseTradingDate(ex_date);
  if (exDate === undefined) throw new RangeError(`${ex_date} is no date`);
  return { type, exDate, value };
}

/** Columns that no import had hold zeros: those would be taken for a market without any trade. */
function hasVolume({ kind, absent }: SeriesInfo): boolean {
  return KIND_COLUMNS[kind].quantities.every((column) => !absent.includes(column));
}
