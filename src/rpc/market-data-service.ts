/** MarketDataService: checks the request and answers from the catalog and the calendars. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  type GetInstrumentRequest,
  GetInstrumentRequestSchema,
  type GetInstrumentResponseSchema,
  type ListMarketsRequest,
  ListMarketsRequestSchema,
  type ListMarketsResponseSchema,
  type MarketDataService,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { Limits } from "../domain/limits.ts";
import type { Market } from "../market/instrument.ts";
import type { SeriesCatalog } from "../market/series-catalog.ts";
import { boundToken, parsePosition, requestHash } from "./bound-token.ts";
import { RequestCheck } from "./from-wire.ts";
import { readBars } from "./market-bars.ts";
import { dateAsked } from "./market-date.ts";
import { isAfter, listInstruments } from "./market-instruments.ts";
import { actionMessage, instrumentMessage, marketMessage } from "./market-messages.ts";
import { listTradingSessions } from "./market-sessions.ts";
import { readQuotes, readTrades } from "./market-ticks.ts";
import { type MarketView, marketViews } from "./market-view.ts";

/** What the service stands on. */
export interface MarketDataParts {
  readonly catalog: SeriesCatalog;
  /** The markets of the catalog as it is now. */
  readonly markets: () => readonly Market[];
  readonly limits: Limits;
}

/** The service, free of any transport. */
export function createMarketDataService(
  parts: MarketDataParts,
): ServiceImpl<typeof MarketDataService> {
  const { catalog, markets, limits } = parts;
  const view = marketViews(catalog);
  return {
    listMarkets: (request) => listMarkets(markets(), view(), limits, request),
    listInstruments: (request) => {
      const ids = markets().map(({ id }) => id);
      return listInstruments(view(), ids, limits, request);
    },
    getInstrument: (request) => getInstrument(catalog, view(), request),
    listTradingSessions: (request) => listTradingSessions(view().names, limits, request),
    readBars: (request, context) => readBars(catalog, view(), request, context),
    readTrades: (request, context) => readTrades(catalog, view(), request, context),
    readQuotes: (request, context) => readQuotes(catalog, view(), request, context),
  };
}

function listMarkets(
  markets: readonly Market[],
  view: MarketView,
  limits: Limits,
  request: ListMarketsRequest,
): MessageInitShape<typeof ListMarketsResponseSchema> {
  const check = RequestCheck.of(ListMarketsRequestSchema, request);
  const hash = requestHash("ListMarkets");
  const terms = { hash, bound: "the method", parts: 1 };
  const after = check.valueOf(parsePosition(request.pageToken, terms));
  const limit = check.pageSize(request.pageSize, limits.defaultPageSize, limits.maximumPageSize);
  check.throwIfBad();
  const rest = markets
    .filter(({ id }) => isAfter([id], after))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  const counts = Map.groupBy(view.listed, ({ instrument }) => instrument.venue);
  return {
    markets: page.map((market) => marketMessage(market, counts.get(market.id)?.length ?? 0)),
    nextPageToken: last ? boundToken([last.id], hash) : "",
  };
}

function getInstrument(
  catalog: SeriesCatalog,
  { names, bySymbol }: MarketView,
  request: GetInstrumentRequest,
): MessageInitShape<typeof GetInstrumentResponseSchema> {
  const check = RequestCheck.of(GetInstrumentRequestSchema, request);
  const on = dateAsked(check, "date", request.date);
  const found = names.find(request.symbol, on);
  if (found === undefined) check.add(names.problemOf("symbol", request.symbol, on));
  check.throwIfBad();
  const listed = bySymbol.get(found?.symbol ?? "");
  if (listed === undefined) throw new Error(`${found?.symbol} is not in its own catalog`);
  const { instrument, series } = listed;
  return {
    instrument: instrumentMessage(instrument, series, true),
    corporateActions: catalog.actions(instrument.symbol).map(actionMessage),
  };
}
