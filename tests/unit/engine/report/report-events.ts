/** Recorded events of a small session, for tests of reports. */
import { create } from "@bufbuild/protobuf";
import { MarketFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import {
  FillReason,
  Liquidity,
  OrderState,
  Side,
} from "../../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type SessionEvent,
  SessionEventSchema,
} from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  Adjustment,
  Drive,
  SessionSchema,
  SessionState,
} from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { Isolation } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { epochDayOf, formatTradingDate } from "../../../../src/domain/trading-date.ts";
import type { ReportFacts } from "../../../../src/engine/report/report-facts.ts";

export const sessionId = "ses_01890a5d-ac96-774b-bcce-b302099a8057";

export function reportSession() {
  return create(SessionSchema, {
    sessionId,
    spec: {
      displayName: "Two trades",
      strategyId: "hand-made",
      symbols: ["XX"],
      initialCapital: "1000",
      currency: "USD",
      modeSpec: {
        case: "simulation",
        value: {
          startDate: "2024-01-02",
          endDate: "2024-01-04",
          drive: Drive.LOCKSTEP,
          adjustment: Adjustment.RAW,
          fillModel: {
            profile: "openbell",
            version: "1",
            marketFill: MarketFill.NEXT_OPEN,
            volumeCap: "0.1",
          },
        },
      },
    },
    status: { state: SessionState.COMPLETED },
  });
}

export function reportFacts(more: Partial<ReportFacts> = {}): ReportFacts {
  return {
    session: reportSession(),
    account: undefined,
    isolation: Isolation.BARRIER,
    band: undefined,
    data: [],
    tally: undefined,
    annualDays: 252,
    startNs: undefined,
    multipliers: new Map([["XX", "1"]]),
    isDaily: true,
    barSeconds: 86_400,
    ...more,
  };
}

export function dayEvent(date: number, barrier: number, equity: number, close: number) {
  const text = String(equity);
  const day = BigInt(epochDayOf(date)) * 86_400_000_000_000n;
  return create(SessionEventSchema, {
    sessionTime: timestampOf(day + 75_600_000_000_000n),
    payload: {
      case: "tradingDayClosed",
      value: {
        date: formatTradingDate(date),
        barrier: BigInt(barrier),
        bars: 1,
        closes: [{ symbol: "XX", price: String(close) }],
        equity: { open: text, high: text, low: text, close: text, cash: text, grossExposure: "0" },
      },
    },
  });
}

export interface FillEvent {
  readonly orderId: string;
  readonly side: "buy" | "sell";
  readonly quantity: string;
  readonly price: string;
  readonly leaves?: string;
  readonly capped?: boolean;
  readonly barrier?: number;
}

export function fillEvent(fillId: string, fill: FillEvent): SessionEvent {
  return create(SessionEventSchema, {
    payload: {
      case: "orderFilled",
      value: {
        fillId,
        orderId: fill.orderId,
        symbol: "XX",
        side: fill.side === "buy" ? Side.BUY : Side.SELL,
        quantity: fill.quantity,
        price: fill.price,
        fee: "1",
        slippage: "0",
        liquidity: Liquidity.TAKER,
        reason: FillReason.NEXT_OPEN,
        volumeCapped: fill.capped ?? false,
        barrier: BigInt(fill.barrier ?? 1),
        fillTime: timestampOf(1_704_207_000_000_000_000n),
        leavesQuantity: fill.leaves ?? "0",
        positionQuantity: "0",
        realizedProfit: "0",
      },
    },
  });
}

export function orderEvent(orderId: string, state: OrderState): SessionEvent {
  return create(SessionEventSchema, {
    payload: { case: "orderChanged", value: { orderId, state } },
  });
}

/** Buys 4 in two parts, sells 3 of them; another order is canceled. */
export function reportEvents(): SessionEvent[] {
  return [
    orderEvent("1", OrderState.NEW),
    orderEvent("2", OrderState.NEW),
    fillEvent("1", {
      orderId: "1",
      side: "buy",
      quantity: "1",
      price: "10",
      leaves: "3",
      capped: true,
    }),
    dayEvent(20_240_102, 1, 999, 10),
    fillEvent("2", { orderId: "1", side: "buy", quantity: "3", price: "12", barrier: 2 }),
    orderEvent("2", OrderState.CANCELED),
    dayEvent(20_240_103, 2, 1_000, 12.5),
    orderEvent("3", OrderState.NEW),
    fillEvent("3", { orderId: "3", side: "sell", quantity: "3", price: "15", barrier: 3 }),
    dayEvent(20_240_104, 3, 1_011, 16),
  ];
}
