/**
 * Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
 * they are owed, so that the inventory comes back by itself.
 *
 *   npx openbell data generate
 *   npm start
 *   npx node --conditions=openbell-source examples/market-maker.ts
 */
import { createOpenbellClient } from "openbell/client";
import { EndOfData } from "openbell/contract/fill_model";
import { OrderType, Side } from "openbell/contract/order";
import { Drive } from "openbell/contract/session";
import { type TurnResult, WokeBy } from "openbell/contract/trading";

const symbol = "SYNTH";
/** Cents from the middle, shares in an order, most shares held or owed, shares that move a cent. */
const [distance, lot, most, perCent] = [5, 100, 200, 100];

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const { session } = await client.create({
  start: true,
  spec: {
    strategyId: "market-maker",
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

/** The middle of the last quote in cents, rounded down; undefined where none came. */
function middleOf({ data }: TurnResult): number | undefined {
  const columns = data.at(-1)?.columns;
  if (columns?.case !== "quotes") return undefined;
  const { bid, ask } = columns.value;
  const sum = Math.round((bid.at(-1) ?? 0) * 100) + Math.round((ask.at(-1) ?? 0) * 100);
  return Math.floor(sum / 2);
}

/** A limit order that only ever rests: where it would trade at once, it is rejected instead. */
function limit(side: Side, cents: number, barrier: bigint) {
  const clientOrderId = `${side === Side.BUY ? "bid" : "ask"}-${barrier}`;
  const size = { case: "quantity", value: String(lot) } as const;
  const limitPrice = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  const spec = { symbol, side, type: OrderType.LIMIT, size, limitPrice, postOnly: true };
  return { command: { case: "place", value: { clientOrderId, spec } } } as const;
}

const end = await client.trading.drive(sessionId, {
  decide(seen) {
    // A quote comes every five seconds. A minute of them, or as soon as something was filled: what
    // is held has changed then, and the prices should.
    const until = { slices: 12, onFill: true };
    const turn = { until, includePositions: true };
    const middle = seen === undefined ? undefined : middleOf(seen);
    if (seen === undefined || middle === undefined) return turn;
    const held = Number(seen.positions[0]?.quantity ?? "0");
    const centre = middle - Math.round(held / perCent);
    // Out with the old prices, in with the new: the commands of a turn act together.
    const commands = [
      { command: { case: "cancelAll", value: { symbol } } } as const,
      ...(held + lot <= most ? [limit(Side.BUY, centre - distance, seen.barrier)] : []),
      ...(held - lot >= -most ? [limit(Side.SELL, centre + distance, seen.barrier)] : []),
    ];
    return { ...turn, commands };
  },
});
if (end?.wokeBy !== WokeBy.END_OF_DATA) throw new Error(`ended by ${end?.wokeBy}`);

const { status } = await client.get(sessionId);
console.log(`${sessionId}: ${status?.metrics?.fills} fills`);
console.log(`net profit ${status?.metrics?.netProfit}, digest ${status?.resultsDigest}`);
client.close();
