/** The stored form of a replay's position: the one place that knows both. */
import { create } from "@bufbuild/protobuf";
import {
  type ReplayCheckpoint,
  ReplayCheckpointSchema,
} from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { instantOf, timestampOf } from "../domain/timestamp.ts";
import { formatTradingDate, parseTradingDate } from "../domain/trading-date.ts";
import { type ReplayPosition, replayBeginning } from "../engine/replay.ts";

/** Version of the rules by which a replay computes; written into every checkpoint. */
export const engineVersion = 1;

/** What a checkpoint holds beside the position. */
export interface CheckpointFacts {
  /** Version of the data of the session's symbols. */
  readonly dataVersion: string;
  /** Wall time spent RUNNING, in milliseconds. */
  readonly runTimeMs: number;
}

/** The stored form. */
export function checkpointOf(position: ReplayPosition, facts: CheckpointFacts): ReplayCheckpoint {
  const { sessionTimeNs, openDate, openDayCloses } = position;
  return create(ReplayCheckpointSchema, {
    barrier: BigInt(position.barrier),
    ...(sessionTimeNs === undefined ? {} : { sessionTime: timestampOf(sessionTimeNs) }),
    bars: BigInt(position.bars),
    tradingDays: position.tradingDays,
    resultsDigest: position.digest,
    openDate: openDate === 0 ? "" : formatTradingDate(openDate),
    openDayBars: position.openDayBars,
    openDayCloses: Object.fromEntries(
      Array.from(openDayCloses, ([symbol, ticks]) => [symbol, BigInt(ticks)]),
    ),
    dataVersion: facts.dataVersion,
    runTimeMs: BigInt(Math.round(facts.runTimeMs)),
    engineVersion,
  });
}

/** The position; the beginning where there is no checkpoint. */
export function positionOf(checkpoint: ReplayCheckpoint | undefined): ReplayPosition {
  if (checkpoint === undefined) return replayBeginning;
  return {
    barrier: Number(checkpoint.barrier),
    sessionTimeNs:
      checkpoint.sessionTime === undefined ? undefined : instantOf(checkpoint.sessionTime),
    bars: Number(checkpoint.bars),
    tradingDays: checkpoint.tradingDays,
    digest: checkpoint.resultsDigest,
    openDate: parseTradingDate(checkpoint.openDate) ?? 0,
    openDayBars: checkpoint.openDayBars,
    openDayCloses: new Map(
      Object.entries(checkpoint.openDayCloses).map(([symbol, ticks]) => [symbol, Number(ticks)]),
    ),
  };
}
