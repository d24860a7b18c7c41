/**
 * Two symbols, daily bars: SYNTH2 follows SYNTH, and a difference that is unusually wide is taken
 * to close again. Sells the dear one and buys the cheap one beyond two standard deviations of the
 * last 20 days, and closes both when the difference is back at its mean.
 *
 *   npx openbell data generate
 *   npm start
 *   npx node --conditions=openbell-source examples/typescript/mean-reversion.ts
 */
import { createOpenbellClient } from "openbell/client";
import type { BotTurn } from "openbell/client/bot-turn";
import { EndOfData } from "openbell/contract/fill_model";
import { OrderType, Side } from "openbell/contract/order";
import { Drive } from "openbell/contract/session";
import { type TurnResult, WokeBy } from "openbell/contract/trading";

const [base, companion] = ["SYNTH", "SYNTH2"];
const days = 20;
const quantity = "400";

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const { session } = await client.create({
  start: true,
  spec: {
    strategyId: "mean-reversion",
    symbols: [base, companion],
    initialCapital: "100000",
    modeSpec: {
      case: "simulation",
      value: {
        ...{ startDate: "2016-01-04", endDate: "2020-12-31", drive: Drive.LOCKSTEP },
        // What came before the first day comes with the first answer: no day is lost to the mean.
        warmup: { tradingDays: days },
        fillModel: { endOfData: EndOfData.CLOSE },
      },
    },
  },
});
const sessionId = session?.sessionId ?? "";

/** How much dearer the companion was at each close, in cents: whole numbers, so nothing rounds. */
const spreads: number[] = [];
/** 1 with the companion bought and the base sold, -1 the other way round, 0 with neither. */
let held = 0;

function look({ data }: TurnResult): void {
  const [ours, theirs] = [base, companion].map((symbol) => {
    const columns = data.find((each) => each.symbol === symbol)?.columns;
    return columns?.case === "bars" ? columns.value.close : [];
  });
  for (const [row, close] of (theirs ?? []).entries()) {
    spreads.push(Math.round(close * 100) - Math.round((ours?.[row] ?? 0) * 100));
  }
}

/** What should be held after the last close. */
function wanted(): number {
  const window = spreads.slice(-days);
  const total = window.reduce((sum, each) => sum + each, 0);
  const squares = window.reduce((sum, each) => sum + each * each, 0);
  // Both times the number of days: the distance from the mean, and the variance times it squared.
  const distance = (window.at(-1) ?? 0) * days - total;
  const isWide = distance * distance > 4 * (days * squares - total * total);
  if (isWide) return distance > 0 ? -1 : 1;
  // Back at the mean, or beyond it: done.
  return held * distance >= 0 ? 0 : held;
}

/** Both legs act at the same open; on daily bars neither waits for the other. */
function trade(turn: BotTurn, direction: number, name: "enter" | "leave"): void {
  const [buys, sells] = direction > 0 ? [companion, base] : [base, companion];
  const type = OrderType.MARKET;
  const size = { case: "quantity", value: quantity } as const;
  turn.place(`${name}-${buys}-${spreads.length}`, { symbol: buys, side: Side.BUY, type, size });
  turn.place(`${name}-${sells}-${spreads.length}`, { symbol: sells, side: Side.SELL, type, size });
}

const end = await client.trading.drive(sessionId, (turn) => {
  if (turn.seen === undefined) return;
  look(turn.seen);
  const target = wanted();
  if (target === held) return;
  if (held !== 0) trade(turn, -held, "leave");
  if (target !== 0) trade(turn, target, "enter");
  held = target;
});
if (end?.wokeBy !== WokeBy.END_OF_DATA) throw new Error(`ended by ${end?.wokeBy}`);

const { status } = await client.get(sessionId);
console.log(`${sessionId}: ${status?.metrics?.trades} trades`);
console.log(`net profit ${status?.metrics?.netProfit}, digest ${status?.resultsDigest}`);
client.close();
