/** Opens the data of a simulation as a replay that begins where its checkpoint ends. */
import type { ReplayCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { decimalOf, formatDecimal, parseDecimal } from "../domain/decimal.ts";
import type { Instant } from "../domain/instant.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import { Replay, type ReplayedDay, type ReplaySymbol } from "../engine/replay.ts";
import { SliceMerge } from "../engine/slice-merge.ts";
import { type Catalog, CatalogError } from "../market/catalog.ts";
import { positionOf } from "./replay-checkpoint.ts";

/** An opened simulation. */
export interface ReplaySource {
  readonly replay: Replay;
  /** The calendars of the symbols, each once; a paced replay skips the hours in which all rest. */
  readonly calendars: readonly Calendar[];
  /** Session time at which the run begins. */
  readonly fromNs: Instant;
  /** Version of the data of the session's symbols. */
  readonly dataVersion: string;
}

/** The data is not what the session began with: a run over it would mix two histories. */
export class DataChangedError extends Error {
  override readonly name = "DataChangedError";
}

/**
 * Opens the data of a session. Throws a CatalogError when there is none, a DataChangedError when it
 * is another than at the checkpoint; reading it happens later, in `Replay.fill`.
 */
export function openReplay(
  catalog: Catalog,
  session: Session,
  checkpoint: ReplayCheckpoint | undefined,
  onDayClosed: (day: ReplayedDay) => void,
): ReplaySource {
  const { symbols, from, to } = rangeOf(session);
  const dataVersion = dataVersionOf(catalog, symbols);
  if (checkpoint !== undefined && checkpoint.dataVersion !== dataVersion) {
    throw new DataChangedError(
      `the data of ${symbols.join(", ")} was changed since the session began: ` +
        `it was ${checkpoint.dataVersion} and is ${dataVersion}`,
    );
  }
  const position = positionOf(checkpoint);
  const sources = symbols.map((symbol) =>
    catalog.readBars(symbol, "1d", from, to)[Symbol.asyncIterator](),
  );
  const merge = new SliceMerge(sources, position.sessionTimeNs);
  const calendars = [...new Set(symbols.map((symbol) => calendarOf(catalog, symbol)))];
  return {
    replay: new Replay(
      symbols.map((symbol) => replaySymbol(catalog, symbol)),
      merge,
      position,
      onDayClosed,
    ),
    calendars,
    fromNs: position.sessionTimeNs ?? firstOpeningNs(calendars, from, to),
    dataVersion,
  };
}

function rangeOf(session: Session): {
  readonly symbols: readonly string[];
  readonly from: TradingDate;
  readonly to: TradingDate;
} {
  const spec = session.spec;
  if (spec?.modeSpec.case !== "simulation")
    throw new Error(`${session.sessionId} is no simulation`);
  const from = parseTradingDate(spec.modeSpec.value.startDate);
  const to = parseTradingDate(spec.modeSpec.value.endDate);
  if (from === undefined || to === undefined) throw new Error(`${session.sessionId} has no dates`);
  return { symbols: spec.symbols, from, to };
}

function dataVersionOf(catalog: Catalog, symbols: readonly string[]): string {
  return symbols
    .map((symbol) => {
      const range = catalog.range(symbol, "1d");
      if (range === undefined)
        throw new CatalogError([`the catalog has no daily bars of ${symbol}`]);
      return `${symbol}@${range.version}`;
    })
    .join(",");
}

function calendarOf(catalog: Catalog, symbol: string): Calendar {
  const id = catalog.findInstrument(symbol)?.calendar ?? "";
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new CatalogError([`${symbol} has no calendar`]);
  return calendar;
}

function firstOpeningNs(
  calendars: readonly Calendar[],
  from: TradingDate,
  to: TradingDate,
): Instant {
  let first: Instant | undefined;
  for (const calendar of calendars) {
    const [session] = calendar.sessionsBetween(from, to);
    if (session !== undefined && (first === undefined || session.openNs < first)) {
      first = session.openNs;
    }
  }
  return first ?? 0n;
}

function replaySymbol(catalog: Catalog, symbol: string): ReplaySymbol {
  const increment = parseDecimal(catalog.findInstrument(symbol)?.price_increment ?? "");
  if (!increment.ok) throw new CatalogError([`${symbol} has no price increment`]);
  const { units, scale } = increment.value;
  return {
    symbol,
    priceText: (ticks) => formatDecimal(decimalOf(BigInt(ticks) * units, scale)),
  };
}
