import {
  EndOfData,
  IntrabarPath,
  LimitFill,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type FillProfile, noFlags } from "./fill-profile.ts";

/** The default: where data leaves a choice, the one that flatters least. */
export const openbell: FillProfile = {
  name: "openbell",
  version: "1",
  description: [
    "The default. Where the data leaves a choice, it takes the one that flatters least: market " +
      "orders wait for the next open, a touched limit is not filled, a gap fills stops at the " +
      "open, no order takes more than a tenth of a bar's volume.",
    "Commission and slippage are nothing unless they are set, since no figure is right for every " +
      "account: set both.",
  ],
  defaults: {
    marketFill: MarketFill.NEXT_OPEN,
    limitFill: LimitFill.PENETRATION,
    stopFill: StopFill.GAP_OPEN,
    intrabarPath: IntrabarPath.PESSIMISTIC,
    volumeCap: "0.1",
    slippage: { model: { case: "none", value: true } },
    commission: { model: { case: "none", value: true } },
    latencyMs: 0,
    endOfData: EndOfData.KEEP,
  },
  flags: noFlags,
};
