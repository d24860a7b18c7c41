import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CatalogError } from "../catalog.ts";
import { parseInterval } from "../interval.ts";
import { isBarKind } from "../series-kind.ts";
import { TEMPORARY_PREFIX } from "./durable-file.ts";
import {
  INDEX_SUFFIX,
  indexDirectory,
  indexName,
  parseSeriesIndex,
  type SeriesIndex,
} from "./series-index.ts";

/**
 * Reads the indexes of all series in a catalog folder, in the order of their names; none where
 * there is no folder.
 * @throws CatalogError that names every index that cannot be used.
 */
export async function readIndexes(catalogDir: string): Promise<readonly SeriesIndex[]> {
  const directory = indexDirectory(catalogDir);
  const all: SeriesIndex[] = [];
  const problems: string[] = [];
  for (const name of await indexNames(directory)) {
    const path = join(directory, name);
    const read = await readIndex(path, name);
    if ("problems" in read) problems.push(...read.problems.map((one) => `${path}: ${one}`));
    else all.push(read.index);
  }
  if (problems.length > 0) throw new CatalogError(problems);
  return all;
}

async function indexNames(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new CatalogError([`${directory} cannot be read: ${error.message}`], { cause: error });
  });
  // A file cut short by a crash keeps its temporary name, which ends the same.
  const isIndex = (name: string) =>
    name.endsWith(INDEX_SUFFIX) && !name.startsWith(TEMPORARY_PREFIX);
  return names.filter(isIndex).sort();
}

async function readIndex(path: string, name: string): Promise<ReturnType<typeof parseSeriesIndex>> {
  try {
    const parsed = parseSeriesIndex(await readFile(path, "utf8"));
    if ("problems" in parsed) return parsed;
    const { index } = parsed;
    if (indexName(index) !== name) return { problems: [`holds ${indexName(index)}, not ${name}`] };
    if (isBarKind(index.kind) && parseInterval(index.interval) === undefined) {
      return { problems: [`${index.interval} is no interval`] };
    }
    return parsed;
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
