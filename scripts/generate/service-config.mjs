// gen/service-config.json: which calls gRPC libraries make again by themselves, made of what the
// contract says of its methods. It is a service config as gRPC defines it (gRFC A6), and shipped in
// the package of each language.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MethodOptions_IdempotencyLevel as Level } from "@bufbuild/protobuf/wkt";
import { MarketDataService } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

const file = "gen/service-config.json";
const services = [SessionService, MarketDataService, TradingService];

/** Generates below `out`. */
export function generate(out) {
  mkdirSync(join(out, "gen"), { recursive: true });
  writeFileSync(join(out, file), serviceConfigText());
  return [file];
}

/** Streams are not in it: a watch, a reading and a drive go on from where they were instead. */
function serviceConfigText() {
  const names = services
    .flatMap(({ methods }) => methods)
    .filter(({ methodKind }) => methodKind === "unary")
    .filter(({ idempotency }) => idempotency !== Level.IDEMPOTENCY_UNKNOWN)
    .map(({ name, parent }) => `{ "service": "${parent.typeName}", "method": "${name}" }`);
  return `{
  "methodConfig": [
    {
      "name": [
        ${names.join(",\n        ")}
      ],
      "retryPolicy": {
        "maxAttempts": 3,
        "initialBackoff": "0.1s",
        "maxBackoff": "2s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": ["UNAVAILABLE"]
      }
    }
  ],
  "retryThrottling": { "maxTokens": 10, "tokenRatio": 0.1 }
}
`;
}
