/** The figures that a session carries on: counts, and what the equity did after every slice. */
import { create } from "@bufbuild/protobuf";
import {
  FillCountSchema,
  type Metrics,
  MetricsSchema,
} from "../../gen/ts/openbell/v1/account_pb.ts";
import { type FillReason, FillReasonSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import { emptyTally } from "./statistics/equity-tally.ts";
import { EquityTracker } from "./statistics/equity-tracker.ts";

/** What the figures cannot know themselves. */
export interface FigureContext {
  readonly orders: number;
  readonly fills: number;
  readonly barrier: number;
  readonly equity: Money;
  readonly initialCapital: Money;
  readonly fees: Money;
}

/** The figures. */
export class Figures {
  /** Round trips, first in first out. */
  trades = 0;
  /** Round trips with a profit after commission. */
  wins = 0;
  /** Follows the equity; replaced by that of a saved tally. */
  equity: EquityTracker;
  readonly fillsByReason = new Array<number>(FillReasonSchema.values.length).fill(0);

  constructor(initialEquity: number) {
    this.equity = new EquityTracker(emptyTally(initialEquity));
  }

  /** A round trip ended. */
  readonly onRoundTrip = (grossProfit: Money, fees: Money): void => {
    this.trades += 1;
    if (grossProfit > fees) this.wins += 1;
  };

  /** A fill was booked. */
  countFill(reason: FillReason): void {
    this.fillsByReason[reason] = (this.fillsByReason[reason] ?? 0) + 1;
  }

  /** The figures as clients see them. */
  toMessage(context: FigureContext): Metrics {
    const { barrier, equity, fees, initialCapital } = context;
    const { exposedSlices, maxDrawdown } = this.equity.tally;
    return create(MetricsSchema, {
      orders: BigInt(context.orders),
      fills: BigInt(context.fills),
      trades: BigInt(this.trades),
      ...(this.trades === 0 ? {} : { winRate: this.wins / this.trades }),
      netProfit: formatMoney(equity - initialCapital),
      fees: formatMoney(fees),
      maxDrawdown,
      exposure: barrier === 0 ? 0 : exposedSlices / barrier,
      fillsByReason: FillReasonSchema.values.flatMap(({ number }) => {
        const fills = this.fillsByReason[number] ?? 0;
        if (fills === 0) return [];
        return [create(FillCountSchema, { reason: number as FillReason, fills: BigInt(fills) })];
      }),
    });
  }
}
