/**
 * Writes a refusal of the gate in the caller's own protocol. connect keeps its writers of errors to
 * itself, but a handler whose gate throws writes just that, without a look at the body: two methods
 * of the health contract that nobody can reach stand in, one for calls with envelopes of Connect's
 * streams and one for all others.
 */
import {
  type ConnectError,
  createConnectRouter,
  createContextKey,
  createContextValues,
} from "@connectrpc/connect";
import type { UniversalHandler, UniversalServerResponse } from "@connectrpc/connect/protocol";
import { Health } from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { fitStatus } from "../rpc/status-size.ts";
import type { Refusal } from "./gate.ts";

const refusalKey = createContextKey<ConnectError | undefined>(undefined);

/** The response that tells the caller of a refusal. */
export type RefusalWriter = (refusal: Refusal) => Promise<UniversalServerResponse>;

/** A writer of refusals. */
export function createRefusalWriter(): RefusalWriter {
  const router = createConnectRouter({
    requestGate: (context) => {
      throw context.values.get(refusalKey);
    },
  }).service(Health, {});
  const unary = standIn(router.handlers, "check");
  const streaming = standIn(router.handlers, "watch");
  return async ({ error, protocol, httpStatus, header }) => {
    fitStatus(error);
    const handler = protocol?.name === "connect-stream" ? streaming : unary;
    const response = await handler({
      httpVersion: "2.0",
      method: "POST",
      url: `http://localhost${handler.requestPath}`,
      header: new Headers({ "content-type": protocol?.plainContentType ?? "application/json" }),
      body: emptyBody(),
      signal: new AbortController().signal,
      contextValues: createContextValues().set(refusalKey, error),
    });
    for (const [name, value] of Object.entries(header ?? {})) response.header?.set(name, value);
    const isPlain = protocol === undefined || !protocol.enveloped;
    return isPlain && httpStatus !== undefined ? { ...response, status: httpStatus } : response;
  };
}

function standIn(handlers: readonly UniversalHandler[], method: string): UniversalHandler {
  const handler = handlers.find((each) => each.method.localName === method);
  if (handler === undefined) throw new Error(`the health contract has no method ${method}`);
  return handler;
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}
