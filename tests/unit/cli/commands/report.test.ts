import { fromJson } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SessionReportSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { defaultLimits } from "../../../../src/domain/limits.ts";
import { fulfil } from "../../../../src/domain/rejection.ts";
import { reportMethods } from "../../../../src/rpc/report-service.ts";
import { reportEvents, reportFacts, sessionId } from "../../engine/report/report-events.ts";
import { run, type World } from "../run-cli.ts";

/** A server that has recorded a small session. */
function world(files?: Record<string, string>): World {
  const methods = reportMethods({
    limits: defaultLimits,
    source: {
      find: async () => fulfil(reportFacts()),
      async *events() {
        yield* reportEvents();
      },
    },
  });
  const events = reportEvents().map((event, index) => ({
    ...event,
    eventNumber: BigInt(index + 1),
  }));
  return {
    ...(files === undefined ? {} : { files }),
    trading: {
      ...methods,
      listFills: () => ({
        fills: events.flatMap(({ payload }) =>
          payload.case === "orderFilled" ? [payload.value] : [],
        ),
      }),
      listOrders: () => ({ orders: [{ orderId: "1", clientOrderId: "first" }] }),
    },
    service: {
      listSessionEvents: () => ({
        records: [{ revision: 1n, sessionId, events }],
        currentRevision: 1n,
        caughtUp: true,
        resumeToken: "end",
      }),
    },
  };
}

describe("openbell session report", () => {
  it("shows the report as text", async () => {
    const { stdout, exitCode } = await run(["session", "report", sessionId], world());
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}name\s+Two trades$/m);
    expect(stdout).toMatch(/^ {2}net_profit\s+11\.00 USD$/m);
    expect(stdout).toMatch(/^ {2}trades\s+2$/m);
    expect(stdout).toMatch(/^ {2}XX\s+1\s+12\s+16\s+16\.00\s+4\.00\s+11\.00\s+3\.00$/m);
    expect(stdout).toContain("- 1 of 3 fills were cut down to the volume cap.");
  });

  it("prints the contract's message with --json", async () => {
    const { stdout } = await run(["session", "report", sessionId, "--json"], world());
    const report = fromJson(SessionReportSchema, JSON.parse(stdout));
    expect(report.statistics.find(({ name }) => name === "fills")?.value).toBe(3);
  });

  it("passes the risk-free rate and the indicators' bars on", async () => {
    const flags = ["--risk-free-rate", "0.5", "--indicator-bars", "1", "--json"];
    const { stdout } = await run(["session", "report", sessionId, ...flags], world());
    const { compatible } = fromJson(SessionReportSchema, JSON.parse(stdout));
    const figures = compatible.find(({ tool }) => tool === "backtesting.py")?.statistics;
    // From the second close, 12.5, to the last, 16.
    const held = figures?.find(({ name }) => name === "Buy & Hold Return [%]")?.value;
    expect(held).toBeCloseTo(28, 10);
  });

  it("writes a page", async () => {
    const files: Record<string, string> = {};
    const args = ["session", "report", sessionId, "--html", "r.html"];
    const { stderr, stdout } = await run(args, world(files));
    expect(stdout).toBe("");
    expect(stderr).toContain("wrote r.html");
    expect(files["r.html"]).toContain("<title>Two trades · Openbell</title>");
    expect(files["r.html"]).toContain('"prices":{"XX":[10,12.5,16]}');
  });

  it("writes tables", async () => {
    const files: Record<string, string> = {};
    await run(["session", "report", sessionId, "--csv", "out"], world(files));
    expect(Object.keys(files).sort()).toEqual([
      "out/equity.csv",
      "out/fills.csv",
      "out/orders.csv",
      "out/statistics.csv",
      "out/trades.csv",
    ]);
    expect(files["out/equity.csv"]?.trim().split("\r\n")).toHaveLength(4);
    expect(files["out/trades.csv"]?.trim().split("\r\n")).toHaveLength(4);
    expect(files["out/fills.csv"]?.trim().split("\r\n")).toHaveLength(4);
    expect(files["out/orders.csv"]).toContain("1,first,");
  });

  it.each([
    [["--html", "a", "--csv", "b"], "only one form"],
    [["--html", "a", "--json"], "only one form"],
    [["--risk-free-rate", "4%"], "fraction from -0.5 to 1"],
    [["--risk-free-rate", "2"], "fraction from -0.5 to 1"],
    [["--indicator-bars", "-1"], "whole number"],
  ])("refuses %j", async (flags, message) => {
    const { exitCode, stderr, stdout } = await run(
      ["session", "report", sessionId, ...flags],
      world({}),
    );
    expect(exitCode).not.toBe(0);
    expect(stderr + stdout).toContain(message);
  });
});
