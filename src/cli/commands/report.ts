/** The command that shows what a session came to: as text, JSON, CSV files or a page. */
import { join } from "node:path";
import { SessionReportSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { type CommandContext, widthOf } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import {
  type ReportRequest,
  readCloses,
  readCurve,
  readReport,
  readTrades,
} from "../report/read-report.ts";
import { equityCsv, fillsCsv, ordersCsv, statisticsCsv, tradesCsv } from "../report/report-csv.ts";
import { reportPage } from "../report/report-page.ts";
import { renderReport } from "../report/report-text.ts";
import { UsageError } from "../usage-error.ts";
import { writeAt } from "../write-at.ts";

/** What the flags of `report` say. */
export interface ReportFlags {
  readonly html?: string;
  readonly csv?: string;
  readonly riskFreeRate?: number;
  readonly indicatorBars?: number;
}

/** Trades that a page shows in its table and marks in its charts. */
const tradesOfPage = 5_000;
const pageSize = 250;

/** Shows the report of a session in one form. */
export async function showReport(
  context: CommandContext,
  sessionId: string,
  { html, csv, riskFreeRate = 0, indicatorBars = 0 }: ReportFlags,
): Promise<ExitCode> {
  const forms = [html !== undefined, csv !== undefined, context.isJson].filter(Boolean);
  if (forms.length > 1) throw new UsageError(["--html, --csv and --json: only one form at a time"]);
  const request = { sessionId, riskFreeRate, indicatorBars };
  if (html !== undefined) await writePage(context, request, html);
  else if (csv !== undefined) await writeTables(context, request, csv);
  else {
    const report = await readReport(context, request);
    if (context.isJson) context.printJson(SessionReportSchema, report);
    else context.print(renderReport(report, widthOf(context), context.paint));
  }
  return ExitCode.ok;
}

async function writePage(
  context: CommandContext,
  request: ReportRequest,
  path: string,
): Promise<void> {
  const { sessionId } = request;
  const report = await readReport(context, request);
  const days = await readCurve(context, sessionId);
  const { trades, hasMore } = await readTrades(context, sessionId, tradesOfPage);
  const closes = await readCloses(context, sessionId);
  const page = reportPage({ report, days, closes, trades, hasMoreTrades: hasMore });
  await writeAt(path, () => context.io.writeFile(path, page, { replace: true }));
  context.say(`wrote ${path}`);
}

async function writeTables(
  context: CommandContext,
  request: ReportRequest,
  folder: string,
): Promise<void> {
  const { client, io } = context;
  const { sessionId } = request;
  const report = await readReport(context, request);
  const options = { signal: io.signal };
  const fills = [];
  for await (const page of client.trading.fills({ sessionId, pageSize }, options)) {
    fills.push(...page.fills);
  }
  const orders = [];
  for await (const page of client.trading.orders({ sessionId, pageSize }, options)) {
    orders.push(...page.orders);
  }
  const { trades } = await readTrades(context, sessionId, Number.MAX_SAFE_INTEGER);
  const tables = {
    "statistics.csv": statisticsCsv(report),
    "equity.csv": equityCsv(await readCurve(context, sessionId)),
    "trades.csv": tradesCsv(trades),
    "fills.csv": fillsCsv(fills),
    // The list begins with the newest; a table is read from the oldest on.
    "orders.csv": ordersCsv(orders.toReversed()),
  };
  await writeAt(folder, () => io.makeFolder(folder));
  for (const [name, text] of Object.entries(tables)) {
    const path = join(folder, name);
    await writeAt(path, () => io.writeFile(path, text, { replace: true }));
    context.say(`wrote ${path}`);
  }
}
