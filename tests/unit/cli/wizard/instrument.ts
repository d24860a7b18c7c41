import { create } from "@bufbuild/protobuf";
import {
  type Instrument,
  InstrumentSchema,
  SeriesKind,
} from "../../../../gen/ts/openbell/v1/market_data_pb.ts";

/** An instrument with daily bars between two dates; without dates it has none. */
export function instrument(
  symbol: string,
  range?: readonly [firstDate: string, lastDate: string],
  currency = "USD",
): Instrument {
  const [firstDate, lastDate] = range ?? [];
  const bars = { kind: SeriesKind.BARS, interval: "1d", holeCount: 1 };
  const series = firstDate && lastDate ? [{ ...bars, firstDate, lastDate }] : [];
  return create(InstrumentSchema, { symbol, displayName: `${symbol} Company`, currency, series });
}
