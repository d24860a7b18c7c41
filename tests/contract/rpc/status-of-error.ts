import { create, toBinary } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import { parseDetail, type WireStatus } from "./wire-call.ts";

/** The status that a client of connect has read. */
export function statusOfError(error: ConnectError | undefined): WireStatus {
  if (error === undefined) throw new Error("the call was to be refused, and succeeded");
  const details = error.details.map((detail) =>
    "desc" in detail
      ? parseDetail(detail.desc.typeName, toBinary(detail.desc, create(detail.desc, detail.value)))
      : parseDetail(detail.type, detail.value),
  );
  return { code: error.code, message: error.rawMessage, details };
}
