/** The part of TradingService that reads orders, fills, positions and the account. */
import type { ServiceImpl } from "@connectrpc/connect";
import {
  GetAccountRequestSchema,
  GetOrderRequestSchema,
  GetSessionCapabilitiesRequestSchema,
  ListFillsRequestSchema,
  ListOrdersRequestSchema,
  ListPositionsRequestSchema,
  type TradingService,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { Limits } from "../domain/limits.ts";
import type { FillPosition, TradingQueries } from "../sessions/trading-queries.ts";
import { boundToken, parseNumbers, requestHash } from "./bound-token.ts";
import { scopeOf } from "./caller.ts";
import { RequestCheck } from "./from-wire.ts";
import { orThrow } from "./or-throw.ts";
import { checkOrderKey } from "./turn-check.ts";

/** What the methods stand on. */
export interface ReadMethodParts {
  readonly queries: TradingQueries;
  readonly limits: Limits;
}

/** The methods. */
export type ReadMethods = Pick<
  ServiceImpl<typeof TradingService>,
  | "getAccount"
  | "getOrder"
  | "getSessionCapabilities"
  | "listFills"
  | "listOrders"
  | "listPositions"
>;

/** The handlers, free of any transport. */
export function readMethods({ queries, limits }: ReadMethodParts): ReadMethods {
  const { defaultPageSize, maximumPageSize } = limits;
  return {
    getOrder: async (request, context) => {
      const { sessionId, order } = request;
      const check = RequestCheck.of(GetOrderRequestSchema, request);
      check.sessionId("session_id", sessionId);
      checkOrderKey(check, order, "order");
      check.throwIfBad();
      if (order === undefined) throw new Error("an order key that is missing was let through");
      return { order: orThrow(await queries.order(scopeOf(context), sessionId, order)) };
    },
    listOrders: async (request, context) => {
      const { sessionId, openOnly, symbol, pageToken } = request;
      const check = RequestCheck.of(ListOrdersRequestSchema, request);
      check.sessionId("session_id", sessionId);
      const hash = requestHash("ListOrders", sessionId, openOnly, symbol);
      const bound = "session_id, open_only and symbol";
      const terms = { hash: check.isBad ? undefined : hash, bound, parts: 1 };
      const [last] = check.valueOf(parseNumbers(pageToken, terms)) ?? [];
      const limit = check.pageSize(request.pageSize, defaultPageSize, maximumPageSize);
      check.throwIfBad();
      const before = last === undefined ? {} : { before: last };
      // One more than asked for tells whether there is a next page.
      const query = { ...before, openOnly, symbol, limit: limit + 1 };
      const found = orThrow(await queries.orders(scopeOf(context), sessionId, query));
      const orders = found.slice(0, limit);
      const end = found.length > limit ? orders.at(-1) : undefined;
      return { orders, nextPageToken: end ? boundToken([end.orderId], hash) : "" };
    },
    listFills: async (request, context) => {
      const { sessionId, orderId, pageToken } = request;
      const check = RequestCheck.of(ListFillsRequestSchema, request);
      check.sessionId("session_id", sessionId);
      const hash = requestHash("ListFills", sessionId, orderId);
      const bound = "session_id and order_id";
      const terms = { hash: check.isBad ? undefined : hash, bound, parts: 2 };
      const [revision, seen] = check.valueOf(parseNumbers(pageToken, terms)) ?? [];
      const limit = check.pageSize(request.pageSize, defaultPageSize, maximumPageSize);
      check.throwIfBad();
      const after: FillPosition | undefined =
        revision === undefined ? undefined : { revision, fills: Number(seen ?? 0n) };
      const asked = { after, orderId, limit };
      const { fills, next } = orThrow(await queries.fills(scopeOf(context), sessionId, asked));
      const position = next && [String(next.revision), String(next.fills)];
      return { fills: [...fills], nextPageToken: position ? boundToken(position, hash) : "" };
    },
    listPositions: async (request, context) => {
      const { sessionId } = request;
      const check = RequestCheck.of(ListPositionsRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      const found = orThrow(await queries.positions(scopeOf(context), sessionId));
      return { positions: [...found.positions], barrier: BigInt(found.barrier) };
    },
    getAccount: async (request, context) => {
      const { sessionId } = request;
      const check = RequestCheck.of(GetAccountRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      return { account: orThrow(await queries.account(scopeOf(context), sessionId)) };
    },
    getSessionCapabilities: async (request, context) => {
      const { sessionId } = request;
      const check = RequestCheck.of(GetSessionCapabilitiesRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      return { capabilities: orThrow(await queries.capabilities(scopeOf(context), sessionId)) };
    },
  };
}
