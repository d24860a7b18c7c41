import type { HandlerContext } from "@connectrpc/connect";
import {
  type ReadQuotesRequest,
  ReadQuotesRequestSchema,
  type ReadQuotesResponse,
  type ReadTradesRequest,
  ReadTradesRequestSchema,
  type ReadTradesResponse,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesCatalog, SeriesInfo } from "../market/series-catalog.ts";
import { RequestCheck } from "./from-wire.ts";
import { instrumentAsked, readingOf, readRows } from "./market-rows.ts";
import type { MarketView } from "./market-view.ts";

/** Streams single trades. */
export async function* readTrades(
  catalog: SeriesCatalog,
  view: MarketView,
  request: ReadTradesRequest,
  context: HandlerContext,
): AsyncGenerator<ReadTradesResponse> {
  const check = RequestCheck.of(ReadTradesRequestSchema, request);
  const series = ticksAsked(check, view, request.symbol, "trades");
  yield* readRows(catalog, "trades", readingOf(catalog, check, series, request), context);
}

/** Streams single quotes. */
export async function* readQuotes(
  catalog: SeriesCatalog,
  view: MarketView,
  request: ReadQuotesRequest,
  context: HandlerContext,
): AsyncGenerator<ReadQuotesResponse> {
  const check = RequestCheck.of(ReadQuotesRequestSchema, request);
  const series = ticksAsked(check, view, request.symbol, "quotes");
  yield* readRows(catalog, "quotes", readingOf(catalog, check, series, request), context);
}

function ticksAsked(
  check: RequestCheck,
  view: MarketView,
  asked: string,
  kind: "trades" | "quotes",
): SeriesInfo | undefined {
  const listed = instrumentAsked(check, view, asked);
  const found = listed?.series.find((each) => each.kind === kind);
  if (listed === undefined || found !== undefined) return found;
  const suggestion = "an instrument that ListInstruments shows to have them";
  check.invalid("symbol", `there are no ${kind} of ${listed.instrument.symbol}`, suggestion);
  return undefined;
}
