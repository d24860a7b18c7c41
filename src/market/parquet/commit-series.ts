import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { SeriesKey } from "../series-kind.ts";
import { actionsDirectory } from "./actions-file.ts";
import { makeDirectory, putFile, syncDirectory, TEMPORARY_PREFIX } from "./durable-file.ts";
import {
  formatSeriesIndex,
  indexDirectory,
  indexName,
  replacedDirectory,
  replacedFilePath,
  SERIES_FOLDER,
  type SeriesFile,
  type SeriesIndex,
  seriesFilePath,
} from "./series-index.ts";

/** How long a file that was replaced is kept for those who still read it. */
const replacedKeptMs = 24 * 60 * 60 * 1_000;

/** A file that was written aside and belongs into a series. */
export interface StagedFile {
  readonly path: string;
  readonly file: SeriesFile;
}

/** The folder in which an import works until it takes effect. */
export function stagingDirectory(catalogDir: string): string {
  return join(catalogDir, "staging");
}

/**
 * Removes what an import that was killed left behind: its staging folder, unfinished files, and
 * files that it had put in place without having named them in an index. Only under the catalog's
 * lock.
 */
export async function sweepCatalog(
  catalogDir: string,
  indexes: readonly SeriesIndex[],
): Promise<void> {
  await rm(stagingDirectory(catalogDir), { recursive: true, force: true });
  for (const path of await strayFiles(catalogDir, indexes)) await rm(path, { force: true });
  for (const folder of [indexDirectory(catalogDir), actionsDirectory(catalogDir)]) {
    const names = await readdir(folder).catch(() => []);
    const unfinished = names.filter((name) => name.startsWith(TEMPORARY_PREFIX));
    for (const name of unfinished) await rm(join(folder, name), { force: true });
  }
}

/** Parquet files in a catalog that no index names; readers of the bare folder would see them. */
export async function strayFiles(
  catalogDir: string,
  indexes: readonly SeriesIndex[],
): Promise<readonly string[]> {
  const known = new Set(
    indexes.flatMap((index) => index.files.map((file) => seriesFilePath(catalogDir, index, file))),
  );
  const root = join(catalogDir, SERIES_FOLDER);
  const names = await readdir(root, { recursive: true }).catch(() => []);
  const paths = names.filter((name) => name.endsWith(".parquet")).map((name) => join(root, name));
  return paths.filter((path) => !known.has(path)).sort();
}

/**
 * Makes an index the one of its series. After a crash at any point the catalog holds either the old
 * series or the new one, whole. Only under the catalog's lock.
 * @param staged the files that the index names and that are not in place yet.
 * @param before the index until now; undefined for a new series.
 */
export async function commitSeries(
  catalogDir: string,
  index: SeriesIndex,
  staged: readonly StagedFile[],
  before: SeriesIndex | undefined,
): Promise<void> {
  for (const { path, file } of staged) {
    const target = seriesFilePath(catalogDir, index, file);
    await makeDirectory(dirname(target));
    await rename(path, target);
    await syncDirectory(dirname(target));
  }
  await makeDirectory(indexDirectory(catalogDir));
  const text = Buffer.from(formatSeriesIndex(index));
  await putFile(indexDirectory(catalogDir), indexName(index), text);
  const kept = new Set(index.files.map(({ sha256 }) => sha256));
  const replaced = before?.files.filter(({ sha256 }) => !kept.has(sha256)) ?? [];
  if (replaced.length > 0) await setAside(catalogDir, index, replaced);
}

/** Takes a series out of the catalog; its files wait for a day, as replaced ones do. */
export async function removeSeries(catalogDir: string, index: SeriesIndex): Promise<void> {
  await rm(join(indexDirectory(catalogDir), indexName(index)), { force: true });
  await syncDirectory(indexDirectory(catalogDir));
  await setAside(catalogDir, index, index.files);
}

/**
 * A server that has not read the catalog again, and a run that began before it did, still read what
 * was replaced. So it waits, each file for itself, however many imports there are meanwhile.
 */
async function setAside(
  catalogDir: string,
  key: SeriesKey,
  files: readonly SeriesFile[],
): Promise<void> {
  const directory = replacedDirectory(catalogDir);
  await mkdir(directory, { recursive: true });
  for (const file of files) {
    const path = seriesFilePath(catalogDir, key, file);
    await rename(path, replacedFilePath(catalogDir, file)).catch(ignoreMissing);
    await removeEmptyFolders(catalogDir, dirname(path));
  }
  // The file system's own clock: it has just noted when the folder changed.
  const { mtime: now } = await stat(directory);
  for (const file of files) {
    await utimes(replacedFilePath(catalogDir, file), now, now).catch(ignoreMissing);
  }
  for (const name of await readdir(directory)) {
    const { mtimeMs } = await stat(join(directory, name));
    if (mtimeMs < now.getTime() - replacedKeptMs) await rm(join(directory, name), { force: true });
  }
}

/** Empty partitions would show as years and instruments without data. */
async function removeEmptyFolders(catalogDir: string, from: string): Promise<void> {
  const root = join(catalogDir, SERIES_FOLDER);
  for (let folder = from; isBelow(folder, root); folder = dirname(folder)) {
    const names = await readdir(folder).catch(() => undefined);
    if (names === undefined || names.length > 0) return;
    await rm(folder, { recursive: true, force: true });
  }
}

function isBelow(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path !== "" && path.split(sep)[0] !== "..";
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

/** Makes the folder in which an import works, empty. */
export async function makeStaging(catalogDir: string): Promise<string> {
  const directory = stagingDirectory(catalogDir);
  await rm(directory, { recursive: true, force: true });
  await makeDirectory(directory);
  return directory;
}
