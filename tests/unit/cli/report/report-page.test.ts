import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SessionReportSchema, TradeSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { pageAssets } from "../../../../src/cli/report/page-assets.ts";
import { reportPage } from "../../../../src/cli/report/report-page.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { sessionId } from "../../engine/report/report-events.ts";

const attack = `</script><script>alert(1)</script><img src=x onerror="alert('2')">`;

function pageOf(text = "Crossover", symbols = ["XX"]): string {
  const report = create(SessionReportSchema, {
    session: {
      sessionId,
      labels: { team: text },
      spec: {
        displayName: text,
        strategyId: text,
        symbols,
        initialCapital: "1000",
        currency: "USD",
        modeSpec: {
          case: "simulation",
          value: { startDate: "2024-01-02", endDate: "2024-01-03", fillModel: { profile: text } },
        },
      },
    },
    statistics: [
      { name: "net_profit", value: 11.5, unit: "currency" },
      { name: "sharpe_ratio", value: 1.25, unit: "ratio", theme: text, definition: "mean(r)" },
    ],
    compatible: [{ tool: "lean", statistics: [{ name: text, value: 1, unit: "ratio" }] }],
    data: [{ symbol: text, series: "bars 1d", version: text, rows: 2n, findings: [text] }],
    notes: [text],
  });
  const trade = create(TradeSchema, {
    tradeNumber: 1n,
    symbol: symbols[0] ?? "",
    quantity: "-3",
    entryPrice: "12",
    exitPrice: "10",
    entryTime: timestampOf(1_704_207_000_000_000_000n),
    exitTime: timestampOf(1_704_293_400_000_000_000n),
    entryBarrier: 1n,
    exitBarrier: 2n,
    fees: "1",
    grossProfit: "6",
    netProfit: "5",
  });
  const day = { open: 1, high: 1, low: 1, cash: 1_000, grossExposure: 36, drawdown: -0.01 };
  const days = [
    { ...day, date: "2024-01-02", barrier: 1n, seconds: 0, close: 1_000 },
    { ...day, date: "2024-01-03", barrier: 2n, seconds: 0, close: 1_005 },
  ];
  const prices = new Map([
    ["2024-01-02", 12],
    ["2024-01-03", 10],
  ]);
  const closes = new Map([[symbols[0] ?? "", prices]]);
  return reportPage({ report, days, closes, trades: [trade], hasMoreTrades: false });
}

describe("a report's page", () => {
  it("shows figures with their definitions, trades, notes and the spec", () => {
    const page = pageOf();
    for (const text of [
      "<title>Crossover · Openbell</title>",
      "mean(r)",
      "11.50",
      "2024-01-02 14:50:00Z",
      "&quot;initialCapital&quot;: &quot;1000&quot;",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("asks for nothing: no address of anything else, and a policy against it", () => {
    const page = pageOf();
    const own = pageAssets().scripts.reduce((text, script) => text.replace(script, ""), page);
    expect(own).not.toMatch(/\b(src|href)\s*=|url\(|@import|https?:/);
    expect(page).toContain('content="default-src &#39;none&#39;');
  });

  it("allows the scripts that it has, and no other", () => {
    const page = pageOf();
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    expect(scripts).toHaveLength(2);
    for (const text of scripts) {
      const hash = createHash("sha256")
        .update(text ?? "")
        .digest("base64");
      expect(page).toContain(`&#39;sha256-${hash}&#39;`);
    }
  });

  it("keeps what a user wrote as text, wherever it stands", () => {
    const page = pageOf(attack, [attack]);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("<img");
    expect(page.match(/<script\b/g)).toHaveLength(3);
    expect(page.match(/<\/script>/g)).toHaveLength(3);
    expect(page).toContain("&lt;/script&gt;&lt;script&gt;alert(1)");
    expect(dataOf(page).trades[0]?.[0]).toBe(attack);
  });

  it("gives the charts days, equity, prices and marks", () => {
    const data = dataOf(pageOf());
    expect(data).toEqual({
      currency: "USD",
      digits: 2,
      days: [1_704_153_600, 1_704_240_000],
      equity: [1_000, 1_005],
      held: [1_000, (1_000 * 10) / 12],
      drawdown: [-0.01, -0.01],
      exposure: [36, 36],
      prices: { XX: [12, 10] },
      trades: [["XX", false, 1_704_153_600, 12, 1_704_240_000, 10]],
    });
  });

  it("draws four charts, in the currency, and a mark for each end of a trade", () => {
    const { charts, marks } = drawn(pageOf());
    expect(charts.map(({ place }) => place)).toEqual(["equity", "drawdown", "exposure", "price"]);
    expect(charts.map(({ labels }) => labels)).toEqual([
      ["equity", "buy and hold"],
      ["drawdown"],
      ["gross exposure"],
      ["XX"],
    ]);
    expect(charts[0]?.axis).toBe("USD");
    expect(charts[0]?.valueText).toBe("1,005.00 USD");
    expect(charts[1]?.valueText).toBe("-1.00 %");
    // Sold at 12 first, so that mark points down from above; bought back at 10.
    expect(marks).toEqual([
      [1_704_153_600, 12, "down"],
      [1_704_240_000, 10, "up"],
    ]);
  });
});

interface PageData {
  readonly trades: readonly (readonly unknown[])[];
}

function dataOf(page: string): PageData {
  const found = /<script type="application\/json" id="report-data">([\s\S]*?)<\/script>/.exec(page);
  return JSON.parse(found?.[1] ?? "null");
}

/** Runs the page's own script with a chart library that only takes note. */
function drawn(page: string) {
  interface Options {
    readonly series: readonly { label: string; value: (chart: unknown, value: number) => string }[];
    readonly axes: readonly { label?: string }[];
    readonly hooks: { draw?: readonly ((chart: unknown) => void)[] };
  }
  const charts: { place: string; labels: string[]; axis: string | undefined; valueText: string }[] =
    [];
  const marks: [number, number, string][] = [];
  class Chart {
    static tzDate = (date: Date) => date;
    constructor(options: Options, values: readonly number[][], place: { id: string }) {
      const [, first] = options.series;
      const last = values[1]?.at(-1) ?? 0;
      charts.push({
        place: place.id,
        labels: options.series.slice(1).map(({ label }) => label),
        axis: options.axes[1]?.label,
        valueText: first?.value(undefined, last) ?? "",
      });
      const path: [number, number][] = [];
      const ctx = {
        ...{ save() {}, beginPath() {}, rect() {}, clip() {}, closePath() {}, restore() {} },
        moveTo: (x: number, y: number) => path.splice(0, path.length, [x, y]),
        lineTo: (x: number, y: number) => path.push([x, y]),
        fill() {
          const [tip = [0, 0], foot = [0, 0]] = path;
          // Prices are pixels here, so a foot below its tip has the larger y: it points up.
          const isUp = foot[1] > tip[1];
          marks.push([tip[0], tip[1] - (isUp ? 2 : -2), isUp ? "up" : "down"]);
        },
      };
      const bbox = { left: 0, top: 0, width: 1, height: 1 };
      for (const draw of options.hooks.draw ?? []) {
        draw({ ctx, bbox, valToPos: (value: number) => value });
      }
    }
  }
  const text = JSON.stringify(dataOf(page));
  const window = { matchMedia: () => ({ addEventListener() {} }), addEventListener() {} };
  runInNewContext(pageAssets().scripts[1] ?? "", {
    window,
    document: {
      documentElement: {},
      getElementById: (id: string) =>
        id === "symbol" ? null : { id, textContent: text, clientWidth: 600 },
    },
    getComputedStyle: () => ({ getPropertyValue: () => "#000000" }),
    devicePixelRatio: 1,
    uPlot: Chart,
    Intl,
    JSON,
  });
  return { charts, marks };
}
