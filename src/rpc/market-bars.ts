import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { HandlerContext } from "@connectrpc/connect";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import {
  type ReadBarsRequest,
  ReadBarsRequestSchema,
  type ReadBarsResponse,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { Adjustment, BarPrice } from "../../gen/ts/openbell/v1/session_pb.ts";
import { shown } from "../domain/filter/text-problem.ts";
import type { Instant } from "../domain/instant.ts";
import { instantOf } from "../domain/timestamp.ts";
import { intervalForm, parseInterval } from "../market/interval.ts";
import type {
  Adjustment as Adjusting,
  SeriesBatch,
  SeriesCatalog,
  SeriesInfo,
} from "../market/series-catalog.ts";
import { badToken, boundToken, parsePosition, requestHash } from "./bound-token.ts";
import { refusalError } from "./error-map.ts";
import { RequestCheck } from "./from-wire.ts";
import { type BarKind, packedBars, readableBars } from "./market-columns.ts";
import type { MarketView } from "./market-view.ts";
import { takesBytes } from "./packed-field.ts";

/** Bars of a message: a megabyte of the widest columns, so that any protocol can send it. */
const rowsMost = 8_192;

const adjustments: Readonly<Record<Adjustment, Adjusting>> = {
  [Adjustment.UNSPECIFIED]: "RAW",
  [Adjustment.RAW]: "RAW",
  [Adjustment.SPLIT]: "SPLIT",
  [Adjustment.TOTAL_RETURN]: "TOTAL_RETURN",
};

/** What is read, and after which bar. */
interface Reading {
  readonly series: SeriesInfo;
  readonly kind: BarKind;
  readonly fromNs: Instant;
  readonly toNs: Instant;
  readonly adjustment: Adjusting;
  /** What the tokens of the reading are bound to. */
  readonly hash: string;
}

/** Streams bars. One batch of the catalog is in memory at a time, however slow the reader is. */
export async function* readBars(
  catalog: SeriesCatalog,
  view: MarketView,
  request: ReadBarsRequest,
  context: HandlerContext,
): AsyncGenerator<ReadBarsResponse> {
  const { series, kind, hash, ...options } = readingOf(catalog, view, request);
  const message = takesBytes(context) ? packedBars : readableBars;
  for await (const batch of catalog.readSeries(series, options)) {
    for (let from = 0; from < batch.length; from += rowsMost) {
      context.signal.throwIfAborted();
      const to = Math.min(from + rowsMost, batch.length);
      yield message(kind, batch, [from, to], tokenAfter(batch, to, series, hash));
    }
  }
}

function tokenAfter(batch: SeriesBatch, end: number, series: SeriesInfo, hash: string): string {
  return boundToken([series.version, String(batch.timeNs[end - 1])], hash);
}

/** Reads a request; everything that is wrong with it is thrown at once. */
function readingOf(catalog: SeriesCatalog, view: MarketView, request: ReadBarsRequest): Reading {
  const check = RequestCheck.of(ReadBarsRequestSchema, request);
  const kind = request.price === BarPrice.BID_ASK ? "quote_bars" : "bars";
  const series = seriesAsked(check, view, request, kind);
  const [fromNs, toNs] = [timeOf(request.startTime), timeOf(request.endTime)];
  if (fromNs !== undefined && toNs !== undefined && toNs <= fromNs) {
    const reason = ErrorReason.INVALID_DATE_RANGE;
    const suggestion = "a time after start_time";
    check.add({ field: "end_time", reason, message: "is not after start_time", suggestion });
  }
  const adjustment = adjustments[request.adjustment] ?? "RAW";
  const { symbol = "", interval = "", version = "" } = series ?? {};
  // What adjusted prices are made of besides the rows.
  const factors = adjustment === "RAW" ? [] : catalog.actions(symbol);
  const range = [fromNs, toNs].map(String);
  const hash = requestHash("ReadBars", symbol, kind, interval, range, adjustment, factors);
  const bound = "everything else, and the splits and dividends of adjusted prices,";
  const terms = { hash: check.isBad ? undefined : hash, bound, parts: 2 };
  const after = check.valueOf(
    parsePosition(request.resumeToken, { ...terms, field: "resume_token" }),
  );
  check.throwIfBad();
  if (series === undefined) throw new Error("nothing to read");
  return {
    ...{ series, kind, adjustment, hash },
    fromNs: after === undefined ? (fromNs ?? series.firstNs) : startAfter(after, version),
    toNs: toNs ?? series.lastNs + 1n,
  };
}

/** Bars have different starts: the one after a position begins at least a nanosecond later. */
function startAfter([version, last = ""]: readonly string[], current: string): Instant {
  if (!/^-?\d{1,19}$/.test(last)) throw refusalError(badToken("resume_token"));
  if (version !== current) {
    const message = "is of data that has changed since: what was read may no longer be right";
    throw refusalError(badToken("resume_token", message));
  }
  return BigInt(last) + 1n;
}

function seriesAsked(
  check: RequestCheck,
  { names, bySymbol }: MarketView,
  request: ReadBarsRequest,
  kind: BarKind,
): SeriesInfo | undefined {
  const asked = request.interval === "" ? "1d" : request.interval;
  const interval = parseInterval(asked)?.text;
  if (interval === undefined) {
    check.invalid("interval", `${shown(asked)} is not the length of a bar`, intervalForm);
  }
  const instrument = names.find(request.symbol);
  if (instrument === undefined) {
    check.add(names.problemOf("symbol", request.symbol));
    return undefined;
  }
  const { symbol } = instrument;
  const there = (bySymbol.get(symbol)?.series ?? []).filter((each) => each.kind === kind);
  const found = there.find((each) => each.interval === interval);
  if (found !== undefined || interval === undefined) return found;
  const what = kind === "bars" ? "bars" : "bars of bid and ask";
  const others = there.map((each) => each.interval).join(", ");
  const suggestion = others || "an instrument that ListInstruments shows to have them";
  check.invalid("interval", `there are no ${what} of ${interval} for ${symbol}`, suggestion);
  return undefined;
}

function timeOf(time: Timestamp | undefined): Instant | undefined {
  return time === undefined ? undefined : instantOf(time);
}
