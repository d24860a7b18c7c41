import { constants, type ServerHttp2Stream } from "node:http2";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import type { GrpcRefusal } from "./grpc-gate.ts";
import { grpcStatusOf, statusDetailsKey } from "./grpc-status.ts";
import { releaseUnreadBody } from "./grpc-unread-body.ts";

/** Answers a call that the gate refused, and drops what its caller still sends. */
export function writeGrpcRefusal(stream: ServerHttp2Stream, refusal: GrpcRefusal): void {
  const { message, code, details } = grpcStatusOf(refusal.error);
  if (refusal.httpStatus === undefined) {
    stream.respond(
      {
        [constants.HTTP2_HEADER_STATUS]: constants.HTTP_STATUS_OK,
        "content-type": "application/grpc+proto",
        "grpc-status": code,
        "grpc-message": encodeURI(message),
        [statusDetailsKey]: details.toString("base64"),
      },
      { endStream: true },
    );
  } else {
    stream.respond({
      [constants.HTTP2_HEADER_STATUS]: refusal.httpStatus,
      "content-type": "application/json",
      "accept-post": "application/grpc, application/grpc+proto",
    });
    stream.end(errorToJsonBytes(refusal.error, undefined));
  }
  stream.resume();
  releaseUnreadBody(stream);
}
