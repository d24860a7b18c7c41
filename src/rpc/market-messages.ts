/** What the catalog and the calendars know, as messages of the contract. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  AssetClass,
  type CalendarSchema,
  type CorporateActionSchema,
  CorporateActionType,
  type InstrumentSchema,
  InstrumentStatus,
  type MarketSchema,
  SeriesKind,
  type SeriesSchema,
  type TradingSessionSchema,
} from "../../gen/ts/openbell/v1/market_data_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import { findCalendar } from "../domain/calendar/find-calendar.ts";
import { type Session, stretchesOf } from "../domain/calendar/session.ts";
import { timestampOf } from "../domain/timestamp.ts";
import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import { missingDatesOf } from "../market/hole.ts";
import type { Instrument, Market } from "../market/instrument.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import type { SeriesKind as StoredKind } from "../market/series-kind.ts";

/** Holes of a series and sources of one that an answer holds at most. */
const [holesMost, sourcesMost] = [1_000, 100];

const assetClasses: Readonly<Record<Instrument["asset_class"], AssetClass>> = {
  stock: AssetClass.STOCK,
  etf: AssetClass.ETF,
  index: AssetClass.INDEX,
  forex: AssetClass.FOREX,
  crypto: AssetClass.CRYPTO,
  commodity: AssetClass.COMMODITY,
  future: AssetClass.FUTURE,
  cfd: AssetClass.CFD,
  synthetic: AssetClass.SYNTHETIC,
};

const statuses: Readonly<Record<Instrument["status"], InstrumentStatus>> = {
  active: InstrumentStatus.ACTIVE,
  delisted: InstrumentStatus.DELISTED,
};

const seriesKinds: Readonly<Record<StoredKind, SeriesKind>> = {
  bars: SeriesKind.BARS,
  quote_bars: SeriesKind.QUOTE_BARS,
  trades: SeriesKind.TRADES,
  quotes: SeriesKind.QUOTES,
};

const actionTypes: Readonly<Record<CorporateAction["type"], CorporateActionType>> = {
  split: CorporateActionType.SPLIT,
  dividend: CorporateActionType.DIVIDEND,
};

/** The asset class of an instrument. */
export function assetClassOf(instrument: Instrument): AssetClass {
  return assetClasses[instrument.asset_class];
}

/** Whether an instrument is still listed. */
export function statusOf(instrument: Instrument): InstrumentStatus {
  return statuses[instrument.status];
}

/** The kind of a series. */
export function seriesKindOf(series: SeriesInfo): SeriesKind {
  return seriesKinds[series.kind];
}

/** A market and how many instruments it has. */
export function marketMessage(
  market: Market,
  instrumentCount: number,
): MessageInitShape<typeof MarketSchema> {
  return {
    marketId: market.id,
    displayName: market.name,
    calendarId: market.calendar,
    timeZone: calendarOf(market.calendar).timeZone,
    currency: market.currency,
    priceIncrement: market.price_increment,
    quantityIncrement: market.quantity_increment,
    instrumentCount,
  };
}

/** An instrument with its data; in detail also with what lists leave out of each series. */
export function instrumentMessage(
  instrument: Instrument,
  series: readonly SeriesInfo[],
  inDetail: boolean,
): MessageInitShape<typeof InstrumentSchema> {
  const calendar = calendarOf(instrument.calendar);
  return {
    symbol: instrument.symbol,
    displayName: instrument.name,
    assetClass: assetClassOf(instrument),
    marketId: instrument.venue,
    calendarId: instrument.calendar,
    currency: instrument.currency,
    priceIncrement: instrument.price_increment,
    quantityIncrement: instrument.quantity_increment,
    minQuantity: instrument.min_quantity ?? instrument.quantity_increment,
    minNotional: instrument.min_notional ?? "0",
    multiplier: instrument.multiplier ?? "1",
    listDate: instrument.listed ?? "",
    delistDate: instrument.delisted ?? "",
    status: statusOf(instrument),
    aliases: (instrument.aliases ?? []).map(({ symbol, from = "", to = "" }) => {
      return { symbol, fromDate: from, toDate: to };
    }),
    note: instrument.note ?? "",
    series: series.map((each) => seriesMessage(each, inDetail ? calendar : undefined)),
  };
}

/** A series; with the calendar of its instrument also what lists leave out. */
function seriesMessage(
  series: SeriesInfo,
  calendar: Calendar | undefined,
): MessageInitShape<typeof SeriesSchema> {
  const holes = calendar === undefined ? [] : series.holes.slice(0, holesMost);
  return {
    kind: seriesKindOf(series),
    interval: series.interval,
    rows: BigInt(series.rows),
    firstTime: timestampOf(series.firstNs),
    endTime: timestampOf(series.endNs),
    firstDate: dateText(series.firstDate),
    lastDate: dateText(series.lastDate),
    holeCount: series.holes.length,
    holes: holes.map((hole) => ({
      startTime: timestampOf(hole.fromNs),
      endTime: timestampOf(hole.toNs),
      sessions: calendar === undefined ? 0 : missingDatesOf(calendar, hole).length,
    })),
    absentColumns: [...series.absent],
    sources: calendar === undefined ? [] : series.sources.slice(0, sourcesMost),
    version: series.version,
  };
}

/** A split or a dividend. */
export function actionMessage({
  type,
  ex_date,
  value,
}: CorporateAction): MessageInitShape<typeof CorporateActionSchema> {
  return { type: actionTypes[type], exDate: ex_date, value };
}

/** What a calendar knows. */
export function calendarMessage(calendar: Calendar): MessageInitShape<typeof CalendarSchema> {
  return {
    calendarId: calendar.id,
    displayName: calendar.name,
    timeZone: calendar.timeZone,
    firstDate: formatTradingDate(calendar.firstDate),
    lastDate: formatTradingDate(calendar.lastDate),
    exactFromDate: formatTradingDate(calendar.exactFrom),
  };
}

/** A trading session. */
export function sessionMessage(session: Session): MessageInitShape<typeof TradingSessionSchema> {
  return {
    date: formatTradingDate(session.date),
    openTime: timestampOf(session.openNs),
    closeTime: timestampOf(session.closeNs),
    stretches: stretchesOf(session).map(({ openNs, closeNs }) => {
      return { openTime: timestampOf(openNs), closeTime: timestampOf(closeNs) };
    }),
    earlyClose: session.earlyClose,
    lateOpen: session.lateOpen,
  };
}

/** The calendar of an instrument or a market: their files name none that does not exist. */
export function calendarOf(id: string): Calendar {
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new Error(`there is no calendar ${id}`);
  return calendar;
}

function dateText(date: TradingDate | undefined): string {
  return date === undefined ? "" : formatTradingDate(date);
}
