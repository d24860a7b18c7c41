import type { Calendar } from "../../domain/calendar/calendar.ts";
import { findCalendar } from "../../domain/calendar/find-calendar.ts";
import { formatInstant } from "../../domain/instant.ts";
import { type Finding, isDefect } from "../finding.ts";
import type { Instrument } from "../instrument.ts";
import { lockCatalog } from "../parquet/catalog-lock.ts";
import { commitSeries, makeStaging, sweepCatalog } from "../parquet/commit-series.ts";
import { readIndexes } from "../parquet/read-indexes.ts";
import type { SeriesImport, SeriesIndex } from "../parquet/series-index.ts";
import { seriesInfoOf } from "../parquet/series-info.ts";
import type { SeriesInfo } from "../series-catalog.ts";
import type { SeriesKey } from "../series-kind.ts";
import { joinSeries } from "./join-series.ts";
import { openSources, type Source } from "./open-source.ts";
import { overlapProblem } from "./overlap-problem.ts";
import {
  type LineProblem,
  SourceReader,
  type SourceReport,
  type SourceRequest,
} from "./read-source.ts";
import { SortedRuns } from "./sorted-runs.ts";
import { SourceError } from "./source-error.ts";

/** Files to import into one series. */
export interface ImportRequest extends SourceRequest {
  /** Paths, or rows from elsewhere; a later one's rows correct those of an earlier one. */
  readonly files: readonly (string | Source)[];
  /** Where the data comes from, for people; default: the names of the files. */
  readonly source?: string;
  /** Refuse rows that are odd. */
  readonly strict?: boolean;
}

/** What an import works with. */
export interface ImportContext {
  readonly catalogDir: string;
  readonly instrument: Instrument;
  readonly nowNs: bigint;
  /** Told of every stretch of the files that was read, and of the rows so far. */
  readonly onProgress?: (bytes: number, rows: number) => void;
}

/** How an import ended. Refused: nothing was stored. */
export type ImportOutcome =
  | {
      readonly kind: "imported" | "unchanged";
      readonly files: readonly SourceReport[];
      /** The series as it is now. */
      readonly series: SeriesInfo;
    }
  | {
      readonly kind: "refused";
      readonly problems: readonly LineProblem[];
      /** What was found until then; complete where a strict import was refused. */
      readonly files: readonly SourceReport[];
    };

/**
 * Imports files into a series of the catalog in a folder, beside the rows that are there. Bars take
 * the place of those that begin at the same time, ticks the place of all between the first and the
 * last of their file, so importing a file again changes nothing (`unchanged`). It happens whole or
 * not at all, whenever it is interrupted. Memory does not grow with the files.
 * @throws CatalogError while another import is under way, or when the catalog cannot be read.
 */
export async function importFiles(
  request: ImportRequest,
  context: ImportContext,
): Promise<ImportOutcome> {
  const unlock = await lockCatalog(context.catalogDir);
  try {
    const indexes = await readIndexes(context.catalogDir);
    await sweepCatalog(context.catalogDir, indexes);
    const staging = await makeStaging(context.catalogDir);
    try {
      return await new Import(request, context, staging, indexes).run();
    } finally {
      await sweepCatalog(context.catalogDir, await readIndexes(context.catalogDir));
    }
  } finally {
    unlock();
  }
}

/** One import on its way. */
class Import {
  readonly #request: ImportRequest;
  readonly #context: ImportContext;
  readonly #staging: string;
  readonly #indexes: readonly SeriesIndex[];
  readonly #calendar: Calendar;
  readonly #extendedCalendar: Calendar;
  readonly #reports: SourceReport[] = [];
  #key: SeriesKey | undefined;
  #runs: SortedRuns | undefined;
  #rows = 0;

  constructor(
    request: ImportRequest,
    context: ImportContext,
    staging: string,
    indexes: readonly SeriesIndex[],
  ) {
    this.#request = request;
    this.#context = context;
    this.#staging = staging;
    this.#indexes = indexes;
    const { calendar } = context.instrument;
    this.#calendar = calendarOf(calendar, findCalendar(calendar));
    this.#extendedCalendar = calendarOf(calendar, findCalendar(calendar, "extended"));
  }

  async run(): Promise<ImportOutcome> {
    try {
      for (const file of this.#request.files) {
        const problems = await this.#readFile(file);
        if (problems.length > 0) return this.#refused(problems);
      }
      const defects = this.#request.strict ? this.#defects() : [];
      if (defects.length > 0) return this.#refused(defects);
      return await this.#store();
    } finally {
      await this.#runs?.abandon().catch(() => undefined);
    }
  }

  async #readFile(file: string | Source): Promise<readonly LineProblem[]> {
    if (typeof file !== "string") return this.#readSource(file);
    try {
      const onBytes = (count: number) => this.#context.onProgress?.(count, this.#rows);
      for await (const source of openSources(file, onBytes)) {
        const problems = await this.#readSource(source);
        if (problems.length > 0) return problems;
      }
      return [];
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return [{ file, line: 0, problem: error.message }];
    }
  }

  async #readSource(source: Source): Promise<readonly LineProblem[]> {
    const { instrument, nowNs } = this.#context;
    const reader = new SourceReader(source, this.#request, {
      ...{ instrument, nowNs },
      calendar: this.#calendar,
      extendedCalendar: this.#extendedCalendar,
    });
    for await (const batch of reader.rows()) {
      const problem = this.#enter(reader.content());
      if (problem !== undefined) return [{ file: source.name, line: 0, problem }];
      this.#rows += batch.length;
      if (reader.problems.length === 0) await this.#runs?.add(batch);
    }
    const report = reader.report();
    if (report === undefined || reader.problems.length > 0) return reader.problems;
    const problem = overlapProblem(report, this.#reports);
    this.#reports.push(report);
    return problem === undefined ? [] : [{ file: source.name, line: 0, problem }];
  }

  /** Settles the series by the first file; the others must be of the same. */
  #enter({ kind, interval }: Omit<SeriesKey, "symbol">): string | undefined {
    const { symbol } = this.#context.instrument;
    const key = this.#key ?? { symbol, kind, interval };
    if (key.kind !== kind || key.interval !== interval) {
      return `it holds ${interval} ${kind}, the files before it ${key.interval} ${key.kind}`;
    }
    this.#key = key;
    this.#runs ??= new SortedRuns({ directory: this.#staging, key, calendar: this.#calendar });
    return undefined;
  }

  /** What a strict import is refused for. Holes show only once rows are in order. */
  #defects(): readonly LineProblem[] {
    return this.#reports.flatMap(({ name, findings }) =>
      findings
        .filter(({ code }) => isDefect(code))
        .map(({ code, count, examples }) => {
          const problem = `${code}: ${count} times, first ${examples[0] ?? ""}`;
          return { file: name, line: 0, problem };
        }),
    );
  }

  async #store(): Promise<ImportOutcome> {
    const [key, runs] = [this.#key, this.#runs];
    if (key === undefined || runs === undefined) {
      return this.#refused([{ file: "", line: 0, problem: "there is no file to import" }]);
    }
    const before = this.#indexes.find(
      (index) =>
        index.symbol === key.symbol && index.kind === key.kind && index.interval === key.interval,
    );
    const { catalogDir } = this.#context;
    const joined = await joinSeries({
      ...{ catalogDir, key, before, runs: await runs.finish() },
      directory: this.#staging,
      calendar: this.#calendar,
      spans: this.#reports,
    });
    const draft: SeriesIndex = {
      ...{ format: 2, ...key, files: [...joined.files] },
      ...{ absent: [], imports: [] },
    };
    const info = seriesInfoOf(draft, this.#calendar);
    const files = this.#reports.map((report) => withHoles(report, info));
    if (this.#request.strict && files.some(({ findings }) => findings.some(isHole))) {
      return this.#refused(files.flatMap(holeProblems), files);
    }
    const index: SeriesIndex = {
      ...draft,
      absent: absentOf(before, files),
      imports: importsOf(before, files, this.#request.source),
    };
    const isChanged =
      joined.staged.length > 0 ||
      index.files.length !== before?.files.length ||
      !sameImports(before, index);
    if (isChanged) await commitSeries(catalogDir, index, joined.staged, before);
    const series = seriesInfoOf(index, this.#calendar);
    return { kind: isChanged ? "imported" : "unchanged", files, series };
  }

  #refused(
    problems: readonly LineProblem[],
    files: readonly SourceReport[] = this.#reports,
  ): ImportOutcome {
    return { kind: "refused", problems, files };
  }
}

function calendarOf(id: string, calendar: Calendar | undefined): Calendar {
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

const isHole = ({ code }: Finding) => code === "HOLE";

function holeProblems({ name, findings }: SourceReport): readonly LineProblem[] {
  return findings.filter(isHole).map(({ count, examples }) => {
    return { file: name, line: 0, problem: `HOLE: ${count} times, first ${examples[0] ?? ""}` };
  });
}

/** A report with the holes of the series between the file's first and last row. */
function withHoles(report: SourceReport, { holes }: SeriesInfo): SourceReport {
  const inside = holes.filter(
    ({ fromNs, toNs }) => fromNs >= report.firstNs && toNs <= report.lastNs,
  );
  if (inside.length === 0) return report;
  const examples = inside
    .slice(0, 10)
    .map(({ fromNs, toNs }) => `${formatInstant(fromNs)} to ${formatInstant(toNs)}`);
  const found: Finding = { code: "HOLE", count: inside.length, examples };
  return { ...report, findings: [...report.findings, found] };
}

/** Columns that no import of the series ever had. */
function absentOf(before: SeriesIndex | undefined, files: readonly SourceReport[]): string[] {
  const [first, ...others] = [
    ...(before === undefined ? [] : [before.absent]),
    ...files.map(({ absent }) => absent),
  ];
  return (first ?? []).filter((column) => others.every((other) => other.includes(column)));
}

/** The imports of a series; importing the same file again replaces what it was told to have. */
function importsOf(
  before: SeriesIndex | undefined,
  files: readonly SourceReport[],
  source: string | undefined,
): SeriesImport[] {
  const added = files.map(
    ({ name, sha256, rows, firstNs, lastNs, findings }): SeriesImport => ({
      file: name,
      source: source ?? name,
      ...{ sha256, rows, first_ns: firstNs, last_ns: lastNs, findings: [...findings] },
    }),
  );
  const all = [...(before?.imports ?? []), ...added];
  return [...new Map(all.map((each) => [each.sha256, each])).values()];
}

function sameImports(before: SeriesIndex | undefined, after: SeriesIndex): boolean {
  const text = (index: SeriesIndex) =>
    JSON.stringify([index.imports, index.absent], (_, value: unknown) =>
      typeof value === "bigint" ? String(value) : value,
    );
  return before !== undefined && text(before) === text(after);
}
