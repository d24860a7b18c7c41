/** The tables of a page. */
import type { Position } from "../../../gen/ts/openbell/v1/account_pb.ts";
import type {
  DataUse,
  SessionReport,
  Statistic,
  Trade,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { timeText } from "../time-text.ts";
import { figureText, moneyText } from "./figure-text.ts";
import { type Html, type HtmlPart, html } from "./html-text.ts";

/** A column: its title, its cell, and how it is set. */
interface PageColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => HtmlPart;
  readonly set?: "number" | "long" | "name";
}

function table<Row>(rows: readonly Row[], columns: readonly PageColumn<Row>[]): Html {
  const head = columns.map(({ title, set }) => html`<th class="${set ?? ""}">${title}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map(({ cell, set }) => html`<td class="${set ?? ""}">${cell(row)}</td>`);
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="scroll"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** Names and values. */
export function pairTable(pairs: readonly (readonly [name: string, value: string])[]): Html {
  const shown = pairs.filter(([, value]) => value !== "");
  return table(shown, [
    { title: "", cell: ([name]) => name, set: "name" },
    { title: "", cell: ([, value]) => value, set: "long" },
  ]);
}

/** An amount, in the colour of its sign. */
export function moneyCell(value: string | number, currency: string): Html {
  const kind = Number(value) > 0 ? "gain" : Number(value) < 0 ? "loss" : "";
  return html`<span class="${kind}">${moneyText(value, currency)}</span>`;
}

/** The figures by theme, each with its formula. */
export function statisticTables({ statistics }: SessionReport, currency: string): readonly Html[] {
  const themes = Map.groupBy(statistics, ({ theme }) => theme);
  return [...themes].map(
    ([theme, figures]) => html`<h3>${theme}</h3>
${figureTable(figures, currency)}`,
  );
}

function figureTable(figures: readonly Statistic[], currency: string): Html {
  return table(figures, [
    { title: "Figure", cell: ({ name }) => name, set: "name" },
    { title: "Value", cell: (figure) => figureText(figure, currency), set: "number" },
    { title: "Definition", cell: ({ definition }) => definition, set: "long" },
  ]);
}

/** The figures of other tools. */
export function compatibleTables({ compatible }: SessionReport, currency: string): readonly Html[] {
  return compatible.map(
    ({ tool, statistics }) => html`<details><summary>${tool}</summary>
${figureTable(statistics, currency)}</details>
`,
  );
}

/** Round trips. */
export function tradeTable(trades: readonly Trade[], currency: string): Html {
  return table(trades, [
    { title: "No.", cell: ({ tradeNumber }) => tradeNumber, set: "number" },
    { title: "Symbol", cell: ({ symbol }) => symbol },
    { title: "Quantity", cell: ({ quantity }) => quantity, set: "number" },
    { title: "Entry", cell: ({ entryTime }) => timeText(entryTime), set: "name" },
    { title: "Price", cell: ({ entryPrice }) => entryPrice, set: "number" },
    { title: "Exit", cell: (trade) => timeText(trade.exitTime) || "open", set: "name" },
    { title: "Price", cell: ({ exitPrice }) => exitPrice, set: "number" },
    { title: "Fees", cell: ({ fees }) => moneyText(fees, currency), set: "number" },
    {
      title: `Net profit, ${currency}`,
      cell: ({ netProfit }) => moneyCell(netProfit, currency),
      set: "number",
    },
  ]);
}

/** Open positions. */
export function positionTable(positions: readonly Position[], currency: string): Html {
  return table(positions, [
    { title: "Symbol", cell: ({ symbol }) => symbol },
    { title: "Quantity", cell: ({ quantity }) => quantity, set: "number" },
    { title: "Average price", cell: ({ averagePrice }) => averagePrice, set: "number" },
    { title: "Last price", cell: ({ lastPrice }) => lastPrice, set: "number" },
    {
      title: `Value, ${currency}`,
      cell: ({ marketValue }) => moneyText(marketValue, currency),
      set: "number",
    },
    {
      title: "Unrealised",
      cell: ({ unrealizedProfit }) => moneyCell(unrealizedProfit, currency),
      set: "number",
    },
  ]);
}

/** The data that was used. */
export function dataTable(data: readonly DataUse[]): Html {
  return table(data, [
    { title: "Symbol", cell: ({ symbol }) => symbol },
    { title: "Series", cell: ({ series }) => series, set: "name" },
    { title: "Rows", cell: ({ rows }) => (rows === 0n ? "" : rows), set: "number" },
    { title: "Version", cell: ({ version }) => version, set: "name" },
    { title: "Findings", cell: ({ findings }) => findings.join("; "), set: "long" },
  ]);
}
