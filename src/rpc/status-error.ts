import type { DescMessage, MessageInitShape } from "@bufbuild/protobuf";
import { type Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import type { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { reasonName } from "../domain/rejection.ts";

/** The `domain` of every ErrorInfo that Openbell writes: whose reasons they are. */
export const errorDomain = "openbell.dev";

/** A further detail of a status: a message of `google.rpc`, as BadRequest or RetryInfo. */
export interface StatusDetail<Desc extends DescMessage = DescMessage> {
  readonly desc: Desc;
  readonly value: MessageInitShape<Desc>;
}

/** What a status says. */
export interface StatusErrorInit {
  /** The gRPC code; the comment of the reason in the contract names it. */
  readonly code: Code;
  /** Why, as published. */
  readonly reason: ErrorReason;
  /** One sentence for people. It reaches the caller: no stack, no path, no secret. */
  readonly message: string;
  /** Facts for programs, under the keys that the reason publishes. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Details beside the ErrorInfo. */
  readonly details?: readonly StatusDetail[];
  /** What happened inside, for the log alone. It never reaches the caller. */
  readonly cause?: unknown;
}

/** An error that leaves as a status with exactly one `google.rpc.ErrorInfo`, in every protocol. */
export function statusError(init: StatusErrorInit): ConnectError {
  const info: StatusDetail<typeof ErrorInfoSchema> = {
    desc: ErrorInfoSchema,
    value: {
      domain: errorDomain,
      reason: reasonName(init.reason),
      metadata: { ...init.metadata },
    },
  };
  const details = [info, ...(init.details ?? [])];
  return new ConnectError(init.message, init.code, undefined, details, init.cause);
}

/** Whether this error carries a `google.rpc.ErrorInfo`. */
export function hasErrorInfo(error: ConnectError): boolean {
  return error.details.some((detail) => {
    const typeName = "desc" in detail ? detail.desc.typeName : detail.type;
    return typeName === ErrorInfoSchema.typeName;
  });
}
