/** A request of every method that succeeds, as JSON. A method without one fails the walk. */
import type { JsonObject } from "@bufbuild/protobuf";
import { goodSpec } from "./good-specs.ts";
import type { KnownSessions } from "./known-sessions.ts";
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
};
