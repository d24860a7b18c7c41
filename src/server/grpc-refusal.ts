import { constants, type ServerHttp2Stream } from "node:http2";
import type { ConnectError } from "@connectrpc/connect";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import type { GrpcRefusal } from "./grpc-gate.ts";
import { responseHeaders } from "./grpc-headers.ts";
import { statusTrailersOf } from "./grpc-status.ts";
import { endAndDropBody } from "./grpc-unread-body.ts";

/** Answers a call that the gate refused, and drops what its caller still sends. */
export function writeGrpcRefusal(stream: ServerHttp2Stream, refusal: GrpcRefusal): void {
  const { error, httpStatus } = refusal;
  endAndDropBody(stream, () => {
    if (httpStatus !== undefined) writeJson(stream, error, httpStatus);
    else stream.respond({ ...responseHeaders, ...statusTrailersOf(error) }, { endStream: true });
  });
}

function writeJson(stream: ServerHttp2Stream, error: ConnectError, httpStatus: number): void {
  stream.respond({
    [constants.HTTP2_HEADER_STATUS]: httpStatus,
    "content-type": "application/json",
    "accept-post": "application/grpc, application/grpc+proto",
  });
  stream.end(errorToJsonBytes(error, undefined));
}
