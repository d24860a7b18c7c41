/** Statuses as gRPC writes them: code, message, and a google.rpc.Status that has the details. */
import { create, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import type { ConnectError } from "@connectrpc/connect";
import { StatusSchema } from "../../gen/ts/google/rpc/status_pb.ts";
import { fitStatus } from "../rpc/status-size.ts";

/** The trailer that has the details. */
export const statusDetailsKey = "grpc-status-details-bin";

/** A status whose details are bytes. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
  /** A serialised google.rpc.Status. */
  readonly details: Buffer;
}

/** The error as a status that is small enough for trailers; the error itself is shortened too. */
export function grpcStatusOf(error: ConnectError): GrpcStatus {
  fitStatus(error);
  const { code, rawMessage: message } = error;
  const details = error.details.map((detail) =>
    "desc" in detail
      ? anyPack(detail.desc, create(detail.desc, detail.value))
      : { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value },
  );
  const status = create(StatusSchema, { code, message, details });
  return { code, message, details: viewAsBuffer(toBinary(StatusSchema, status)) };
}

/** The same bytes, uncopied, as the type that Node and grpc-js ask for. */
export function viewAsBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
