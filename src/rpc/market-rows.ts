/** What ReadBars, ReadTrades and ReadQuotes have in common: everything but what names a series. */
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { HandlerContext } from "@connectrpc/connect";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { Adjustment } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { instantOf } from "../domain/timestamp.ts";
import type {
  Adjustment as Adjusting,
  SeriesCatalog,
  SeriesInfo,
} from "../market/series-catalog.ts";
import type { SeriesKind } from "../market/series-kind.ts";
import { badToken, boundToken, parsePosition, requestHash } from "./bound-token.ts";
import { scopeOf } from "./caller.ts";
import { refusalError } from "./error-map.ts";
import type { RequestCheck } from "./from-wire.ts";
import { packedRows, type ResponseOf, readableRows } from "./market-columns.ts";
import type { ListedInstrument, MarketView } from "./market-view.ts";
import type { OpenReadings } from "./open-readings.ts";
import { takesBytes } from "./packed-field.ts";
import {
  formatPosition,
  positionAfter,
  type ReadPosition,
  readPosition,
  rowsBehind,
} from "./read-position.ts";

/** Rows of a message: a megabyte of the widest columns, so that any protocol can send it. */
const rowsMost = 8_192;

const adjustments: Readonly<Record<Adjustment, Adjusting>> = {
  [Adjustment.UNSPECIFIED]: "RAW",
  [Adjustment.RAW]: "RAW",
  [Adjustment.SPLIT]: "SPLIT",
  [Adjustment.TOTAL_RETURN]: "TOTAL_RETURN",
};

/** What readings stand on. */
export interface ReadingParts {
  readonly catalog: SeriesCatalog;
  /** The view of the catalog as it is now: asked for where the reading begins, not before. */
  readonly view: () => MarketView;
  readonly open: OpenReadings;
}

/** What a request says of the rows of a series. */
export interface RowsRequest {
  readonly startTime?: Timestamp | undefined;
  readonly endTime?: Timestamp | undefined;
  readonly adjustment: Adjustment;
  readonly resumeToken: string;
}

/** What is read, and after which row. */
export interface Reading {
  readonly series: SeriesInfo;
  readonly fromNs: Instant;
  readonly toNs: Instant;
  readonly adjustment: Adjusting;
  readonly after: ReadPosition | undefined;
  /** What the tokens of the reading are bound to. */
  readonly hash: string;
}

/**
 * Streams the rows of a reading of this kind, if there is a place for it. One batch of the catalog
 * is in memory at a time, however slow the reader is.
 */
export async function* readRows<Kind extends SeriesKind>(
  { catalog, open }: ReadingParts,
  kind: Kind,
  reading: Reading,
  context: HandlerContext,
): AsyncGenerator<ResponseOf[Kind]> {
  const place = open.enter(scopeOf(context));
  if (!place.ok) throw refusalError(place.rejection);
  try {
    yield* messagesOf(catalog, kind, reading, context);
  } finally {
    place.value();
  }
}

async function* messagesOf<Kind extends SeriesKind>(
  catalog: SeriesCatalog,
  kind: Kind,
  { series, after, hash, ...options }: Reading,
  context: HandlerContext,
): AsyncGenerator<ResponseOf[Kind]> {
  const message = takesBytes(context) ? packedRows : readableRows;
  const behind = rowsBehind(after);
  let position = after;
  for await (const batch of catalog.readSeries(series, options)) {
    for (let from = behind(batch); from < batch.length; from += rowsMost) {
      context.signal.throwIfAborted();
      const range = [from, Math.min(from + rowsMost, batch.length)] as const;
      position = positionAfter(batch, range, position);
      const token = boundToken([series.version, ...formatPosition(position)], hash);
      yield message(kind, batch, range, token);
    }
  }
}

/** The instrument that a request names; notes what is wrong with a name that leads nowhere. */
export function instrumentAsked(
  check: RequestCheck,
  { names, bySymbol }: MarketView,
  asked: string,
): ListedInstrument | undefined {
  const instrument = names.find(asked);
  if (instrument === undefined) check.add(names.problemOf("symbol", asked));
  return bySymbol.get(instrument?.symbol ?? "");
}

/**
 * Reads what a request says of the rows of a series. Everything that is wrong with the request is
 * thrown at once, together with what was noted of it before: of one without a series, the reason.
 */
export function readingOf(
  catalog: SeriesCatalog,
  check: RequestCheck,
  series: SeriesInfo | undefined,
  request: RowsRequest,
): Reading {
  const [fromNs, toNs] = [timeOf(request.startTime), timeOf(request.endTime)];
  if (fromNs !== undefined && toNs !== undefined && toNs <= fromNs) {
    const reason = ErrorReason.INVALID_DATE_RANGE;
    const suggestion = "a time after start_time";
    check.add({ field: "end_time", reason, message: "is not after start_time", suggestion });
  }
  const adjustment = adjustments[request.adjustment] ?? "RAW";
  const { symbol = "", kind, interval, version = "" } = series ?? {};
  const range = [fromNs, toNs].map(String);
  const facts = [symbol, kind, interval, range, adjustment];
  const hash = requestHash("reading", ...facts, factorsOf(catalog, symbol, adjustment));
  const bound = "everything else, and what prices are adjusted by,";
  const terms = { hash: check.isBad ? undefined : hash, bound, parts: 3 };
  const position = check.valueOf(
    parsePosition(request.resumeToken, { ...terms, field: "resume_token" }),
  );
  check.throwIfBad();
  if (series === undefined) throw new Error("nothing to read");
  const after = position === undefined ? undefined : placeIn(version, position);
  return {
    ...{ series, adjustment, after, hash },
    fromNs: after?.timeNs ?? fromNs ?? series.firstNs,
    toNs: toNs ?? series.lastNs + 1n,
  };
}

/** What adjusted prices are made of besides the rows. */
function factorsOf(
  catalog: SeriesCatalog,
  symbol: string,
  adjustment: Adjusting,
): readonly unknown[] {
  if (adjustment === "RAW") return [];
  const actions = catalog.actions(symbol);
  if (adjustment === "SPLIT") return actions;
  // Dividends are measured by the daily closes before them.
  const closes = catalog.findSeries({ symbol, kind: "bars", interval: "1d" });
  return [...actions, closes?.version ?? ""];
}

function placeIn(current: string, [version, time, rows]: readonly string[]): ReadPosition {
  const position = readPosition(time, rows);
  if (position === undefined) throw refusalError(badToken("resume_token"));
  if (version === current) return position;
  const message = "is of data that has changed since: what was read may no longer be right";
  throw refusalError(badToken("resume_token", message));
}

function timeOf(time: Timestamp | undefined): Instant | undefined {
  return time === undefined ? undefined : instantOf(time);
}
