import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { SessionState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionReportSchema, TradeSchema } from "../../../../gen/ts/openbell/v1/trading_pb.ts";
import { figureSymbols } from "../../../../src/cli/report/figure-symbols.ts";
import { pageAssets } from "../../../../src/cli/report/page-assets.ts";
import { reportPage } from "../../../../src/cli/report/report-page.ts";
import { timestampOf } from "../../../../src/domain/timestamp.ts";
import { sessionId } from "../../engine/report/report-events.ts";

const statisticsPage = "../../../../docs/statistics.md";
const attack = `</script><script>alert(1)</script><img src=x onerror="alert('2')">`;

function pageOf(text = "Crossover", symbols = ["XX"], count = 1): string {
  const report = create(SessionReportSchema, {
    session: {
      sessionId,
      labels: { team: text },
      status: { state: SessionState.RUNNING },
      spec: {
        displayName: text,
        strategyId: text,
        symbols,
        initialCapital: "1000",
        currency: "USD",
        riskControls: { maxDrawdown: "0.2" },
        modeSpec: {
          case: "simulation",
          value: { startDate: "2024-01-02", endDate: "2024-01-03", fillModel: { profile: text } },
        },
      },
    },
    account: { barrier: 2n, sessionTime: timestampOf(1_704_315_600_000_000_000n) },
    statistics: [
      { name: "net_profit", value: 11.5, unit: "currency", theme: "Returns" },
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
  const trades = Array.from({ length: count }, () => trade);
  return reportPage({ report, days, closes, trades, hasMoreTrades: false });
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

  it("allows the style and the scripts that it has, and no other", () => {
    const page = pageOf();
    const parts = [...page.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)];
    expect(parts.map(([, name]) => name)).toEqual(["style", "script", "script"]);
    for (const [, , text] of parts) {
      const hash = createHash("sha256")
        .update(text ?? "")
        .digest("base64");
      expect(page).toContain(`&#39;sha256-${hash}&#39;`);
    }
    expect(page).not.toContain("unsafe-inline");
    expect(page).not.toMatch(/\sstyle=|\son[a-z]+=/);
  });

  it("names its tables, columns and rows for those who hear it", () => {
    const page = pageOf();
    const tables = page.match(/<table[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThan(5);
    for (const tag of tables) expect(tag).toMatch(/aria-label="[^"]+"/);
    for (const [, cell] of page.matchAll(/<(th\b[^>]*)>/g)) {
      expect(cell).toMatch(/scope="(col|row)"/);
    }
    expect(page.match(/role="img" aria-label="[^"]+"/g)).toHaveLength(4);
    expect(page).not.toContain('class=""');
  });

  it("says what the session was, and up to where its figures reach", () => {
    const page = pageOf();
    const parts = [...page.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, text]) => text);
    expect(parts).toEqual([
      ...["Crossover", "Crossover", "XX", "2024-01-02 to 2024-01-03"],
      ...["RUNNING", "up to 2024-01-03 21:00:00Z", sessionId],
    ]);
    expect(page).toContain("<summary>1 closed</summary>");
    expect(page).toContain('<th scope="row" class="name">max drawdown</th>');
    expect(page).toContain("0.2 of the highest equity");
  });

  it("explains the letters of its definitions as the documentation does", () => {
    const documentation = readFileSync(new URL(statisticsPage, import.meta.url), "utf8");
    expect(documentation).toContain(`\nSymbols: ${figureSymbols}\n`);
    expect(pageOf()).toContain("<b>E</b> equity, <b>E_0</b> the capital");
  });

  it.each(["light", "dark"] as const)("can be read in %s: 4.5 to 1 at least", (scheme) => {
    const { page, panel = "", ...inks } = schemeColors(scheme);
    for (const [name, ink] of Object.entries(inks)) {
      if (name === "line") continue;
      expect(contrast(ink, page ?? ""), name).toBeGreaterThan(4.5);
      if (name !== "exposure") expect(contrast(ink, panel), name).toBeGreaterThan(4.5);
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
    expect(charts[0]?.valueText).toBe("1,005.00 USD");
    expect(charts[1]?.valueText).toBe("-1.00 %");
    // Sold at 12 first, so that mark points down from above; bought back at 10.
    expect(marks).toEqual([
      [1_704_153_600, 12, "down"],
      [1_704_240_000, 10, "up"],
    ]);
  });

  it("marks many trades smaller, so that the price stays to be seen", () => {
    expect(drawn(pageOf()).sizes[0]).toBe(4);
    // 600 pixels for 400 marks, and for far too many.
    expect(drawn(pageOf("many", ["XX"], 200)).sizes[0]).toBe(3);
    expect(drawn(pageOf("crowd", ["XX"], 2_000)).sizes[0]).toBe(1.25);
  });

  it("writes beside an axis what is there, not what it is near to", () => {
    const [equity, drawdown, , price] = drawn(pageOf()).charts;
    expect(equity?.ticks([0, 2_500_000, 10_000_500])).toEqual(["0", "2.5M", "10.0005M"]);
    expect(drawdown?.ticks([-0.025, -0.0001, -0])).toEqual(["-2.5 %", "-0.01 %", "0 %"]);
    expect(price?.ticks([1.085, 1_500])).toEqual(["1.085", "1,500"]);
  });

  it("has a scale where there was no drawdown", () => {
    const [equity, drawdown] = drawn(pageOf()).charts;
    expect(drawdown?.range?.(undefined, 0)).toEqual([-0.01, 0]);
    expect(drawdown?.range?.(undefined, -0.5)).toEqual([-0.55, 0]);
    expect(equity?.range).toBeUndefined();
  });

  it("shows the last day where nobody points at one", () => {
    const [equity] = drawn(pageOf()).charts;
    for (const hook of [equity?.hooks.ready, equity?.hooks.setCursor]) {
      const shown: unknown[] = [];
      const setLegend = (at: unknown) => shown.push(at);
      for (const act of hook ?? []) act({ cursor: { idx: null }, setLegend });
      for (const act of hook ?? []) act({ cursor: { idx: 0 }, setLegend });
      expect(shown).toEqual([{ idx: 1 }]);
    }
  });

  it("is drawn for paper while it is printed", () => {
    const { charts, send, isPaper } = drawn(pageOf());
    expect(charts.map(({ width }) => width)).toEqual([600, 600, 600, 600]);
    send("beforeprint");
    expect(isPaper()).toBe(true);
    expect(charts.slice(4).map(({ width }) => width)).toEqual([680, 680, 680, 680]);
    send("afterprint");
    expect(isPaper()).toBe(false);
    expect(charts.slice(8).map(({ width }) => width)).toEqual([600, 600, 600, 600]);
  });
});

interface PageData {
  readonly trades: readonly (readonly unknown[])[];
}

function dataOf(page: string): PageData {
  const found = /<script type="application\/json" id="report-data">([\s\S]*?)<\/script>/.exec(page);
  return JSON.parse(found?.[1] ?? "null");
}

/** The colours of the page's style by their names. */
function schemeColors(scheme: "light" | "dark"): Record<string, string> {
  const [light = "", dark = ""] = pageAssets().style.match(/:root[^{]*\{[^}]*\}/g) ?? [];
  const colors = (scheme === "light" ? light : dark).matchAll(/--(\w+): (#\w{6})/g);
  return Object.fromEntries([...colors].map(([, name = "", color = ""]) => [name, color]));
}

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

type Hook = (chart: unknown) => void;

interface Options {
  readonly width: number;
  readonly series: readonly { label: string; value: (chart: unknown, value: number) => string }[];
  readonly axes: readonly { values?: (chart: unknown, ticks: readonly number[]) => string[] }[];
  readonly scales: {
    readonly y: { range?: (chart: unknown, lowest: number) => readonly number[] };
  };
  readonly hooks: Readonly<Record<string, readonly Hook[]>>;
}

/** Runs the page's own script with a chart library that only takes note. */
function drawn(page: string) {
  const marks: [number, number, string][] = [];
  const sizes: number[] = [];
  const charts: ReturnType<typeof noted>[] = [];
  class Chart {
    static tzDate = (date: Date) => date;
    constructor(options: Options, values: readonly number[][], place: { id: string }) {
      charts.push(noted(options, values, place.id));
      for (const draw of options.hooks.draw ?? []) draw(drawing(marks, sizes));
    }
    destroy() {}
  }
  const classes = new Set<string>();
  const classList = {
    contains: (name: string) => classes.has(name),
    toggle: (name: string, isOn: boolean) => (isOn ? classes.add(name) : classes.delete(name)),
  };
  const listeners = new Map<string, () => void>();
  const text = JSON.stringify(dataOf(page));
  runInNewContext(pageAssets().scripts[1] ?? "", {
    window: {
      matchMedia: () => ({ addEventListener() {} }),
      addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    },
    document: {
      documentElement: { classList },
      getElementById: (id: string) =>
        id === "symbol" ? null : { id, textContent: text, clientWidth: 600 },
    },
    getComputedStyle: () => ({ getPropertyValue: () => "#000000" }),
    devicePixelRatio: 1,
    uPlot: Chart,
    Intl,
    JSON,
  });
  const send = (name: string) => listeners.get(name)?.();
  return { charts, marks, sizes, send, isPaper: () => classes.has("paper") };
}

/** What a chart was asked to be. */
function noted(options: Options, values: readonly number[][], place: string) {
  const { width, series, axes, scales, hooks } = options;
  return {
    ...{ place, width, hooks, range: scales.y.range },
    labels: series.slice(1).map(({ label }) => label),
    valueText: series[1]?.value(undefined, values[1]?.at(-1) ?? 0) ?? "",
    ticks: (at: readonly number[]) => axes[1]?.values?.(undefined, at) ?? [],
  };
}

/** A chart whose pixels are its values; what is drawn on it is noted by tip and direction. */
function drawing(marks: [number, number, string][], sizes: number[]) {
  const path: [number, number][] = [];
  const ctx = {
    ...{ save() {}, beginPath() {}, rect() {}, clip() {}, closePath() {}, restore() {} },
    moveTo: (x: number, y: number) => path.splice(0, path.length, [x, y]),
    lineTo: (x: number, y: number) => path.push([x, y]),
    fill() {
      const [tip = [0, 0], foot = [0, 0]] = path;
      // Prices are pixels here, so a foot below its tip has the larger y: it points up.
      const isUp = foot[1] > tip[1];
      // A tip is a quarter of its height away from its price.
      const step = (foot[1] - tip[1]) / 4;
      sizes.push(tip[0] - foot[0]);
      marks.push([tip[0], tip[1] - step, isUp ? "up" : "down"]);
    },
  };
  return {
    ctx,
    bbox: { left: 0, top: 0, width: 600, height: 300 },
    scales: { x: { min: 0, max: Number.MAX_SAFE_INTEGER } },
    valToPos: (value: number) => value,
  };
}
