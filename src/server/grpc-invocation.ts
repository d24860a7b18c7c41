/**
 * Calls a service through the interceptors, as connect does. Where there are none the service is
 * called directly, and no request or response object is made.
 */

import type { DescMessage } from "@bufbuild/protobuf";
import { create, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import type {
  HandlerContext,
  Interceptor,
  MethodImplSpec,
  StreamRequest,
  UnaryRequest,
} from "@connectrpc/connect";
import type { GrpcContext } from "./grpc-context.ts";

/** What a service may return for a message: the message, or what makes one. */
export type Answer = MessageInitShape<DescMessage>;

type Spec<Kind extends MethodImplSpec["kind"]> = Extract<MethodImplSpec, { kind: Kind }>;
type Next = ReturnType<Interceptor>;

/** One call of a unary method. */
export function invokeUnary(
  spec: Spec<"unary">,
  input: Message,
  context: GrpcContext,
  interceptors: readonly Interceptor[],
): Answer | Promise<Answer> {
  if (interceptors.length === 0) return spec.impl(input, context);
  return interceptUnary(spec, input, context, interceptors);
}

/** One call of a method that streams, in either direction or both. */
export async function invokeStreaming(
  spec: Exclude<MethodImplSpec, { kind: "unary" }>,
  input: AsyncIterable<Message>,
  context: GrpcContext,
  interceptors: readonly Interceptor[],
): Promise<AsyncIterable<Answer>> {
  if (interceptors.length === 0) return await invokeDirectly(spec, input, context);
  const request: StreamRequest = {
    stream: true,
    message: input,
    method: spec.method,
    ...requestCommon(context),
  };
  const innermost: Next = async (asked) => {
    if (!asked.stream) throw new Error(`an interceptor made ${spec.method.name} a unary call`);
    const merged = asked === request ? context : mergeContext(context, asked);
    const message = normalized(spec, await invokeDirectly(spec, asked.message, merged));
    return { stream: true, message, method: spec.method, ...responseCommon(context) };
  };
  const response = await wrap(innermost, interceptors)(request);
  if (!response.stream) throw new Error(`an interceptor answered ${spec.method.name} as unary`);
  copyHeaders(response.header, context.responseHeader);
  if (response.trailer === context.responseTrailer) return response.message;
  return withTrailers(response.message, response.trailer, context);
}

async function interceptUnary(
  spec: Spec<"unary">,
  input: Message,
  context: GrpcContext,
  interceptors: readonly Interceptor[],
): Promise<Answer> {
  const { method } = spec;
  const request: UnaryRequest = {
    stream: false,
    message: input,
    method,
    ...requestCommon(context),
  };
  const innermost: Next = async (asked) => {
    if (asked.stream) throw new Error(`an interceptor made ${method.name} a stream`);
    const merged = asked === request ? context : mergeContext(context, asked);
    const message = create(method.output, await spec.impl(asked.message, merged));
    return { stream: false, message, method, ...responseCommon(context) };
  };
  const response = await wrap(innermost, interceptors)(request);
  if (response.stream) throw new Error(`an interceptor answered ${method.name} with a stream`);
  copyHeaders(response.header, context.responseHeader);
  copyHeaders(response.trailer, context.responseTrailer);
  return response.message;
}

/** The first interceptor is the outermost. */
function wrap(innermost: Next, interceptors: readonly Interceptor[]): Next {
  return interceptors.reduceRight((next, interceptor) => interceptor(next), innermost);
}

async function invokeDirectly(
  spec: Exclude<MethodImplSpec, { kind: "unary" }>,
  input: AsyncIterable<Message>,
  context: HandlerContext,
): Promise<AsyncIterable<Answer>> {
  switch (spec.kind) {
    case "server_streaming":
      return spec.impl(await single(input), context);
    case "client_streaming":
      return one(spec.impl(input, context));
    case "bidi_streaming":
      return spec.impl(input, context);
  }
}

async function single(input: AsyncIterable<Message>): Promise<Message> {
  for await (const message of input) return message;
  throw new Error("a call without a request message reached its service");
}

async function* one(answer: Promise<Answer>): AsyncGenerator<Answer> {
  yield await answer;
}

/** Interceptors are promised messages, where a service may give what makes one. */
async function* normalized(
  { method }: MethodImplSpec,
  answers: AsyncIterable<Answer>,
): AsyncGenerator<Message> {
  for await (const answer of answers) yield create(method.output, answer);
}

async function* withTrailers(
  messages: AsyncIterable<Message>,
  trailer: Headers,
  context: GrpcContext,
): AsyncGenerator<Message> {
  yield* messages;
  copyHeaders(trailer, context.responseTrailer);
}

/** These are members of the object itself, as interceptors copy it by spread. */
function requestCommon(context: GrpcContext) {
  return {
    service: context.service,
    requestMethod: context.requestMethod,
    url: context.url,
    signal: context.signal,
    header: context.requestHeader,
    contextValues: context.values,
  };
}

function responseCommon(context: GrpcContext) {
  return {
    service: context.service,
    header: context.responseHeader,
    trailer: context.responseTrailer,
  };
}

/** The context with what an interceptor put in its place. */
function mergeContext(context: GrpcContext, asked: UnaryRequest | StreamRequest): HandlerContext {
  return {
    method: context.method,
    service: asked.service,
    protocolName: context.protocolName,
    requestMethod: asked.requestMethod,
    url: asked.url,
    timeoutMs: context.timeoutMs,
    signal: asked.signal,
    requestHeader: asked.header,
    responseHeader: context.responseHeader,
    responseTrailer: context.responseTrailer,
    values: asked.contextValues,
  };
}

function copyHeaders(from: Headers, to: Headers): void {
  if (from === to) return;
  for (const name of [...to.keys()]) to.delete(name);
  for (const [name, value] of from) to.append(name, value);
}
