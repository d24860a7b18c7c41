/** Reads from a server what the forms of a report need. */
import { create } from "@bufbuild/protobuf";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { ListSessionEventsRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type {
  EquityColumns,
  SessionReport,
  Trade,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { CommandContext } from "../command-context.ts";

/** What is asked of a report. */
export interface ReportRequest {
  readonly sessionId: string;
  readonly riskFreeRate: number;
  readonly indicatorBars: number;
}

/** A day of the equity curve. */
export interface CurveDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly barrier: bigint;
  /** End of the day, seconds since 1970. */
  readonly seconds: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly cash: number;
  readonly grossExposure: number;
  /** A fraction of 0 or less. */
  readonly drawdown: number;
}

const pageSize = 250;

/** The report. */
export function readReport(
  { client, io }: CommandContext,
  request: ReportRequest,
): Promise<SessionReport> {
  return client.trading.report(request, { signal: io.signal });
}

/** All closed days. */
export async function readCurve(
  { client, io }: CommandContext,
  sessionId: string,
): Promise<readonly CurveDay[]> {
  const parts: EquityColumns[] = [];
  for await (const { days } of client.trading.equityCurve(sessionId, { signal: io.signal })) {
    if (days !== undefined) parts.push(days);
  }
  return parts.flatMap((part) =>
    part.date.map((date, index) => {
      const at = (column: readonly number[]) => column[index] ?? 0;
      const digits = String(date);
      return {
        date: `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`,
        barrier: part.barrier[index] ?? 0n,
        seconds: Number(part.time[index] ?? 0n) / 1e9,
        open: at(part.open),
        high: at(part.high),
        low: at(part.low),
        close: at(part.close),
        cash: at(part.cash),
        grossExposure: at(part.grossExposure),
        drawdown: at(part.drawdown),
      };
    }),
  );
}

/** Round trips by their close, at most so many, and whether there are more. */
export async function readTrades(
  { client, io }: CommandContext,
  sessionId: string,
  most: number,
): Promise<{ readonly trades: readonly Trade[]; readonly hasMore: boolean }> {
  const trades: Trade[] = [];
  const pages = client.trading.trades({ sessionId, pageSize }, { signal: io.signal });
  for await (const page of pages) {
    trades.push(...page.trades);
    if (trades.length >= most) {
      const hasMore = trades.length > most || page.nextPageToken !== "";
      return { trades: trades.slice(0, most), hasMore };
    }
  }
  return { trades, hasMore: false };
}

/** The last close of each symbol on each closed day, by symbol and date. */
export async function readCloses(
  { client, io }: CommandContext,
  sessionId: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const closes = new Map<string, Map<string, number>>();
  const request = create(ListSessionEventsRequestSchema, {
    filter: { sessionIds: [sessionId] },
    kinds: [EventKind.TRADING_DAYS],
    pageSize,
  });
  for await (const { records } of client.events(request, { signal: io.signal })) {
    for (const { payload } of records.flatMap(({ events }) => events)) {
      if (payload.case !== "tradingDayClosed") continue;
      for (const { symbol, price } of payload.value.closes) {
        const days = closes.get(symbol) ?? new Map<string, number>();
        closes.set(symbol, days.set(payload.value.date, Number(price)));
      }
    }
  }
  return closes;
}
