/** The bot of the demo: what a user of the client would write. */
import { OrderType, Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import { Drive } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { TurnResult } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { OnSlice } from "../client/bot-turn.ts";
import type { OpenbellClient } from "../client/client.ts";
import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";

/** What is traded, and when. */
export interface DemoMarket {
  readonly symbol: string;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
}

/** Closes in the short and the long average. */
const [fast, slow] = [10, 30];

/** Creates the session that the bot drives, and starts it. Gives its id. */
export async function createDemoSession(
  client: OpenbellClient,
  { symbol, firstDate, lastDate }: DemoMarket,
): Promise<string> {
  const { session } = await client.create({
    start: true,
    spec: {
      strategyId: "sma-crossover",
      symbols: [symbol],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: {
          startDate: formatTradingDate(firstDate),
          endDate: formatTradingDate(lastDate),
          drive: Drive.LOCKSTEP,
        },
      },
    },
  });
  return session?.sessionId ?? "";
}

/**
 * Holds the symbol while the average of its last 10 closes is above that of the last 30, bought
 * for nine tenths of what there is. Tells of every order.
 */
export function crossoverBot(symbol: string, tell: (order: string) => void): OnSlice {
  const closes: number[] = [];
  let isLong = false;
  const mean = (length: number) =>
    closes.slice(-length).reduce((sum, close) => sum + close, 0) / length;
  return (turn) => {
    const { seen } = turn;
    if (seen !== undefined) closes.push(...closesOf(seen));
    turn.include({ positions: true });
    const wantsLong = closes.length >= slow && mean(fast) > mean(slow);
    if (wantsLong === isLong) return;
    isLong = wantsLong;
    const side = isLong ? Side.BUY : Side.SELL;
    tell(`${dateOf(seen)} ${isLong ? "buys " : "sells"} after a close of ${closes.at(-1)}`);
    const held = { case: "quantity", value: seen?.positions[0]?.quantity ?? "" } as const;
    const share = { case: "buyingPowerFraction", value: "0.9" } as const;
    const size = isLong ? share : held;
    turn.place(`sma-${closes.length}`, { symbol, side, type: OrderType.MARKET, size });
  };
}

function closesOf({ data }: TurnResult): readonly number[] {
  return data.flatMap(({ columns }) => (columns.case === "bars" ? columns.value.close : []));
}

function dateOf(seen: TurnResult | undefined): string {
  const date = seen?.data.flatMap(({ columns }) =>
    columns.case === "bars" ? columns.value.date : [],
  );
  return formatTradingDate(date?.at(-1) ?? 0);
}
