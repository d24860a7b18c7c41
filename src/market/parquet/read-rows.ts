import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { CatalogError } from "../catalog.ts";
import type { RowBatch } from "../row-batch.ts";
import { readSeriesFile } from "./read-series-file.ts";
import {
  replacedFilePath,
  type SeriesFile,
  type SeriesIndex,
  seriesFilePath,
} from "./series-index.ts";

/** Files of a process that were found to be what was imported, by their paths. */
export type VerifiedFiles = Set<string>;

/**
 * Rows of a series whose first time lies from one instant up to another, file by file. Each file is
 * compared with its index once, when it is first read.
 * @throws CatalogError for a file that is missing or not what was imported.
 */
export async function* readRows(
  catalogDir: string,
  index: SeriesIndex,
  fromNs: bigint,
  toNs: bigint,
  verified: VerifiedFiles,
): AsyncGenerator<RowBatch> {
  for (const file of index.files) {
    if (file.last_ns < fromNs || file.first_ns >= toNs) continue;
    const path = seriesFilePath(catalogDir, index, file);
    let handle: FileHandle | undefined;
    try {
      handle = await openFile(path, replacedFilePath(catalogDir, file));
      if (!verified.has(path)) await verify(handle, file);
      verified.add(path);
      yield* readSeriesFile(handle, index.kind, fromNs, toNs);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const advice = "Import the data again, or restore the file from a backup.";
      throw new CatalogError([`${path} cannot be read: ${reason}. ${advice}`], { cause });
    } finally {
      await handle?.close();
    }
  }
}

/** A file that an import replaced since this catalog was opened waits elsewhere. */
async function openFile(path: string, replacedPath: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (missing) {
    return open(replacedPath, "r").catch(() => {
      throw missing;
    });
  }
}

/** Parquet carries no checksum that its readers check: a flipped bit would pass for a price. */
async function verify(handle: FileHandle, file: SeriesFile): Promise<void> {
  const { size } = await handle.stat();
  if (size !== file.bytes) {
    throw new Error(`it has ${size} bytes, and ${file.bytes} were imported`);
  }
  const hash = createHash("sha256");
  const chunks = handle.createReadStream({ start: 0, autoClose: false });
  for await (const chunk of chunks) hash.update(chunk);
  if (hash.digest("hex") !== file.sha256) {
    throw new Error("its content is not what was imported (SHA-256 differs)");
  }
}

/** Whether a file is there and is what was imported; otherwise what is wrong with it. */
export async function fileProblem(
  catalogDir: string,
  index: SeriesIndex,
  file: SeriesFile,
): Promise<string | undefined> {
  const path = seriesFilePath(catalogDir, index, file);
  try {
    const handle = await open(path, "r");
    try {
      await verify(handle, file);
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    return `${path}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
