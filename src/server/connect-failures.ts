/**
 * Gives every failed call its ErrorInfo, also where connect itself finds the failure.
 *
 * A call can fail in three places, and each has one point that all of its failures pass:
 *
 * 1. *Reading the request.* For methods that stream, connect parses inside of the interceptors, so
 *    the outermost interceptor sees the failure come out of the request messages. For unary methods
 *    it parses before them.
 * 2. *In the service or an inner interceptor.* The outermost interceptor catches it.
 * 3. *Writing the response*, after all interceptors.
 *
 * For the rest of 1 and for 3 connect has no hook. But in every protocol it hands the error to
 * `abort` of the call's context directly before it writes that same error, and `requestGate` gets
 * this context before the body is read. There `abort` is wrapped, and an error that still has no
 * ErrorInfo is completed in place. The alternatives are to parse the answers of four protocols
 * again, or to answer a failed call a second time; both were more code and saw less. The same place
 * sees to it that a status is small enough for trailers.
 */

import type { HandlerContext } from "@connectrpc/connect";
import { Code, ConnectError, createContextKey, type Interceptor } from "@connectrpc/connect";
import { hasErrorInfo } from "../rpc/status-error.ts";
import { fitStatus } from "../rpc/status-size.ts";
import {
  cancelled,
  deadlineExceeded,
  internalError,
  malformedRequest,
  messageTooLarge,
} from "./protocol-errors.ts";
import { completeServiceFailure } from "./service-failure.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** The two hooks of a connect router that complete failures. Both are needed. */
export interface FailureHooks {
  /** Must be the first interceptor. */
  readonly interceptor: Interceptor;
  readonly requestGate: (context: HandlerContext) => void;
}

type MessageLimits = Pick<TransportLimits, "readMaxBytes" | "writeMaxBytes">;

/** Whether the call has got as far as the interceptors; only a stream is then still being read. */
const reachedInterceptors = createContextKey(false);

/** Hooks that complete failures within these limits and log the defects among them. */
export function createFailureHooks(limits: MessageLimits, log: TransportLog): FailureHooks {
  return {
    interceptor: (next) => async (request) => {
      request.contextValues.set(reachedInterceptors, true);
      const { signal } = request;
      const path = `/${request.service.typeName}/${request.method.name}`;
      const complete = (reason: unknown) => completeServiceFailure(reason, signal, path, log);
      try {
        if (!request.stream) return await untilAborted(next(request), signal, complete);
        const message = mapFailures(request.message, (reason) =>
          completeRequestFailure(reason, limits),
        );
        const response = await next({ ...request, message });
        if (!response.stream) return response;
        return { ...response, message: mapFailures(response.message, complete) };
      } catch (reason) {
        throw complete(reason);
      }
    },
    requestGate: (context) => {
      wrapAbort(context, (error) => {
        if (hasErrorInfo(error)) return;
        const completed = context.values.get(reachedInterceptors)
          ? completeResponseFailure(error, context.method.name, limits, log)
          : completeRequestFailure(error, limits);
        // The very object that connect writes next.
        const { code, rawMessage, message, details } = completed;
        Object.assign(error, { code, rawMessage, message, details });
      });
    },
  };
}

function wrapAbort(context: HandlerContext, complete: (error: ConnectError) => void): void {
  const controller = context as HandlerContext & { abort?: (reason?: unknown) => void };
  const { abort } = controller;
  if (abort === undefined) throw new Error("connect passes a context without abort to the gate");
  controller.abort = (reason) => {
    if (reason instanceof ConnectError) {
      complete(reason);
      fitStatus(reason);
    }
    abort(reason);
  };
}

function completeRequestFailure(reason: unknown, limits: MessageLimits): ConnectError {
  if (!(reason instanceof ConnectError)) return cancelled(reason);
  if (hasErrorInfo(reason)) return reason;
  switch (reason.code) {
    case Code.ResourceExhausted:
      return messageTooLarge("the message", limits.readMaxBytes, reason);
    case Code.DeadlineExceeded:
      return deadlineExceeded("the deadline of the call passed");
    case Code.Canceled:
    case Code.Aborted:
      return cancelled(reason);
    default:
      return malformedRequest(
        reason.rawMessage.replace(/^parse binary: /, "the bytes are no message of the method: "),
        reason,
      );
  }
}

function completeResponseFailure(
  error: ConnectError,
  method: string,
  limits: MessageLimits,
  log: TransportLog,
): ConnectError {
  log.error({ err: error, method }, "an answer could not be written");
  return error.code === Code.ResourceExhausted
    ? messageTooLarge("the answer", limits.writeMaxBytes, error)
    : internalError(error);
}

async function* mapFailures<T>(
  messages: AsyncIterable<T>,
  complete: (reason: unknown) => ConnectError,
): AsyncGenerator<T> {
  try {
    yield* messages;
  } catch (reason) {
    throw complete(reason);
  }
}

/**
 * The result of the work, or the reason of the abort if that comes first: a unary call ends at its
 * deadline also when its service does not look at the signal. A later failure is still completed,
 * so that a defect is logged.
 */
function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  complete: (reason: unknown) => ConnectError,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    work
      .then(resolve, (reason) => reject(complete(reason)))
      .finally(() => signal.removeEventListener("abort", onAbort));
  });
}
