/** A run of the grid in a session, in the figures of the peer. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  AccountType,
  EndOfData,
  type FillModelSchema,
  MarketFill,
} from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { Trade } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { instantOf } from "../../../../src/domain/timestamp.ts";
import type { MarketServer } from "../market-server.ts";
import { runSession, type SessionOutcome } from "../session-run.ts";
import type { GridRun } from "./grid-runs.ts";
import { GridStrategy } from "./strategies.ts";

/** A round trip, as the peer reports it. */
export interface PeerTrade {
  readonly size: number;
  readonly entry_bar: number;
  readonly exit_bar: number;
  readonly entry_price: number;
  readonly exit_price: number;
  readonly net_profit: number;
  readonly commission: number;
}

/** What a run came to. */
export interface GridOutcome {
  readonly equity: number;
  readonly trades: readonly PeerTrade[];
  readonly session: SessionOutcome;
}

/** Runs it between two dates of the data. */
export async function runGrid(
  server: MarketServer,
  run: GridRun,
  dates: { readonly startDate: string; readonly endDate: string },
): Promise<GridOutcome> {
  const strategy = new GridStrategy(run.strategy, run.data, run.exclusive_orders ?? false);
  const closes: number[] = [];
  const session = await runSession(
    server,
    {
      ...{ displayName: run.id, strategyId: run.strategy.kind, symbols: [run.data] },
      initialCapital: String(run.cash),
      modeSpec: {
        case: "simulation",
        value: {
          ...dates,
          fillModel: fillModelOf(run),
          account: {
            type: AccountType.MARGIN,
            initialMargin: String(run.margin ?? 1),
            maintenanceMargin: "0",
          },
        },
      },
    },
    (seen) => {
      closes.push(Math.round(seen.close * 10_000));
      return strategy.decide({ ...seen, closes });
    },
    (run.strategy.slow ?? 1) - 1,
  );
  const trades = session.trades.map((trade) => peerTradeOf(trade, session.barOfTime));
  return { equity: Number(session.equity), trades, session };
}

function fillModelOf(run: GridRun): MessageInitShape<typeof FillModelSchema> {
  const { commission, spread } = run;
  return {
    profile: "backtesting.py",
    ...(run.trade_on_close ? { marketFill: MarketFill.SAME_CLOSE } : {}),
    ...(run.finalize ? { endOfData: EndOfData.CLOSE } : {}),
    ...(spread === undefined
      ? {}
      : { slippage: { model: { case: "spread", value: String(spread) } } }),
    ...(commission === undefined ? {} : { commission: commissionOf(commission) }),
  };
}

function commissionOf(
  commission: number | readonly [number, number],
): NonNullable<MessageInitShape<typeof FillModelSchema>["commission"]> {
  if (typeof commission === "number") {
    return { model: { case: "percent", value: String(commission) } };
  }
  const [fixed, percent] = [String(commission[0]), String(commission[1])];
  return { model: { case: "fixedPlusPercent", value: { fixed, percent } } };
}

function peerTradeOf(trade: Trade, barOfTime: ReadonlyMap<bigint, number>): PeerTrade {
  const { entryTime, exitTime } = trade;
  const bar = (time: typeof entryTime) =>
    (time === undefined ? undefined : barOfTime.get(instantOf(time))) ?? -1;
  return {
    size: Number(trade.quantity),
    entry_bar: bar(entryTime),
    exit_bar: bar(exitTime),
    entry_price: Number(trade.entryPrice),
    exit_price: Number(trade.exitPrice),
    net_profit: Number(trade.netProfit),
    commission: Number(trade.fees),
  };
}
