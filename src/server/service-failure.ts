import { Code, type ConnectError } from "@connectrpc/connect";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { CatalogError } from "../market/catalog.ts";
import { refusalError, serviceError } from "../rpc/error-map.ts";
import { hasErrorInfo } from "../rpc/status-error.ts";
import { cancelled, deadlineExceeded, internalError, methodNotFound } from "./protocol-errors.ts";
import type { TransportLog } from "./transport-log.ts";

/**
 * The status of what a service, or an interceptor around it, threw. What has an ErrorInfo is meant
 * for the caller and stays; an interruption is told as what it was; all else is a defect, of which
 * the caller learns nothing and the log everything.
 */
export function completeServiceFailure(
  reason: unknown,
  signal: Pick<AbortSignal, "aborted" | "reason">,
  path: string,
  log: TransportLog,
): ConnectError {
  const error = serviceError(reason);
  if (error !== undefined && hasErrorInfo(error)) return error;
  if (error?.code === Code.DeadlineExceeded) {
    return deadlineExceeded("the deadline of the call passed");
  }
  // A service that is interrupted throws the reason of its signal, or what its parts made of it.
  const isAbort =
    reason === signal.reason || (reason instanceof Error && reason.name === "AbortError");
  if (error?.code === Code.Canceled || (signal.aborted && isAbort)) return cancelled(reason);
  if (error?.code === Code.Unimplemented && error.rawMessage.endsWith("is not implemented")) {
    return methodNotFound(path);
  }
  if (reason instanceof CatalogError) {
    // The log alone names files of the server.
    log.error({ err: reason, path }, "market data cannot be read");
    return refusalError({
      reason: ErrorReason.DATA_UNAVAILABLE,
      message: "the server's market data of this series is damaged or incomplete",
      metadata: {},
    });
  }
  log.error({ err: reason, path }, "a call failed with an internal error");
  return internalError(reason);
}
