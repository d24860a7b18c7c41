import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { StagedFile } from "../parquet/commit-series.ts";
import { fileProblem } from "../parquet/open-series-file.ts";
import { readRows } from "../parquet/read-rows.ts";
import type { SeriesFile, SeriesIndex } from "../parquet/series-index.ts";
import type { RowBatch } from "../row-batch.ts";
import { isBarKind, type SeriesKey } from "../series-kind.ts";
import { mergeRows } from "./merge-rows.ts";
import { readStaged } from "./sorted-runs.ts";
import { startOfYear, YearWriter } from "./year-writer.ts";

/** A stretch of time, both ends included. */
export interface TickSpan {
  readonly firstNs: bigint;
  readonly lastNs: bigint;
}

/** New rows and the series that they belong to. */
export interface Joining {
  readonly catalogDir: string;
  /** The folder for files that are not in place yet. */
  readonly directory: string;
  readonly key: SeriesKey;
  readonly calendar: Calendar;
  /** The series until now; undefined for a new one. */
  readonly before: SeriesIndex | undefined;
  /** The new rows, in ascending runs; a later one's bars correct those of an earlier one. */
  readonly runs: readonly (readonly StagedFile[])[];
  /** From the first to the last row of each new file: ticks in there are replaced. */
  readonly spans: readonly TickSpan[];
}

/** The files of a series with its new rows, and those of them that are not in place yet. */
export interface Joined {
  readonly files: readonly SeriesFile[];
  readonly staged: readonly StagedFile[];
}

/**
 * Joins new rows with a series, year by year. Years without new rows keep their file; a year that
 * had none before takes the new one as it is; the others are merged and written again. A year whose
 * rows turn out to be what they were keeps its file, unless that is damaged.
 */
export async function joinSeries(joining: Joining): Promise<Joined> {
  const { before, runs, catalogDir } = joining;
  const byYear = Map.groupBy(runs.flat(), ({ file }) => file.year);
  const files = new Map((before?.files ?? []).map((file) => [file.year, file]));
  const staged: StagedFile[] = [];
  for (const year of [...byYear.keys(), ...emptiedYears(joining, byYear)]) {
    const old = files.get(year);
    const joined = await joinYear(joining, year, old, byYear.get(year) ?? []);
    const isSame =
      before !== undefined &&
      old !== undefined &&
      old.content === joined?.file.content &&
      (await fileProblem(catalogDir, before, old)) === undefined;
    if (isSame) continue;
    files.delete(year);
    if (joined === undefined) continue;
    staged.push(joined);
    files.set(year, joined.file);
  }
  const ordered = [...files.values()].sort((left, right) => left.year - right.year);
  return { files: ordered, staged };
}

/** Years of ticks that a new file spans without having a row in them. */
function emptiedYears({ key, before, spans }: Joining, added: ReadonlyMap<number, unknown>) {
  if (isBarKind(key.kind)) return [];
  const isSpanned = ({ first_ns, last_ns }: SeriesFile) =>
    spans.some(({ firstNs, lastNs }) => firstNs <= last_ns && first_ns <= lastNs);
  const years = (before?.files ?? []).filter(isSpanned).map(({ year }) => year);
  return years.filter((year) => !added.has(year));
}

/** The file of a year; undefined when no row of it is left. */
async function joinYear(
  joining: Joining,
  year: number,
  old: SeriesFile | undefined,
  added: readonly StagedFile[],
): Promise<StagedFile | undefined> {
  const { key, directory, calendar, before, catalogDir } = joining;
  const [only, ...others] = added;
  const isDamaged =
    before !== undefined &&
    old !== undefined &&
    (await fileProblem(catalogDir, before, old)) !== undefined;
  const hasOld = old !== undefined && !isDamaged;
  if (!hasOld && only !== undefined && others.length === 0) return only;
  const streams: AsyncIterable<RowBatch>[] = added.map((file) => readStaged([file], key.kind));
  if (hasOld && before !== undefined) streams.unshift(...oldRows(joining, before, year));
  const writer = new YearWriter({ directory, key, calendar }, `year${year}`);
  for await (const rows of mergeRows(key.kind, streams)) await writer.write(rows);
  const [joined] = await writer.finish();
  return joined;
}

/** What stays of a year: of bars all that are not replaced, of ticks what lies around the new. */
function oldRows(joining: Joining, before: SeriesIndex, year: number): AsyncIterable<RowBatch>[] {
  const { key, catalogDir, spans } = joining;
  const endNs = startOfYear(year + 1);
  const read = (fromNs: bigint, toNs: bigint) =>
    readRows(catalogDir, before, fromNs, toNs, new Set());
  if (isBarKind(key.kind)) return [read(startOfYear(year), endNs)];
  const ordered = spans
    .filter(({ firstNs }) => firstNs < endNs)
    .sort((left, right) => (left.firstNs < right.firstNs ? -1 : 1));
  const kept: AsyncIterable<RowBatch>[] = [];
  let fromNs = startOfYear(year);
  for (const { firstNs, lastNs } of ordered) {
    if (fromNs < firstNs) kept.push(read(fromNs, firstNs));
    if (lastNs >= fromNs) fromNs = lastNs + 1n;
  }
  if (fromNs < endNs) kept.push(read(fromNs, endNs));
  return kept;
}
