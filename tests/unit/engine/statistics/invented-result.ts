/** Results out of bars and trades: every bar a slice, and a trading day. */
import { create } from "@bufbuild/protobuf";
import {
  type Fill,
  FillReason,
  FillSchema,
  Liquidity,
  Side,
} from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { TradingDayClosedSchema } from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { epochDayOf, formatTradingDate } from "../../../../src/domain/trading-date.ts";
import { emptyTally } from "../../../../src/engine/statistics/equity-tally.ts";
import { EquityTracker } from "../../../../src/engine/statistics/equity-tracker.ts";
import { ResultCollector } from "../../../../src/engine/statistics/result-collector.ts";
import type { ResultSeries } from "../../../../src/engine/statistics/result-series.ts";

export interface InventedDay {
  /** `yyyymmdd`. */
  readonly date: number;
  readonly close: number;
  readonly equity: number;
  readonly exposure?: number;
  readonly fills?: readonly InventedFill[];
}

export interface InventedFill {
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly price: number;
  readonly fee?: number;
  readonly reason?: FillReason;
  readonly realized?: number;
}

const nsPerDay = 86_400_000_000_000n;

/** Where a fill stands, and the position after it. */
export interface FillPlace {
  readonly number: number;
  readonly barrier: number;
  readonly timeNs: bigint;
  readonly position: number;
}

export function fillOf(fill: InventedFill, place: FillPlace): Fill {
  const { number, barrier, timeNs, position } = place;
  return create(FillSchema, {
    fillId: String(number),
    symbol: "XX",
    side: fill.side === "buy" ? Side.BUY : Side.SELL,
    quantity: decimal(fill.quantity),
    price: decimal(fill.price),
    fee: decimal(fill.fee ?? 0),
    slippage: "0",
    liquidity: Liquidity.TAKER,
    reason: fill.reason ?? FillReason.NEXT_OPEN,
    barrier: BigInt(barrier),
    fillTime: timestampOf(timeNs),
    positionQuantity: decimal(position),
    realizedProfit: decimal(fill.realized ?? 0),
  });
}

/** Doubles of a peer as decimals of the contract: the nearest with 12 digits after the point. */
function decimal(value: number): string {
  const text = value.toFixed(12).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

export function inventedResult(
  capital: number,
  days: readonly InventedDay[],
  facts: Partial<ResultSeries> = {},
): ResultSeries {
  const collector = new ResultCollector({
    initialCapital: capital,
    firstSymbol: "XX",
    multiplierOf: () => 10n ** 18n,
    barSeconds: 86_400,
    isDaily: true,
  });
  const tracker = new EquityTracker(emptyTally(capital));
  let [fills, position] = [0, 0];
  for (const [index, { date, close, equity, exposure = 0, fills: filled = [] }] of days.entries()) {
    const midnight = BigInt(epochDayOf(date)) * nsPerDay;
    const timeNs = midnight + (21n * nsPerDay) / 24n;
    for (const fill of filled) {
      fills += 1;
      position += fill.side === "buy" ? fill.quantity : -fill.quantity;
      const timeNs = midnight + (14n * nsPerDay) / 24n;
      collector.addFill(fillOf(fill, { number: fills, barrier: index + 1, timeNs, position }));
    }
    const seconds = Number(timeNs / 1_000_000_000n);
    tracker.observe({ seconds, date, equity, grossExposure: exposure, benchmark: close });
    const text = String(equity);
    const levels = { open: text, high: text, low: text, close: text };
    const day = create(TradingDayClosedSchema, {
      date: formatTradingDate(date),
      barrier: BigInt(index + 1),
      bars: 1,
      closes: [{ symbol: "XX", price: String(close) }],
      equity: { ...levels, cash: text, grossExposure: String(exposure) },
    });
    collector.addDay(day, timeNs);
  }
  const first = days[0]?.date;
  const result = collector.finish({
    riskFreeRate: 0,
    indicatorBars: 0,
    annualDays: 252,
    startNs: first === undefined ? undefined : BigInt(epochDayOf(first)) * nsPerDay,
    tally: tracker.tally,
    dividends: 0,
    orders: fills,
  });
  return { ...result, ...facts };
}
