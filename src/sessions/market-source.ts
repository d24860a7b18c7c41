/** Opens the market data of a session: what its simulation runs on, and what its driver sees. */
import { create } from "@bufbuild/protobuf";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type DataUse, DataUseSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Calendar } from "../domain/calendar/calendar.ts";
import type { Instant } from "../domain/instant.ts";
import { type FeedSeries, MarketFeed, type PassedRows } from "../engine/market-feed.ts";
import type { TradedInstrument } from "../engine/simulation-setup.ts";
import { formatDataSeries } from "../market/data-series.ts";
import { FINDING_TEXT } from "../market/finding.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import { VenueDates } from "../market/venue-dates.ts";
import { actionsSeen, DataChangedError } from "./data-version.ts";
import { type SessionData, sessionDataOf } from "./session-data.ts";
import { sessionRows } from "./session-rows.ts";
import { type SessionSymbol, selectionOf, sessionSymbol } from "./session-symbol.ts";
import { tradedInstrument } from "./traded-instrument.ts";
import { warmupRows } from "./warmup-rows.ts";

/** What a session needs of a catalog. */
export type MarketCatalog = Pick<
  SeriesCatalog,
  "actions" | "estimateRows" | "findInstrument" | "findSeries" | "readSeries"
>;

/** How far a session was. */
export interface MarketPosition {
  /** Time of the last barrier; undefined before the first. */
  readonly sessionTimeNs: Instant | undefined;
  /** `MarketSource.dataVersion` of what it ran on. */
  readonly dataVersion: string;
}

/** The opened data of a session. */
export interface MarketSource {
  /** All series, in the order of the symbols, of each symbol the finest first. */
  readonly feed: MarketFeed;
  /** The instruments in the order of the symbols. */
  readonly instruments: readonly TradedInstrument[];
  /** Calendars of the schedule, each once; a paced replay skips the hours in which all rest. */
  readonly calendars: readonly Calendar[];
  /** Session time at which the run begins: the last barrier, or the first opening. */
  readonly fromNs: Instant;
  /** Changes whenever something changes that the session sees of the catalog, and only then. */
  readonly dataVersion: string;
  /**
   * Reads the rows before the first date that a driver is shown, series by series in the order of
   * the feed; `series` is the place in it. They make no slice.
   */
  readonly warmup: () => AsyncIterable<PassedRows>;
  /** What the report says of the data; rows are estimated. */
  readonly uses: readonly DataUse[];
}

/**
 * Opens the data of a session from its position on; reading it happens later, in `MarketFeed.fill`.
 * @throws CatalogError when there is none; DataChangedError when it is another than before.
 */
export function openMarketSource(
  catalog: MarketCatalog,
  session: Session,
  position: MarketPosition | undefined,
): MarketSource {
  const data = sessionDataOf(session);
  const symbols = data.symbols.map((symbol) => sessionSymbol(catalog, data, symbol));
  const dataVersion = symbols.map(({ version }) => version).join(",");
  if (position !== undefined && position.dataVersion !== dataVersion) {
    throw new DataChangedError(
      `the data of ${data.symbols.join(", ")} was changed since the session began: ` +
        `it was ${position.dataVersion} and is ${dataVersion}`,
    );
  }
  const afterNs = position?.sessionTimeNs;
  const calendars = [...new Set(symbols.map(({ hours }) => hours))];
  return {
    feed: new MarketFeed(
      symbols.flatMap((symbol, place) => feedSeries(catalog, data, symbol, place, afterNs)),
      afterNs,
    ),
    instruments: symbols.map((symbol, place) => traded(catalog, data, symbol, place)),
    calendars,
    fromNs: afterNs ?? firstOpeningNs(calendars, data),
    dataVersion,
    warmup: () => warmupRows(catalog, data, symbols),
    uses: symbols.flatMap((symbol) => dataUses(catalog, data, symbol)),
  };
}

function feedSeries(
  catalog: MarketCatalog,
  data: SessionData,
  symbol: SessionSymbol,
  place: number,
  afterNs: Instant | undefined,
): readonly FeedSeries[] {
  const selection = selectionOf(data, symbol, data.firstDate, data.lastDate);
  return symbol.series.map((series) => ({
    symbol: place,
    kind: series.kind,
    interval: series.interval,
    batches: sessionRows(catalog, series, { ...selection, afterNs }),
  }));
}

function traded(
  catalog: MarketCatalog,
  data: SessionData,
  { instrument, hours, plannedHours, series }: SessionSymbol,
  place: number,
): TradedInstrument {
  const { firstDate, lastDate, adjustment } = data;
  const at = placeOfFills(data, series);
  return tradedInstrument(instrument, {
    ...{ calendar: hours, plannedHours, firstDate, lastDate },
    // Adjusted prices show the actions already.
    actions: adjustment === "RAW" ? actionsSeen(catalog.actions(instrument.symbol), data) : [],
    filledBy: series[at] ?? series[0],
    fillSeries: place * data.series.length + at,
  });
}

/** Which series of a symbol fills its orders: the finest, unless the profile has bars of trades. */
function placeOfFills(data: SessionData, series: SessionSymbol["series"]): number {
  if (!data.prefersTradeBars || series[0].kind !== "quote_bars") return 0;
  return Math.max(
    0,
    series.findIndex(({ kind }) => kind === "bars"),
  );
}

function firstOpeningNs(
  calendars: readonly Calendar[],
  { firstDate, lastDate }: SessionData,
): Instant {
  let first: Instant | undefined;
  for (const calendar of calendars) {
    const [session] = calendar.sessionsBetween(firstDate, lastDate);
    if (session !== undefined && (first === undefined || session.openNs < first)) {
      first = session.openNs;
    }
  }
  return first ?? 0n;
}

function dataUses(
  catalog: MarketCatalog,
  { firstDate, lastDate }: SessionData,
  { instrument: { symbol }, calendar, series }: SessionSymbol,
): readonly DataUse[] {
  const { fromNs, toNs } = new VenueDates(calendar).spanOf(firstDate, lastDate);
  return series.map((info) =>
    create(DataUseSchema, {
      symbol,
      series: formatDataSeries(info),
      version: info.version,
      rows: BigInt(catalog.estimateRows(info, fromNs, toNs)),
      findings: [
        ...info.findings.map(({ code, count }) => `${FINDING_TEXT[code]} (${count})`),
        ...info.absent.map((column) => `the data came without ${column.replaceAll("_", " ")}`),
      ],
    }),
  );
}
