import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import {
  EndOfData,
  IntrabarPath,
  MarketFill,
  StopFill,
} from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { FillReason, OrderState } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { TradingDayClosedSchema } from "../../../../gen/ts/openbell/v1/session_event_pb.ts";
import { Adjustment, SessionState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { type DataUse, Isolation } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { EquityCurve } from "../../../../src/engine/report/equity-curve.ts";
import { ReportCollector } from "../../../../src/engine/report/report-collector.ts";
import type { ReportFacts } from "../../../../src/engine/report/report-facts.ts";
import { sessionReport } from "../../../../src/engine/report/session-report.ts";
import { reportEvents, reportFacts, reportSession } from "./report-events.ts";

function reportOf(facts: ReportFacts, events = reportEvents()) {
  const collector = new ReportCollector(facts);
  for (const event of events) collector.add(event);
  return sessionReport(facts, collector, { riskFreeRate: 0, indicatorBars: 0 });
}

describe("a session's report", () => {
  const report = reportOf(reportFacts());
  const values = new Map(report.statistics.map(({ name, value }) => [name, value]));

  it("has the figures of what was recorded", () => {
    expect(values.get("net_profit")).toBeCloseTo(11, 10);
    // 1 from 10 and 2 from 12 were sold at 15; their fees are 1 + 1/3 and 2/3 + 2/3.
    expect(values.get("trades")).toBe(2);
    expect(values.get("expectancy")).toBeCloseTo((5 + 6 - 4 / 3 - 4 / 3) / 2, 10);
    expect(values.get("open_trades")).toBe(1);
    expect(values.get("fees")).toBe(3);
    expect(values.get("orders")).toBe(3);
    expect(values.get("volume_capped_share")).toBeCloseTo(1 / 3, 12);
  });

  it("counts orders by state, and fills by reason", () => {
    const orders = report.ordersByState.map(({ state, orders: count }) => [state, count]);
    expect(orders).toEqual([
      [OrderState.FILLED, 2n],
      [OrderState.CANCELED, 1n],
    ]);
    expect(report.fillsByReason.map(({ reason, fills }) => [reason, fills])).toEqual([
      [FillReason.NEXT_OPEN, 3n],
    ]);
  });

  it("has the open positions at the last close", () => {
    const [position, ...others] = report.positions;
    expect(others).toEqual([]);
    expect(position).toMatchObject({
      symbol: "XX",
      quantity: "1",
      averagePrice: "12",
      lastPrice: "16",
      marketValue: "16",
      unrealizedProfit: "4",
      realizedProfit: "11",
      fees: "3",
    });
  });

  it("has the figures of other tools", () => {
    const tools = report.compatible.map(({ tool }) => tool);
    expect(tools).toEqual(["backtesting.py", "lean", "empyrical", "ffn"]);
  });

  it("says what a reader should know", () => {
    expect(report.notes).toEqual([
      "1 of 3 fills were cut down to the volume cap.",
      "1 trade is open and valued at the last price; the figures of trades leave them out.",
      "There are 3 trading days: figures per year say little.",
    ]);
  });

  it("can be made while the session has not traded", () => {
    const empty = reportOf(reportFacts(), []);
    expect(empty.positions).toEqual([]);
    expect(empty.statistics.every(({ value }) => Number.isFinite(value))).toBe(true);
  });
});

describe("the notes", () => {
  function notesOf(change: (session: ReturnType<typeof reportSession>) => void, more = {}) {
    const session = reportSession();
    change(session);
    return reportOf(reportFacts({ session, ...more }), []).notes.join("\n");
  }
  function simulation(session: ReturnType<typeof reportSession>) {
    if (session.spec?.modeSpec.case !== "simulation") throw new Error("no simulation");
    return session.spec.modeSpec.value;
  }

  it.each<[string, (session: ReturnType<typeof reportSession>) => void]>([
    ["same_close", (s) => set(simulation(s).fillModel, { marketFill: MarketFill.SAME_CLOSE })],
    ["at their trigger", (s) => set(simulation(s).fillModel, { stopFill: StopFill.TRIGGER })],
    ["better one", (s) => set(simulation(s).fillModel, { intrabarPath: IntrabarPath.OPTIMISTIC })],
    ["no volume cap", (s) => set(simulation(s).fillModel, { volumeCap: "0" })],
    ["when the data ended", (s) => set(simulation(s).fillModel, { endOfData: EndOfData.CLOSE })],
    ["adjusted by all splits of", (s) => set(simulation(s), { adjustment: Adjustment.SPLIT })],
    ["splits and dividends", (s) => set(simulation(s), { adjustment: Adjustment.TOTAL_RETURN })],
    ["has not ended", (s) => set(s.status, { state: SessionState.RUNNING })],
    ["FAILED", (s) => set(s.status, { state: SessionState.FAILED })],
  ])("say %s", (words, change) => {
    expect(notesOf(change)).toContain(words);
    expect(notesOf(() => {})).not.toContain(words);
  });

  it("say that nothing kept the author from the future", () => {
    expect(notesOf(() => {}, { isolation: Isolation.NONE })).toContain("isolation: NONE");
  });

  it("name data with findings", () => {
    const use = { symbol: "XX", series: "bars 1d", findings: ["odd"] } as unknown as DataUse;
    expect(notesOf(() => {}, { data: [use] })).toContain("see there: XX bars 1d");
  });

  it("say where drawdown is measured by the day", () => {
    expect(notesOf(() => {}, { isDaily: false })).toContain("at the end of each day");
  });
});

function set<Target extends object>(target: Target | undefined, values: Partial<Target>): void {
  if (target === undefined) throw new Error("there is nothing to set");
  Object.assign(target, values);
}

describe("an equity curve", () => {
  it("falls from the highest equity so far, the capital included", () => {
    const curve = new EquityCurve(1_000);
    for (const { payload, sessionTime } of reportEvents()) {
      if (payload.case === "tradingDayClosed") curve.add(payload.value, sessionTime?.seconds ?? 0n);
    }
    expect(curve.length).toBe(3);
    const columns = curve.take();
    expect(columns.date).toEqual([20_240_102, 20_240_103, 20_240_104]);
    expect(columns.close).toEqual([999, 1_000, 1_011]);
    expect(columns.drawdown[0]).toBeCloseTo(-0.001, 12);
    expect(columns.drawdown.slice(1)).toEqual([0, 0]);
    expect(curve.length).toBe(0);
  });

  it("falls from the highest equity after a slice, not from that at the end of a day", () => {
    const curve = new EquityCurve(100);
    const equity = { open: "100", high: "200", low: "100", close: "150", cash: "0" };
    const day = { date: "2024-01-02", barrier: 9n, equity: { ...equity, grossExposure: "0" } };
    curve.add(create(TradingDayClosedSchema, day), 0n);
    expect(curve.take().drawdown).toEqual([-0.25]);
  });
});
