/**
 * The report of a session as one page that needs nothing else: no network, no font, no file beside
 * it. It is readable in light and dark, on a phone and on paper.
 */
import { toJson } from "@bufbuild/protobuf";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionReport, Trade } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { chartData } from "./chart-data.ts";
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
  const title = spec?.displayName || report.session?.sessionId || "Session";
  const assets = pageAssets();
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Openbell</title>
<style>${assets.styles.map((text) => new Html(text))}</style>
</head>
<body>
<h1>${title}</h1>
<p class="faint">${subtitle(report)}</p>
${cardRow(report, currency)}${noteList(report)}${chartSections(symbols, days.length > 0)}
<h2>Statistics</h2>
${statisticTables(report, currency)}
<h3>By the definitions of other tools</h3>
${compatibleTables(report, currency)}${tradeSection(input, currency)}
${resultSections(report, currency)}
<script type="application/json" id="report-data">${jsonForScript(charts)}</script>
${assets.scripts.map((text) => html`<script>${new Html(text)}</script>\n`)}</body>
</html>
`;
  return page.text;
}

function subtitle({ session }: SessionReport): string {
  const { spec } = session ?? {};
  const simulation = spec?.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  const range = simulation === undefined ? "" : `${simulation.startDate} to ${simulation.endDate}`;
  const strategy = [spec?.strategyId, spec?.strategyVersion].filter(Boolean).join(" ");
  return [strategy, spec?.symbols.join(", "), range, session?.sessionId]
    .filter(Boolean)
    .join(" · ");
}

function cardRow({ statistics }: SessionReport, currency: string): Html {
  const shown = cards.flatMap((name) => statistics.find((each) => each.name === name) ?? []);
  const rows = shown.map((figure) => {
    const label = figure.name.replaceAll("_", " ");
    const value =
      figure.name === "net_profit"
        ? html`${moneyCell(figure.value, currency)} ${currency}`
        : figureText(figure, currency);
    return html`<div class="card"><span>${label}</span><strong>${value}</strong></div>\n`;
  });
  return html`<div class="cards">
${rows}</div>
`;
}

function noteList({ notes }: SessionReport): Html {
  if (notes.length === 0) return html``;
  return html`<h2>Notes</h2>
<ul class="notes">
${notes.map((note) => html`<li>${note}</li>\n`)}</ul>
`;
}

function chartSections(symbols: readonly string[], hasDays: boolean): Html {
  if (!hasDays) return html`<p>No trading day has closed: there is nothing to draw.</p>`;
  const options = symbols.map((symbol) => html`<option>${symbol}</option>`);
  const choice = symbols.length > 1 ? html` <select id="symbol">${options}</select>` : html``;
  return html`<h2>Equity</h2>
<div class="chart" id="equity"></div>
<h2>Drawdown</h2>
<div class="chart" id="drawdown"></div>
<h2>Gross exposure</h2>
<div class="chart" id="exposure"></div>
<h2>Price and trades${choice}</h2>
<div class="chart" id="price"></div>
<p class="faint">A triangle upwards is a buy, one downwards a sale. Days are the venue's.</p>`;
}

function tradeSection({ trades, hasMoreTrades }: PageInput, currency: string): Html {
  if (trades.length === 0) return html``;
  const more = hasMoreTrades
    ? html`<p class="faint">The first ${trades.length} trades; --csv writes all.</p>`
    : html``;
  return html`<h2>Trades</h2>
<details${new Html(trades.length > 100 ? "" : " open")}><summary>${trades.length} trades</summary>
${more}${tradeTable(trades, currency)}</details>
`;
}

function resultSections(report: SessionReport, currency: string): Html {
  const { positions, data, session } = report;
  const spec = session?.spec === undefined ? {} : toJson(SessionSpecSchema, session.spec);
  const sections: readonly (readonly [title: string, isShown: boolean, content: Html])[] = [
    ["Open positions", positions.length > 0, positionTable(positions, currency)],
    ["Fills by reason", report.fillsByReason.length > 0, pairTable(fillPairs(report))],
    ["Orders", report.ordersByState.length > 0, pairTable(orderPairs(report))],
    ["Fill model", true, pairTable(modelPairs(session))],
    ["Data", data.length > 0, dataTable(data)],
    ["Session", true, pairTable(sessionPairs(report))],
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
