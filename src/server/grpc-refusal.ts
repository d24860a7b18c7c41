import { constants, type ServerHttp2Stream } from "node:http2";
import type { ConnectError } from "@connectrpc/connect";
import { errorToJsonBytes } from "@connectrpc/connect/protocol-connect";
import type { GrpcRefusal } from "./grpc-gate.ts";
import { grpcStatusOf, statusDetailsKey } from "./grpc-status.ts";
import { endAndDropBody } from "./grpc-unread-body.ts";

/** Answers a call that the gate refused, and drops what its caller still sends. */
export function writeGrpcRefusal(stream: ServerHttp2Stream, refusal: GrpcRefusal): void {
  const { error, httpStatus } = refusal;
  endAndDropBody(stream, () =>
    httpStatus === undefined ? writeStatus(stream, error) : writeJson(stream, error, httpStatus),
  );
  stream.resume();
}

function writeStatus(stream: ServerHttp2Stream, error: ConnectError): void {
  const { message, code, details } = grpcStatusOf(error);
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
}

function writeJson(stream: ServerHttp2Stream, error: ConnectError, httpStatus: number): void {
  stream.respond({
    [constants.HTTP2_HEADER_STATUS]: httpStatus,
    "content-type": "application/json",
    "accept-post": "application/grpc, application/grpc+proto",
  });
  stream.end(errorToJsonBytes(error, undefined));
}
