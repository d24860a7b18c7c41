import {
  create,
  type DescMessage,
  fromBinary,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import {
  CreateSessionRequestSchema,
  CreateSessionResponseSchema,
  GetSessionRequestSchema,
  GetSessionResponseSchema,
  ListSessionsRequestSchema,
  ListSessionsResponseSchema,
  StartSessionRequestSchema,
  StartSessionResponseSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import {
  GetSessionReportRequestSchema,
  GetSessionReportResponseSchema,
  PlaceOrderRequestSchema,
  PlaceOrderResponseSchema,
  ReplaceOrderRequestSchema,
  ReplaceOrderResponseSchema,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { CallOptions } from "../../../src/client/call-policy.ts";
import type { OpenbellClient } from "../../../src/client/client.ts";
import { bytes, type UnaryAction } from "./protocol.ts";

type Call = (
  client: OpenbellClient,
  request: Uint8Array,
  options: CallOptions,
) => Promise<Uint8Array>;

/** The client answers with what an answer holds; the suite compares whole answers. */
const calls: Readonly<Record<string, Call>> = {
  GetSession: call(GetSessionRequestSchema, GetSessionResponseSchema, async (client, r, o) =>
    create(GetSessionResponseSchema, { session: await client.get(r.sessionId, o) }),
  ),
  CreateSession: call(CreateSessionRequestSchema, CreateSessionResponseSchema, (client, r, o) =>
    client.create(r, o),
  ),
  StartSession: call(StartSessionRequestSchema, StartSessionResponseSchema, async (client, r, o) =>
    create(StartSessionResponseSchema, { session: await client.start(r, o) }),
  ),
  ListSessions: call(
    ListSessionsRequestSchema,
    ListSessionsResponseSchema,
    async (client, r, o) => {
      const { value } = await client.list(r, o).next();
      return value ?? create(ListSessionsResponseSchema);
    },
  ),
  PlaceOrder: call(PlaceOrderRequestSchema, PlaceOrderResponseSchema, async (client, r, o) =>
    create(PlaceOrderResponseSchema, { order: await client.trading.place(r, o) }),
  ),
  ReplaceOrder: call(ReplaceOrderRequestSchema, ReplaceOrderResponseSchema, async (client, r, o) =>
    create(ReplaceOrderResponseSchema, { order: await client.trading.replace(r, o) }),
  ),
  GetSessionReport: call(
    GetSessionReportRequestSchema,
    GetSessionReportResponseSchema,
    async (client, r, o) =>
      create(GetSessionReportResponseSchema, { report: await client.trading.report(r, o) }),
  ),
};

/** Makes the call. Gives the answer in base64. */
export async function runUnary(
  client: OpenbellClient,
  { method, request, timeoutMs }: UnaryAction,
): Promise<string> {
  const run = calls[method.slice(method.indexOf("/") + 1)];
  if (run === undefined) throw new Error(`the suite has no ${method}`);
  return Buffer.from(await run(client, bytes(request), { timeoutMs })).toString("base64");
}

function call<In extends DescMessage, Out extends DescMessage>(
  input: In,
  output: Out,
  run: (
    client: OpenbellClient,
    request: MessageShape<In>,
    options: CallOptions,
  ) => Promise<MessageShape<Out>>,
): Call {
  return async (client, request, options) =>
    toBinary(output, await run(client, fromBinary(input, request), options));
}
