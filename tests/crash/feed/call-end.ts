import { fromBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import type { ServiceError } from "@grpc/grpc-js";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../../../gen/ts/google/rpc/status_pb.ts";

/** How a call ended: the name of its code, as in the contract, and the reason where there is one. */
export interface CallEnd {
  readonly code: string;
  readonly reason: string;
}

/** The end that an error of connect or of grpc-js tells; other errors are thrown again. */
export function callEnd(error: unknown): CallEnd {
  if (error instanceof ConnectError) {
    const [info] = error.findDetails(ErrorInfoSchema);
    return { code: codeName(error.code), reason: info?.reason ?? "" };
  }
  if (!(error instanceof Error) || !("code" in error && "metadata" in error)) throw error;
  const { code, metadata } = error as ServiceError;
  const [bytes] = metadata.get("grpc-status-details-bin");
  const status = bytes instanceof Buffer ? fromBinary(StatusSchema, bytes) : undefined;
  const info = status?.details.find(({ typeUrl }) => typeUrl.endsWith("/google.rpc.ErrorInfo"));
  const reason = info === undefined ? "" : fromBinary(ErrorInfoSchema, info.value).reason;
  return { code: codeName(code), reason };
}

/** `OUT_OF_RANGE` for 11. */
export function codeName(code: number): string {
  const name = Code[code] ?? String(code);
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
