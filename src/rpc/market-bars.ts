import type { HandlerContext } from "@connectrpc/connect";
import {
  type ReadBarsRequest,
  ReadBarsRequestSchema,
  type ReadBarsResponse,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { BarPrice } from "../../gen/ts/openbell/v1/session_pb.ts";
import { shown } from "../domain/filter/text-problem.ts";
import { intervalForm, parseInterval } from "../market/interval.ts";
import type { SeriesInfo } from "../market/series-catalog.ts";
import { RequestCheck } from "./from-wire.ts";
import { instrumentAsked, type ReadingParts, readingOf, readRows } from "./market-rows.ts";
import type { MarketView } from "./market-view.ts";

/** Kinds of series that are bars. */
type BarKind = "bars" | "quote_bars";

/** Streams bars. */
export async function* readBars(
  parts: ReadingParts,
  request: ReadBarsRequest,
  context: HandlerContext,
): AsyncGenerator<ReadBarsResponse> {
  const check = RequestCheck.of(ReadBarsRequestSchema, request);
  const kind = request.price === BarPrice.BID_ASK ? "quote_bars" : "bars";
  const series = barsAsked(check, parts.view(), request, kind);
  yield* readRows(parts, kind, readingOf(parts.catalog, check, series, request), context);
}

function barsAsked(
  check: RequestCheck,
  view: MarketView,
  request: ReadBarsRequest,
  kind: BarKind,
): SeriesInfo | undefined {
  const asked = request.interval === "" ? "1d" : request.interval;
  const interval = parseInterval(asked)?.text;
  if (interval === undefined) {
    check.invalid("interval", `${shown(asked)} is not the length of a bar`, intervalForm);
  }
  const listed = instrumentAsked(check, view, request.symbol);
  if (listed === undefined) return undefined;
  const there = listed.series.filter((each) => each.kind === kind);
  const found = there.find((each) => each.interval === interval);
  if (found !== undefined || interval === undefined) return found;
  const what = kind === "bars" ? "bars" : "bars of bid and ask";
  const others = there.map((each) => each.interval).join(", ");
  const suggestion = others || "an instrument that ListInstruments shows to have them";
  const message = `there are no ${what} of ${interval} for ${listed.instrument.symbol}`;
  check.invalid("interval", message, suggestion);
  return undefined;
}
