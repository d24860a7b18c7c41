/**
 * Refusals and failures as gRPC statuses: the one place that gives a reason its code and its
 * details. The code of each reason is also in its comment in the contract; `docs/errors.md` is made
 * from that, and a test holds the two together.
 */
import { Code, ConnectError } from "@connectrpc/connect";
import {
  BadRequestSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from "../../gen/ts/google/rpc/error_details_pb.ts";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Rejection, reasonName, withSuggestion } from "../domain/rejection.ts";
import { durationOf } from "../domain/timestamp.ts";
import { FeedEnd } from "../sessions/feed-end.ts";
import { StoreError } from "../store/store-error.ts";
import { onOneLine } from "./one-line.ts";
import { type StatusDetail, statusError } from "./status-error.ts";

const R = ErrorReason;

/** Reasons that are not about a bad request; every other one is INVALID_ARGUMENT. */
const codes: ReadonlyMap<ErrorReason, Code> = new Map([
  [R.SESSION_NOT_FOUND, Code.NotFound],
  [R.SERVICE_NOT_FOUND, Code.NotFound],
  [R.ILLEGAL_TRANSITION, Code.FailedPrecondition],
  [R.SESSION_DELETED, Code.FailedPrecondition],
  [R.MODE_NOT_AVAILABLE, Code.FailedPrecondition],
  [R.PREREQUISITE_NOT_MET, Code.FailedPrecondition],
  [R.BROKER_NOT_FOUND, Code.FailedPrecondition],
  [R.DATA_CHANGED, Code.FailedPrecondition],
  [R.DATA_UNAVAILABLE, Code.FailedPrecondition],
  [R.ENGINE_CHANGED, Code.FailedPrecondition],
  [R.ETAG_MISMATCH, Code.Aborted],
  [R.CONFLICT, Code.Aborted],
  [R.SESSION_LIMIT_EXCEEDED, Code.ResourceExhausted],
  [R.RATE_LIMITED, Code.ResourceExhausted],
  [R.MESSAGE_TOO_LARGE, Code.ResourceExhausted],
  [R.STORAGE_FULL, Code.ResourceExhausted],
  [R.WATCHER_LIMIT_EXCEEDED, Code.ResourceExhausted],
  [R.READ_LIMIT_EXCEEDED, Code.ResourceExhausted],
  [R.REVISION_COMPACTED, Code.OutOfRange],
  [R.STORE_CHANGED, Code.OutOfRange],
  [R.STORE_RESTORED, Code.OutOfRange],
  [R.REVISION_IN_FUTURE, Code.OutOfRange],
  [R.FILTER_CHANGED, Code.OutOfRange],
  [R.UNAUTHENTICATED, Code.Unauthenticated],
  [R.PERMISSION_DENIED, Code.PermissionDenied],
  [R.ORDER_NOT_FOUND, Code.NotFound],
  [R.CLIENT_ORDER_ID_REUSED, Code.AlreadyExists],
  [R.ORDER_NOT_OPEN, Code.FailedPrecondition],
  [R.TRADING_REDUCING, Code.FailedPrecondition],
  [R.TRADING_HALTED, Code.FailedPrecondition],
  [R.SESSION_NOT_TRADING, Code.FailedPrecondition],
  [R.INSUFFICIENT_BUYING_POWER, Code.FailedPrecondition],
  [R.SHORT_NOT_ALLOWED, Code.FailedPrecondition],
  [R.NOTHING_TO_REDUCE, Code.FailedPrecondition],
  [R.ORDER_LIMIT_EXCEEDED, Code.ResourceExhausted],
  [R.MAX_ORDER_QUANTITY_EXCEEDED, Code.FailedPrecondition],
  [R.MAX_ORDER_VALUE_EXCEEDED, Code.FailedPrecondition],
  [R.MAX_OPEN_ORDERS_EXCEEDED, Code.FailedPrecondition],
  [R.MAX_POSITION_EXCEEDED, Code.FailedPrecondition],
  [R.MAX_GROSS_EXPOSURE_EXCEEDED, Code.FailedPrecondition],
  [R.PRICE_COLLAR_EXCEEDED, Code.FailedPrecondition],
  [R.ORDER_RATE_EXCEEDED, Code.ResourceExhausted],
  [R.MAX_DAILY_LOSS_EXCEEDED, Code.FailedPrecondition],
  [R.MAX_DRAWDOWN_EXCEEDED, Code.FailedPrecondition],
  [R.DRIVER_CONFLICT, Code.FailedPrecondition],
  [R.INVALID_DRIVER_TOKEN, Code.Unauthenticated],
  [R.DRIVER_TOKEN_SCOPE, Code.PermissionDenied],
  [R.BARRIER_MISMATCH, Code.FailedPrecondition],
  [R.TURN_UNDER_WAY, Code.FailedPrecondition],
  [R.NOT_LOCKSTEP, Code.FailedPrecondition],
  [R.METHOD_NOT_FOUND, Code.Unimplemented],
  [R.COMPRESSION_NOT_SUPPORTED, Code.Unimplemented],
  [R.PROTOCOL_NOT_SUPPORTED, Code.Unimplemented],
  [R.DEADLINE_EXCEEDED, Code.DeadlineExceeded],
  [R.CANCELLED, Code.Canceled],
  [R.SERVER_STOPPING, Code.Unavailable],
  [R.STORAGE_UNAVAILABLE, Code.Unavailable],
  [R.INTERNAL, Code.Internal],
]);

/** The gRPC code of a reason. */
export function codeOf(reason: ErrorReason): Code {
  return codes.get(reason) ?? Code.InvalidArgument;
}

/** The status of a refusal. */
export function refusalError(refused: Rejection, cause?: unknown): ConnectError {
  const rejection = onOneLine(refused);
  return statusError({
    code: codeOf(rejection.reason),
    reason: rejection.reason,
    message: rejection.message,
    metadata: rejection.metadata,
    details: detailsOf(rejection),
    cause,
  });
}

/** The status of anything that a service throws; undefined for what is no business of sessions. */
export function serviceError(error: unknown): ConnectError | undefined {
  if (error instanceof ConnectError) return error;
  if (error instanceof FeedEnd) return refusalError(error.rejection);
  if (error instanceof StoreError) return refusalError(storageRejection(error), error);
  return undefined;
}

function storageRejection(error: StoreError): Rejection {
  switch (error.code) {
    case "FULL":
      return {
        reason: R.STORAGE_FULL,
        message:
          "the disk of the server is full or nearly so: nothing was changed; reads, watches, " +
          "pauses and stops go on; try again later",
        metadata: {},
        retryAfterMs: 5_000,
      };
    case "STALLED":
      return {
        reason: R.STORAGE_UNAVAILABLE,
        message: error.message,
        metadata: {},
        retryAfterMs: 5_000,
      };
    case "CLOSED":
      return {
        reason: R.SERVER_STOPPING,
        message: "the server is stopping; try again",
        metadata: {},
        retryAfterMs: 1_000,
      };
    default:
      return {
        reason: R.STORAGE_UNAVAILABLE,
        message:
          "the disk of the server failed and the server ends itself; it is not known whether " +
          "this was done: repeat it with the same request id",
        metadata: {},
        retryAfterMs: 5_000,
      };
  }
}

function detailsOf(rejection: Rejection): StatusDetail[] {
  const { violations, retryAfterMs } = rejection;
  const details: StatusDetail[] = [...detailOfKind(rejection)];
  if (violations !== undefined) {
    const fieldViolations = violations.map((violation) => ({
      field: violation.field,
      reason: reasonName(violation.reason),
      description: withSuggestion(violation),
    }));
    details.push({ desc: BadRequestSchema, value: { fieldViolations } } as StatusDetail);
  }
  if (retryAfterMs !== undefined) {
    const value = { retryDelay: durationOf(retryAfterMs) };
    details.push({ desc: RetryInfoSchema, value } as StatusDetail);
  }
  return details;
}

function detailOfKind({ reason, message, metadata }: Rejection): StatusDetail[] {
  const sessionId = metadata.session_id ?? "";
  switch (codeOf(reason)) {
    case Code.FailedPrecondition: {
      const violations = [{ type: reasonName(reason), subject: sessionId, description: message }];
      return [{ desc: PreconditionFailureSchema, value: { violations } } as StatusDetail];
    }
    case Code.ResourceExhausted: {
      const violations = [{ subject: reasonName(reason), description: message }];
      return [{ desc: QuotaFailureSchema, value: { violations } } as StatusDetail];
    }
    case Code.AlreadyExists:
    case Code.NotFound: {
      const value = { ...resourceOf(metadata), description: message };
      return [{ desc: ResourceInfoSchema, value } as StatusDetail];
    }
    default:
      return [];
  }
}

/** What a refusal is about: an order where it names one, otherwise a session or a service. */
function resourceOf({ order_id, client_order_id, session_id, service }: Rejection["metadata"]) {
  const order = order_id || client_order_id;
  if (order) return { resourceType: "openbell.v1.Order", resourceName: order };
  if (session_id) return { resourceType: "openbell.v1.Session", resourceName: session_id };
  return { resourceType: "grpc.Service", resourceName: service ?? "" };
}
