/**
 * The first oracle of LEAN with other symbols, dates and capitals: what has to come of it follows
 * from the rules of the oracle file and the rows of the data alone, and is worked out here.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OrderType, Side } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { BarPrice } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { parseTradingDate } from "../../../src/domain/trading-date.ts";
import { leanFee, leanQuantity } from "./lean-size.ts";
import { dataFolder, MarketServer } from "./market-server.ts";
import { runSession } from "./session-run.ts";

interface Variation {
  readonly symbol: "SPY" | "IBM";
  readonly startDate: string;
  readonly endDate: string;
  readonly capital: number;
  readonly weight: number;
}

const spy = { symbol: "SPY", weight: 1 } as const;
const ibm = { symbol: "IBM", weight: 0.7, capital: 55_555, endDate: "2013-10-11" } as const;

const variations: readonly Variation[] = [
  ...["2013-10-08", "2013-10-09", "2013-10-10", "2013-10-11"].map((startDate): Variation => {
    return { ...spy, startDate, endDate: "2013-10-11", capital: 100_000 };
  }),
  ...[1_000, 12_345.67, 987_654.32].map((capital): Variation => {
    return { ...spy, startDate: "2013-10-07", endDate: "2013-10-09", capital };
  }),
  ...["2013-10-07", "2013-10-09", "2013-10-10"].map((startDate) => ({ ...ibm, startDate })),
];

/** Close of a minute, by the start of the minute. */
type Closes = ReadonlyMap<number, number>;

function closesOf(path: string, column: string): Closes {
  const text = gunzipSync(readFileSync(join(dataFolder, path))).toString();
  const [head = "", ...lines] = text.trim().split("\n");
  const at = head.split(",").indexOf(column);
  return new Map(
    lines.map((line) => {
      const cells = line.split(",");
      return [Date.parse(cells[0] ?? ""), Number(cells[at])];
    }),
  );
}

function sessionOf(date: string) {
  const session = findCalendar("XNYS")?.session(parseTradingDate(date) ?? 0);
  if (session === undefined) throw new Error(`${date} has no session`);
  return { open: Number(session.openNs / 1_000_000n), close: Number(session.closeNs / 1_000_000n) };
}

/** Buys at the ask at the end of the first minute, and is valued at the last trade of the hours. */
function expectedOf({ symbol, startDate, endDate, capital, weight }: Variation) {
  const path = `bars/us_equity_minute/${symbol}`;
  const trades = closesOf(`${path}_trade.csv.gz`, "close");
  const asks = closesOf(`${path}_quote.csv.gz`, "ask_close");
  const first = sessionOf(startDate).open;
  const quantity = leanQuantity(weight, capital, trades.get(first) ?? 0);
  const last = sessionOf(endDate).close - 60_000;
  const cash = capital - quantity * (asks.get(first) ?? 0) - leanFee(quantity);
  return { quantity, equity: cash + quantity * (trades.get(last) ?? 0) };
}

describe.skipIf(!existsSync(dataFolder))(
  "the basic template elsewhere",
  { timeout: 120_000 },
  () => {
    let server: MarketServer;

    beforeAll(async () => {
      server = await MarketServer.start(
        (["SPY", "IBM"] as const).map((symbol) => ({
          ...{ symbol, venue: "XNYS", priceIncrement: "0.01" },
          files: ["trade", "quote"].map((kind) => ({
            path: `bars/us_equity_minute/${symbol}_${kind}.csv.gz`,
            interval: "1m",
          })),
        })),
      );
    }, 120_000);
    afterAll(() => server?.stop());

    test.each(variations)("$symbol from $startDate with $capital", async (variation) => {
      const { symbol, startDate, endDate, capital, weight } = variation;
      const expected = expectedOf(variation);
      const interval = { seconds: 60n };
      const outcome = await runSession(
        server,
        {
          ...{ displayName: symbol, strategyId: "lean", symbols: [symbol] },
          initialCapital: String(capital),
          modeSpec: {
            case: "simulation",
            value: {
              ...{ startDate, endDate, fillModel: { profile: "lean-equity" } },
              data: [BarPrice.TRADE, BarPrice.BID_ASK].map((price) => ({
                kind: { case: "bars", value: { interval, price } },
              })),
            },
          },
        },
        ({ bar, close }) => {
          if (bar !== 0) return [];
          const value = String(leanQuantity(weight, capital, close));
          const spec = {
            ...{ symbol, side: Side.BUY, type: OrderType.MARKET },
            size: { case: "quantity" as const, value },
          };
          return [{ command: { case: "place", value: { clientOrderId: "first", spec } } }];
        },
      );
      expect(outcome.fills.map(({ quantity }) => Number(quantity))).toEqual([expected.quantity]);
      expect(Number(outcome.equity)).toBeCloseTo(expected.equity, 6);
    });
  },
);
