import type { HandlerContext } from "@connectrpc/connect";
import {
  type ReadQuotesRequest,
  ReadQuotesRequestSchema,
  type ReadQuotesResponse,
  type ReadTradesRequest,
  ReadTradesRequestSchema,
  type ReadTradesResponse,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import { RequestCheck } from "./from-wire.ts";
import { instrumentAsked, type ReadingParts, readingOf, readRows } from "./market-rows.ts";
import type { MarketView } from "./market-view.ts";

/** Streams single trades. */
export async function* readTrades(
  parts: ReadingParts,
  request: ReadTradesRequest,
  context: HandlerContext,
): AsyncGenerator<ReadTradesResponse> {
  const check = RequestCheck.of(ReadTradesRequestSchema, request);
  const series = ticksAsked(check, parts.view(), request.symbol, "trades");
  yield* readRows(parts, "trades", readingOf(parts.catalog, check, series, request), context);
}

/** Streams single quotes. */
export async function* readQuotes(
  parts: ReadingParts,
  request: ReadQuotesRequest,
  context: HandlerContext,
): AsyncGenerator<ReadQuotesResponse> {
  const check = RequestCheck.of(ReadQuotesRequestSchema, request);
  const series = ticksAsked(check, parts.view(), request.symbol, "quotes");
  yield* readRows(parts, "quotes", readingOf(parts.catalog, check, series, request), context);
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
