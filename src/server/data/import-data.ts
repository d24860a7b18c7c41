import { statSync } from "node:fs";
import { SingleBar } from "cli-progress";
import type { ImportFlags } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { formatInstant } from "../../domain/instant.ts";
import { FINDING_TEXT, type Finding, isDefect } from "../../market/finding.ts";
import { importActions } from "../../market/import/import-actions.ts";
import { type ImportRequest, importFiles } from "../../market/import/import-files.ts";
import type { LineProblem, SourceReport } from "../../market/import/read-source.ts";
import type { Instrument } from "../../market/instrument.ts";
import { intervalForm, parseInterval } from "../../market/interval.ts";
import { localClock } from "../../market/local-clock.ts";
import { formatSeriesKey, KIND_COLUMNS, SERIES_KINDS } from "../../market/series-kind.ts";
import { type DataContext, instrumentOf, printJson } from "./data-context.ts";

/** Imports files, and says how they were understood and what is odd about them. */
export async function importData(context: DataContext, flags: ImportFlags): Promise<number> {
  const { io, isJson, catalogDir, clock } = context;
  const request = requestOf(flags);
  if (flags.symbol === undefined) {
    throw new UsageError(["--symbol is missing: say which instrument the files are of"]);
  }
  const instrument = instrumentOf(context, flags.symbol);
  if (flags.kind === "actions") return importActionsOf(context, flags, instrument);
  const bar = progressBar(context, flags.files);
  try {
    const outcome = await importFiles(request, {
      ...{ catalogDir, instrument },
      nowNs: clock.nowNs(),
      onProgress: (bytes, rows) => bar?.increment(bytes, { rows }),
    });
    bar?.stop();
    if (isJson) printJson(context, outcome);
    if (outcome.kind === "refused") {
      if (!isJson) io.stderr.write(refusalText(outcome.problems));
      return ExitCode.refused;
    }
    if (isJson) return ExitCode.ok;
    io.stdout.write(outcome.files.map(reportText).join(""));
    const what = `${formatSeriesKey(outcome.series)}: ${outcome.series.rows} rows`;
    const how = outcome.kind === "imported" ? "imported" : "nothing new, the catalog is as it was";
    io.stdout.write(`${what} (${how})\n`);
    return ExitCode.ok;
  } finally {
    bar?.stop();
  }
}

async function importActionsOf(
  context: DataContext,
  { files }: ImportFlags,
  { symbol, aliases = [] }: Instrument,
): Promise<number> {
  const { io, catalogDir } = context;
  const names = [symbol, ...aliases.map((alias) => alias.symbol)];
  const outcome = await importActions(files, names, catalogDir);
  if (context.isJson) printJson(context, outcome);
  if (outcome.kind === "refused") {
    if (!context.isJson) io.stderr.write(refusalText(outcome.problems));
    return ExitCode.refused;
  }
  if (context.isJson) return ExitCode.ok;
  const how = outcome.kind === "imported" ? "imported" : "nothing new";
  io.stdout.write(`${symbol}: ${outcome.actions.length} splits and dividends (${how})\n`);
  return ExitCode.ok;
}

/** A bar on the terminal of a person; nothing elsewhere. */
function progressBar({ io }: DataContext, files: readonly string[]): SingleBar | undefined {
  if (io.stderr.isTTY !== true) return undefined;
  const bytes = files.reduce((sum, file) => {
    return sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {rows} rows | {eta_formatted} left",
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(bytes, 0, { rows: 0 });
  return bar;
}

/** @throws UsageError with everything that is wrong with the flags. */
function requestOf(flags: ImportFlags): ImportRequest {
  const problems: string[] = [];
  const { interval: length, tz, files, source, strict, roundPrices } = flags;
  const oneOf = <T extends string>(name: string, text: string | undefined, all: readonly T[]) => {
    const found = all.find((each) => each === text);
    if (text !== undefined && found === undefined) {
      problems.push(`--${name} is "${text}": it must be one of ${all.join(", ")}`);
    }
    return found;
  };
  const interval = length === undefined ? undefined : parseInterval(length);
  if (length !== undefined && interval === undefined) {
    problems.push(`--interval is "${length}": it must be ${intervalForm}`);
  }
  if (tz !== undefined && !isZone(tz)) {
    problems.push(`--tz is "${tz}": it must be an IANA time zone, such as America/New_York`);
  }
  const kind = flags.kind === "actions" ? undefined : oneOf("kind", flags.kind, SERIES_KINDS);
  const stamp = oneOf("stamp", flags.stamp, ["open", "close"]);
  const day = oneOf("day", flags.day, ["session", "clock"]);
  const dateOrder = oneOf("date-order", flags.dateOrder, ["dmy", "mdy"]);
  const columns = columnsOf(flags.columns, problems);
  if (problems.length > 0) throw new UsageError(problems);
  const given = {
    kind,
    interval,
    timeZone: tz,
    stamp,
    day,
    dateOrder,
    source,
    strict,
    roundPrices,
  };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { files, columns, ...Object.fromEntries(present) };
}

function isZone(text: string): boolean {
  try {
    localClock(text);
    return true;
  } catch {
    return false;
  }
}

const columnNames = new Set([
  ...["time", "side", "symbol"],
  ...Object.values(KIND_COLUMNS).flatMap(({ prices, quantities }) => [...prices, ...quantities]),
]);

function columnsOf(text: string | undefined, problems: string[]): ReadonlyMap<string, string> {
  const pairs = (text ?? "").split(",").filter((pair) => pair !== "");
  const columns = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
    if (columnNames.has(name) && value !== "") columns.set(name, value);
    else {
      const known = [...columnNames].join(", ");
      problems.push(`--columns has "${pair}": it must be NAME=COLUMN, and NAME one of ${known}`);
    }
  }
  return columns;
}

function refusalText(problems: readonly LineProblem[]): string {
  const shown = problems.slice(0, 20).map(({ file, line, problem }) => {
    return `openbell: ${file}${line === 0 ? "" : `:${line}`}: ${problem}\n`;
  });
  const rest = problems.length - shown.length;
  const more = rest > 0 ? `openbell: and ${rest} more\n` : "";
  return `${shown.join("")}${more}openbell: nothing was imported\n`;
}

function reportText(report: SourceReport): string {
  const { name, layout, timeZone, stamp, rows, findings, absent, passedOver } = report;
  const span = `${formatInstant(report.firstNs)} to ${formatInstant(report.lastNs)}`;
  const how = [layout, `times ${report.timeFormat} in ${timeZone}`];
  if (stamp !== undefined) how.push(`stamped at the ${stamp}`);
  const lines = [`${name}: ${rows} rows, ${span}`, `  read as ${how.join(", ")}`];
  if (absent.length > 0) lines.push(`  the file has no ${absent.join(", ")}: stored as 0`);
  if (passedOver.length > 0) lines.push(`  not imported: ${passedOver.join(", ")}`);
  return `${[...lines, ...findings.flatMap(findingLines)].join("\n")}\n`;
}

/** A finding in words, with the first places where it is. */
export function findingLines({ code, count, examples }: Finding): readonly string[] {
  const mark = isDefect(code) ? "!" : "·";
  const more = count > 3 ? ", ..." : "";
  return [
    `  ${mark} ${code} ${count}: ${FINDING_TEXT[code]}`,
    `      ${examples.slice(0, 3).join(", ")}${more}`,
  ];
}
