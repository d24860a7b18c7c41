import type { DescMethod } from "@bufbuild/protobuf";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";

/** Every method of the contract: each is walked, and needs a good request and rows of bad fields. */
export const contractMethods: readonly DescMethod[] = [
  ...SessionService.methods,
  ...MarketDataService.methods,
];
