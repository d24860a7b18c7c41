/** What a session's spec says of the data that it runs on. */
import {
  Adjustment as AskedAdjustment,
  Schedule,
  type Session,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import { profileOf } from "../engine/profiles/profiles.ts";
import { type DataSeries, seriesOfData } from "../market/data-series.ts";
import type { Adjustment } from "../market/series-catalog.ts";
import { simulationSpecOf } from "./simulation-spec.ts";

/** The data of a simulation, in the words of the catalog. */
export interface SessionData {
  readonly symbols: readonly string[];
  /** The series of each symbol, the finest first. */
  readonly series: readonly DataSeries[];
  /** The venue's dates, both included. */
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
  readonly schedule: "regular" | "extended" | "continuous";
  readonly adjustment: Adjustment;
  /** Trading days before the first date that a driver is shown; 0 for none. */
  readonly warmupDays: number;
  /** Orders are filled by bars of trades where bars of bid and ask are finest: see the profile. */
  readonly prefersTradeBars: boolean;
}

const adjustments: Readonly<Record<AskedAdjustment, Adjustment>> = {
  [AskedAdjustment.UNSPECIFIED]: "RAW",
  [AskedAdjustment.RAW]: "RAW",
  [AskedAdjustment.SPLIT]: "SPLIT",
  [AskedAdjustment.TOTAL_RETURN]: "TOTAL_RETURN",
};

const schedules: Readonly<Record<Schedule, SessionData["schedule"]>> = {
  [Schedule.UNSPECIFIED]: "regular",
  [Schedule.REGULAR]: "regular",
  [Schedule.EXTENDED]: "extended",
  [Schedule.CONTINUOUS]: "continuous",
};

/** Reads the spec of a session. @throws Error for one that was never valid. */
export function sessionDataOf(session: Session): SessionData {
  const { sessionId, spec } = session;
  if (spec === undefined) throw new Error(`${sessionId} has no spec`);
  const simulation = simulationSpecOf(session);
  const firstDate = parseTradingDate(simulation.startDate);
  const lastDate = parseTradingDate(simulation.endDate);
  if (firstDate === undefined || lastDate === undefined)
    throw new Error(`${sessionId} has no dates`);
  return {
    symbols: spec.symbols,
    series: seriesOfData(simulation.data),
    firstDate,
    lastDate,
    schedule: schedules[spec.schedule] ?? "regular",
    adjustment: adjustments[simulation.adjustment] ?? "RAW",
    warmupDays: simulation.warmup?.tradingDays ?? 0,
    prefersTradeBars: profileOf(simulation.fillModel).flags.quoteBarsForMarketOrders,
  };
}
