/** The methods that scenarios name, and the numbers behind the names of gRPC and HTTP/2. */
import { constants } from "node:http2";
import type { DescMethod } from "@bufbuild/protobuf";
import { Code as StatusCode } from "../../gen/ts/google/rpc/code_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

/** The methods by their short names, as `SessionService/GetSession`. */
export const methods: ReadonlyMap<string, DescMethod> = new Map(
  [SessionService, TradingService].flatMap((service) =>
    service.methods.map((method) => [`${service.name}/${method.name}`, method]),
  ),
);

/** Short names of the methods. */
export const methodNames = [...methods.keys()];

/** Names of the gRPC codes. */
export const codeNames = Object.keys(StatusCode).filter((name) => /^[A-Z]/.test(name));

/** The number of a gRPC code. */
export function codeNumber(name: string): number {
  return Object.entries(StatusCode).find(([each]) => each === name)?.[1] as number;
}

/** The method of that short name. */
export function methodOf(name: string): DescMethod {
  const method = methods.get(name);
  if (method === undefined) throw new Error(`the contract has no ${name}`);
  return method;
}

/** How RST_STREAM can end a call, by the name of its code. */
export const resetCodes: Readonly<Record<string, number>> = {
  NO_ERROR: constants.NGHTTP2_NO_ERROR,
  PROTOCOL_ERROR: constants.NGHTTP2_PROTOCOL_ERROR,
  INTERNAL_ERROR: constants.NGHTTP2_INTERNAL_ERROR,
  REFUSED_STREAM: constants.NGHTTP2_REFUSED_STREAM,
  CANCEL: constants.NGHTTP2_CANCEL,
  ENHANCE_YOUR_CALM: constants.NGHTTP2_ENHANCE_YOUR_CALM,
};

/** The names of those codes. */
export const resetNames = Object.keys(resetCodes);
