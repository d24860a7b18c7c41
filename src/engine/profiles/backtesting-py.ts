import {
  EndOfData,
  IntrabarPath,
  LimitFill,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type FillProfile, noFlags } from "./fill-profile.ts";

/** As backtesting.py 0.6 fills. */
export const backtestingPy: FillProfile = {
  name: "backtesting.py",
  version: "1",
  description: [
    "As backtesting.py 0.6 fills, for results to be compared with it. Its options are these: " +
      "`cash` is `initial_capital`; `margin` is `initial_margin` of a MARGIN account whose " +
      '`maintenance_margin` is `"0"`, since it makes no margin calls; `trade_on_close` is ' +
      "SAME_CLOSE; `spread` is `slippage.spread`; a relative `commission` is `percent`, a pair " +
      "of them `fixed_plus_percent`; `finalize_trades` is END_OF_DATA_CLOSE.",
    "A share of equity as its `size` is `buying_power_fraction`; its default, the last double " +
      "before 1, is `0.999999999999999778`. Its orders stand until they are canceled: GTC, but " +
      "DAY at the market. `position.close()` is a reduce-only market order; `sl` and `tp` are a " +
      "reduce-only stop and limit in one `oco_group` with the entry as parent. " +
      "`exclusive_orders` is a habit of the strategy: cancel what waits, close what is held, " +
      "then order. There is no `hedging`. It counts in doubles, this profile in whole numbers, " +
      "so figures agree to about 1 part in 10^9.",
    "Two things differ. An order at the last close of the data is refused, since no bar could " +
      "fill it; `finalize_trades` fills it there. Where a position is closed in parts, its list " +
      "of trades has the fixed part of the entry's commission once for each part, though its " +
      "cash pays it once, as here; and of the trades that a ruin closes it leaves out some.",
  ],
  defaults: {
    marketFill: MarketFill.NEXT_OPEN,
    limitFill: LimitFill.TOUCH,
    stopFill: StopFill.GAP_OPEN,
    intrabarPath: IntrabarPath.PESSIMISTIC,
    volumeCap: "0",
    slippage: { model: { case: "none", value: true } },
    commission: { model: { case: "none", value: true } },
    latencyMs: 0,
    endOfData: EndOfData.KEEP,
  },
  flags: {
    ...noFlags,
    sameCloseWithNextBar: true,
    stopsFromPreviousClose: true,
    stopLimitAtTrigger: true,
    closingOrdersFirst: true,
    childrenAfterMarketOnly: true,
    fillPerEntry: true,
    fixedFeePerFill: true,
    slippageOnOpeningOnly: true,
    slippageBeyondLimit: true,
    slippageOffIncrement: true,
    paidAtFillOnly: true,
    buyingPowerAtBarClose: true,
    wholeUnitFractions: true,
    fixedFeePerUnitSized: true,
    lastBarMatchedAgain: true,
    ruinEndsTrading: true,
  },
};
