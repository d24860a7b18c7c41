/**
 * Writes answers to responses of Node. connect-node has a writer too, but one that waits for ever
 * for a caller that went away while it was behind with reading; the service then waits with it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { constants, Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { UniversalServerResponse } from "@connectrpc/connect/protocol";
import { tidyGrpcMessage } from "./grpc-message.ts";

/** A request of either HTTP version. */
export type NodeRequest = IncomingMessage | Http2ServerRequest;
/** The response to it. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/**
 * Writes an answer and resolves when it is written, or the caller gone. A caller that does not take
 * one message of it within `stalledTimeoutMs` is cut off: what it holds back would stay in memory.
 * The answer's body is always ended, so that its service can let go of what it holds.
 */
export async function sendAnswer(
  answer: UniversalServerResponse,
  request: NodeRequest,
  response: NodeResponse,
  stalledTimeoutMs: number,
): Promise<void> {
  const pieces = answer.body?.[Symbol.asyncIterator]();
  try {
    // The body comes first: what it does may still change the headers.
    for (let next = await pieces?.next(); next && !next.done; next = await pieces?.next()) {
      if (isGone(response)) return;
      writeHead(answer, response);
      // The two kinds of response differ in the type of their callbacks only.
      const isTaken = (response as ServerResponse).write(next.value);
      if (!isTaken && !(await isDrained(response, stalledTimeoutMs))) return;
    }
    if (isGone(response)) return;
    writeHead(answer, response);
    if (answer.trailer) {
      tidyGrpcMessage(answer.trailer);
      response.addTrailers(Object.fromEntries(answer.trailer));
    }
    releaseUnreadBody(request);
    response.end();
  } finally {
    // Not awaited: a service may take its time to end.
    pieces?.return?.().catch(() => {});
  }
}

/** Ends a response at once, finished or not. */
export function breakOff(response: NodeResponse, http2Code: number): void {
  if (response instanceof Http2ServerResponse) response.stream?.close(http2Code);
  else response.destroy();
}

/** Whether nobody is left to read this response. */
export function isGone(response: NodeResponse): boolean {
  return response instanceof Http2ServerResponse
    ? response.stream === undefined || response.stream.destroyed || response.stream.closed
    : response.destroyed;
}

function writeHead({ status, header }: UniversalServerResponse, response: NodeResponse): void {
  if (response.headersSent) return;
  // The two kinds of response differ in what they return only.
  (response as ServerResponse).writeHead(status, header && Object.fromEntries(header));
}

/** Waits until more can be written; false if that does not come, and the caller is then gone. */
function isDrained(response: NodeResponse, timeoutMs: number): Promise<boolean> {
  const emitter: NodeJS.EventEmitter = response;
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      breakOff(response, constants.NGHTTP2_CANCEL);
      settle(false);
    }, timeoutMs);
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    const settle = (drained: boolean) => {
      clearTimeout(timer);
      emitter.off("drain", onDrain).off("close", onClose);
      resolve(drained);
    };
    emitter.on("drain", onDrain).on("close", onClose);
  });
}

/**
 * Lets go of what the caller still sends once it has its answer. HTTP/2 would otherwise keep the
 * stream, and its place among the concurrent ones, until the caller chooses to end it. HTTP/1.1
 * reads the rest and drops it, within the time that the port grants a request.
 */
function releaseUnreadBody(request: NodeRequest): void {
  if (!(request instanceof Http2ServerRequest)) {
    request.resume();
    return;
  }
  // Trailers, which Node asks for after the last byte, are the end of every answer; a reset in the
  // same turn would overtake them.
  request.stream.once("wantTrailers", () =>
    setImmediate(() => {
      if (!request.complete) request.stream.close(constants.NGHTTP2_NO_ERROR);
    }),
  );
}
