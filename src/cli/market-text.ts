/** How markets, instruments and trading sessions are shown to people. */
import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  AssetClassSchema,
  type Calendar,
  type Closure,
  CorporateActionTypeSchema,
  type Instrument,
  type InstrumentAlias,
  InstrumentStatus,
  type Market,
  type Series,
  SeriesKindSchema,
  type TradingSession,
} from "../../gen/ts/openbell/v1/market_data_pb.ts";
import type { GetInstrumentResponse } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import type { Paint } from "./paint.ts";
import { type Column, renderPairs, renderTable } from "./table.ts";
import { dateText, timeText } from "./time-text.ts";

/** Holes and corporate actions that are shown of each. */
const shownMost = 10;

const marketColumns: readonly Column[] = [
  { title: "MARKET" },
  { title: "CALENDAR" },
  { title: "ZONE", shrinkTo: 8 },
  { title: "CURRENCY" },
  { title: "INSTRUMENTS", align: "right" },
  { title: "NAME", shrinkTo: 8 },
];

/** The lines of a table of markets. */
export function renderMarkets(
  markets: readonly Market[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const rows = markets.map((market) =>
    [
      market.marketId,
      market.calendarId,
      market.timeZone,
      market.currency,
      String(market.instrumentCount),
      market.displayName,
    ].map((text) => ({ text })),
  );
  return renderTable(marketColumns, rows, width, paint.dim);
}

const instrumentColumns: readonly Column[] = [
  { title: "SYMBOL" },
  { title: "CLASS" },
  { title: "MARKET" },
  { title: "CURRENCY" },
  { title: "DATA", shrinkTo: 10 },
  { title: "NAME", shrinkTo: 12 },
];

/** The lines of a table of instruments. */
export function renderInstruments(
  instruments: readonly Instrument[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const rows = instruments.map((instrument) =>
    [
      instrument.symbol,
      enumName(AssetClassSchema, instrument.assetClass).toLowerCase(),
      instrument.marketId,
      instrument.currency,
      instrument.series.map(spanText).join("; "),
      instrument.displayName,
    ].map((text) => ({ text })),
  );
  return renderTable(instrumentColumns, rows, width, paint.dim);
}

/** `bars 1d 2000-01-03 to 2020-04-17`. */
function spanText(series: Series): string {
  const from = series.firstDate || dateText(series.firstTime);
  const to = series.lastDate || dateText(series.endTime);
  return `${seriesName(series)} ${from} to ${to}`;
}

function seriesName({ kind, interval }: Series): string {
  const name = enumName(SeriesKindSchema, kind).toLowerCase();
  return interval === "tick" ? name : `${name} ${interval}`;
}

/** An instrument in full: pairs, its data, its holes, its splits and dividends. */
export function renderInstrument(
  { instrument, corporateActions }: GetInstrumentResponse,
  width: number | undefined,
  paint: Paint,
): string[] {
  if (instrument === undefined) return [];
  const { series } = instrument;
  const data =
    series.length === 0
      ? ["no data; openbell data import brings some"]
      : renderTable(seriesColumns, series.map(seriesRow), width, paint.dim);
  return [
    ...renderPairs(instrumentPairs(instrument), paint.dim),
    ...["", ...data],
    ...series.flatMap((each) => holeLines(each, paint)),
    ...someLines(
      "splits and dividends",
      corporateActions.map(({ type, exDate, value }) => {
        return `${exDate}  ${enumName(CorporateActionTypeSchema, type).toLowerCase()} ${value}`;
      }),
      corporateActions.length,
      paint,
    ),
  ];
}

function instrumentPairs(instrument: Instrument): readonly (readonly [string, string])[] {
  const { status, currency, delistDate } = instrument;
  const isDelisted = status === InstrumentStatus.DELISTED;
  return [
    ["symbol", instrument.symbol],
    ["name", instrument.displayName],
    ["class", enumName(AssetClassSchema, instrument.assetClass).toLowerCase()],
    ["market", instrument.marketId],
    ["calendar", instrument.calendarId],
    ["currency", currency],
    ["price step", instrument.priceIncrement],
    ["quantity step", instrument.quantityIncrement],
    ["least quantity", instrument.minQuantity],
    ["least value", instrument.minNotional === "0" ? "" : `${instrument.minNotional} ${currency}`],
    ["multiplier", instrument.multiplier],
    ["listed", instrument.listDate],
    ["delisted", isDelisted ? delistDate || "yes" : ""],
    ["also known as", instrument.aliases.map(aliasText).join(", ")],
    ["note", instrument.note],
  ];
}

function aliasText({ symbol, fromDate, toDate }: InstrumentAlias): string {
  const from = fromDate === "" ? "" : ` from ${fromDate}`;
  const to = toDate === "" ? "" : ` to ${toDate}`;
  return `${symbol}${from}${to}`;
}

const seriesColumns: readonly Column[] = [
  { title: "DATA" },
  { title: "ROWS", align: "right" },
  { title: "FIRST" },
  { title: "END" },
  { title: "HOLES", align: "right" },
  { title: "WITHOUT" },
  { title: "SOURCE", shrinkTo: 10 },
];

function seriesRow(series: Series) {
  return [
    seriesName(series),
    String(series.rows),
    timeText(series.firstTime),
    timeText(series.endTime),
    String(series.holeCount),
    series.absentColumns.join(", "),
    series.sources.join("; "),
  ].map((text) => ({ text }));
}

function holeLines(series: Series, paint: Paint): string[] {
  const lines = series.holes.map(({ startTime, endTime, sessions }) => {
    const count = sessions === 1 ? "1 session" : `${sessions} sessions`;
    return `${timeText(startTime)} to ${timeText(endTime)}  ${count}`;
  });
  return someLines(`holes of ${seriesName(series)}`, lines, series.holeCount, paint);
}

/** A title and the first lines; nothing where there are none. */
function someLines(title: string, lines: readonly string[], count: number, paint: Paint): string[] {
  if (count === 0) return [];
  const rest = count - Math.min(lines.length, shownMost);
  return [
    ...["", paint.dim(title)],
    ...lines.slice(0, shownMost).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more (--json has them)`] : []),
  ];
}

const sessionColumns: readonly Column[] = [
  { title: "DATE" },
  { title: "DAY" },
  { title: "OPEN" },
  { title: "BREAK" },
  { title: "CLOSE" },
  { title: "NOTE", shrinkTo: 8 },
];

/** A table of sessions and of dates without one, in the local time of the calendar. */
export function renderCalendar(
  calendar: Calendar,
  days: readonly (TradingSession | Closure)[],
  width: number | undefined,
  paint: Paint,
): string[] {
  const clock = localClock(calendar.timeZone);
  const rows = days.map((day) => {
    const isClosed = day.$typeName === "openbell.v1.Closure";
    const cells = isClosed
      ? ["", "", "", `closed: ${day.reason}`]
      : sessionCells(day, (time) => clock(day.date, time));
    const weekday = dayName(new Date(`${day.date}T00:00:00Z`), "UTC");
    return [day.date, weekday, ...cells].map((text) =>
      isClosed ? { text, paint: paint.dim } : { text },
    );
  });
  return renderTable(sessionColumns, rows, width, paint.dim);
}

type Time = TradingSession["openTime"];

function sessionCells(session: TradingSession, text: (time: Time) => string): string[] {
  const { stretches, earlyClose, lateOpen } = session;
  const breaks = stretches.slice(1).map(({ openTime }, index) => {
    return `${text(stretches[index]?.closeTime)}-${text(openTime)}`;
  });
  const notes = [lateOpen ? "opens late" : "", earlyClose ? "closes early" : ""];
  return [
    text(session.openTime),
    breaks.join(", "),
    text(session.closeTime),
    notes.filter((note) => note !== "").join(", "),
  ];
}

/** `09:30`, with the day of the week where it is not that of the date: `Sun 17:00`. */
function localClock(timeZone: string): (date: string, time: Time) => string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone, year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit" },
  });
  return (date, time) => {
    if (time === undefined) return "";
    const instant = timestampDate(time);
    const [day = "", clock = ""] = format.format(instant).split(" ");
    return day === date ? clock : `${dayName(instant, timeZone)} ${clock}`;
  };
}

function dayName(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(instant);
}
