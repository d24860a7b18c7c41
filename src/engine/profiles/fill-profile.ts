import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  CommissionSchema,
  EndOfData,
  IntrabarPath,
  LimitFill,
  MarketFill,
  SlippageSchema,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";

/**
 * A named way of filling orders, for users to reproduce what they know from elsewhere. Adding one
 * is one file here and one line in `profiles.ts`; what a version does never changes.
 */
export interface FillProfile {
  /** As in `FillModel.profile`. */
  readonly name: string;
  /** As in `FillModel.version`. */
  readonly version: string;
  /** What the profile is for and what a user must set to match its origin; for the page. */
  readonly description: readonly string[];
  /** What a fill model has where the user says nothing. */
  readonly defaults: FillDefaults;
  /** What no field of a fill model names. */
  readonly flags: ProfileFlags;
}

/** A value for each field of a fill model. */
export interface FillDefaults {
  readonly marketFill: MarketFill;
  readonly limitFill: LimitFill;
  readonly stopFill: StopFill;
  readonly intrabarPath: IntrabarPath;
  /** A decimal from 0 to 1; `0` for no cap. */
  readonly volumeCap: string;
  readonly slippage: MessageInitShape<typeof SlippageSchema>;
  readonly commission: MessageInitShape<typeof CommissionSchema>;
  readonly latencyMs: number;
  readonly endOfData: EndOfData;
}

/** Habits of a profile: each is false in `openbell` and says where another one departs from it. */
export interface ProfileFlags {
  /**
   * A market order that arrives while its venue is closed waits for the next open, also where
   * `market_fill` is SAME_CLOSE.
   */
  readonly nextOpenWhenClosed: boolean;
  /**
   * A market order with SAME_CLOSE is filled when the next bar comes, at the close before it, and
   * is measured with the buying power of then.
   */
  readonly sameCloseWithNextBar: boolean;
  /**
   * Where a symbol has bars of bid and ask beside bars of trades, a market order with SAME_CLOSE
   * is filled at the close of the ask to buy, of the bid to sell. All other orders are filled by
   * the bars of trades, not by the finest data.
   */
  readonly quoteBarsForMarketOrders: boolean;
  /** A limit is penetrated by any amount, however small, not by a whole increment only. */
  readonly penetrationByAnyAmount: boolean;
  /** A stop is triggered by a price beyond its trigger, not by a price at it. */
  readonly stopsNeedPenetration: boolean;
  /**
   * A stop-limit order that is triggered is filled by a bar whose close is better than its limit,
   * at the limit or at the bar's high to buy, its low to sell, if that is better still.
   */
  readonly stopLimitByBarClose: boolean;
  /**
   * A stop with SAME_CLOSE is filled at the worse of its trigger and the close before the bar, not
   * of its trigger and the bar's open. Orders with a parent take the open.
   */
  readonly stopsFromPreviousClose: boolean;
  /**
   * A stop-limit order that is triggered and filled within one bar is filled at its trigger, not at
   * the open of a bar that gapped over both; and it is filled in that bar only where its limit is
   * worse than its trigger, since the limit is otherwise taken to have been reached before it.
   */
  readonly stopLimitAtTrigger: boolean;
  /**
   * Reduce-only market orders, and stops that have a parent, go to the front of the queue, the last
   * one first. Otherwise orders are matched in the order of their numbers.
   */
  readonly closingOrdersFirst: boolean;
  /**
   * Orders with a parent can be filled in the bar that filled the parent only where the parent is a
   * market order, or a stop whose bar reaches the child's limit and no stop of the parent's
   * children. Otherwise they wait for the next bar.
   */
  readonly childrenAfterMarketOnly: boolean;
  /**
   * One fill for each earlier fill that an order closes, first in first out, and one for what it
   * opens. Otherwise a fill is whole, whatever it closes and opens.
   */
  readonly fillPerEntry: boolean;
  /** The fixed part of a commission is charged with every fill, not once per order. */
  readonly fixedFeePerFill: boolean;
  /** The least of a per-unit commission holds even where it is above its largest share. */
  readonly minimumOverMaximumFee: boolean;
  /** Only what opens or increases a position pays slippage; what closes it is filled without. */
  readonly slippageOnOpeningOnly: boolean;
  /** Slippage is added to limit orders too, beyond their limit. */
  readonly slippageBeyondLimit: boolean;
  /** Prices with slippage are kept to the finest price there is, not rounded to the increment. */
  readonly slippageOffIncrement: boolean;
  /** Orders are not measured against the buying power when they are placed, only when filled. */
  readonly paidAtFillOnly: boolean;
  /**
   * Buying power at a fill is measured with the close of the bar that fills, not with the price of
   * the fill.
   */
  readonly buyingPowerAtBarClose: boolean;
  /** An order by `buying_power_fraction` is rounded down to whole units, not to increments. */
  readonly wholeUnitFractions: boolean;
  /**
   * What an order by `buying_power_fraction` can pay for counts the fixed part of the commission,
   * divided by the fraction, once for each unit; of an order by `quantity` divided by it.
   */
  readonly fixedFeePerUnitSized: boolean;
  /**
   * With END_OF_DATA_CLOSE the last bar is matched once more: what waits is filled by it as by any
   * next bar, and positions are closed by market orders that go first. Otherwise positions are
   * closed at the last price.
   */
  readonly lastBarMatchedAgain: boolean;
  /** Equity of 0 or less after a bar closes everything at its close, and leaves an account of 0. */
  readonly ruinEndsTrading: boolean;
}

/** The habits of `openbell`: none. */
export const noFlags: ProfileFlags = {
  nextOpenWhenClosed: false,
  sameCloseWithNextBar: false,
  quoteBarsForMarketOrders: false,
  penetrationByAnyAmount: false,
  stopsNeedPenetration: false,
  stopLimitByBarClose: false,
  stopsFromPreviousClose: false,
  stopLimitAtTrigger: false,
  closingOrdersFirst: false,
  childrenAfterMarketOnly: false,
  fillPerEntry: false,
  fixedFeePerFill: false,
  minimumOverMaximumFee: false,
  slippageOnOpeningOnly: false,
  slippageBeyondLimit: false,
  slippageOffIncrement: false,
  paidAtFillOnly: false,
  buyingPowerAtBarClose: false,
  wholeUnitFractions: false,
  fixedFeePerUnitSized: false,
  lastBarMatchedAgain: false,
  ruinEndsTrading: false,
};
