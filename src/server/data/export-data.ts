import { open, rename, rm } from "node:fs/promises";
import type { DataRequest } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import { parseRfc3339 } from "../../domain/filter/rfc3339.ts";
import { formatInstant, type Instant, NS_PER_DAY } from "../../domain/instant.ts";
import { epochDayOf, formatTradingDate, parseTradingDate } from "../../domain/trading-date.ts";
import { followsDates, parseInterval } from "../../market/interval.ts";
import type { Adjustment, ReadOptions, SeriesBatch } from "../../market/series-catalog.ts";
import {
  formatSeriesKey,
  isBarKind,
  KIND_COLUMNS,
  type SeriesKey,
} from "../../market/series-kind.ts";
import { type DataContext, instrumentOf, openCatalog, seriesFilter } from "./data-context.ts";

type ExportRequest = Extract<DataRequest, { verb: "export" }>;

const adjustments: Readonly<Record<string, Adjustment>> = {
  raw: "RAW",
  split: "SPLIT",
  "total-return": "TOTAL_RETURN",
};

/** Writes a series as CSV: the text that an import of it would read. */
export async function exportData(context: DataContext, request: ExportRequest): Promise<number> {
  const options = optionsOf(request);
  const catalog = await openCatalog(context);
  const series = catalog.listSeries().filter(seriesFilter(context, request));
  const [key, ...others] = series;
  if (key === undefined) throw new UsageError(["there is no such series"]);
  if (others.length > 0) {
    const all = series.map(formatSeriesKey).join("; ");
    throw new UsageError([`say which one with --kind and --interval; there are ${all}`]);
  }
  const rows = csvOf(key, catalog.readSeries(key, options), context);
  if (request.output !== undefined) await writeWhole(request.output, rows);
  else for await (const text of rows) context.io.stdout.write(text);
  return ExitCode.ok;
}

async function* csvOf(
  key: SeriesKey,
  batches: AsyncIterable<SeriesBatch>,
  context: DataContext,
): AsyncGenerator<string> {
  const spell = rowSpeller(key, instrumentOf(context, key.symbol).calendar);
  let isFirst = true;
  for await (const batch of batches) {
    if (isFirst) yield `${spell.header(batch)}\n`;
    isFirst = false;
    yield spell.rows(batch);
  }
}

/** Writes a file, whole or not at all. @throws UsageError when it cannot be written. */
async function writeWhole(path: string, texts: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  const onFailure = (error: Error): never => {
    throw new UsageError([`${path} cannot be written: ${error.message}`]);
  };
  const file = await open(unfinished, "w").catch(onFailure);
  try {
    for await (const text of texts) await file.writeFile(text).catch(onFailure);
    await file.close().catch(onFailure);
    await rename(unfinished, path).catch(onFailure);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

function optionsOf({ from, to, adjustment = "raw" }: ExportRequest): ReadOptions {
  const problems: string[] = [];
  const time = (flag: string, text: string | undefined): Instant | undefined => {
    const instant = text === undefined ? undefined : instantOf(text);
    if (text !== undefined && instant === undefined) {
      problems.push(`--${flag} is "${text}": it must be a date or a time, as 2014-06-01T13:30:00Z`);
    }
    return instant;
  };
  const [fromNs, toNs] = [time("from", from), time("to", to)];
  const how = adjustments[adjustment];
  if (how === undefined) {
    const known = Object.keys(adjustments).join(", ");
    problems.push(`--adjustment is "${adjustment}": it must be one of ${known}`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return {
    ...(fromNs === undefined ? {} : { fromNs }),
    ...(toNs === undefined ? {} : { toNs }),
    ...(how === undefined ? {} : { adjustment: how }),
  };
}

function instantOf(text: string): Instant | undefined {
  const date = parseTradingDate(text);
  if (date !== undefined) return BigInt(epochDayOf(date)) * NS_PER_DAY;
  const parsed = parseRfc3339(text);
  return parsed.ok ? parsed.instant : undefined;
}

/** Spells rows so that an import without further flags but the interval reads them the same. */
function rowSpeller({ kind, interval }: SeriesKey, calendarId: string) {
  const { prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const length = parseInterval(interval);
  const hasDates = isBarKind(kind) && length !== undefined && followsDates(length);
  const values = [...prices, ...quantities, ...(hasSide ? ["side"] : [])];
  const sides: Readonly<Record<number, string>> = { 1: "buy", [-1]: "sell" };
  return {
    header(batch: SeriesBatch): string {
      const time = hasDates ? dateName(batch, calendarId) : isBarKind(kind) ? "open_time" : "time";
      return [time, ...values].join(",");
    },
    rows(batch: SeriesBatch): string {
      const lines: string[] = [];
      for (let row = 0; row < batch.length; row++) {
        const cells = [
          hasDates
            ? formatTradingDate(batch.date[row] ?? 0)
            : formatInstant(batch.timeNs[row] ?? 0n),
        ];
        for (const column of batch.prices) cells.push(decimalText(column[row] ?? 0));
        for (const column of batch.quantities) cells.push(decimalText(column[row] ?? 0));
        if (hasSide) cells.push(sides[batch.sides[row] ?? 0] ?? "");
        lines.push(`${cells.join(",")}\n`);
      }
      return lines.join("");
    },
  };
}

/** Whether dates are sessions or days of the clock in UTC shows in the first bar. */
function dateName({ date, timeNs }: SeriesBatch, calendarId: string): string {
  const [first = 0, startNs = 0n] = [date[0], timeNs[0]];
  const calendar = findCalendar(calendarId);
  const session = calendar?.covers(first) ? calendar.session(first) : undefined;
  const isUtcDay = startNs === BigInt(epochDayOf(first)) * NS_PER_DAY;
  return isUtcDay && session?.openNs !== startNs ? "session_utc_date" : "date";
}

/** A double as a plain decimal; small ones would be written with an exponent. */
function decimalText(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}
