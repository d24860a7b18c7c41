/**
 * One symbol, daily bars: long while the average of the last 10 closes is above that of the last
 * 30, flat otherwise.
 *
 *   npm start
 *   npx node --conditions=openbell-source examples/typescript/sma-crossover.ts
 */
import { createOpenbellClient } from "openbell/client";
import { ticks } from "openbell/client/ticks";
import { EndOfData } from "openbell/contract/fill_model";
import { OrderType, Side } from "openbell/contract/order";
import { Drive } from "openbell/contract/session";
import { type TurnResult, WokeBy } from "openbell/contract/trading";

const symbol = process.argv[2] ?? "SP500";
const [fast, slow] = [10, 30];
const quantity = "20";

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const { session } = await client.create({
  start: true,
  spec: {
    strategyId: "sma-crossover",
    symbols: [symbol],
    initialCapital: "100000",
    modeSpec: {
      case: "simulation",
      value: {
        ...{ startDate: "2000-01-03", endDate: "2020-04-17", drive: Drive.LOCKSTEP },
        // What is held at the end is sold at the last close, so that the result is in cash.
        fillModel: { endOfData: EndOfData.CLOSE },
      },
    },
  },
});
const sessionId = session?.sessionId ?? "";
const { symbols } = await client.trading.capabilities(sessionId);
const increment = symbols[0]?.priceIncrement ?? "";

/** Closes in ticks: sums of whole numbers are the same in every language and on every machine. */
const closes: bigint[] = [];
let isLong = false;

/** Takes the closes of an answer, which come as a column of doubles. */
function look({ data }: TurnResult): void {
  for (const { columns } of data) {
    if (columns.case !== "bars") continue;
    for (const close of columns.value.close) closes.push(ticks(close, increment));
  }
}

/** The sum of the last `length` closes. */
function sum(length: number): bigint {
  return closes.slice(-length).reduce((total, close) => total + close, 0n);
}

// Called with each answer. What is decided here acts from the next bar on: at its open.
const end = await client.trading.drive(sessionId, (turn) => {
  if (turn.seen !== undefined) look(turn.seen);
  if (closes.length < slow) return turn.until({ slices: slow - closes.length });
  // sum(fast) / fast > sum(slow) / slow, without a division.
  const wantsLong = sum(fast) * BigInt(slow) > sum(slow) * BigInt(fast);
  if (wantsLong === isLong) return;
  isLong = wantsLong;
  const side = wantsLong ? Side.BUY : Side.SELL;
  const size = { case: "quantity", value: quantity } as const;
  // A turn that is made again after a crash must name the same order: no random ids.
  turn.place(`sma-${closes.length}`, { symbol, side, type: OrderType.MARKET, size });
});
if (end?.wokeBy !== WokeBy.END_OF_DATA) throw new Error(`ended by ${end?.wokeBy}`);

const { status } = await client.get(sessionId);
console.log(`${sessionId}: ${status?.metrics?.fills} fills`);
console.log(`net profit ${status?.metrics?.netProfit}, digest ${status?.resultsDigest}`);
client.close();
