import { create } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import type { Pace } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Estimate, EstimateSchema } from "../../gen/ts/openbell/v1/validation_pb.ts";
import { durationOf, millisecondsOf } from "../domain/timestamp.ts";
import { type DataSeries, formatDataSeries } from "../market/data-series.ts";
import { isBarKind } from "../market/series-kind.ts";
import { isDaily, rowsBetween } from "./rows-between.ts";
import type { Listing, SpecSubject } from "./subject.ts";
import { type TradingSpan, tradingSpanOf } from "./trading-span.ts";

/** The longest that `google.protobuf.Duration` can say: 10,000 years. */
const millisecondsMax = 315_576_000_000 * 1_000;

/**
 * What a run over the dates and symbols of a subject will need; they have no violations. It has no
 * time at full speed, which changes with every run: see `timedAtFullSpeed`.
 */
export function estimateRun(subject: SpecSubject): Estimate | undefined {
  const { simulation, startDate, endDate, listings, context } = subject;
  if (simulation === undefined || startDate === undefined || endDate === undefined)
    return undefined;
  const span = tradingSpanOf(subject, startDate, endDate);
  let [bars, bytes] = [0, 0];
  const slices = new SliceCount(span);
  for (const listing of listings) {
    for (const series of subject.series) {
      const rows = rowsBetween(context.catalog, listing, series, startDate, endDate);
      bars += rows;
      bytes += rows * bytesOfRow(listing, series, subject);
      slices.add(series, rows);
    }
  }
  const runTime = runTimeOf(simulation.pace, span, slices.count);
  return create(EstimateSchema, {
    tradingDays: span.tradingDays,
    barriers: BigInt(slices.count),
    bars: BigInt(bars),
    bytes: BigInt(Math.ceil(bytes)),
    ...(runTime === undefined ? {} : { runTime }),
  });
}

/**
 * How many slices rows make. Bars of one length end together, and longer ones where shorter ones
 * do; of ticks each is taken to have an instant of its own. Of daily bars alone the count is exact.
 */
class SliceCount {
  readonly #days: number;
  readonly #bars = new Map<string, number>();
  #ticks = 0;

  constructor({ slices }: TradingSpan) {
    this.#days = slices;
  }

  add(series: DataSeries, rows: number): void {
    if (isDaily(series)) return;
    if (!isBarKind(series.kind)) this.#ticks += rows;
    else {
      const key = formatDataSeries(series);
      this.#bars.set(key, Math.max(rows, this.#bars.get(key) ?? 0));
    }
  }

  get count(): number {
    return Math.max(this.#days, ...this.#bars.values()) + this.#ticks;
  }
}

/** Bytes of a row in the catalog's files, on average; 0 where that is not known. */
function bytesOfRow(
  { instrument: { symbol } }: Listing,
  series: DataSeries,
  { context }: SpecSubject,
): number {
  const info = context.catalog.findSeries?.({ ...series, symbol });
  return info === undefined || info.rows === 0 ? 0 : info.bytes / info.rows;
}

/** Undefined at full speed, and for a pace that was refused. */
function runTimeOf(
  pace: Pace | undefined,
  span: TradingSpan,
  slices: number,
): Duration | undefined {
  switch (pace?.kind.case) {
    case "speed":
      return lasting(Number(span.openNs()) / 1e6 / pace.kind.value);
    case "intervalPerSlice":
      return lasting(slices * millisecondsOf(pace.kind.value));
    default:
      return undefined;
  }
}

/**
 * A length of time in milliseconds that was worked out. Not a number, negative, or infinite at a
 * speed close to nothing: only the last can be said, and is the longest there is.
 */
export function lasting(milliseconds: number): Duration | undefined {
  return milliseconds >= 0 ? durationOf(Math.min(milliseconds, millisecondsMax)) : undefined;
}
