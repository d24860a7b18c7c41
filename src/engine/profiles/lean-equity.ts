import {
  EndOfData,
  IntrabarPath,
  LimitFill,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type FillProfile, noFlags } from "./fill-profile.ts";

/** As LEAN fills orders in equities. */
export const leanEquity: FillProfile = {
  name: "lean-equity",
  version: "1",
  description: [
    "As LEAN fills orders in equities, with the commission that Interactive Brokers takes: 0.005 " +
      "per share, at least 1 per order, at most 1 % of its value unless that is below 1. " +
      "Market orders are filled at once while the venue is open: at the close of the ask or bid " +
      "where the session has BID_ASK bars, otherwise at the close just seen, so the report says " +
      "`same_close`. While it is closed they wait for the next open.",
    "LEAN keeps a quarter of a per cent of the equity free when it sizes an order by weight: a " +
      "bot that compares has to do the same.",
  ],
  defaults: {
    marketFill: MarketFill.SAME_CLOSE,
    limitFill: LimitFill.PENETRATION,
    stopFill: StopFill.GAP_OPEN,
    intrabarPath: IntrabarPath.PESSIMISTIC,
    volumeCap: "0",
    slippage: { model: { case: "none", value: true } },
    commission: {
      model: {
        case: "perUnit",
        value: { amount: "0.005", minimum: "1", maximumShare: "0.01" },
      },
    },
    latencyMs: 0,
    endOfData: EndOfData.KEEP,
  },
  flags: {
    ...noFlags,
    nextOpenWhenClosed: true,
    quoteBarsForMarketOrders: true,
    penetrationByAnyAmount: true,
    stopsNeedPenetration: true,
    stopLimitByBarClose: true,
    minimumOverMaximumFee: true,
  },
};
