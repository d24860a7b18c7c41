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
  /** By series; nothing for one without rows. */
  readonly #parts: (PassedRows[] | undefined)[] = [];
  #warmup: readonly number[] | undefined;

  /** `symbols` are those of the session, in its order. */
  constructor(feed: MarketFeed, symbols: readonly string[]) {
    this.#feed = feed;
    this.#symbols = symbols;
  }

  /** Adds rows before the first slice; called before any other is added. */
  async addWarmup(rows: AsyncIterable<PassedRows>): Promise<void> {
    for await (const run of rows) this.add(run);
    this.#warmup = Array.from(this.#parts, (parts) => rowsOf(parts ?? []));
  }

  /** Adds rows; those that follow the ones before in the same batch are joined to them. */
  add(run: PassedRows): void {
    const parts = this.#parts[run.series];
    if (parts === undefined) {
      this.#parts[run.series] = [run];
      return;
    }
    const last = parts.at(-1);
    if (last?.batch === run.batch && last.to === run.from)
      parts[parts.length - 1] = { ...last, to: run.to };
    else parts.push(run);
  }

  /** The rows by series. */
  take(): readonly SeriesRows[] {
    const taken: SeriesRows[] = [];
    for (const [index, parts] of this.#parts.entries()) {
      const series = this.#feed.series[index];
      if (series === undefined || parts === undefined) continue;
      const symbol = this.#symbols[series.symbol] ?? "";
      taken.push({ symbol, series, parts, warmupRows: this.#warmup?.[index] ?? 0 });
    }
    return taken;
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
  const { roomBytes } = turn;
  turn.takeRows();
  // A literal, since a turn is little else than this: `create` costs ten times as much.
  const result: TurnResult = {
    $typeName: TurnResultSchema.typeName,
    barrier: BigInt(simulation.barrier),
    durableBarrier: BigInt(durableBarrier),
    sessionTime: sessionTimeNs === undefined ? undefined : timestampOf(sessionTimeNs),
    wokeBy,
    results: turn.results,
    updates: untold.take(roomBytes),
    data: [],
    account: includeAccount ? simulation.account() : undefined,
    positions: includePositions ? [...simulation.positions()] : [],
    sessionState: status?.state ?? SessionState.UNSPECIFIED,
    tradingState: lowerOf(status?.tradingState ?? TradingState.UNSPECIFIED, simulation.riskCap),
  };
  return { result, data: turn.rows.take() };
}
