import { create } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import type { Pace } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type Estimate, EstimateSchema } from "../../gen/ts/openbell/v1/validation_pb.ts";
import { durationOf, millisecondsOf } from "../domain/timestamp.ts";
import type { Listing, SpecSubject } from "./subject.ts";
import { type TradingSpan, tradingSpanOf } from "./trading-span.ts";

/** The longest that `google.protobuf.Duration` can say: 10,000 years. */
const millisecondsMax = 315_576_000_000 * 1_000;

/** What a run over the dates and symbols of a subject will need; they have no violations. */
export function estimateRun(subject: SpecSubject): Estimate | undefined {
  const { simulation, startDate, endDate, listings, context } = subject;
  if (simulation === undefined || startDate === undefined || endDate === undefined)
    return undefined;
  const span = tradingSpanOf(subject, startDate, endDate);
  let [bars, bytes] = [0, 0];
  for (const listing of listings) {
    const { symbol } = listing.instrument;
    const count = context.catalog.countBars(symbol, "1d", startDate, endDate);
    bars += count;
    bytes += count * bytesOfBar(listing, subject);
  }
  const runTime = runTimeOf(simulation.pace, span, bars, context.barsPerSecond);
  return create(EstimateSchema, {
    tradingDays: span.tradingDays,
    barriers: BigInt(span.slices),
    bars: BigInt(bars),
    bytes: BigInt(Math.ceil(bytes)),
    ...(runTime === undefined ? {} : { runTime }),
  });
}

/** Bytes of a bar in the catalog's files, on average; 0 where that is not known. */
function bytesOfBar({ instrument: { symbol } }: Listing, { context }: SpecSubject): number {
  const series = context.catalog.findSeries?.({ symbol, kind: "bars", interval: "1d" });
  return series === undefined ? 0 : series.bytes / series.rows;
}

/** Undefined at full speed while that speed is not known, and for a pace that was refused. */
function runTimeOf(
  pace: Pace | undefined,
  span: TradingSpan,
  bars: number,
  barsPerSecond: number | undefined,
): Duration | undefined {
  const milliseconds = () => {
    switch (pace?.kind.case) {
      case "speed":
        return Number(span.openNs()) / 1e6 / pace.kind.value;
      case "intervalPerSlice":
        return span.slices * millisecondsOf(pace.kind.value);
      default:
        return barsPerSecond === undefined ? Number.NaN : (bars / barsPerSecond) * 1_000;
    }
  };
  const value = milliseconds();
  // Not a number, negative, or infinite at a speed close to nothing: only the last can be shown.
  return value >= 0 ? durationOf(Math.min(value, millisecondsMax)) : undefined;
}
