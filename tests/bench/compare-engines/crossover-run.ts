/** The crossover of two averages on Openbell, as the programs beside it run it on theirs. */
import { EndOfData } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { OrderType, Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { Drive } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { OnSlice } from "../../../src/client/bot-turn.ts";
import type { OpenbellClient } from "../../../src/client/client.ts";

const [fast, slow, quantity] = [10, 30, "20"];

/** A trade: quantity, entry price, exit price. */
export type ComparedTrade = readonly [number, number, number];

/** What is run. */
export interface CrossoverMarket {
  readonly symbol: string;
  readonly firstDate: string;
  readonly lastDate: string;
}

/** Drives one session bar by bar over gRPC. Gives the seconds of the drive, and its trades. */
export async function runCrossover(
  client: OpenbellClient,
  { symbol, firstDate, lastDate }: CrossoverMarket,
): Promise<{ readonly seconds: number; readonly trades: readonly ComparedTrade[] }> {
  const { session } = await client.create({
    start: true,
    spec: {
      strategyId: "compare",
      symbols: [symbol],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: {
          ...{ startDate: firstDate, endDate: lastDate, drive: Drive.LOCKSTEP },
          fillModel: { profile: "backtesting.py", endOfData: EndOfData.CLOSE },
        },
      },
    },
  });
  const { sessionId = "" } = session ?? {};
  const start = performance.now();
  await client.trading.drive(sessionId, crossover(symbol));
  const seconds = (performance.now() - start) / 1_000;
  const trades: ComparedTrade[] = [];
  for await (const page of client.trading.trades({ sessionId, pageSize: 250 })) {
    for (const { quantity: size, entryPrice, exitPrice } of page.trades) {
      trades.push([Number(size), Number(entryPrice), Number(exitPrice)]);
    }
  }
  return { seconds, trades };
}

function crossover(symbol: string): OnSlice {
  const sums = [0];
  let isLong = false;
  const sum = (length: number) => (sums.at(-1) ?? 0) - (sums.at(-1 - length) ?? 0);
  return (turn) => {
    for (const { columns } of turn.seen?.data ?? []) {
      if (columns.case !== "bars") continue;
      for (const close of columns.value.close) {
        sums.push((sums.at(-1) ?? 0) + Math.round(close * 100));
      }
    }
    const wantsLong = sums.length > slow && sum(fast) * slow > sum(slow) * fast;
    if (wantsLong === isLong) return;
    isLong = wantsLong;
    const side = isLong ? Side.BUY : Side.SELL;
    const size = { case: "quantity", value: quantity } as const;
    const spec = { symbol, side, type: OrderType.MARKET, size, reduceOnly: !isLong };
    turn.place(`c${sums.length}`, spec);
  };
}
