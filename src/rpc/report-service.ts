/** The part of TradingService that says what a session came to. */
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type GetSessionReportRequest,
  GetSessionReportRequestSchema,
  type ListTradesRequest,
  ListTradesRequestSchema,
  type ReadEquityCurveRequest,
  ReadEquityCurveRequestSchema,
  type TradingService,
} from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { Limits } from "../domain/limits.ts";
import type { Outcome } from "../domain/rejection.ts";
import { instantOf } from "../domain/timestamp.ts";
import { EquityCurve } from "../engine/report/equity-curve.ts";
import { ReportCollector } from "../engine/report/report-collector.ts";
import { sessionReport } from "../engine/report/session-report.ts";
import type { ReportSource } from "../sessions/report-source.ts";
import { boundToken, parseNumbers, requestHash } from "./bound-token.ts";
import { scopeOf } from "./caller.ts";
import { refusalError } from "./error-map.ts";
import { RequestCheck } from "./from-wire.ts";
import { TradeWalks } from "./trade-walks.ts";

/** What the handlers stand on. */
export interface ReportServiceParts {
  readonly source: Pick<ReportSource, "find" | "events">;
  readonly limits: Limits;
}

/** The methods. */
export type ReportMethods = Pick<
  ServiceImpl<typeof TradingService>,
  "getSessionReport" | "readEquityCurve" | "listTrades"
>;

/** Days of a message of ReadEquityCurve: about 150 KiB. */
const daysPerMessage = 2_000;
const indicatorBarsMax = 1_000_000;

/** The handlers, free of any transport. */
export function reportMethods(parts: ReportServiceParts): ReportMethods {
  const walks = new TradeWalks();
  return {
    getSessionReport: (request, context) => getSessionReport(parts, request, context),
    readEquityCurve: (request, context) => readEquityCurve(parts, request, context),
    listTrades: (request, context) => listTrades(parts, walks, request, context),
  };
}

async function getSessionReport(
  { source }: ReportServiceParts,
  request: GetSessionReportRequest,
  context: HandlerContext,
) {
  const { sessionId, riskFreeRate, indicatorBars } = request;
  const check = RequestCheck.of(GetSessionReportRequestSchema, request);
  check.sessionId("session_id", sessionId);
  if (!(riskFreeRate >= -0.5 && riskFreeRate <= 1)) {
    check.invalid("risk_free_rate", "is out of its range", "-0.5 to 1; 0.04 is 4 % a year");
  }
  if (indicatorBars < 0 || indicatorBars > indicatorBarsMax) {
    check.invalid("indicator_bars", "is out of its range", `0 to ${indicatorBarsMax}`);
  }
  check.throwIfBad();
  const scope = scopeOf(context);
  const facts = orThrow(await source.find(scope, sessionId));
  const collector = new ReportCollector(facts);
  const kinds = [EventKind.TRADING_DAYS, EventKind.FILLS, EventKind.ORDERS] as const;
  for await (const event of source.events(scope, sessionId, kinds, context.signal)) {
    collector.add(event);
  }
  return { report: sessionReport(facts, collector, { riskFreeRate, indicatorBars }) };
}

async function* readEquityCurve(
  { source }: ReportServiceParts,
  request: ReadEquityCurveRequest,
  context: HandlerContext,
) {
  const { sessionId } = request;
  const check = RequestCheck.of(ReadEquityCurveRequestSchema, request);
  check.sessionId("session_id", sessionId).throwIfBad();
  const scope = scopeOf(context);
  const { session } = orThrow(await source.find(scope, sessionId));
  const curve = new EquityCurve(Number(session.spec?.initialCapital ?? 0));
  const kinds = [EventKind.TRADING_DAYS] as const;
  for await (const { payload, sessionTime } of source.events(
    scope,
    sessionId,
    kinds,
    context.signal,
  )) {
    if (payload.case !== "tradingDayClosed") continue;
    curve.add(payload.value, sessionTime === undefined ? 0n : instantOf(sessionTime));
    if (curve.length >= daysPerMessage) yield { days: curve.take() };
  }
  if (curve.length > 0) yield { days: curve.take() };
}

async function listTrades(
  { source, limits }: ReportServiceParts,
  walks: TradeWalks,
  request: ListTradesRequest,
  context: HandlerContext,
) {
  const { sessionId, pageSize, pageToken } = request;
  const check = RequestCheck.of(ListTradesRequestSchema, request);
  check.sessionId("session_id", sessionId);
  const hash = requestHash("ListTrades", sessionId);
  const terms = { hash: check.isBad ? undefined : hash, bound: "session_id", parts: 1 };
  const [after = 0n] = check.valueOf(parseNumbers(pageToken, terms)) ?? [];
  const limit = check.pageSize(pageSize, limits.defaultPageSize, limits.maximumPageSize);
  check.throwIfBad();
  const scope = scopeOf(context);
  const facts = orThrow(await source.find(scope, sessionId));
  const owner = JSON.stringify(scope);
  // A walk outlives its first request, so no signal of a request may end it.
  const open = () => {
    const kinds = [EventKind.TRADING_DAYS, EventKind.FILLS] as const;
    const never = new AbortController().signal;
    return source.events(scope, sessionId, kinds, never)[Symbol.asyncIterator]();
  };
  const { trades, hasMore } = await walks.read(owner, facts, open, Number(after), limit);
  const last = String(Number(after) + trades.length);
  return { trades: [...trades], nextPageToken: hasMore ? boundToken([last], hash) : "" };
}

function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw refusalError(outcome.rejection);
}
