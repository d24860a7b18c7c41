/** Everything that a driver can ask, of its session, of the market and of what it must not have. */
import type { DescMethod, JsonObject } from "@bufbuild/protobuf";
import { MarketDataService } from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

/** A method and what it is asked. */
export type Question = readonly [DescMethod, JsonObject];

const sessions = SessionService.method;
const market = MarketDataService.method;
const trading = TradingService.method;

const farDates = { startDate: "2001-08-01", endDate: "2001-12-31" };
const dayBars = [{ bars: { interval: "86400s" } }];

/** What is asked at a barrier. Nothing of it changes the session. */
export function questionsOf(sessionId: string, symbols: readonly string[]): readonly Question[] {
  return [
    ...ownSession(sessionId),
    ...symbols.flatMap((symbol) => previews(sessionId, symbol)),
    ...judgements(),
    ...marketQuestions(),
    ...forbidden(),
  ];
}

/** The account is asked first: it brings to the disk what the others read from there. */
function ownSession(sessionId: string): readonly Question[] {
  const own = { sessionId };
  const filter = { sessionIds: [sessionId] };
  const kinds = ["LIFECYCLE", "ORDERS", "FILLS", "TRADING_DAYS"].map(
    (kind) => `EVENT_KIND_${kind}`,
  );
  return [
    [trading.getAccount, own],
    [trading.listPositions, own],
    [trading.listOrders, { ...own, pageSize: 250 }],
    [trading.listOrders, { ...own, openOnly: true, symbol: "SHR" }],
    [trading.listFills, { ...own, pageSize: 250 }],
    [trading.listTrades, own],
    [trading.getSessionCapabilities, own],
    [trading.getSessionReport, { ...own, riskFreeRate: 0.02, indicatorBars: 5 }],
    [trading.readEquityCurve, own],
    [trading.getOrder, { ...own, order: { clientOrderId: "day" } }],
    [trading.getOrder, { ...own, order: { orderId: "1" } }],
    [trading.getOrder, { ...own, order: { orderId: "999" } }],
    [sessions.getSession, own],
    [sessions.listSessionEvents, { filter, kinds, pageSize: 250 }],
    [sessions.watchSessions, { filter, kinds: [...kinds, "EVENT_KIND_SAMPLES"] }],
    // Refused, with messages that must not tell more than they know.
    [trading.step, { ...own, turn: { expectedBarrier: "999" } }],
    [trading.run, { ...own, turn: { expectedBarrier: "999" } }],
    [trading.step, { ...own, turn: { expectedBarrier: "0", until: { slices: 2_000_000 } } }],
    [trading.acquireDriver, own],
    [trading.cancelOrder, { ...own, order: { clientOrderId: "nothing" } }],
    [trading.replaceOrder, { ...own, replacement: { order: { orderId: "998" }, quantity: "5" } }],
    [trading.placeOrder, { ...own, order: { clientOrderId: "bad id", spec: {} } }],
    [sessions.startSession, { ...own, etag: "wrong" }],
    [sessions.resumeSession, own],
    [sessions.updateSession, { session: { ...own, spec: {} }, updateMask: "spec.initial_capital" }],
  ];
}

/** Orders of every kind, asked about and not placed. */
function previews(sessionId: string, symbol: string): readonly Question[] {
  const quantity = { symbol, quantity: "10" };
  const buy = { side: "SIDE_BUY", type: "ORDER_TYPE_MARKET" };
  const limit = { side: "SIDE_SELL", type: "ORDER_TYPE_LIMIT", limitPrice: "51.25" };
  const life = (name: string) => ({ timeInForce: `TIME_IN_FORCE_${name}` });
  const specs: readonly JsonObject[] = [
    { ...quantity, ...buy },
    { ...quantity, ...buy, ...life("DAY") },
    { ...quantity, ...buy, ...life("IOC") },
    { ...quantity, ...buy, ...life("FOK") },
    { symbol, ...buy, buyingPowerFraction: "0.5" },
    { symbol, ...buy, side: "SIDE_SELL", buyingPowerFraction: "1" },
    { ...quantity, ...limit, ...life("GTC") },
    { ...quantity, ...limit, ...life("GTD"), expireTime: "2001-09-13T20:00:00Z" },
    { ...quantity, ...limit, ...life("GTD"), expireTime: "2001-08-01T20:00:00Z" },
    { ...quantity, ...limit, ...life("DAY"), postOnly: true },
    { ...quantity, side: "SIDE_BUY", type: "ORDER_TYPE_STOP", triggerPrice: "60" },
    { ...quantity, ...limit, type: "ORDER_TYPE_STOP_LIMIT", triggerPrice: "49" },
    { ...quantity, side: "SIDE_SELL", type: "ORDER_TYPE_TRAILING_STOP", trailAmount: "2" },
    { ...quantity, ...buy, reduceOnly: true },
    { ...quantity, ...buy, quantity: "999999999" },
    { ...quantity, ...buy, quantity: "0.0001" },
    { ...quantity, ...limit, limitPrice: "0.001" },
    { ...quantity, ...limit, limitPrice: "1e3", parentClientOrderId: "nothing", ocoGroup: "g" },
    { ...buy, symbol: "NEWX", quantity: "1" },
  ];
  return specs.map((spec): Question => [trading.previewOrder, { sessionId, order: { spec } }]);
}

/** Specs that would tell of what is ahead, if they were judged by all that is known. */
function judgements(): readonly Question[] {
  const spec = (symbols: string[], simulation: JsonObject): Question => [
    sessions.validateSession,
    { spec: { symbols, initialCapital: "100000", simulation } },
  ];
  return [
    spec(["SHR"], { ...farDates, data: dayBars }),
    spec(["SHR"], { startDate: "2001-08-01", endDate: "2001-09-10" }),
    spec(["SHR"], { startDate: "2001-09-11", endDate: "2001-09-14" }),
    spec(["SHR"], {
      startDate: "2001-08-01",
      endDate: "2001-09-12",
      adjustment: "ADJUSTMENT_SPLIT",
    }),
    spec(["SHR"], { startDate: "2001-09-20", endDate: "2001-10-05" }),
    spec(["SHR"], { ...farDates, data: [{ trades: {} }, { quotes: {} }] }),
    spec(["GON"], farDates),
    spec(["GON"], { startDate: "2001-08-01", endDate: "2002-12-31" }),
    spec(["IDLE"], farDates),
    spec(["NEWX", "NEXT", "OLDNAME"], farDates),
    spec(["COIN", "SHR"], { startDate: "2001-09-10", endDate: "2001-09-16" }),
    spec([], { ...farDates, startDate: "2001-02-30" }),
  ];
}

/** The market, read to its open end. */
function marketQuestions(): readonly Question[] {
  const questions: Question[] = [
    [market.listMarkets, {}],
    [market.listInstruments, { pageSize: 250, filter: { marketIds: ["XTST", "COINS"] } }],
    [market.listInstruments, { filter: { hasData: true } }],
    [market.listInstruments, { filter: { statuses: ["INSTRUMENT_STATUS_DELISTED"] } }],
    [market.listInstruments, { search: "newly" }],
    [market.listInstruments, { search: "next" }],
  ];
  for (const symbol of ["SHR", "GON", "COIN", "IDLE", "NEWX", "NEXT", "OLDNAME", "NOPE"]) {
    questions.push([market.getInstrument, { symbol }]);
    questions.push([market.getInstrument, { symbol, date: "2001-11-01" }]);
    questions.push([market.readBars, { symbol, startTime: "2001-08-01T00:00:00Z" }]);
  }
  const beyond = { startTime: "2001-09-10T00:00:00Z", endTime: "2002-01-01T00:00:00Z" };
  for (const symbol of ["SHR", "COIN"]) {
    questions.push([market.readBars, { symbol, ...beyond }]);
    questions.push([market.readBars, { symbol, interval: "1m", ...beyond }]);
    questions.push([market.readTrades, { symbol, ...beyond }]);
    questions.push([market.readQuotes, { symbol, ...beyond }]);
  }
  for (const symbol of ["SHR", "GON"]) {
    for (const adjustment of ["ADJUSTMENT_SPLIT", "ADJUSTMENT_TOTAL_RETURN"]) {
      questions.push([market.readBars, { symbol, startTime: "2001-08-01T00:00:00Z", adjustment }]);
    }
    questions.push([market.readBars, { symbol, startTime: "2001-09-11T00:00:00Z" }]);
    const startTime = "2001-09-10T19:30:00Z";
    questions.push([market.readBars, { symbol, interval: "1m", startTime }]);
    questions.push([market.readBars, { symbol, interval: "5m" }]);
    questions.push([market.readTrades, { symbol, startTime }]);
    questions.push([market.readQuotes, { symbol, adjustment: "ADJUSTMENT_SPLIT" }]);
    const dates = { startDate: "2001-09-05", endDate: "2001-12-31" };
    questions.push([market.listTradingSessions, { symbol, ...dates }]);
  }
  for (const calendarId of ["XNYS", "XNAS", "CME_EQUITY", "24x7"]) {
    for (const hours of ["REGULAR", "EXTENDED"]) {
      const dates = { startDate: "2001-08-31", endDate: "2001-12-31", pageSize: 250 };
      questions.push([
        market.listTradingSessions,
        { calendarId, hours: `TRADING_HOURS_${hours}`, ...dates },
      ]);
    }
  }
  return questions;
}

/** What a token does not open. */
function forbidden(): readonly Question[] {
  const sessionId = "ses_01234567-89ab-7def-8123-456789abcdef";
  const spec = { symbols: ["SHR"], initialCapital: "100000", simulation: farDates };
  return [
    [sessions.listSessions, {}],
    [sessions.createSession, { spec }],
    [sessions.createSession, { spec, validateOnly: true }],
    [sessions.getSession, { sessionId }],
    [sessions.listSessionEvents, {}],
    [sessions.watchSessions, {}],
    [sessions.watchSessions, { filter: { sessionIds: [sessionId] } }],
    [sessions.deleteSession, { sessionId }],
    [sessions.pauseSession, { sessionId }],
    [sessions.stopSession, { sessionId }],
    [trading.getSessionReport, { sessionId }],
    [trading.readEquityCurve, { sessionId }],
    [trading.listFills, { sessionId }],
    [trading.cancelAllOrders, { sessionId }],
    [trading.setTradingState, { sessionId, tradingState: "TRADING_STATE_ACTIVE" }],
    [trading.acquireDriver, { sessionId }],
    [trading.releaseDriver, { sessionId }],
  ];
}
