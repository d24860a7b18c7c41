import { create } from "@bufbuild/protobuf";
import { SessionState, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type TurnResult,
  TurnResultSchema,
  type WokeBy,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Outcome } from "../domain/rejection.ts";
import { lowerOf } from "../domain/session/trading-state.ts";
import { timestampOf } from "../domain/timestamp.ts";
import type { FeedSeries, MarketFeed, PassedRows } from "../engine/market-feed.ts";
import type { SimulationRun } from "./simulation-run.ts";
import type { RunningTurn } from "./turn.ts";
import type { UntoldUpdates } from "./untold-updates.ts";

/** Rows of one series that a driver had not seen. */
export interface SeriesRows {
  readonly symbol: string;
  readonly series: Pick<FeedSeries, "kind" | "interval">;
  /** Ascending; a part ends where a batch of the data does. */
  readonly parts: readonly PassedRows[];
  /** So many of the first rows lie before the session's first date. */
  readonly warmupRows: number;
}

/** The answer to a turn. The data stays in the columns of the feed until it is sent. */
export interface TurnAnswer {
  /** Without its data. */
  readonly result: TurnResult;
  /** In the order of the feed; a series without rows is absent. */
  readonly data: readonly SeriesRows[];
}

/** What becomes of a turn: at once where it can be. */
export type TurnOutcome = Outcome<TurnAnswer> | Promise<Outcome<TurnAnswer>>;

/** Collects the rows of an answer. */
export class AnswerRows {
  readonly #feed: MarketFeed;
  readonly #symbols: readonly string[];
  readonly #parts: PassedRows[][];
  #warmup: readonly number[] | undefined;

  /** `symbols` are those of the session, in its order. */
  constructor(feed: MarketFeed, symbols: readonly string[]) {
    this.#feed = feed;
    this.#symbols = symbols;
    this.#parts = feed.series.map(() => []);
  }

  /** Adds rows before the first slice; called before any other is added. */
  async addWarmup(rows: AsyncIterable<PassedRows>): Promise<void> {
    for await (const run of rows) this.add(run);
    this.#warmup = this.#parts.map(rowsOf);
  }

  /** Adds rows; those that follow the ones before in the same batch are joined to them. */
  add(run: PassedRows): void {
    const parts = this.#parts[run.series];
    const last = parts?.at(-1);
    if (last !== undefined && last.batch === run.batch && last.to === run.from) {
      parts?.splice(-1, 1, { ...last, to: run.to });
    } else parts?.push(run);
  }

  /** The rows by series. */
  take(): readonly SeriesRows[] {
    return this.#parts.flatMap((parts, index) => {
      const series = this.#feed.series[index];
      if (series === undefined || parts.length === 0) return [];
      const symbol = this.#symbols[series.symbol] ?? "";
      return [{ symbol, series, parts, warmupRows: this.#warmup?.[index] ?? 0 }];
    });
  }
}

function rowsOf(parts: readonly PassedRows[]): number {
  return parts.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The answer to a turn where its run stands now. */
export function answerOf(
  run: SimulationRun,
  turn: RunningTurn,
  wokeBy: WokeBy,
  untold: UntoldUpdates,
): TurnAnswer {
  const { simulation, cell, durableBarrier } = run;
  const { includeAccount, includePositions } = turn.turn;
  const { sessionTimeNs } = simulation;
  const status = cell.newest?.status;
  turn.takeRows();
  const result = create(TurnResultSchema, {
    barrier: BigInt(simulation.barrier),
    durableBarrier: BigInt(durableBarrier),
    ...(sessionTimeNs === undefined ? {} : { sessionTime: timestampOf(sessionTimeNs) }),
    wokeBy,
    results: turn.results,
    updates: untold.take(),
    ...(includeAccount ? { account: simulation.account() } : {}),
    ...(includePositions ? { positions: [...simulation.positions()] } : {}),
    sessionState: status?.state ?? SessionState.UNSPECIFIED,
    tradingState: lowerOf(status?.tradingState ?? TradingState.UNSPECIFIED, simulation.riskCap),
  });
  return { result, data: turn.rows.take() };
}
