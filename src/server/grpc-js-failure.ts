import type { ConnectError } from "@connectrpc/connect";
import { type ServerInterceptingCallInterface, status as Status } from "@grpc/grpc-js";
import { internalError, malformedRequest, messageTooLarge } from "./protocol-errors.ts";

/** A status as grpc-js takes it. */
export type GrpcJsStatus = Parameters<ServerInterceptingCallInterface["sendStatus"]>[0];

/**
 * The status of ours for one with which grpc-js wants to end a call by itself. After the gate and
 * the watch over the body it finds no more than messages that do not unpack; any other of its
 * statuses says something about this server.
 */
export function completeGrpcJsFailure(
  { code, details }: GrpcJsStatus,
  encoding: unknown,
  readMaxBytes: number,
): ConnectError {
  if (code === Status.RESOURCE_EXHAUSTED) {
    return messageTooLarge("the message, once unpacked,", readMaxBytes);
  }
  if (code === Status.INTERNAL && details === "Failed to decompress message") {
    return malformedRequest(`a message that says it is ${encoding} is not, or not all of it`);
  }
  return internalError(new Error(`grpc-js ended the call with code ${code}: ${details}`));
}
