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
import type { ClampOf } from "./driver-clamp.ts";
import { RequestCheck } from "./from-wire.ts";
import { readBars } from "./market-bars.ts";
import { dateAsked } from "./market-date.ts";
import { isAfter, listInstruments } from "./market-instruments.ts";
import { actionMessage, instrumentMessage, marketMessage } from "./market-messages.ts";
import { listTradingSessions } from "./market-sessions.ts";
import { readQuotes, readTrades } from "./market-ticks.ts";
import type { MarketView } from "./market-view.ts";
import { OpenReadings } from "./open-readings.ts";
import { seenMarkets } from "./seen-market.ts";

/** What the service stands on. */
export interface MarketDataParts {
  readonly catalog: SeriesCatalog;
  readonly limits: Limits;
  /** A number from 0 up to, not including, 1; for spreading those who were turned away. */
  readonly random: () => number;
  /** How far a caller sees. */
  readonly clampOf: ClampOf;
}

/** The service, free of any transport. */
export function createMarketDataService(
  parts: MarketDataParts,
): ServiceImpl<typeof MarketDataService> {
  const { catalog, limits, random } = parts;
  const seenBy = seenMarkets(catalog, parts.clampOf);
  const open = new OpenReadings(limits, random);
  return {
    listMarkets: async (request, context) => {
      const seen = await seenBy(context);
      return listMarkets(seen.catalog.markets(), seen.view(), limits, request);
    },
    listInstruments: async (request, context) => {
      const seen = await seenBy(context);
      const ids = seen.catalog.markets().map(({ id }) => id);
      return listInstruments(seen.view(), ids, limits, request);
    },
    getInstrument: async (request, context) => {
      const seen = await seenBy(context);
      return getInstrument(seen.catalog, seen.view(), request);
    },
    listTradingSessions: async (request, context) => {
      return listTradingSessions(await seenBy(context), limits, request);
    },
    async *readBars(request, context) {
      yield* readBars({ ...(await seenBy(context)), open }, request, context);
    },
    async *readTrades(request, context) {
      yield* readTrades({ ...(await seenBy(context)), open }, request, context);
    },
    async *readQuotes(request, context) {
      yield* readQuotes({ ...(await seenBy(context)), open }, request, context);
    },
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
