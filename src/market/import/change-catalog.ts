import { lockCatalog } from "../parquet/catalog-lock.ts";
import { removeSeries, strayFiles, sweepCatalog } from "../parquet/commit-series.ts";
import { fileProblem } from "../parquet/open-series-file.ts";
import { readIndexes } from "../parquet/read-indexes.ts";
import type { SeriesKey } from "../series-kind.ts";

/** Whether a series is one of those that are asked for. */
export type SeriesFilter = (key: SeriesKey) => boolean;

/**
 * Removes series from the catalog in a folder, each in one step.
 * @returns those that were removed.
 * @throws CatalogError while an import is under way, or when the catalog cannot be read.
 */
export async function removeFromCatalog(
  catalogDir: string,
  isWanted: SeriesFilter,
): Promise<readonly SeriesKey[]> {
  const unlock = await lockCatalog(catalogDir);
  try {
    const indexes = await readIndexes(catalogDir);
    await sweepCatalog(catalogDir, indexes);
    const wanted = indexes.filter(isWanted);
    for (const index of wanted) await removeSeries(catalogDir, index);
    return wanted.map(({ symbol, kind, interval }) => ({ symbol, kind, interval }));
  } finally {
    unlock();
  }
}

/**
 * Compares every file of the wanted series with what was imported, and looks for files that belong
 * to no series, as a killed import leaves them until the next one.
 * @returns what is wrong, one sentence each, and how many files were looked at.
 * @throws CatalogError that names every index that cannot be used.
 */
export async function checkCatalog(
  catalogDir: string,
  isWanted: SeriesFilter,
): Promise<{ readonly files: number; readonly problems: readonly string[] }> {
  const indexes = await readIndexes(catalogDir);
  const problems: string[] = [];
  let files = 0;
  for (const index of indexes.filter(isWanted)) {
    for (const file of index.files) {
      files += 1;
      const problem = await fileProblem(catalogDir, index, file);
      if (problem !== undefined) problems.push(problem);
    }
  }
  const strays = await strayFiles(catalogDir, indexes);
  problems.push(
    ...strays.map((path) => `${path}: belongs to no series; the next import removes it`),
  );
  return { files, problems };
}
