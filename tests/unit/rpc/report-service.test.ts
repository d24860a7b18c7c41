import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type GetSessionReportRequestSchema,
  ListTradesRequestSchema,
  TradingService,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { fulfil, refuse } from "../../../src/domain/rejection.ts";
import { reportMethods } from "../../../src/rpc/report-service.ts";
import type { ReportSource } from "../../../src/sessions/report-source.ts";
import { sessionNotFound } from "../../../src/sessions/request-ledger.ts";
import {
  dayEvent,
  fillEvent,
  reportEvents,
  reportFacts,
  sessionId,
} from "../engine/report/report-events.ts";

/** A server over recorded events; `opened` counts how often its log was begun. */
function serverOf(events: readonly SessionEvent[]) {
  const counts = { opened: 0 };
  const source: Pick<ReportSource, "find" | "events"> = {
    async find(_scope, id) {
      return id === sessionId ? fulfil(reportFacts()) : refuse(sessionNotFound(id));
    },
    async *events(_scope, _id, kinds) {
      counts.opened += 1;
      const cases = new Set([
        ...(kinds.some((kind) => kind === 4) ? ["tradingDayClosed"] : []),
        ...(kinds.some((kind) => kind === 3) ? ["orderFilled", "positionAdjusted"] : []),
        ...(kinds.some((kind) => kind === 2) ? ["orderChanged"] : []),
      ]);
      yield* events.filter(({ payload }) => cases.has(payload.case ?? ""));
    },
  };
  const transport = createRouterTransport(({ service }) => {
    service(TradingService, reportMethods({ source, limits: defaultLimits }));
  });
  return { client: createClient(TradingService, transport), counts };
}

async function reasonOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.catch((caught: unknown) => caught);
  return error instanceof Error ? error.message : "no error";
}

describe("GetSessionReport", () => {
  it("answers the report of what is recorded", async () => {
    const { client } = serverOf(reportEvents());
    const { report } = await client.getSessionReport({ sessionId, riskFreeRate: 0.04 });
    expect(report?.session?.sessionId).toBe(sessionId);
    expect(report?.statistics.find(({ name }) => name === "trades")?.value).toBe(2);
    expect(report?.ordersByState).toHaveLength(2);
  });

  it.each<[MessageInitShape<typeof GetSessionReportRequestSchema>, RegExp]>([
    [{}, /session_id: is required/],
    [{ sessionId: "x" }, /session_id: is not a session id/],
    [{ sessionId, riskFreeRate: Number.NaN }, /risk_free_rate: is out of its range/],
    [{ sessionId, riskFreeRate: 1.5 }, /risk_free_rate: is out of its range/],
    [{ sessionId, riskFreeRate: -0.6 }, /risk_free_rate: is out of its range/],
    [{ sessionId, indicatorBars: -1 }, /indicator_bars: is out of its range/],
    [{ sessionId, indicatorBars: 1_000_001 }, /indicator_bars: is out of its range/],
    [{ sessionId: "", riskFreeRate: 2, indicatorBars: -1 }, /3 fields are bad/],
  ])("refuses %j", async (request, message) => {
    const { client, counts } = serverOf([]);
    expect(await reasonOf(client.getSessionReport(request))).toMatch(message);
    expect(counts.opened).toBe(0);
  });

  it("says of a session that is not there what others say", async () => {
    const { client } = serverOf([]);
    const missing = sessionId.replace(/.$/, "8");
    expect(await reasonOf(client.getSessionReport({ sessionId: missing }))).toContain(missing);
  });
});

describe("ReadEquityCurve", () => {
  it("streams all days in several messages", async () => {
    const days = Array.from({ length: 4_500 }, (_, index) =>
      dayEvent(20_240_102, index + 1, 1_000 + index, 10),
    );
    const { client } = serverOf(days);
    const parts: number[] = [];
    const closes: number[] = [];
    for await (const { days: columns } of client.readEquityCurve({ sessionId })) {
      parts.push(columns?.date.length ?? 0);
      closes.push(...(columns?.close ?? []));
    }
    expect(parts).toEqual([2_000, 2_000, 500]);
    expect(closes).toEqual(days.map((_, index) => 1_000 + index));
  });
});

describe("ListTrades", () => {
  const closed = 130;
  const events = Array.from({ length: closed }, (_, index) => [
    fillEvent(`${2 * index + 1}`, { orderId: "1", side: "buy", quantity: "1", price: "10" }),
    fillEvent(`${2 * index + 2}`, { orderId: "2", side: "sell", quantity: "1", price: `${index}` }),
  ]).flat();
  const open = fillEvent("999", { orderId: "3", side: "buy", quantity: "1", price: "10" });

  it("gives every trade once over the pages, the open ones last, in one walk", async () => {
    const { client, counts } = serverOf([...events, open]);
    const trades = [];
    let pageToken = "";
    do {
      const page = await client.listTrades({ sessionId, pageSize: 50, pageToken });
      trades.push(...page.trades);
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(trades.map(({ tradeNumber }) => Number(tradeNumber))).toEqual(
      Array.from({ length: closed + 1 }, (_, index) => index + 1),
    );
    expect(trades.map(({ exitPrice }) => exitPrice)).toEqual([
      ...Array.from({ length: closed }, (_, index) => String(index)),
      "",
    ]);
    expect(counts.opened).toBe(1);
  });

  it("reads a page again, though its walk has gone on", async () => {
    const { client, counts } = serverOf(events);
    const first = await client.listTrades({ sessionId, pageSize: 50 });
    const pageToken = first.nextPageToken;
    const second = await client.listTrades({ sessionId, pageSize: 50, pageToken });
    const again = await client.listTrades({ sessionId, pageSize: 50, pageToken });
    expect(again.trades).toEqual(second.trades);
    expect(counts.opened).toBe(2);
  });

  it("keeps walks of several readers apart, and not without bound", async () => {
    const { client, counts } = serverOf(events);
    const tokens = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const page = await client.listTrades({ sessionId, pageSize: index + 1 });
        return page.nextPageToken;
      }),
    );
    for (const [index, pageToken] of tokens.entries()) {
      const page = await client.listTrades({ sessionId, pageSize: 1, pageToken });
      expect(page.trades[0]?.tradeNumber).toBe(BigInt(index + 2));
    }
    expect(counts.opened).toBeGreaterThan(40);
  });

  it.each([
    [create(ListTradesRequestSchema, { sessionId, pageToken: "zz" }), /page_token/],
    [create(ListTradesRequestSchema, { sessionId, pageSize: -1 }), /page_size: is negative/],
    [create(ListTradesRequestSchema, { sessionId: "x" }), /session_id/],
  ])("refuses %j", async (request, message) => {
    const { client } = serverOf([]);
    expect(await reasonOf(client.listTrades(request))).toMatch(message);
  });

  it("refuses a token of another session", async () => {
    const { client } = serverOf(events);
    const { nextPageToken: pageToken } = await client.listTrades({ sessionId, pageSize: 5 });
    const other = sessionId.replace(/.$/, "8");
    expect(await reasonOf(client.listTrades({ sessionId: other, pageToken }))).toContain(
      "session_id must stay the same",
    );
  });
});
