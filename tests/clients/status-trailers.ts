/** A status as gRPC puts it into trailers. */
import { create, type DescMessage, type Message, toBinary } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RetryInfoSchema,
} from "../../gen/ts/google/rpc/error_details_pb.ts";
import { StatusSchema } from "../../gen/ts/google/rpc/status_pb.ts";
import type { ScriptedStatus } from "./scenario.ts";
import { codeNumber } from "./wire-names.ts";

/** The trailers of a status; the details are there where the status has any. */
export function statusTrailers(status: ScriptedStatus): Record<string, string> {
  const details = status.detailsBase64 ?? detailsOf(status);
  return {
    "grpc-status": String(codeNumber(status.code)),
    ...(status.message === "" ? {} : { "grpc-message": encodeURIComponent(status.message) }),
    ...(details === undefined ? {} : { "grpc-status-details-bin": details }),
  };
}

/** What `grpc-status-details-bin` holds; undefined for a status without details. */
export function detailsOf(status: ScriptedStatus): string | undefined {
  const { code, message, reason, domain, metadata, violations, retryAfterMs } = status;
  const details: [DescMessage, Message][] = [];
  if (reason !== undefined) {
    details.push([ErrorInfoSchema, create(ErrorInfoSchema, { reason, domain, metadata })]);
  }
  if (violations.length > 0) {
    const fieldViolations = violations.map((violation) => {
      return { ...violation, description: violation.message };
    });
    details.push([BadRequestSchema, create(BadRequestSchema, { fieldViolations })]);
  }
  if (retryAfterMs !== undefined) {
    const retryDelay = {
      seconds: BigInt(Math.floor(retryAfterMs / 1_000)),
      nanos: (retryAfterMs % 1_000) * 1e6,
    };
    details.push([RetryInfoSchema, create(RetryInfoSchema, { retryDelay })]);
  }
  if (details.length === 0) return undefined;
  const bytes = toBinary(
    StatusSchema,
    create(StatusSchema, {
      ...{ code: codeNumber(code), message },
      details: details.map(([desc, detail]) => anyPack(desc, detail)),
    }),
  );
  // gRPC writes binary metadata without padding.
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
