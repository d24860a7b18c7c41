/** Sessions in lockstep for a bench, each with the token of who may drive it. */
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Drive } from "../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { DrivenSession } from "./turn-bot.ts";

/** What sessions pass. */
export interface PassedBars {
  readonly symbol: string;
  /** Length of a bar. */
  readonly seconds: bigint;
  readonly startDate: string;
  readonly endDate: string;
}

/** The symbol of `importMinutes`, whose bars begin here. */
export const minutesSymbol = "BTCUSD";
const firstMinuteDate = "2005-01-01";
const msPerDay = 86_400_000;

/** So many minute bars that `importMinutes` made, in whole days. */
export function minuteBars(minutes: number): PassedBars {
  const lastMs = Date.parse(firstMinuteDate) + (Math.floor(minutes / 1_440) - 1) * msPerDay;
  const endDate = new Date(lastMs).toISOString().slice(0, 10);
  return { symbol: minutesSymbol, seconds: 60n, startDate: firstMinuteDate, endDate };
}

/** The daily bars that a server begins with. */
export const dailyBars: PassedBars = {
  ...{ symbol: "SP500", seconds: 86_400n },
  ...{ startDate: "2000-01-03", endDate: "2020-04-17" },
};

/** Creates and starts sessions, and acquires each. */
export async function botSessions(
  grpcUrl: string,
  count: number,
  { symbol, seconds, startDate, endDate }: PassedBars,
): Promise<readonly DrivenSession[]> {
  const transport = createGrpcTransport({ baseUrl: grpcUrl });
  const sessions = createClient(SessionService, transport);
  const trading = createClient(TradingService, transport);
  const driven: DrivenSession[] = [];
  for (let made = 0; made < count; made += 1) {
    const { session } = await sessions.createSession({
      start: true,
      requestId: crypto.randomUUID(),
      spec: {
        strategyId: "bench",
        symbols: [symbol],
        initialCapital: "100000",
        modeSpec: {
          case: "simulation",
          value: {
            ...{ startDate, endDate, drive: Drive.LOCKSTEP },
            data: [{ kind: { case: "bars", value: { interval: { seconds } } } }],
          },
        },
      },
    });
    const { sessionId = "" } = session ?? {};
    const { driverToken } = await trading.acquireDriver({ sessionId });
    driven.push({ sessionId, token: driverToken });
  }
  return driven;
}
