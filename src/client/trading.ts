import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Client, Code, createClient, type Transport } from "@connectrpc/connect";
import type { Account } from "../../gen/ts/openbell/v1/account_pb.ts";
import type { Order } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type {
  OrderKeySchema,
  SessionCapabilities,
  SessionReport,
  TurnResult,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import {
  type CancelAllOrdersRequestSchema,
  type CancelOrderRequestSchema,
  type GetSessionReportRequestSchema,
  type ListFillsRequestSchema,
  type ListFillsResponse,
  type ListOrdersRequestSchema,
  type ListOrdersResponse,
  type ListPositionsResponse,
  type ListTradesRequestSchema,
  type ListTradesResponse,
  type PlaceOrderRequestSchema,
  type PreviewOrderRequestSchema,
  type PreviewOrderResponse,
  type ReadEquityCurveResponse,
  type ReplaceOrderRequestSchema,
  type SetTradingStateRequestSchema,
  TradingService,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { OnSlice } from "./bot-turn.ts";
import { type AttemptOptions, type CallOptions, CallPolicy } from "./call-policy.ts";
import { type DriveOptions, driveSession } from "./drive.ts";
import { eitherSignal } from "./either-signal.ts";
import { clientFacts, OpenbellError } from "./errors.ts";
import { pages } from "./pages.ts";
import { readStream } from "./read-stream.ts";
import type { ClientRuntime } from "./runtime.ts";
import type { OpenTurns } from "./turn-stream.ts";

/** A typed client of the TradingService. Lists are read page by page, each when it is asked for. */
export interface TradingClient {
  /**
   * Drives a session by a bot, until its data or its running ends, or the bot stops. Gives the last
   * answer. Reconnects, and survives restarts of the server.
   */
  drive(
    sessionId: string,
    onSlice: OnSlice,
    options?: DriveOptions,
  ): Promise<TurnResult | undefined>;
  /** Places an order. */
  place(
    request: MessageInitShape<typeof PlaceOrderRequestSchema>,
    options?: CallOptions,
  ): Promise<Order>;
  /** Replaces quantity and prices of an open order. Never repeated by itself. */
  replace(
    request: MessageInitShape<typeof ReplaceOrderRequestSchema>,
    options?: CallOptions,
  ): Promise<Order>;
  /** Cancels an order. Never repeated by itself. */
  cancel(
    request: MessageInitShape<typeof CancelOrderRequestSchema>,
    options?: CallOptions,
  ): Promise<Order>;
  /** Cancels all open orders, or those of one symbol. */
  cancelAll(
    request: MessageInitShape<typeof CancelAllOrdersRequestSchema>,
    options?: CallOptions,
  ): Promise<readonly Order[]>;
  /** Says what an order would need and cost. */
  preview(
    request: MessageInitShape<typeof PreviewOrderRequestSchema>,
    options?: CallOptions,
  ): Promise<PreviewOrderResponse>;
  /** Reads an order by either of its ids. */
  order(
    sessionId: string,
    order: MessageInitShape<typeof OrderKeySchema>,
    options?: CallOptions,
  ): Promise<Order>;
  /** Lists orders, newest first. */
  orders(
    request: MessageInitShape<typeof ListOrdersRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListOrdersResponse, void, undefined>;
  /** Lists fills in their order. */
  fills(
    request: MessageInitShape<typeof ListFillsRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListFillsResponse, void, undefined>;
  /** Lists round trips by their close. */
  trades(
    request: MessageInitShape<typeof ListTradesRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListTradesResponse, void, undefined>;
  /** Lists the open positions. */
  positions(sessionId: string, options?: CallOptions): Promise<ListPositionsResponse>;
  /** Reads the account. */
  account(sessionId: string, options?: CallOptions): Promise<Account>;
  /** Says what orders a session takes. */
  capabilities(sessionId: string, options?: CallOptions): Promise<SessionCapabilities>;
  /** Reads what a session came to. */
  report(
    request: MessageInitShape<typeof GetSessionReportRequestSchema>,
    options?: CallOptions,
  ): Promise<SessionReport>;
  /**
   * Reads the equity of each trading day, ascending. A loop that ends without an error has seen all
   * of it; a stream that says nothing for the time-out of the client has failed.
   */
  equityCurve(
    sessionId: string,
    options?: Pick<CallOptions, "signal">,
  ): AsyncGenerator<ReadEquityCurveResponse, void, undefined>;
  /** Changes which orders are allowed. */
  setTradingState(
    request: MessageInitShape<typeof SetTradingStateRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
}

/** What the calls are made with. */
export interface TradingContext {
  readonly runtime: ClientRuntime;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly attempts: number;
}

const tokenHeader = "openbell-driver-token";

/** Makes the client on a transport that stays the caller's to close. */
export function createTradingClient(
  transport: Transport,
  policy: CallPolicy,
  context: TradingContext,
): TradingClient {
  const rpc = createClient(TradingService, transport);
  const { runtime, closed, headers, timeoutMs } = context;
  const once = new CallPolicy({ ...context, attempts: 1 });

  return {
    drive: driving(rpc, policy, once, context),
    place: (request, options) =>
      policy.run(async (attempt) => held((await rpc.placeOrder(request, attempt)).order), options),
    replace: (request, options) =>
      once.run(async (attempt) => held((await rpc.replaceOrder(request, attempt)).order), options),
    cancel: (request, options) =>
      once.run(async (attempt) => held((await rpc.cancelOrder(request, attempt)).order), options),
    cancelAll: (request, options) =>
      policy.run(async (attempt) => (await rpc.cancelAllOrders(request, attempt)).orders, options),
    preview: (request, options) =>
      policy.run((attempt) => rpc.previewOrder(request, attempt), options),
    order: (sessionId, order, options) =>
      policy.run(
        async (attempt) => held((await rpc.getOrder({ sessionId, order }, attempt)).order),
        options,
      ),
    orders: (request, options) =>
      pages(policy, (page, call) => rpc.listOrders(page, call), request, options),
    fills: (request, options) =>
      pages(policy, (page, call) => rpc.listFills(page, call), request, options),
    trades: (request, options) =>
      pages(policy, (page, call) => rpc.listTrades(page, call), request, options),
    positions: (sessionId, options) =>
      policy.run((attempt) => rpc.listPositions({ sessionId }, attempt), options),
    account: (sessionId, options) =>
      policy.run(
        async (attempt) => held((await rpc.getAccount({ sessionId }, attempt)).account),
        options,
      ),
    capabilities: (sessionId, options) =>
      policy.run(async (attempt) => {
        const { capabilities } = await rpc.getSessionCapabilities({ sessionId }, attempt);
        return held(capabilities);
      }, options),
    report: (request, options) =>
      policy.run(
        async (attempt) => held((await rpc.getSessionReport(request, attempt)).report),
        options,
      ),
    equityCurve: (sessionId, { signal } = {}) =>
      readStream(
        (own) =>
          rpc.readEquityCurve(
            { sessionId },
            { headers: { ...headers }, timeoutMs: 0, signal: own },
          ),
        { runtime, stallMs: timeoutMs, signal: eitherSignal(closed, signal) },
      ),
    setTradingState: (request, options) => {
      const requestId = request.requestId || runtime.newRequestId();
      const call = async (attempt: AttemptOptions) =>
        held((await rpc.setTradingState({ ...request, requestId }, attempt)).session);
      return policy.run(call, options, requestId);
    },
  };
}

function driving(
  rpc: Client<typeof TradingService>,
  policy: CallPolicy,
  once: CallPolicy,
  { runtime, closed, headers, attempts }: TradingContext,
): TradingClient["drive"] {
  return (sessionId, onSlice, options) => {
    const withToken = (token: string) => ({ ...headers, [tokenHeader]: token });
    const open =
      (token: string): OpenTurns =>
      (requests, signal) =>
        rpc.run(requests, { headers: withToken(token), signal, timeoutMs: 0 });
    const drivers = {
      ...{ runtime, closed, attempts, open },
      acquire: (takeOver: boolean, signal?: AbortSignal) =>
        once.run((attempt) => rpc.acquireDriver({ sessionId, takeOver }, attempt), { signal }),
      release: (token: string) =>
        policy.run((attempt) =>
          rpc.releaseDriver({ sessionId }, { ...attempt, headers: withToken(token) }),
        ),
    };
    return driveSession(drivers, sessionId, onSlice, options);
  };
}

/** What an answer of the contract always holds. */
function held<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new OpenbellError(clientFacts(Code.Internal, "the server answered with nothing"));
}
