/**
 * Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
 * they are owed, so that the inventory comes back by itself.
 *
 *   npx openbell data generate
 *   npm start
 *   npx node --conditions=openbell-source examples/typescript/quote-bot.ts
 */
import { createOpenbellClient } from "openbell/client";
import type { BotTurn } from "openbell/client/bot-turn";
import { price, ticks } from "openbell/client/ticks";
import { EndOfData } from "openbell/contract/fill_model";
import { OrderType, Side } from "openbell/contract/order";
import { Drive } from "openbell/contract/session";
import { type TurnResult, WokeBy } from "openbell/contract/trading";

const symbol = "SYNTH";
/** Ticks from the middle, shares in an order, most shares held or owed, shares that move a tick. */
const [distance, lot, most, perTick] = [5n, 100n, 200n, 100n];

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const { session } = await client.create({
  start: true,
  spec: {
    strategyId: "quote-bot",
    symbols: [symbol],
    initialCapital: "100000",
    modeSpec: {
      case: "simulation",
      value: {
        ...{ startDate: "2020-12-30", endDate: "2020-12-31", drive: Drive.LOCKSTEP },
        data: [{ kind: { case: "quotes", value: {} } }],
        fillModel: { endOfData: EndOfData.CLOSE },
      },
    },
  },
});
const sessionId = session?.sessionId ?? "";

const { symbols } = await client.trading.capabilities(sessionId);
const increment = symbols[0]?.priceIncrement ?? "";

/** The middle of the last quote in ticks, rounded down; undefined where none came. */
function middleOf({ data }: TurnResult): bigint | undefined {
  const columns = data.at(-1)?.columns;
  if (columns?.case !== "quotes") return undefined;
  const { bid, ask } = columns.value;
  return (ticks(bid.at(-1) ?? 0, increment) + ticks(ask.at(-1) ?? 0, increment)) / 2n;
}

/** A limit order that only ever rests: where it would trade at once, it is rejected instead. */
function quote(turn: BotTurn, side: Side, limit: bigint): void {
  const clientOrderId = `${side === Side.BUY ? "bid" : "ask"}-${turn.barrier}`;
  const size = { case: "quantity", value: String(lot) } as const;
  const limitPrice = price(limit, increment);
  const type = OrderType.LIMIT;
  turn.place(clientOrderId, { symbol, side, type, size, limitPrice, postOnly: true });
}

const end = await client.trading.drive(sessionId, (turn) => {
  // A quote comes every five seconds. A minute of them, or as soon as something was filled: what is
  // held has changed then, and the prices should.
  turn.until({ slices: 12, onFill: true });
  turn.include({ positions: true });
  const middle = turn.seen && middleOf(turn.seen);
  if (middle === undefined) return;
  const held = BigInt(turn.seen?.positions[0]?.quantity ?? "0");
  const centre = middle - held / perTick;
  // Out with the old prices, in with the new: the commands of a turn act together.
  turn.cancelAll(symbol);
  if (held + lot <= most) quote(turn, Side.BUY, centre - distance);
  if (held - lot >= -most) quote(turn, Side.SELL, centre + distance);
});
if (end?.wokeBy !== WokeBy.END_OF_DATA) throw new Error(`ended by ${end?.wokeBy}`);

const { status } = await client.get(sessionId);
console.log(`${sessionId}: ${status?.metrics?.fills} fills`);
console.log(`net profit ${status?.metrics?.netProfit}, digest ${status?.resultsDigest}`);
client.close();
