/**
 * One HTTP request becomes one call: gate, then body, then connect, then the answer. Nothing here
 * knows a service; those come through `routes`.
 */
import { constants } from "node:http2";
import {
  ConnectError,
  type ConnectRouter,
  type ConnectRouterOptions,
  createConnectRouter,
} from "@connectrpc/connect";
import {
  createAsyncIterable,
  createLinkedAbortController,
  type UniversalServerRequest,
} from "@connectrpc/connect/protocol";
import { universalRequestFromNodeRequest } from "@connectrpc/connect-node";
import { createFailureHooks } from "./connect-failures.ts";
import { createRefusalWriter } from "./connect-refusals.ts";
import { type Admission, createGate, type Refusal } from "./gate.ts";
import { gzipCompression } from "./gzip-compression.ts";
import {
  breakOff,
  isGone,
  type NodeRequest,
  type NodeResponse,
  sendAnswer,
} from "./node-response.ts";
import { deadlineExceeded, malformedRequest } from "./protocol-errors.ts";
import {
  type BodyBounds,
  type BodyPieces,
  PendingBytes,
  readEnvelopeStream,
  readPlainBody,
  readSingleEnvelope,
} from "./request-body.ts";
import { resetOnTinyFrames } from "./tiny-frames.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";
import { findWireProtocol } from "./wire-protocol.ts";

/** What calls need. */
export interface ConnectCallsOptions
  extends Pick<ConnectRouterOptions, "interceptors" | "jsonOptions" | "binaryOptions"> {
  /** Each mounts services. */
  readonly routes: readonly ((router: ConnectRouter) => void)[];
  readonly limits: TransportLimits;
  readonly log: TransportLog;
  /** Aborted when the server begins to stop: calls that stream should end themselves. */
  readonly interruptSignal: AbortSignal;
  /** Aborted when the server stops waiting: all calls should end at once. */
  readonly endSignal: AbortSignal;
}

/** What bounds the bodies of all calls alike. */
type CommonBounds = Omit<BodyBounds, "mayBeCompressed">;

/** Answers a request. Never throws. */
export type NodeRequestHandler = (request: NodeRequest, response: NodeResponse) => void;

/** A handler for the requests of one or more ports. */
export function createConnectCalls(options: ConnectCallsOptions): NodeRequestHandler {
  const { limits, log } = options;
  const writeRefusal = createRefusalWriter();
  const gate = createGate(createRouter(options).handlers, [gzipCompression.name], limits);
  const bounds: CommonBounds = {
    pending: new PendingBytes(limits.pendingMaxBytes),
    readMaxBytes: limits.readMaxBytes,
    bodyTimeoutMs: limits.bodyTimeoutMs,
    endSignal: options.endSignal,
  };

  async function answer(request: NodeRequest, response: NodeResponse) {
    const arrivedMs = performance.now();
    const head = readHead(request, response);
    if ("error" in head) return await writeRefusal(head);
    const verdict = gate({ ...head, headerPairs: request.rawHeaders.length / 2 });
    if ("error" in verdict) return await writeRefusal(verdict);
    try {
      if (!streamsRequests(verdict)) resetOnTinyFrames(request);
      // Whoever stops reading early must not destroy the request: its answer is yet to be written.
      const pieces = request.iterator({ destroyOnReturn: false });
      const body = await admitBody(verdict, head, pieces, bounds);
      setTimeLeft(head.header, verdict, performance.now() - arrivedMs);
      return await call(verdict, { ...head, body });
    } catch (reason) {
      if (!(reason instanceof ConnectError)) throw reason;
      return await writeRefusal({ error: reason, protocol: verdict.protocol });
    }
  }

  function call({ handler }: Admission, request: UniversalServerRequest) {
    if (handler.method.methodKind === "unary") return handler(request);
    const { signal } = createLinkedAbortController(request.signal, options.interruptSignal);
    return handler({ ...request, signal });
  }

  return (request, response) => {
    // What goes wrong with a connection reaches the call through its signal.
    request.on("error", () => {});
    response.on("error", () => {});
    answer(request, response)
      .then((answered) => sendAnswer(answered, request, response, limits.stalledReaderTimeoutMs))
      .catch((reason) => {
        if (!isGone(response)) log.error({ err: reason }, "a call was broken off");
        breakOff(response, constants.NGHTTP2_INTERNAL_ERROR);
      });
  };
}

function createRouter(options: ConnectCallsOptions): ConnectRouter {
  const { limits } = options;
  const hooks = createFailureHooks(limits, options.log);
  const router = createConnectRouter({
    acceptCompression: [gzipCompression],
    readMaxBytes: limits.readMaxBytes,
    writeMaxBytes: limits.writeMaxBytes,
    // A field that the server does not know is an error of the caller, not something to skip.
    jsonOptions: { ignoreUnknownFields: false, ...options.jsonOptions },
    ...(options.binaryOptions && { binaryOptions: options.binaryOptions }),
    shutdownSignal: options.endSignal,
    requestGate: hooks.requestGate,
    interceptors: [hooks.interceptor, ...(options.interceptors ?? [])],
  });
  for (const mount of options.routes) mount(router);
  return router;
}

/** The request in connect's form; a refusal if its headers or its address have none. */
function readHead(request: NodeRequest, response: NodeResponse): UniversalServerRequest | Refusal {
  try {
    return universalRequestFromNodeRequest(request, response, undefined, undefined);
  } catch (cause) {
    const contentType = request.headers["content-type"] ?? "";
    return {
      error: malformedRequest("the address or a header of the request is malformed", cause),
      protocol: findWireProtocol(request.method ?? "", contentType),
    };
  }
}

/** The body within its bounds: read to its end where the method takes one message. */
async function admitBody(
  admission: Admission,
  { method, header }: UniversalServerRequest,
  pieces: BodyPieces,
  common: CommonBounds,
): Promise<BodyPieces> {
  if (method === "GET") return createAsyncIterable([]);
  const { protocol, timeoutMs } = admission;
  const encoding = header.get(protocol.encodingHeader) ?? "identity";
  const bounds = { ...common, mayBeCompressed: encoding !== "identity" };
  if (streamsRequests(admission)) return readEnvelopeStream(pieces, bounds);
  const bodyTimeoutMs = Math.min(common.bodyTimeoutMs, timeoutMs ?? Number.POSITIVE_INFINITY);
  const read = protocol.enveloped ? readSingleEnvelope : readPlainBody;
  return createAsyncIterable([await read(pieces, { ...bounds, bodyTimeoutMs })]);
}

function streamsRequests({ handler }: Admission): boolean {
  const { methodKind } = handler.method;
  return methodKind === "bidi_streaming" || methodKind === "client_streaming";
}

/** Tells connect what is left of the time that the gate granted. */
function setTimeLeft(header: Headers, { protocol, timeoutMs }: Admission, goneMs: number): void {
  if (timeoutMs === undefined) return;
  const leftMs = timeoutMs - goneMs;
  if (leftMs <= 0) throw deadlineExceeded("the deadline passed before the request had arrived");
  header.set(protocol.timeoutHeader, protocol.formatTimeout(leftMs));
}
