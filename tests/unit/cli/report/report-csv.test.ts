import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { OrderSchema, OrderState, Side } from "../../../../gen/ts/openbell/v1/order_pb.ts";
import { SessionReportSchema, TradeSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { figureText, moneyText } from "../../../../src/cli/report/figure-text.ts";
import {
  equityCsv,
  ordersCsv,
  statisticsCsv,
  tradesCsv,
} from "../../../../src/cli/report/report-csv.ts";

describe("CSV", () => {
  it("has a header, one line a row, and numbers as they are", () => {
    const day = { open: 1, high: 2.5, low: 0.5, cash: 3, grossExposure: 4, drawdown: -0.25 };
    const text = equityCsv([
      { ...day, date: "2024-01-02", barrier: 7n, seconds: 1_704_229_200.5, close: 1e21 },
    ]);
    expect(text.split("\r\n")).toEqual([
      "date,barrier,end_time,open,high,low,close,cash,gross_exposure,drawdown",
      "2024-01-02,7,2024-01-02T21:00:00.500Z,1,2.5,0.5,1e+21,3,4,-0.25",
      "",
    ]);
  });

  it("quotes what needs it, and disarms what a spreadsheet would run", () => {
    const order = create(OrderSchema, {
      orderId: "1",
      clientOrderId: '=HYPERLINK("http://x")',
      state: OrderState.CANCELED,
      spec: { symbol: "A,B", side: Side.SELL, tag: "line\nbreak" },
      filledQuantity: "-5",
    });
    const [, ...lines] = ordersCsv([order]).split("\r\n");
    const text = lines.join("\r\n");
    expect(text).toContain(`1,"'=HYPERLINK(""http://x"")","A,B",SELL,`);
    expect(text).toContain('"line\nbreak"');
    expect(text).toContain(",-5,");
  });

  it("leaves cells of an open trade empty", () => {
    const trade = create(TradeSchema, { tradeNumber: 3n, symbol: "XX", quantity: "-1" });
    expect(tradesCsv([trade]).split("\r\n")[1]).toBe("3,XX,-1,,,,,0,,,,,,");
  });

  it("gives figures their formula, and those of other tools their tool", () => {
    const report = create(SessionReportSchema, {
      statistics: [{ name: "win_rate", value: 0.5, unit: "fraction", definition: "a / N" }],
      compatible: [{ tool: "lean", statistics: [{ name: "Beta", value: 1, unit: "ratio" }] }],
    });
    expect(statisticsCsv(report).split("\r\n").slice(1, 3)).toEqual([
      "openbell,win_rate,0.5,fraction,a / N",
      "lean,Beta,1,ratio,",
    ]);
  });
});

describe("figures for people", () => {
  it.each([
    [{ value: 4.1423, unit: "fraction" }, "414.23 %"],
    [{ value: -0.00001, unit: "fraction" }, "0.00 %"],
    [{ value: 12.5, unit: "percent" }, "12.50 %"],
    [{ value: 51_422.99, unit: "currency" }, "51,422.99 USD"],
    [{ value: 66, unit: "count" }, "66"],
    [{ value: 46.25, unit: "days" }, "46.3 d"],
    [{ value: 0.5, unit: "days" }, "0.500 d"],
    [{ value: 0.58062, unit: "ratio" }, "0.581"],
  ])("%j is %s", (figure, text) => {
    expect(figureText(figure, "USD")).toBe(text);
  });

  it("have as many digits as their currency", () => {
    expect(moneyText("1234567.891", "JPY")).toBe("1,234,568");
    expect(moneyText("-1.5", "")).toBe("-1.50");
  });
});
