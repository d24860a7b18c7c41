import type { SeriesChoice } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { renderTable } from "../../cli/table.ts";
import { formatInstant } from "../../domain/instant.ts";
import { isDefect } from "../../market/finding.ts";
import type { SeriesInfo } from "../../market/series-catalog.ts";
import { type DataContext, openCatalog, printJson, seriesFilter } from "./data-context.ts";

/** Lists series, a line each. */
export async function listData(context: DataContext, choice: SeriesChoice): Promise<number> {
  const isWanted = seriesFilter(context, choice);
  const series = (await openCatalog(context)).listSeries().filter(isWanted);
  if (context.isJson) {
    for (const each of series) printJson(context, each);
    return ExitCode.ok;
  }
  const { io, catalogDir } = context;
  if (series.length === 0) {
    io.stderr.write(`there is no such series in ${catalogDir}; openbell data import brings one\n`);
    return ExitCode.ok;
  }
  const width = io.stdout.isTTY ? (io.stdout.columns ?? 80) : undefined;
  io.stdout.write(`${renderTable(columns, series.map(cellsOf), width).join("\n")}\n`);
  return ExitCode.ok;
}

const columns = [
  { title: "SYMBOL" },
  { title: "KIND" },
  { title: "INTERVAL" },
  { title: "ROWS", align: "right" },
  { title: "FROM" },
  { title: "TO" },
  { title: "HOLES", align: "right" },
  { title: "ODD", align: "right" },
  { title: "BYTES", align: "right" },
] as const;

function cellsOf(info: SeriesInfo) {
  const odd = info.findings.reduce((sum, { code, count }) => {
    return isDefect(code) && code !== "HOLE" ? sum + count : sum;
  }, 0);
  const texts = [
    ...[info.symbol, info.kind, info.interval, String(info.rows)],
    ...[formatInstant(info.firstNs), formatInstant(info.lastNs)],
    ...[info.holes.length, odd, info.bytes].map(String),
  ];
  return texts.map((text) => ({ text }));
}
