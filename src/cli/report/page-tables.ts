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
  readonly set?: "number" | "long" | "name" | "time";
  /** Its cells name their rows. */
  readonly isName?: boolean;
}

function table<Row>(
  label: string,
  rows: readonly Row[],
  columns: readonly PageColumn<Row>[],
  kind?: string,
): Html {
  const head = columns.map(({ title, set }) => html`<th scope="col"${setOf(set)}>${title}</th>`);
  return html`<div class="scroll"><table aria-label="${label}"${setOf(kind)}>
<thead><tr>${head}</tr></thead>
<tbody>
${rowsOf(rows, columns)}</tbody></table></div>
`;
}

function rowsOf<Row>(rows: readonly Row[], columns: readonly PageColumn<Row>[]): readonly Html[] {
  return rows.map((row) => {
    const cells = columns.map(({ cell, set, isName = false }) =>
      isName
        ? html`<th scope="row"${setOf(set)}>${cell(row)}</th>`
        : html`<td${setOf(set)}>${cell(row)}</td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
}

function setOf(name: string | undefined): Html {
  return name === undefined ? html`` : html` class="${name}"`;
}

/** Names and values. */
export function pairTable(
  label: string,
  pairs: readonly (readonly [name: string, value: string])[],
): Html {
  const shown = pairs.filter(([, value]) => value !== "");
  const rows = rowsOf(shown, [
    { title: "", cell: ([name]) => name, set: "name", isName: true },
    { title: "", cell: ([, value]) => value, set: "long" },
  ]);
  return html`<div class="scroll"><table aria-label="${label}" class="pairs">
<tbody>
${rows}</tbody></table></div>
`;
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
${figureTable(theme, figures, currency)}`,
  );
}

function figureTable(label: string, figures: readonly Statistic[], currency: string): Html {
  const columns: readonly PageColumn<Statistic>[] = [
    { title: "Figure", cell: ({ name }) => breakable(name), set: "name", isName: true },
    { title: "Value", cell: (figure) => figureText(figure, currency), set: "number" },
    { title: "Definition", cell: ({ definition }) => definition, set: "long" },
  ];
  return table(label, figures, columns, "figures");
}

/** A name that a narrow page may break where its words end. */
function breakable(name: string): Html {
  const [first = "", ...rest] = name.split("_");
  return html`${first}${rest.map((word) => html`_<wbr>${word}`)}`;
}

/** The figures of other tools. */
export function compatibleTables({ compatible }: SessionReport, currency: string): readonly Html[] {
  return compatible.map(
    ({ tool, statistics }) => html`<details><summary>${tool}</summary>
${figureTable(tool, statistics, currency)}</details>
`,
  );
}

/** Round trips. */
export function tradeTable(trades: readonly Trade[], currency: string): Html {
  return table("Trades", trades, [
    { title: "No.", cell: ({ tradeNumber }) => tradeNumber, set: "number", isName: true },
    { title: "Symbol", cell: ({ symbol }) => symbol },
    { title: "Quantity", cell: ({ quantity }) => quantity, set: "number" },
    { title: "Entry", cell: ({ entryTime }) => timeText(entryTime), set: "time" },
    { title: "Entry price", cell: ({ entryPrice }) => entryPrice, set: "number" },
    { title: "Exit", cell: (trade) => timeText(trade.exitTime) || "open", set: "time" },
    { title: "Exit price", cell: ({ exitPrice }) => exitPrice, set: "number" },
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
  return table("Open positions", positions, [
    { title: "Symbol", cell: ({ symbol }) => symbol, isName: true },
    { title: "Quantity", cell: ({ quantity }) => quantity, set: "number" },
    { title: "Average price", cell: ({ averagePrice }) => averagePrice, set: "number" },
    { title: "Last price", cell: ({ lastPrice }) => lastPrice, set: "number" },
    {
      title: `Value, ${currency}`,
      cell: ({ marketValue }) => moneyText(marketValue, currency),
      set: "number",
    },
    {
      title: `Unrealised, ${currency}`,
      cell: ({ unrealizedProfit }) => moneyCell(unrealizedProfit, currency),
      set: "number",
    },
  ]);
}

/** The data that was used. */
export function dataTable(data: readonly DataUse[]): Html {
  return table("Data", data, [
    { title: "Symbol", cell: ({ symbol }) => symbol, isName: true },
    { title: "Series", cell: ({ series }) => series, set: "name" },
    { title: "Rows", cell: ({ rows }) => (rows === 0n ? "" : rows), set: "number" },
    { title: "Version", cell: ({ version }) => version, set: "name" },
    { title: "Findings", cell: ({ findings }) => findings.join("; "), set: "long" },
  ]);
}
