/** The part of TradingService that takes orders from outside. */
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  CancelAllOrdersRequestSchema,
  CancelOrderRequestSchema,
  PlaceOrderRequestSchema,
  PreviewOrderRequestSchema,
  ReplaceOrderRequestSchema,
  SetTradingStateRequestSchema,
  TradingService,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { OrderDesk, OrderSource } from "../sessions/order-desk.ts";
import type { SessionCommands } from "../sessions/session-commands.ts";
import { scopeOf } from "./caller.ts";
import { driverTokenOf } from "./driver-guard.ts";
import { RequestCheck } from "./from-wire.ts";
import { orThrow } from "./or-throw.ts";
import { identityOf } from "./request-hash.ts";
import { checkOrderKey, required } from "./turn-check.ts";

/** What the methods stand on. */
export interface OrderMethodParts {
  readonly desk: OrderDesk;
  readonly commands: SessionCommands;
}

/** The methods. */
export type OrderMethods = Pick<
  ServiceImpl<typeof TradingService>,
  | "cancelAllOrders"
  | "cancelOrder"
  | "placeOrder"
  | "previewOrder"
  | "replaceOrder"
  | "setTradingState"
>;

/** The handlers, free of any transport. */
export function orderMethods({ desk, commands }: OrderMethodParts): OrderMethods {
  return {
    placeOrder: async (request, context) => {
      const { sessionId, order } = request;
      const check = RequestCheck.of(PlaceOrderRequestSchema, request);
      check.sessionId("session_id", sessionId);
      const placed = needed(check, "order", order, "a PlaceOrder");
      return { order: orThrow(await desk.place(sourceOf(sessionId, context), placed)) };
    },
    replaceOrder: async (request, context) => {
      const { sessionId, replacement } = request;
      const check = RequestCheck.of(ReplaceOrderRequestSchema, request);
      check.sessionId("session_id", sessionId);
      if (replacement) checkOrderKey(check, replacement.order, "replacement.order");
      const replaced = needed(check, "replacement", replacement, "a ReplaceOrder");
      return { order: orThrow(await desk.replace(sourceOf(sessionId, context), replaced)) };
    },
    cancelOrder: async (request, context) => {
      const { sessionId, order } = request;
      const check = RequestCheck.of(CancelOrderRequestSchema, request);
      check.sessionId("session_id", sessionId);
      checkOrderKey(check, order, "order");
      check.throwIfBad();
      const command = { $typeName: "openbell.v1.CancelOrder", ...(order && { order }) } as const;
      return { order: orThrow(await desk.cancel(sourceOf(sessionId, context), command)) };
    },
    cancelAllOrders: async (request, context) => {
      const { sessionId, symbol } = request;
      const check = RequestCheck.of(CancelAllOrdersRequestSchema, request);
      check.sessionId("session_id", sessionId).throwIfBad();
      const orders = orThrow(await desk.cancelAll(sourceOf(sessionId, context), symbol));
      return { orders: [...orders] };
    },
    previewOrder: async (request, context) => {
      const { sessionId, order } = request;
      const check = RequestCheck.of(PreviewOrderRequestSchema, request);
      check.sessionId("session_id", sessionId);
      const asked = needed(check, "order", order, "a PlaceOrder");
      return orThrow(await desk.preview(sourceOf(sessionId, context), asked));
    },
    setTradingState: async (request, context) => {
      const { sessionId, tradingState, requestId, comment } = request;
      const check = RequestCheck.of(SetTradingStateRequestSchema, request);
      check.sessionId("session_id", sessionId).requestId(requestId).comment(comment);
      if (tradingState === TradingState.UNSPECIFIED) {
        required(check, "trading_state", "ACTIVE, REDUCING or HALTED");
      }
      check.throwIfBad();
      const { setTradingState } = TradingService.method;
      const identity = identityOf(setTradingState, SetTradingStateRequestSchema, request);
      const change = { scope: scopeOf(context), sessionId, identity, etag: "", comment };
      return { session: orThrow(await commands.setTradingState(change, tradingState)) };
    },
  };
}

/** A message that is required; throws everything that is wrong with the request. */
function needed<T>(check: RequestCheck, field: string, value: T | undefined, example: string): T {
  if (value === undefined) required(check, field, example);
  check.throwIfBad();
  if (value === undefined) throw new Error(`${field} is missing and was let through`);
  return value;
}

/** A token has been found good before: it is of the session's own driver. */
function sourceOf(sessionId: string, context: HandlerContext): OrderSource {
  const isDriver = driverTokenOf(context) !== undefined;
  return { scope: scopeOf(context), sessionId, isDriver };
}
