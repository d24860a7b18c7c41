/** A request of every method that succeeds, as JSON. A method without one fails the walk. */
import type { JsonObject } from "@bufbuild/protobuf";
import { goodSpec } from "./good-specs.ts";
import type { KnownSessions } from "./known-sessions.ts";
import { restingSpec } from "./trading-cases.ts";
import { tickSymbol } from "./trial-server.ts";

/** The good request of a method, by its local name. */
export const goodRequests: Readonly<Record<string, (known: KnownSessions) => JsonObject>> = {
  createSession: () => ({ spec: goodSpec }),
  getSession: ({ ids }) => ({ sessionId: ids.READY }),
  listSessions: () => ({}),
  updateSession: ({ ids }) => ({
    session: { sessionId: ids.READY, labels: { team: "alpha" }, spec: goodSpec },
  }),
  deleteSession: ({ ids }) => ({ sessionId: ids.STOPPED }),
  startSession: ({ ids }) => ({ sessionId: ids.READY }),
  pauseSession: ({ ids }) => ({ sessionId: ids.RUNNING }),
  resumeSession: ({ ids }) => ({ sessionId: ids.PAUSED }),
  stopSession: ({ ids }) => ({ sessionId: ids.PAUSED }),
  validateSession: () => ({ spec: goodSpec }),
  watchSessions: () => ({}),
  listSessionEvents: () => ({}),
  listMarkets: () => ({}),
  listInstruments: () => ({}),
  getInstrument: () => ({ symbol: "aapl" }),
  listTradingSessions: () => ({ calendarId: "XNYS" }),
  readBars: () => ({ symbol: "SP500" }),
  readTrades: () => ({ symbol: tickSymbol }),
  readQuotes: () => ({ symbol: tickSymbol }),
  acquireDriver: ({ freeId }) => ({ sessionId: freeId }),
  // Nobody has it any more: repeated, it finds it done.
  releaseDriver: ({ ids }) => ({ sessionId: ids.COMPLETED }),
  step: ({ driven }) => ({ sessionId: driven.sessionId, turn: { expectedBarrier: "2" } }),
  setTradingState: ({ driven }) => ({
    sessionId: driven.sessionId,
    tradingState: "TRADING_STATE_ACTIVE",
  }),
  placeOrder: ({ driven }) => ({
    sessionId: driven.sessionId,
    order: { clientOrderId: "resting", spec: restingSpec },
  }),
  replaceOrder: ({ driven }) => ({
    sessionId: driven.sessionId,
    replacement: { order: { clientOrderId: "resting" }, quantity: "2" },
  }),
  cancelOrder: ({ driven }) => ({ sessionId: driven.sessionId, order: { orderId: "1" } }),
  cancelAllOrders: ({ driven }) => ({ sessionId: driven.sessionId }),
  previewOrder: ({ driven }) => ({ sessionId: driven.sessionId, order: { spec: restingSpec } }),
  getOrder: ({ driven }) => ({ sessionId: driven.sessionId, order: { orderId: "1" } }),
  ...Object.fromEntries(
    [
      ...["listOrders", "listFills", "listTrades", "listPositions", "getAccount"],
      ...["getSessionCapabilities", "getSessionReport", "readEquityCurve"],
    ].map((method) => [method, ({ driven }: KnownSessions) => ({ sessionId: driven.sessionId })]),
  ),
};

/** What else a good request needs: a driver shows its token. */
export function goodHeaders(method: string, { driven }: KnownSessions): Record<string, string> {
  return method === "step" ? { "openbell-driver-token": driven.token } : {};
}
