import type { DescMethod } from "@bufbuild/protobuf";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";

/**
 * Every method of the contract that takes one request: each is walked, and needs a good request and
 * rows of bad fields. The other, Run, takes a stream of what Step takes one by one.
 */
export const contractMethods: readonly DescMethod[] = [
  ...SessionService.methods,
  ...MarketDataService.methods,
  ...TradingService.methods.filter(({ methodKind }) => methodKind !== "bidi_streaming"),
];
