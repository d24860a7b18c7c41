/**
 * The report of a session as one page that needs nothing else: no network, no font, no file beside
 * it. It is readable in light and dark, on a phone and on paper.
 */
import { toJson } from "@bufbuild/protobuf";
import { SessionSpecSchema, SessionStateSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionReport, Trade } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { enumName } from "../../domain/enum-name.ts";
import { limitPairs } from "../limit-text.ts";
import { timeText } from "../time-text.ts";
import { type ChartData, chartData } from "./chart-data.ts";
import { figureSymbols } from "./figure-symbols.ts";
import { figureText } from "./figure-text.ts";
import { Html, html, jsonForScript } from "./html-text.ts";
import { modelPairs } from "./model-text.ts";
import { contentPolicy, pageAssets } from "./page-assets.ts";
import {
  compatibleTables,
  dataTable,
  moneyCell,
  pairTable,
  positionTable,
  statisticTables,
  tradeTable,
} from "./page-tables.ts";
import type { CurveDay } from "./read-report.ts";
import { fillPairs, orderPairs, sessionPairs } from "./report-text.ts";

/** What a page shows. */
export interface PageInput {
  readonly report: SessionReport;
  readonly days: readonly CurveDay[];
  /** Closes by symbol and date. */
  readonly closes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly trades: readonly Trade[];
  /** There are more trades than these. */
  readonly hasMoreTrades: boolean;
}

/** Figures at the head of the page. */
const cards = [
  "net_profit",
  "total_return",
  "annual_return",
  "sharpe_ratio",
  "max_drawdown",
  "exposure",
  "trades",
  "win_rate",
  "profit_factor",
  "fees",
];

/** The page. */
export function reportPage(input: PageInput): string {
  const { report, days, closes, trades } = input;
  const spec = report.session?.spec;
  const currency = spec?.currency ?? report.account?.currency ?? "";
  const symbols = spec?.symbols ?? [];
  const initialCapital = Number(spec?.initialCapital ?? 0);
  const charts = chartData({ currency, initialCapital, symbols, days, closes, trades });
  const title = titleOf(report);
  const assets = pageAssets();
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Openbell</title>
<style>${new Html(assets.style)}</style>
</head>
<body>
<header>
<h1><bdi>${title}</bdi></h1>
${subtitle(report)}
</header>
<main>
${cardRow(report, currency)}${noteList(report)}${chartSections(charts)}
${statisticSection(report, currency)}${tradeSection(input, currency)}
${resultSections(report, currency)}
</main>
<script type="application/json" id="report-data">${jsonForScript(charts)}</script>
${assets.scripts.map((text) => html`<script>${new Html(text)}</script>\n`)}</body>
</html>
`;
  return page.text;
}

function titleOf({ session }: SessionReport): string {
  const { displayName, strategyId } = session?.spec ?? {};
  return displayName || strategyId || session?.sessionId || "Session";
}

/** What the session was, and up to where its figures reach. Parts keep their own direction. */
function subtitle({ session, account }: SessionReport): Html {
  const { spec, status } = session ?? {};
  const simulation = spec?.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  const range = simulation === undefined ? "" : `${simulation.startDate} to ${simulation.endDate}`;
  const strategy = [spec?.strategyId, spec?.strategyVersion].filter(Boolean).join(" ");
  const state = status === undefined ? "" : enumName(SessionStateSchema, status.state);
  const { barrier = 0n, sessionTime } = account ?? {};
  const reach = barrier === 0n ? "before its first bar" : `up to ${timeText(sessionTime)}`;
  const lines = [
    [strategy, spec?.symbols.join(", "), range],
    [state, reach, session?.sessionId],
  ];
  return html`${lines.map((parts) => {
    const shown = parts.filter(Boolean).map((part) => html`<bdi>${part ?? ""}</bdi>`);
    const joined = shown.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
    return html`<p class="faint">${joined}</p>\n`;
  })}`;
}

function cardRow({ statistics }: SessionReport, currency: string): Html {
  const shown = cards.flatMap((name) => statistics.find((each) => each.name === name) ?? []);
  if (shown.length === 0) return html``;
  const rows = shown.map((figure) => {
    const value =
      figure.name === "net_profit"
        ? html`${moneyCell(figure.value, currency)} ${currency}`
        : figureText(figure, currency);
    return html`<div><dt>${cardLabel(figure.name)}</dt><dd>${value}</dd></div>\n`;
  });
  return html`<dl class="cards">
${rows}</dl>
`;
}

/** `sharpe_ratio` as `Sharpe ratio`. */
function cardLabel(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function noteList({ notes }: SessionReport): Html {
  if (notes.length === 0) return html``;
  return html`<h2>Notes</h2>
<ul class="notes">
${notes.map((note) => html`<li>${note}</li>\n`)}</ul>
`;
}

function chartSections({ currency, days, prices }: ChartData): Html {
  if (days.length === 0) return html`<p>No trading day has closed: there is nothing to draw.</p>`;
  const options = Object.keys(prices).map((symbol) => html`<option>${symbol}</option>`);
  const choice =
    options.length > 1
      ? html`<p><label>Symbol <select id="symbol">${options}</select></label></p>\n`
      : html``;
  return html`${chart("equity", `Equity, ${currency}`)}
${chart("drawdown", "Drawdown")}
${chart("exposure", `Gross exposure, ${currency}`)}
${chart("price", `Price and trades, ${currency}`, choice)}
<p class="faint">A triangle upwards is a buy, one downwards a sale. Days are the venue's.
<span class="pointing">Drag across a chart to zoom in, double-click to see all again.</span></p>
<noscript><p>The charts need JavaScript; all figures are below.</p></noscript>`;
}

function chart(id: string, title: string, choice: Html = html``): Html {
  const label = `${title}: a chart over the days`;
  return html`<h2>${title}</h2>
${choice}<div class="chart" id="${id}" role="img" aria-label="${label}"></div>`;
}

function statisticSection(report: SessionReport, currency: string): Html {
  const symbols = figureSymbols
    .split("`")
    .map((text, index) => (index % 2 === 0 ? text : html`<b>${text}</b>`));
  return html`<h2>Statistics</h2>
<p class="faint">In the definitions: ${symbols}</p>
${statisticTables(report, currency)}
<h3>By the definitions of other tools</h3>
${compatibleTables(report, currency)}`;
}

function tradeSection({ trades, hasMoreTrades }: PageInput, currency: string): Html {
  if (trades.length === 0) return html``;
  const open = trades.filter(({ exitPrice }) => exitPrice === "").length;
  const closed = trades.length - open;
  const summary = open === 0 ? `${closed} closed` : `${closed} closed, ${open} open`;
  const more = hasMoreTrades
    ? html`<p class="faint">The first ${trades.length} trades; --csv writes all.</p>`
    : html``;
  return html`<h2>Trades</h2>
<details${new Html(trades.length > 100 ? "" : " open")}><summary>${summary}</summary>
${more}${tradeTable(trades, currency)}</details>
`;
}

function resultSections(report: SessionReport, currency: string): Html {
  const { positions, data, session } = report;
  const spec = session?.spec === undefined ? {} : toJson(SessionSpecSchema, session.spec);
  const sections: readonly (readonly [title: string, isShown: boolean, content: Html])[] = [
    ["Open positions", positions.length > 0, positionTable(positions, currency)],
    ["Fills by reason", report.fillsByReason.length > 0, pairTable("Fills", fillPairs(report))],
    ["Orders by state", report.ordersByState.length > 0, pairTable("Orders", orderPairs(report))],
    ["Risk limits", true, pairTable("Risk limits", limitPairs(session?.spec))],
    ["Fill model", true, pairTable("Fill model", modelPairs(session))],
    ["Data", data.length > 0, dataTable(data)],
    ["Session", true, pairTable("Session", sessionPairs(report))],
    [
      "Spec",
      true,
      html`<details><summary>As it was asked for, with every default</summary>
<pre>${JSON.stringify(spec, undefined, 2)}</pre></details>
`,
    ],
  ];
  const shown = sections.filter(([, isShown]) => isShown);
  return html`${shown.map(([title, , content]) => html`<h2>${title}</h2>\n${content}`)}`;
}
