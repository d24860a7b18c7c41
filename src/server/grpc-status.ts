/** Statuses as gRPC writes them: code, message, and a google.rpc.Status that has the details. */
import { create, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import type { ConnectError } from "@connectrpc/connect";
import { StatusSchema } from "../../gen/ts/google/rpc/status_pb.ts";
import { fitStatus } from "../rpc/status-size.ts";
import { encodeGrpcMessage } from "./grpc-message.ts";

/** The trailers of a call that went well. */
export const okTrailers = { "grpc-status": "0" } as const;

/** The trailers that tell an error, small enough to arrive; the error itself is shortened too. */
export function statusTrailersOf(error: ConnectError): Readonly<Record<string, string>> {
  fitStatus(error);
  const { code, rawMessage: message } = error;
  const details = error.details.map((detail) =>
    "desc" in detail
      ? anyPack(detail.desc, create(detail.desc, detail.value))
      : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
  );
  const status = toBinary(StatusSchema, create(StatusSchema, { code, message, details }));
  return {
    "grpc-status": String(code),
    "grpc-message": encodeGrpcMessage(message),
    "grpc-status-details-bin": Buffer.from(status).toString("base64"),
  };
}
